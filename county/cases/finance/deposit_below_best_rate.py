"""FN-11: public money idle or below the best rate, and what only looks so."""

import polars as pl

from county.cases.choose import Draw
from county.cases.edit import Value
from county.cases.finance.deposit_rows import (
    BEST,
    DEPOSIT,
    FEN,
    OWN_RULES,
    plant_deposits,
)
from county.cases.label import few, labels
from county.world import World

RULE = "FN-11"
DATASETS = (DEPOSIT,)
IDLE, LEAST, TOLERANCE, FEW = 100_000_000, 10_000_000, 500, 12
CURRENT: dict[str, Value] = {
    "deposit_number": "0",
    "account_kind": "一般户",
    "balance_fen": FEN,
    "average_balance_fen": FEN,
    "fixed_fen": None,
    "fixed_from_on": None,
    "fixed_until_on": None,
    "rate_ppm": 2_000,
    "best_rate_ppm": None,
    "selection_kind": None,
}
PLANTED: tuple[dict[str, Value], ...] = (
    CURRENT,
    {"selection_kind": None, "best_rate_ppm": None, "rate_ppm": 11_000},
    {"selection_kind": "指定", "rate_ppm": 12_000},
    {"rate_ppm": BEST - 4_000},
)
INNOCENT: tuple[dict[str, Value], ...] = (
    {**CURRENT, "average_balance_fen": 60_000_000},
    {**CURRENT, "unit_name": "云溪县社会保险基金管理中心", "unit_code": None},
    {"rate_ppm": BEST - 200},
    {"selection_kind": "集体决策"},
    {"selection_kind": None, "fixed_fen": 5_000_000},
)


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_deposits(world, draw, "1A", PLANTED, count)
    plant_deposits(world, draw, "1B", INNOCENT, count)


def judge(world: World) -> pl.DataFrame:
    """Return the deposits that earn too little, and those that only seem to."""
    fixed = pl.col("fixed_fen").fill_null(0) > 0
    chosen = pl.col("selection_kind").is_in(["竞争性存放", "集体决策"])
    named = chosen.fill_null(value=False)
    less = (pl.col("best_rate_ppm") - pl.col("rate_ppm")).fill_null(0)
    mechanism = (
        pl.when(pl.col("unit_name").str.contains(OWN_RULES))
        .then(pl.lit("own_rules"))
        .when(~fixed & (pl.col("account_kind") == "零余额"))
        .then(pl.lit("zero_balance"))
        .when(~fixed & (pl.col("average_balance_fen") > IDLE))
        .then(pl.lit("idle"))
        .when(~fixed)
        .then(pl.lit("little_kept"))
        .when(pl.col("fixed_fen") < LEAST)
        .then(pl.lit("small_deposit"))
        .when(~named)
        .then(pl.lit("no_competition"))
        .when(less > TOLERANCE)
        .then(pl.lit("below_best"))
        .when(less > 0)
        .then(pl.lit("near_best"))
        .when(pl.col("selection_kind") == "集体决策")
        .then(pl.lit("decided_together"))
        .otherwise(pl.lit("best_rate"))
    )
    rows = world.tables[DEPOSIT].select(object="account_number", mechanism=mechanism)
    bad = pl.col("mechanism").is_in(["idle", "no_competition", "below_best"])
    usual = pl.col("mechanism").is_in(
        ["zero_balance", "little_kept", "best_rate", "own_rules"]
    )
    return labels(
        RULE,
        [rows.filter(bad)],
        [rows.filter(~bad & ~usual), few(rows.filter(usual).unique(), 2 * FEW)],
    )
