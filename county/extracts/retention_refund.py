"""Refunds of last year's unemployment premiums to employers who kept their people.

What an employer states is what the contributions of December say; its premium is the
month's base over the year. Grants for new posts go to a few of them.
"""

from collections.abc import Iterator
from datetime import date

import numpy as np
import polars as pl

from county.drawing import dates, serials
from county.extract import Desk, Extract
from county.file import LABOUR, File, half_year_files
from county.layouts import PAID, Layout, columns_of
from county.numbers import bank_cards
from county.world import World

PATH, PREMIUMS = "social_security/retention_refund", "social_security/contribution"
YEAR_FROM, YEAR_TO = date(2025, 1, 1), date(2025, 12, 31)
DECEMBER, PAID_ON = date(2025, 12, 1), date(2026, 6, 18)
DISTRICT, KEPT, NEW_POSTS = "云溪县", "稳岗返还", "扩岗补助"
MONTHS, PERCENT = 12, 100  # the premium is one per cent of the base
LARGE, SMALL = 300, 20
LARGE_PPM, SMALL_PPM = 300_000, 600_000
LAID_OFF_SHARE, POST_FEN, POSTS_SHARE = 0.15, 100_000, 0.1
ACCOUNTS = 700_000_000
LAYOUT = Layout(
    title="失业保险稳岗返还拨付明细",
    columns=columns_of(
        ":+序号 application_number:业务流水号 refund_kind:返还项目 "
        "payment_kind:拨付类型 organisation_name:企业名称 "
        "credit_code:统一社会信用代码 unit_number:单位社保编号 district:统筹区 "
        "paid_for:返还年度 scale:企业划型 first_count:年初人数 last_count:年末人数 "
        "average_count:月平均参保人数 laid_off_count:裁员人数 layoff_ppm:上年度裁员率 "
        "premium_fen:实缴失业保险费 share_ppm:返还比例 amount_fen:返还金额 "
        "payee_name:账户户名 account_number:对公账号 paid_on:拨付日期 "
        "payment_result:拨付结果 refund_fen:退回金额 refunded_on:退回日期 "
        "accepted_by:经办人 reviewed_by:复核人 approved_by:审批人 :+备注"
    ),
    titles=("云溪县失业保险稳岗返还资金拨付明细表", "单位：元、人"),
    footers=("合计",),
    days="%Y-%m-%d",
    codes={"payment_result": PAID, "scale": {"微型": "微型企业", "小型": "小型企业"}},
)


def _fill(world: World) -> None:
    stream = world.generator("retention refunds")
    firms = insured_firms(world)
    count = firms.height
    turn = np.arange(count, dtype=np.int64)
    # One in twenty or fewer stays within the limit.
    chance = stream.random(count) < LAID_OFF_SHARE
    off = chance & (firms["last_count"] >= SMALL).to_numpy()
    large = pl.col("scale") == "大型"
    rows = firms.with_columns(
        laid_off_count=pl.Series(off.astype(np.int64)),
        share_ppm=pl.when(large).then(LARGE_PPM).otherwise(SMALL_PPM),
        refund_kind=pl.lit(KEPT),
        application_number=serials("WG4202812026", turn + 1, 6),
        account_number=bank_cards(turn + ACCOUNTS),
        paid_on=dates(np.datetime64(PAID_ON, "D") + stream.integers(0, 60, count)),
    ).with_columns(
        layoff_ppm=pl.col("laid_off_count") * 1_000_000 // pl.col("average_count"),
        amount_fen=pl.col("premium_fen") * pl.col("share_ppm") // 1_000_000,
    )
    posts = _new_posts(rows, stream)
    whole = pl.concat([rows, posts]).with_columns(
        paid_for=pl.lit(YEAR_FROM),
        paid_for_to=pl.lit(YEAR_TO),
        district=pl.lit(DISTRICT),
        payment_kind=pl.lit("首次"),
        payee_name=pl.col("organisation_name"),
        payment_result=pl.lit("成功"),
    )
    world.append(PATH, world.handled(PATH, whole))


def insured_firms(world: World) -> pl.DataFrame:
    """Return the firms that insured somebody in December, and what they paid."""
    insured = world.tables[PREMIUMS].filter(
        pl.col("insurance") == "失业", pl.col("paid_for") == DECEMBER
    )
    codes = world.tables["registry/company"].select(
        "credit_code", unit_name="organisation_name"
    )
    by_firm = insured.group_by("unit_name", "unit_number").agg(
        last_count=pl.col("person").n_unique(),
        premium_fen=pl.col("base_fen").sum() * MONTHS // PERCENT,
    )
    firms = by_firm.join(codes, on="unit_name").sort("unit_number", "credit_code")
    large = pl.col("last_count") > LARGE
    small = pl.when(pl.col("last_count") >= SMALL).then(pl.lit("小型"))
    return firms.select(
        "credit_code",
        "unit_number",
        "last_count",
        "premium_fen",
        organisation_name="unit_name",
        first_count=pl.col("last_count"),
        average_count=pl.col("last_count"),
        scale=pl.when(large)
        .then(pl.lit("大型"))
        .otherwise(small.otherwise(pl.lit("微型"))),
    )


def _new_posts(rows: pl.DataFrame, stream: np.random.Generator) -> pl.DataFrame:
    """Return the grants for posts that a few of the firms filled with graduates."""
    some = rows.filter(pl.Series(stream.random(rows.height) < POSTS_SHARE))
    turn = np.arange(some.height, dtype=np.int64)
    return some.with_columns(
        refund_kind=pl.lit(NEW_POSTS),
        application_number=serials("KG4202812026", turn + 1, 6),
        amount_fen=pl.lit(POST_FEN, dtype=pl.Int64),
        share_ppm=pl.lit(None, dtype=pl.Int32),
    )


def _files() -> Iterator[File]:
    file = File(
        path=PATH,
        supplier=LABOUR,
        folder="稳岗返还",
        name="稳岗返还拨付明细（{half}半年）.xlsx",
        layout=LAYOUT,
    )
    return half_year_files(file, "paid_on")


EXTRACT = Extract(path=PATH, fill=_fill, files=_files, desk=Desk.COUNTY)
