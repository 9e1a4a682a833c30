"""PR-13B: training subsidised twice, too often, at once, and what only looks so."""

from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Value, add
from county.cases.label import labels
from county.cases.training_rows import ENROLMENT, class_day, enrolment
from county.world import World

RULE, SUCCESS = "PR-13B", "成功"
DATASETS = (ENROLMENT,)
A_YEAR = 3
FIRST = date(2026, 2, 24)
TRADES = ("电工", "焊工", "茶叶加工", "育婴员")


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _teach(
    world: World, draw: Draw, wanted: int, *classes: tuple[int, dict[str, Value]]
) -> int:
    """Enrol people in classes: days after the first, and what differs."""
    people = outside(world, living(world, youngest=20, oldest=56), ENROLMENT, kin=False)
    chosen = draw.take(people["person"], wanted)
    rows = [
        enrolment(
            world,
            person,
            class_day(FIRST + timedelta(days=days)),
            **{"fund_source": "人社", "enrollee_kind": "其他", **changes},
        )
        for person in chosen
        for days, changes in classes
    ]
    add(world, ENROLMENT, rows)
    return len(chosen)


def _again(world: World, draw: Draw, wanted: int) -> int:
    """Train people twice for one trade and level by one department."""
    return _teach(world, draw, wanted, (0, {}), (90, {}))


def _by_another(world: World, draw: Draw, wanted: int) -> int:
    """Train people twice for one trade and level, by two departments."""
    return _teach(world, draw, wanted, (0, {}), (90, {"fund_source": "退役"}))


def _too_often(world: World, draw: Draw, wanted: int) -> int:
    """Train people for four trades in a year."""
    classes = [(40 * turn, {"trade": trade}) for turn, trade in enumerate(TRADES)]
    return _teach(world, draw, wanted, *classes)  # type: ignore[arg-type]  # a dict of texts is one of values


def _at_once(world: World, draw: Draw, wanted: int) -> int:
    """Train people in two classes at the same time."""
    return _teach(world, draw, wanted, (0, {}), (4, {"trade": "电工"}))


def _higher(world: World, draw: Draw, wanted: int) -> int:
    """Train people for the next level of their trade."""
    return _teach(world, draw, wanted, (0, {}), (90, {"level": "中级"}))


def _other_trades(world: World, draw: Draw, wanted: int) -> int:
    """Train people for two more trades in the year."""
    return _teach(
        world, draw, wanted, (0, {}), (40, {"trade": "电工"}), (80, {"trade": "焊工"})
    )


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Have the second subsidy for one trade and level come back."""
    return _teach(world, draw, wanted, (0, {}), (90, {"payment_result": "退回"}))


def _next_day(world: World, draw: Draw, wanted: int) -> int:
    """Begin another class on the day on which the first one ends."""
    return _teach(world, draw, wanted, (0, {}), (12, {"trade": "电工"}))


PLANTERS: tuple[Planter, ...] = (_again, _by_another, _too_often, _at_once)
INNOCENTS: tuple[Planter, ...] = (_higher, _other_trades, _returned, _next_day)


def judge(world: World) -> pl.DataFrame:
    """Return who was subsidised twice for one thing, too often or at once."""
    every = world.tables[ENROLMENT].filter(
        pl.col("subsidy_fen") > 0, pl.col("person") >= 0
    )
    paid = every.filter(pl.col("payment_result") == SUCCESS)
    one = ["person", "trade", "level"]
    alike = paid.group_by(one).agg(
        classes=pl.len(), funds=pl.col("fund_source").n_unique()
    )
    again = alike.filter(pl.col("classes") > 1).select(
        "person",
        mechanism=pl.when(pl.col("funds") > 1)
        .then(pl.lit("two_departments"))
        .otherwise(pl.lit("same_level_again")),
    )
    often = paid.group_by("person", pl.col("started_on").dt.year()).len()
    often = often.filter(pl.col("len") > A_YEAR)
    pairs = paid.join(paid, on="person", suffix="_other").filter(
        pl.col("class_number") != pl.col("class_number_other"),
        pl.col("started_on") <= pl.col("started_on_other"),
        pl.col("started_on_other") < pl.col("ended_on"),
    )
    several = every.group_by("person").agg(
        classes=pl.len(),
        failed=(pl.col("payment_result") != SUCCESS).any(),
        trades=pl.col("trade").n_unique(),
    )
    innocent = several.filter(pl.col("classes") > 1).select(
        "person",
        mechanism=pl.when(pl.col("failed"))
        .then(pl.lit("payment_returned"))
        .when(pl.col("trades") == 1)
        .then(pl.lit("other_level"))
        .otherwise(pl.lit("other_trade")),
    )
    return labels(
        RULE,
        [
            again.sort("person", "mechanism").unique("person", keep="first"),
            often.select(pl.col("person").unique(), mechanism=pl.lit("too_often")),
            pairs.select(pl.col("person").unique(), mechanism=pl.lit("at_once")),
        ],
        [innocent],
    )
