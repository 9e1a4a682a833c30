"""LN-10: small loans outside their conditions, and those that only look so."""

from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import mark, own
from county.cases.loan.poverty_loan_judgement import KIND, LISTED, RULE, judge
from county.cases.loan_rows import CONTRACT, LINE, NOTE, Loan, lend
from county.cases.payroll_rows import PAYROLL
from county.world import World

__all__ = ["DATASETS", "RULE", "judge", "plant"]
DATASETS = (CONTRACT, NOTE, LISTED)
SIGNED, SECOND = date(2024, 6, 12), date(2025, 8, 5)
SECURITY = ("房产抵押", "自然人保证")


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _free(world: World, ages: tuple[int, int] = (28, 60)) -> pl.DataFrame:
    """Return who has long been registered and of whose home nobody owes."""
    people = living(world, youngest=ages[0], oldest=ages[1])
    on = world.tables[LISTED].filter(pl.col("added_on") < SIGNED)
    return outside(world, people.join(on, on="person", how="semi"), CONTRACT, LINE)


def _listed(
    world: World, draw: Draw, wanted: int, ages: tuple[int, int] = (28, 60)
) -> list[int]:
    return draw.take(_free(world, ages)["person"], wanted)


def _lend(world: World, people: list[int], **changes: int) -> int:
    loans = [
        Loan(
            person=one,
            signed_on=SIGNED,
            amount_fen=changes.get("amount_fen", 4_000_000),
            rate_ppm=34_500,
            kind=KIND,
            months=changes.get("months", 36),
        )
        for one in people
    ]
    lend(world, loans)
    mark(
        world,
        CONTRACT,
        own(people) & (pl.col("loan_kind") == KIND),
        guarantee_kind="信用",
    )
    return len(people)


def _unlisted(world: World, draw: Draw, wanted: int) -> int:
    """Lend to people of whose family nobody was ever registered."""
    people = outside(
        world, living(world, youngest=28, oldest=60), CONTRACT, PAYROLL, LINE, LISTED
    )
    listed = world.tables[LISTED]["person"].implode()
    for side in ("mother", "father", "spouse"):
        people = people.filter(~pl.col(side).is_in(listed))
    return _lend(world, draw.take(people["person"], wanted))


def _too_much(world: World, draw: Draw, wanted: int) -> int:
    """Lend 80 000 to one household."""
    return _lend(world, _listed(world, draw, wanted), amount_fen=8_000_000)


def _too_long(world: World, draw: Draw, wanted: int) -> int:
    """Lend for five years."""
    return _lend(world, _listed(world, draw, wanted), months=60)


def _too_old(world: World, draw: Draw, wanted: int) -> int:
    """Lend to people of about seventy."""
    return _lend(world, _listed(world, draw, wanted, (69, 78)))


def _secured(world: World, draw: Draw, wanted: int) -> int:
    """Ask for a mortgage or a guarantor."""
    people = _listed(world, draw, wanted)
    placed = _lend(world, people)
    mark(world, CONTRACT, own(people), guarantee_kind=SECURITY[len(people) % 2])
    return placed


def _of_the_home(world: World, draw: Draw, wanted: int) -> dict[int, int]:
    """Return registered people with another grown member of their registered home."""
    free = _free(world).select("person")
    members = world.tables[LISTED].join(free, on="person", how="semi")
    members = members.select("person", "household_number")
    pairs = members.join(members, on="household_number", suffix="_other")
    pairs = pairs.filter(pl.col("person") < pl.col("person_other"))
    both = dict(pairs.select("person", "person_other").sort("person").iter_rows())
    return {one: both[one] for one in draw.take(both, wanted)}


def _again(world: World, pairs: dict[int, int], settled: date | None) -> int:
    """Lend to the first of each pair until a day, then to the second."""
    for one, other in pairs.items():
        first = Loan(
            person=one,
            signed_on=SIGNED,
            amount_fen=2_000_000,
            rate_ppm=34_500,
            kind=KIND,
            settled_on=settled,
        )
        later = Loan(
            person=other,
            signed_on=SECOND,
            amount_fen=2_000_000,
            rate_ppm=30_000,
            kind=KIND,
        )
        lend(world, [first, later])
    people = [one for pair in pairs.items() for one in pair]
    poor = own(people) & (pl.col("loan_kind") == KIND)
    mark(world, CONTRACT, poor, guarantee_kind="信用")
    return len(pairs)


def _two_members(world: World, draw: Draw, wanted: int) -> int:
    """Lend to a second member while the first still owes."""
    return _again(world, _of_the_home(world, draw, wanted), None)


def _renewed(world: World, draw: Draw, wanted: int) -> int:
    """Lend to the same person on the day on which the first loan is repaid."""
    people = _listed(world, draw, wanted)
    ends = SECOND + timedelta(days=3)
    return _again(world, dict(zip(people, people, strict=True)), ends)


def _at_the_limit(world: World, draw: Draw, wanted: int) -> int:
    """Lend exactly 50 000 for three years."""
    return _lend(world, _listed(world, draw, wanted), amount_fen=5_000_000)


def _risk_fund(world: World, draw: Draw, wanted: int) -> int:
    """Let the county's risk fund stand for the loan."""
    people = _listed(world, draw, wanted)
    placed = _lend(world, people)
    mark(world, CONTRACT, own(people), guarantee_kind="风险补偿金保证")
    return placed


def _struck_off_later(world: World, draw: Draw, wanted: int) -> int:
    """Lend to people who are taken off the register afterwards."""
    people = _listed(world, draw, wanted)
    mark(world, LISTED, own(people), removed_on=date(2025, 9, 1), removal_reason="婚嫁")
    return _lend(world, people)


PLANTERS: tuple[Planter, ...] = (
    _unlisted,
    _too_much,
    _too_long,
    _too_old,
    _two_members,
    _secured,
)
INNOCENTS: tuple[Planter, ...] = (
    _renewed,
    _at_the_limit,
    _risk_fund,
    _struck_off_later,
)
