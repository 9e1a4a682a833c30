"""Unemployment benefit: for people without work, pension, business or journey."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from county.drawing import (
    FIRST,
    MONTHS,
    ages_on,
    choose,
    dates,
    draw,
    identity,
    month_starts,
    spread,
)
from county.extract import Desk, Extract
from county.file import LABOUR, File, half_year_files
from county.households import Ints
from county.layouts import PAID, Layout, columns_of
from county.standing import listed, living
from county.world import World, today

PATH = "social_security/unemployment_benefit"
SHARE, AGES, WORKS_FROM = 0.002, (25, 57), 20
BUSY = (
    "social_security/contribution",
    "social_security/pension_payment",
    "relief/dibao_member",
    "finance/staff_payroll",
    "registry/company",
    "registry/custody",
    "registry/exit_entry",
    "registry/student",
)
CAPS, CAP_MONTHS = (60, 120), (12, 18, 24)  # 社会保险法 46: by months of contribution
EARLIEST, LATEST = -8, 9  # first month of benefit, from the first month of the year
AMOUNT_FEN, PREMIUM_FEN, PAID_DAY = 157_500, 31_200, 14
LAYOUT = Layout(
    title="失业保险金发放明细",
    columns=columns_of(
        ":+序号 person_name:失业人员姓名 id_number:公民身份号码 former_unit:原工作单位 "
        "registered_on:失业登记时间 insured_months:累计缴费月数 "
        "approved_months:核定月数 first_for:享受起始年月 last_for:享受终止年月 "
        "paid_for:所属年月 amount_fen:失业保险金（元） medical_premium_fen:代缴医保费 "
        "stop_reason:停发原因 account_number:社保卡银行账号 payment_result:发放状态 "
        "paid_on:代发日期 accepted_by:经办人 reviewed_by:复核人 approved_by:审批人 "
        ":+联系电话"
    ),
    titles=("云溪县失业保险金发放明细表", "单位：元"),
    footers=("合计", "制表人："),
    months="%Y-%m",
    days="%Y-%m-%d",
    codes={"payment_result": PAID, "stop_reason": {"期满": "领取期满"}},
)


def fill(world: World) -> None:
    """Fill social_security/unemployment_benefit (a row a month while it lasts)."""
    stream = world.generator("unemployment_benefit")
    ages = ages_on(world, today)
    pool = living(world) & ~listed(world, *BUSY)
    pool &= (ages >= AGES[0]) & (ages <= AGES[1])
    people = choose(stream, np.flatnonzero(pool), max(3, world.people * SHARE))
    count = len(people)
    insured = stream.integers(14, 190, count)
    insured = np.minimum(insured, (ages[people] - WORKS_FROM) * 12 - 10)
    cap = np.select(
        [insured < CAPS[0], insured < CAPS[1]], CAP_MONTHS[:2], CAP_MONTHS[2]
    )
    approved = np.minimum(cap, np.maximum(insured // 6, 2)).astype(np.int64)
    first = stream.integers(EARLIEST, LATEST, count)
    last = first + approved - 1
    row, month = spread(first, last)
    wide = _claims(world, people, stream).with_columns(
        pl.Series("insured_months", insured),
        pl.Series("approved_months", approved),
        month_starts(first).alias("first_for"),
        month_starts(last).alias("last_for"),
        dates((FIRST + first).astype("datetime64[D]") - 12).alias("registered_on"),
    )[row]
    paid = wide.with_columns(
        month_starts(month).alias("paid_for"),
        (month_starts(month) + pl.duration(days=PAID_DAY)).alias("paid_on"),
        pl.lit(AMOUNT_FEN).alias("amount_fen"),
        pl.lit(PREMIUM_FEN).alias("medical_premium_fen"),
        draw(("成功", "退回"), len(row), stream, (0.997, 0.003)).alias(
            "payment_result"
        ),
        pl.when(pl.Series((month == last[row]) & (last[row] < MONTHS)))
        .then(pl.lit("期满"))
        .alias("stop_reason"),
    )
    world.append(PATH, world.handled(PATH, paid))


def _claims(world: World, people: Ints, stream: np.random.Generator) -> pl.DataFrame:
    firms = world.tables["registry/company"].filter(
        pl.col("company_kind") == "有限责任公司"
    )["organisation_name"]
    return identity(world, people, "account_number").with_columns(
        draw(firms.to_list(), len(people), stream).alias("former_unit")
    )


def files() -> Iterator[File]:
    """Yield one workbook for each half-year."""
    file = File(
        path=PATH,
        supplier=LABOUR,
        folder="失业保险金",
        name="失业保险金发放2026年{half}半年.xlsx",
        layout=LAYOUT,
    )
    return half_year_files(file, "paid_for")


EXTRACT = Extract(
    path=PATH,
    fill=fill,
    files=files,
    after=("registry/custody", "registry/exit_entry", "registry/student"),
    desk=Desk.COUNTY,
    ends="paid_for",
)
