"""X01: subsidies paid twice for one period, and what only looks so."""

from datetime import timedelta

import polars as pl

from county.cases.choose import Draw, Planter, living, plant_each
from county.cases.edit import Value
from county.cases.label import few, labels
from county.world import World

RULE, CARD = "X01", "relief/subsidy_payment"
WORK = "social_security/employment_subsidy"
DATASETS = (CARD, WORK)
PLAIN = ("优抚对象定期抚恤", "六十岁以上农村籍退役士兵补助", "光伏公益岗位补助")
MONTHLY = ("公益性岗位补贴", "社会保险补贴")
LATER, FEW = timedelta(days=3), 12
ARRIVED = pl.col("payment_result") == "成功"
KEY = ["person", "scheme", "paid_for"]


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _last(world: World, draw: Draw, wanted: int, path: str) -> pl.DataFrame:
    """Draw living people and their last subsidy of a plain kind, one row each."""
    kind = (
        pl.col("project_name").is_in(PLAIN)
        if path == CARD
        else pl.col("subsidy_kind").is_in(MONTHLY)
    )
    alive = living(world)["person"].implode()
    rows = world.tables[path].filter(ARRIVED, kind, pl.col("person").is_in(alive))
    people = draw.take(rows["person"], wanted)
    own = rows.filter(pl.col("person").is_in(people)).sort("person", "paid_for")
    return own.unique("person", keep="last", maintain_order=True)


def _again(world: World, path: str, rows: pl.DataFrame, **changes: Value) -> int:
    """Append the rows again, paid three days later."""
    other = rows.with_columns(
        pl.col("paid_on") + LATER, **{name: pl.lit(v) for name, v in changes.items()}
    )
    table = world.tables[path]
    world.tables[path] = pl.concat([table, other.cast(table.schema)])
    return rows.height


def _on_the_card(world: World, draw: Draw, wanted: int) -> int:
    """Pay a month on the citizens' card twice."""
    return _again(world, CARD, _last(world, draw, wanted, CARD))


def _for_work(world: World, draw: Draw, wanted: int) -> int:
    """Pay an employment subsidy twice."""
    return _again(world, WORK, _last(world, draw, wanted, WORK))


def _came_back(world: World, draw: Draw, wanted: int) -> int:
    """Send it again, and have it come back."""
    rows = _last(world, draw, wanted, CARD)
    return _again(world, CARD, rows, payment_result="退回")


def _topped_up(world: World, draw: Draw, wanted: int) -> int:
    """Pay a difference later."""
    return _again(world, CARD, _last(world, draw, wanted, CARD), amount_fen=1_100)


def _in_halves(world: World, draw: Draw, wanted: int) -> int:
    """Pay the month in two halves."""
    rows = _last(world, draw, wanted, CARD)
    table = world.tables[CARD]
    half = rows.with_columns(pl.col("amount_fen") // 2)
    rest = table.join(rows, on=table.columns, how="anti", nulls_equal=True)
    world.tables[CARD] = pl.concat([rest, half])
    return _again(world, CARD, half)


PLANTERS: tuple[Planter, ...] = (_on_the_card, _for_work)
INNOCENTS: tuple[Planter, ...] = (_came_back, _topped_up, _in_halves)


def judge(world: World) -> pl.DataFrame:
    """Return who was paid twice for one period, and who only seems to be."""
    card = world.tables[CARD].select(
        "person",
        "paid_for",
        "amount_fen",
        scheme="project_name",
        arrived=ARRIVED,
        due=pl.col("standard_fen") * pl.col("quantity_milli") // 1_000,
    )
    work = world.tables[WORK].filter(pl.col("subsidy_kind").is_in(MONTHLY))
    both = pl.concat(
        [
            card,
            work.select(
                "person",
                "paid_for",
                "amount_fen",
                scheme="subsidy_kind",
                arrived=ARRIVED,
                due=pl.lit(None, dtype=pl.Int64),
            ),
        ]
    ).filter(pl.col("person") >= 0)
    several = both.filter(pl.len().over(KEY) > 1)
    came = several.filter("arrived")
    twice = came.filter(pl.len().over([*KEY, "amount_fen"]) > 1)
    whole = pl.col("amount_fen").sum().over([*KEY, "amount_fen"])
    halves = (whole <= pl.col("due")).fill_null(value=False)
    named = twice.with_columns(halves=halves)
    how = pl.when(pl.col("scheme").is_in(MONTHLY)).then(pl.lit("for_work"))
    wrong = named.filter(~pl.col("halves")).select(
        "person", mechanism=pl.lit("twice_") + how.otherwise(pl.lit("on_the_card"))
    )
    split = named.filter("halves").select("person", mechanism=pl.lit("in_halves"))
    back = several.filter(~pl.col("arrived")).select(
        "person", mechanism=pl.lit("came_back")
    )
    other = came.select("person", mechanism=pl.lit("topped_up"))
    return labels(
        RULE,
        [wrong.unique()],
        [split.unique(), few(back.unique(), 2 * FEW), other.unique()],
    )
