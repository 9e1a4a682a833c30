"""Contracts: of every project that was awarded, and of small purchases without one."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from county.drawing import dates, serials
from county.extract import Desk, Extract
from county.file import FINANCE, File, register_file
from county.households import Days, Ints
from county.layouts import Layout, columns_of
from county.purchases import (
    CATEGORIES,
    categories,
    supplier_columns,
    unit_columns,
    years_of,
    yuan,
)
from county.workdays import FIRST_DAY, LAST_DAY, workdays, workdays_later
from county.world import World

PATH = "finance/contract"
SMALL_SHARE, SMALL_LEAST, SMALL_YUAN = 0.008, 32, (20_000, 95_000)
SUPPLEMENT_SHARE, SUPPLEMENT_MILLI = 0.06, (20, 80)
SECOND_PAYMENT_DAYS, FIRST_PART_MILLI = 75, 400
NOTHING = np.datetime64("NaT", "D")

LAYOUT = Layout(
    title="政府采购合同备案台账",
    columns=columns_of(
        ":+序号 contract_number:政府采购合同编号 contract_name:采购合同名称 "
        "project_number:采购项目编号 section_number:包号 purchaser_name:甲方 "
        "purchaser_credit_code:甲方信用代码 supplier_name:乙方 "
        "supplier_credit_code:乙方信用代码 category_code:品目编码 "
        "category_name:品目名称 procurement_method:采购方式 signed_on:签订时间 "
        "starts_on:履约开始日期 ends_on:履约结束日期 amount_fen:签约合同价 "
        "supplement_fen:补充协议金额 supplement_signed_on:补充协议签订日期 "
        "paid_fen:累计付款 first_paid_on:首笔付款日期 inspected_on:验收时间 "
        "status:履约状态 signed_by:采购经办人 reviewed_by:审核人 approved_by:签约代表 "
        ":+档案盒号"
    ),
    titles=("云溪县政府采购合同备案台账", "单位：元"),
    footers=("合计", "填表人："),
    days="%Y.%m.%d",
    codes={
        "status": {"履行中": "在履行", "已完成": "履行完毕"},
        "procurement_method": {"自行采购": "限额以下采购"},
    },
)


def sign_contracts(world: World) -> None:
    """Fill finance/contract; what is paid is what `finance/treasury_payment` pays."""
    stream = world.generator(PATH)
    rows = pl.concat([_awarded(world, stream), _small(world, stream)], how="diagonal")
    signed = rows["signed_on"].to_numpy().astype("datetime64[D]")
    rows = rows.with_columns(
        serials("YXHT-", years_of(signed) * 100_000 + np.arange(rows.height), 9).alias(
            "contract_number"
        ),
        *_course(signed, rows["amount_fen"].to_numpy(), stream),
    )
    world.append(PATH, world.handled(PATH, rows).rename({"accepted_by": "signed_by"}))


def _awarded(world: World, stream: np.random.Generator) -> pl.DataFrame:
    projects = world.tables["finance/procurement_project"]
    awarded = projects["awarded_on"].to_numpy().astype("datetime64[D]")
    signed = workdays_later(awarded, stream.integers(3, 15, len(awarded)))
    return projects.select(
        "project_number",
        "section_number",
        "purchaser_name",
        "purchaser_credit_code",
        "category_code",
        "category_name",
        "procurement_method",
        pl.col("project_name").alias("contract_name"),
        pl.col("winner_name").alias("supplier_name"),
        pl.col("winner_credit_code").alias("supplier_credit_code"),
        pl.col("award_fen").alias("amount_fen"),
        dates(signed).alias("signed_on"),
    )


def _small(world: World, stream: np.random.Generator) -> pl.DataFrame:
    units = world.tables["registry/unit"].height
    count = max(SMALL_LEAST, round(world.people * SMALL_SHARE))
    serial = np.arange(count)
    unit = serial % units
    which = (serial // units + unit + 5) % len(CATEGORIES)
    supplier = stream.integers(0, world.tables["finance/supplier"].height, count)
    span = int((LAST_DAY - FIRST_DAY).astype(np.int64)) - 60
    signed = workdays(FIRST_DAY + stream.integers(0, span, count))
    return pl.DataFrame(
        [
            *unit_columns(world, unit, "purchaser_name", "purchaser_credit_code"),
            *supplier_columns(world, supplier, "supplier_name", "supplier_credit_code"),
            *categories(which),
            yuan(stream.integers(*SMALL_YUAN, count)).alias("amount_fen"),
            dates(signed).alias("signed_on"),
        ]
    ).with_columns(
        pl.lit("自行采购").alias("procurement_method"),
        (pl.col("category_name") + "合同").alias("contract_name"),
    )


def _course(signed: Days, amount: Ints, stream: np.random.Generator) -> list[pl.Series]:
    """Return what becomes of contracts: work, first payment, acceptance, supplement."""
    count = len(signed)
    starts = workdays_later(signed, stream.integers(1, 8, count))
    ends = starts + stream.integers(30, 240, count)
    paid = workdays_later(starts, stream.integers(8, 30, count))
    paid = np.where(paid <= LAST_DAY, paid, NOTHING)
    done = (paid + SECOND_PAYMENT_DAYS <= LAST_DAY) & (ends <= LAST_DAY - 10)
    more = done & (stream.random(count) < SUPPLEMENT_SHARE)
    milli = stream.integers(*SUPPLEMENT_MILLI, count)
    extra = np.where(more, amount * milli // 1_000 // 100 * 100, 0)
    later = workdays(starts + 15)
    first = amount * FIRST_PART_MILLI // 1_000
    fen = np.where(np.isnat(paid), 0, np.where(done, amount + extra, first))
    return [
        dates(starts).alias("starts_on"),
        dates(ends).alias("ends_on"),
        dates(paid).alias("first_paid_on"),
        dates(np.where(done, workdays(ends + 3), NOTHING)).alias("inspected_on"),
        pl.Series("supplement_fen", extra),
        dates(np.where(more, later, NOTHING)).alias("supplement_signed_on"),
        pl.Series("paid_fen", fen),
        pl.Series(["履行中", "已完成"]).gather(done.astype(np.int64)).alias("status"),
    ]


def _files() -> Iterator[File]:
    yield register_file(PATH, FINANCE, "政府采购合同台账.xls", LAYOUT)


EXTRACT = Extract(
    path=PATH,
    fill=sign_contracts,
    files=_files,
    after=("finance/supplier", "finance/procurement_project"),
    desk=Desk.COUNTY,
)
