"""TR-01: temporary relief too often, twice or to the dead; and what only seems so."""

from collections.abc import Sequence
from datetime import timedelta

import polars as pl

from county.cases.bury import earliest_deaths, let_die
from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Row, Value, add, facts
from county.cases.label import few, labels
from county.cases.months import month_at
from county.cases.namesakes import bury_namesakes, namesakes
from county.world import World

RULE, PATH, DEATH = "TR-01", "relief/temporary_relief", "registry/death"
DATASETS = (PATH, DEATH)
TURN = 0  # whoever is chosen later is alive
MOST, FEW = 2, 12  # grants of a kind in a year


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _needy(world: World, draw: Draw, wanted: int) -> list[int]:
    heads = living(world, youngest=30, oldest=80).filter(
        pl.col("relation_to_head") == "户主"
    )
    free = outside(world, heads, PATH, "finance/staff_payroll", "registry/company")
    return draw.take(free["person"], wanted)


def _grant(world: World, person: int, month: int, **changes: Value) -> None:
    row = facts(world, person)
    paid_on = month_at(month) + timedelta(days=17)
    grant: Row = {
        **{n: row[n] for n in ("person_name", "id_number", "town", "village")},
        "approval_number": f"LS20269{month:02}{person:07}",
        "member_count": 2,
        "relief_kind": "急难型",
        "reason": "医疗支出",
        "applied_on": paid_on - timedelta(days=14),
        "decided_on": paid_on - timedelta(days=5),
        "relief_form": "转账",
        "amount_fen": 120_000,
        "account_number": row["account_number"],
        "paid_on": paid_on,
        "payment_result": "成功",
        "person": person,
        **changes,
    }
    add(world, PATH, [grant])


def _grants(months: Sequence[int], **last: Value) -> Planter:
    """Return what grants people relief in these months, the last one changed."""

    def grant_each(world: World, draw: Draw, wanted: int) -> int:
        people = _needy(world, draw, wanted)
        for person in people:
            for month in months[:-1]:
                _grant(world, person, month)
            _grant(world, person, months[-1], **last)
        return len(people)

    return grant_each


def _same_approval(world: World, draw: Draw, wanted: int, fen: int = 120_000) -> int:
    """Pay people twice under one approval."""
    people = _needy(world, draw, wanted)
    for person in people:
        number = f"LS20269A{person:07}"
        _grant(world, person, 4, approval_number=number)
        day = month_at(6) + timedelta(days=3)
        _grant(world, person, 4, approval_number=number, paid_on=day, amount_fen=fen)
    return len(people)


def _in_parts(world: World, draw: Draw, wanted: int) -> int:
    """Pay one approval in two unequal sums."""
    return _same_approval(world, draw, wanted, 80_000)


def _dead(world: World, draw: Draw, wanted: int) -> int:
    """Grant relief that the dead applied for."""
    people = _needy(world, draw, wanted)
    let_die(world, draw, dict.fromkeys(people, month_at(3)))
    for person in people:
        _grant(world, person, 6)
    return len(people)


def _applied_before(world: World, draw: Draw, wanted: int) -> int:
    """Grant relief that people applied for two days before their death."""
    people = _needy(world, draw, wanted)
    let_die(world, draw, dict.fromkeys(people, month_at(3)))
    died = dict(earliest_deaths(world).select("person", "died_on").iter_rows())
    for person in people:
        _grant(world, person, 4, applied_on=died[person] - timedelta(days=2))
    return len(people)


def _namesake(world: World, draw: Draw, wanted: int) -> int:
    """Grant relief to people whose namesake of the same birth date died."""
    people = _needy(world, draw, wanted)
    bury_namesakes(world, people, month_at(2) + timedelta(days=6))
    for person in people:
        _grant(world, person, 5)
    return len(people)


PLANTERS: tuple[Planter, ...] = (_grants((3, 6, 9)), _same_approval, _dead)
INNOCENTS: tuple[Planter, ...] = (
    _grants((0, 4, 8)),  # the first lies in the year before
    _grants((3, 6, 9), relief_kind="支出型"),
    _grants((3, 6, 9), payment_result="退回"),
    _in_parts,
    _applied_before,
    _namesake,
)


def judge(world: World) -> pl.DataFrame:
    """Return who was granted too often, paid again, or applied when dead."""
    rows = world.tables[PATH].filter(pl.col("person") >= 0)
    arrived = rows.filter(pl.col("payment_result") == "成功")
    grants = arrived.unique(["person", "relief_kind", "approval_number"])
    year = [*("person", "relief_kind"), pl.col("decided_on").dt.year().alias("year")]
    often = grants.group_by(year).len().filter(pl.col("len") > MOST)
    numbers = ["person", "approval_number"]
    again = arrived.filter(pl.len().over(*numbers, "amount_fen") > 1)
    parts = arrived.filter(pl.len().over(*numbers) > 1)
    dead = arrived.join(earliest_deaths(world), on="person")
    late = pl.col("applied_on") > pl.col("died_on")
    several = rows.filter(pl.len().over("person") > MOST)
    dead_names = world.tables[DEATH]
    alive = rows.join(dead_names, on="person", how="anti")
    return labels(
        RULE,
        [
            _one(often, "too_often"),
            _one(again, "one_approval_twice"),
            _one(dead.filter(late), "applied_after_death"),
        ],
        [
            _one(parts, "paid_in_parts"),
            _one(several, "several_within_the_limit"),
            few(_one(dead.filter(~late), "applied_before_death"), FEW),
            namesakes(alive, dead_names).with_columns(mechanism=pl.lit("namesake")),
        ],
    )


def _one(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select("person", mechanism=pl.lit(mechanism)).unique()
