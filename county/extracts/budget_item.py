"""Budget lines of units: what the treasury paid out of them, and what is left."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import polars as pl

from county.extract import Extract
from county.file import FINANCE, File, register_file
from county.layouts import Layout, columns_of
from county.purchases import PLACES, WORKS_LINE, indicator_numbers
from county.world import World, today

PATH = "finance/budget_item"
AS_OF = date(2026, 10, 31)
SPENT_MILLI = (720, 960)  # of what is available, by the end of October
WORKS_SHARE, WORKS_YUAN = 0.04, (1_500_000, 6_000_000)
GRANT_SHARE = 0.3
PROJECT = 2  # a line that is neither wages nor current cost
PLACE, YEAR = r"〕(\d+)号", r"〔(\d+)〕"

LAYOUT = Layout(
    title="预算指标执行情况",
    columns=columns_of(
        ":+序号 indicator_number:预算指标文号 parent_indicator_number:上级文号 "
        "budget_for:指标年度 unit_code:预算单位编码 unit_name:预算单位 "
        "function_code:功能科目编码 function_name:支出功能分类 project_code:项目代码 "
        "project_name:预算项目 fund_source:资金来源 project_kind:指标类别 "
        "initial_fen:批复数 adjusted_fen:追加追减 available_fen:调整预算数 "
        "spent_fen:累计支出 balance_fen:剩余指标 carried_over_fen:结转下年 "
        "first_budgeted_for:首次安排年度 received_on:收文日期 allocated_on:下达日期 "
        "as_of_on:截至日期 contracted_fen:已签未付金额 :+指标状态"
    ),
    titles=("云溪县预算指标执行情况表", "单位：元"),
    footers=("合计", "审核：          制表："),
    money="comma",
    days="%Y-%m-%d",
    codes={"project_kind": {"跨年度基建": "基本建设"}},
)


def keep_budget(world: World) -> None:
    """Fill finance/budget_item from payments and purchases, and works of years."""
    stream = world.generator(PATH)
    paid = world.tables["finance/treasury_payment"]
    functions = paid.unique("unit_name", keep="first", maintain_order=True)
    units = world.tables["registry/unit"].select(
        "unit_code", unit_name="organisation_name"
    )
    spent = paid.group_by("indicator_number", maintain_order=True).agg(
        pl.col("unit_name", "project_name").first(),
        pl.col("amount_fen").sum().alias("spent_fen"),
    )
    rows = spent.join(
        _purchases(world), on="indicator_number", how="full", coalesce=True
    ).with_columns(
        pl.coalesce("unit_name", "purchaser_name").alias("unit_name"),
        pl.coalesce("project_name", "planned_name").alias("project_name"),
        pl.col("spent_fen", "planned_fen", "contracted_fen").fill_null(0),
        pl.col("indicator_number").str.extract(YEAR, 1).cast(pl.Int32).alias("year"),
    )
    rows = rows.join(
        functions.select("unit_name", "function_code", "function_name"),
        on="unit_name",
        how="left",
    )
    rows = rows.join(units, on="unit_name", how="left").drop(
        "purchaser_name", "planned_name"
    )
    rows = pl.concat([rows, _works(world, stream)], how="diagonal")
    world.append(PATH, _balanced(rows.sort("indicator_number"), stream))


def _purchases(world: World) -> pl.DataFrame:
    """Return for each line what is planned to be bought, and what is yet to be paid."""
    contracts = world.tables["finance/contract"].select(
        "project_number",
        contracted_fen=pl.col("amount_fen")
        + pl.col("supplement_fen")
        - pl.col("paid_fen"),
    )
    projects = world.tables["finance/procurement_project"]
    planned = projects.join(contracts, on="project_number", how="left")
    return planned.group_by("indicator_number").agg(
        pl.col("purchaser_name").first(),
        (pl.col("category_name").first() + "专项").alias("planned_name"),
        pl.col("budget_fen").sum().alias("planned_fen"),
        pl.col("contracted_fen").sum(),
    )


def _works(world: World, stream: np.random.Generator) -> pl.DataFrame:
    """Return lines of works first budgeted three years ago, and under contract."""
    units = world.tables["registry/unit"]
    some = np.flatnonzero(stream.random(units.height) < WORKS_SHARE)
    years = np.full(len(some), 2026)
    yuan = stream.integers(*WORKS_YUAN, len(some)) // 1_000 * 1_000
    return units[some].select(
        "unit_code",
        pl.col("organisation_name").alias("unit_name"),
        pl.lit("2120303").alias("function_code"),
        pl.lit("小城镇基础设施建设").alias("function_name"),
        pl.lit("业务用房建设（跨年度）").alias("project_name"),
        pl.Series("spent_fen", yuan * 100),
        pl.Series("planned_fen", yuan * 130),
        indicator_numbers(years, some, np.full(len(some), WORKS_LINE)).alias(
            "indicator_number"
        ),
        pl.lit(2026, dtype=pl.Int32).alias("year"),
    )


def _balanced(rows: pl.DataFrame, stream: np.random.Generator) -> pl.DataFrame:
    count = rows.height
    current = (rows["year"] == today.year).to_numpy()
    milli = np.where(current, stream.integers(*SPENT_MILLI, count), 1_000)
    spent = rows["spent_fen"].to_numpy()
    planned = rows["planned_fen"].to_numpy()
    available = np.maximum(spent * 1_000 // milli, planned)
    adjusted = available * stream.integers(-60, 90, count) // 1_000 // 100 * 100
    place = rows["indicator_number"].str.extract(PLACE, 1).cast(pl.Int64) - 1
    works = place % PLACES == WORKS_LINE
    kind = (place % PLACES).clip(0, PROJECT).to_numpy()
    granted = stream.random(count) < GRANT_SHARE
    year = pl.col("year")
    first = pl.when(works).then(year - 3).otherwise(year)
    left = pl.Series(available - spent)
    return rows.with_columns(
        pl.date(year, 1, 1).alias("budget_for"),
        pl.date(year, 12, 31).alias("budget_for_to"),
        pl.date(first, 1, 1).alias("first_budgeted_for"),
        pl.date(first, 12, 31).alias("first_budgeted_for_to"),
        pl.Series(["人员经费", "公用经费", "一般项目"])
        .gather(kind)
        .zip_with(~works, pl.Series(["跨年度基建"]).new_from_index(0, count))
        .alias("project_kind"),
        ("XM" + place.cast(pl.String).str.zfill(6)).alias("project_code"),
        pl.when(pl.Series(granted) & (pl.Series(kind) == PROJECT))
        .then("鄂财预〔" + year.cast(pl.String) + pl.lit("〕88号"))
        .alias("parent_indicator_number"),
        pl.Series("available_fen", available),
        pl.Series("adjusted_fen", adjusted),
        pl.Series("initial_fen", available - adjusted),
        left.alias("balance_fen"),
        pl.when(works).then(left).otherwise("contracted_fen").alias("contracted_fen"),
        pl.lit(0, dtype=pl.Int64).alias("carried_over_fen"),
        pl.date(year, 1, 20).alias("received_on"),
        pl.date(year, 2, pl.lit(pl.Series(stream.integers(3, 20, count)))).alias(
            "allocated_on"
        ),
        pl.lit(AS_OF).alias("as_of_on"),
        pl.lit("一般公共预算").alias("fund_source"),
    ).drop("year", "planned_fen")


def _files() -> Iterator[File]:
    yield register_file(PATH, FINANCE, "预算指标执行情况.xls", LAYOUT)


EXTRACT = Extract(
    path=PATH,
    fill=keep_budget,
    files=_files,
    after=(
        "finance/treasury_payment",
        "finance/contract",
        "finance/procurement_project",
    ),
)
