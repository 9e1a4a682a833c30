"""FN-13: budget lines kept too long or handed on late, and what only looks so."""

from datetime import date

import polars as pl

from county.cases.choose import Draw
from county.cases.edit import Row, Value
from county.cases.label import few, labels
from county.columns import table_schema
from county.world import World

RULE, LINE = "FN-13", "finance/budget_item"
DATASETS = (LINE,)
AS_OF = date(2026, 10, 31)
FEN, LEAST = 26_000_000, 100_000
KEPT_MONTHS, DAYS, FEW = 24, 30, 12
FUNDS = ("一般公共预算", "政府性基金")


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    units = world.tables["registry/unit"].sort("unit_code")
    order = draw.stream.permutation(units.height).tolist()
    rows: list[Row] = []
    for kinds, mark in ((PLANTED, "6"), (INNOCENT, "7")):
        for number in range(count):
            unit = units.row(order[number % len(order)], named=True)
            code = f"云财预〔2026〕{mark}{number:04d}号"
            rows.append(_line(code, unit, kinds[number % len(kinds)]))
    schema = table_schema(LINE)
    frame = pl.DataFrame(rows, schema={name: schema[name] for name in rows[0]})
    world.append(LINE, frame)


def _line(number: str, unit: dict[str, Value], changes: dict[str, Value]) -> Row:
    return {
        "indicator_number": number,
        "parent_indicator_number": None,
        "budget_for": date(2026, 1, 1),
        "budget_for_to": date(2026, 12, 31),
        "unit_code": unit["unit_code"],
        "unit_name": unit["organisation_name"],
        "project_name": "小型水利设施维修",
        "fund_source": "一般公共预算",
        "project_kind": "一般项目",
        "initial_fen": 2 * FEN,
        "adjusted_fen": 0,
        "available_fen": 2 * FEN,
        "spent_fen": FEN,
        "balance_fen": FEN,
        "carried_over_fen": 0,
        "first_budgeted_for": date(2024, 1, 1),
        "first_budgeted_for_to": date(2024, 12, 31),
        "received_on": date(2026, 1, 20),
        "allocated_on": date(2026, 2, 10),
        "as_of_on": AS_OF,
        "contracted_fen": 0,
        **changes,
    }


def _since(year: int) -> dict[str, Value]:
    return {
        "first_budgeted_for": date(year, 1, 1),
        "first_budgeted_for_to": date(year, 12, 31),
    }


GRANT: dict[str, Value] = {"parent_indicator_number": "鄂财预〔2026〕91号"}
LATE: dict[str, Value] = {**GRANT, **_since(2026), "allocated_on": date(2026, 5, 8)}
PLANTED: tuple[dict[str, Value], ...] = (
    {},
    {**_since(2022), "fund_source": "政府性基金", "contracted_fen": FEN // 3},
    LATE,
    {**LATE, "allocated_on": None},
)
INNOCENT: tuple[dict[str, Value], ...] = (
    {"contracted_fen": FEN},
    {"project_kind": "跨年度基建"},
    _since(2025),
    {"fund_source": "单位资金"},
    {**GRANT, **_since(2026)},
)


def judge(world: World) -> pl.DataFrame:
    """Return the lines kept too long or handed on late, and those that seem so."""
    first = pl.col("first_budgeted_for")
    months = (
        (pl.col("as_of_on").dt.year() - first.dt.year()) * 12
        + pl.col("as_of_on").dt.month()
        - first.dt.month()
    )
    free = pl.col("balance_fen") - pl.col("contracted_fen").fill_null(0)
    old = (months >= KEPT_MONTHS) & (pl.col("balance_fen") >= LEAST)
    public = pl.col("fund_source").is_in(FUNDS)
    handed = pl.coalesce("allocated_on", "as_of_on") - pl.col("received_on")
    granted = pl.col("parent_indicator_number").is_not_null()
    late = (
        granted & (handed.dt.total_days() > DAYS) & (pl.col("available_fen") >= LEAST)
    )
    rows = world.tables[LINE].select(
        object="indicator_number",
        mechanism=pl.when(late)
        .then(pl.lit("handed_on_late"))
        .when(old & ~public)
        .then(pl.lit("own_funds"))
        .when(old & (free < LEAST))
        .then(pl.lit("under_contract"))
        .when(old & (pl.col("project_kind") == "跨年度基建"))
        .then(pl.lit("works_of_years"))
        .when(old)
        .then(pl.lit("kept_too_long"))
        .when(granted)
        .then(pl.lit("handed_on_in_time"))
        .otherwise(pl.lit("not_old")),
    )
    bad = pl.col("mechanism").is_in(["handed_on_late", "kept_too_long"])
    usual = pl.col("mechanism").is_in(["handed_on_in_time", "not_old"])
    return labels(
        RULE,
        [rows.filter(bad)],
        [
            few(rows.filter(~bad & ~usual).unique(), 2 * FEW),
            few(rows.filter(usual).unique(), FEW),
        ],
    )
