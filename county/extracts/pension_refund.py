"""Pensions overpaid before the year began, and paid back since."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from county.drawing import choose, dates, days_of, draw, identity
from county.extract import Desk, Extract
from county.file import SOCIAL, File, half_year_files
from county.layouts import SCHEMES, Layout, columns_of
from county.world import World, first_month

PATH = "social_security/pension_refund"
SHARE, RETIRED = 0.09, 60  # of those who died in the two years before
LATEST_DEATH, EARLIEST_DEATH = np.datetime64("2025-07-31"), np.datetime64("2023-06-01")
MONTHS = (1, 4)  # overpaid after the death, the second excluded
MONTHLY_FEN = 18_500
LAYOUT = Layout(
    title="养老待遇稽核退款",
    columns=columns_of(
        ":+序号 town:乡镇 village:村居 person_name:参保人姓名 id_number:证件号码 "
        "insurance:退款险种 refund_reason:追回原因 paid_for:多发月份 "
        "amount_fen:退回金额（元） refund_way:退回方式 received_flag:是否到账 "
        "received_on:到账时间 accepted_by:经办人 reviewed_by:复核人 approved_by:审批人 "
        "remark:备注 :+凭证号"
    ),
    titles=("云溪县养老待遇稽核退款登记表", "单位：元"),
    footers=("合计",),
    days="%Y.%m.%d",
    codes={"insurance": SCHEMES, "refund_reason": {"死亡多发": "死亡后多发"}},
)


def fill(world: World) -> None:
    """Fill social_security/pension_refund: the heirs' repayments."""
    stream = world.generator("pension_refund")
    died = days_of(world, "died_on")
    age = (died - days_of(world, "birth_on")).astype(np.int64) / 365.2425
    lately = (died >= EARLIEST_DEATH) & (died <= LATEST_DEATH) & (age > RETIRED + 1)
    pool = np.flatnonzero(lately)
    people = choose(stream, pool, max(2, len(pool) * SHARE))
    count = len(people)
    months = stream.integers(*MONTHS, count)
    after = died[people].astype("datetime64[M]") + 1
    back = np.datetime64(first_month, "D") + stream.integers(5, 350, count)
    rows = identity(world, people, "town", "village").with_columns(
        pl.lit("居民养老").alias("insurance"),
        pl.lit("死亡多发").alias("refund_reason"),
        dates(after.astype("datetime64[D]")).alias("paid_for"),
        dates((after + months).astype("datetime64[D]") - 1).alias("paid_for_to"),
        pl.Series("amount_fen", months * (MONTHLY_FEN + people % 40 * 10)),
        draw(("银行转账", "现金缴存", "账户抵扣"), count, stream).alias("refund_way"),
        pl.lit("已到账").alias("received_flag"),
        dates(back).alias("received_on"),
    )
    world.append(PATH, world.handled(PATH, rows))


def files() -> Iterator[File]:
    """Yield one workbook for each half-year."""
    file = File(
        path=PATH,
        supplier=SOCIAL,
        folder="稽核退款",
        name="养老待遇稽核退款2026年{half}半年.xlsx",
        layout=LAYOUT,
    )
    return half_year_files(file, "received_on")


EXTRACT = Extract(path=PATH, fill=fill, files=files, desk=Desk.TOWNS)
