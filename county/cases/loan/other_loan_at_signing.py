"""LN-04: other loans at the signing, and those that the policy leaves out."""

from collections.abc import Mapping, Sequence
from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.divorce import apart_in_money, divorce
from county.cases.edit import add
from county.cases.loan.other_loan_judgement import MARRIAGE, RULE, judge
from county.cases.loan_rows import CONTRACT, LINE, NOTE, Loan, lend, lines
from county.cases.payroll_rows import PAYROLL
from county.world import World

__all__ = ["DATASETS", "RULE", "judge", "plant"]
DATASETS = (CONTRACT, NOTE)
SIGNED, BEFORE, AFTER = date(2025, 3, 18), date(2024, 2, 6), date(2025, 6, 4)
COMMERCIAL, CONSUMER = "商业贷款", "消费贷款"
YEARS_AGO, DIVORCED = date(2017, 4, 11), date(2025, 1, 14)


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _couples(
    world: World, draw: Draw, wanted: int, *, apart: bool = False
) -> dict[int, int]:
    """Draw borrowers with their spouses from homes without loan and wage.

    `apart`: only couples of whom neither is paid on the other's account.
    """
    people = living(world, youngest=28, oldest=56).filter(pl.col("spouse") >= 0)
    free = outside(world, people, CONTRACT, PAYROLL, LINE)
    mates: dict[int, int] = dict(free.select("person", "spouse").iter_rows())
    mates = apart_in_money(world, mates) if apart else mates
    return {person: mates[person] for person in draw.take(mates, wanted)}


def _lend(world: World, people: Mapping[int, int], signed: date = SIGNED) -> int:
    loans = [Loan(person=one, signed_on=signed, amount_fen=8_000_000) for one in people]
    lend(world, loans)
    add(world, LINE, [row for loan in loans for row in lines(world, loan)])
    return len(loans)


def _owe(
    world: World,
    people: Sequence[int],
    kind: str,
    yuan: int,
    days: tuple[date, date | None] = (BEFORE, None),
) -> None:
    """Lend to these people as banks lend otherwise; `days`: signed, paid back."""
    signed, back = days
    lend(
        world,
        [
            Loan(
                person=one,
                signed_on=signed,
                amount_fen=yuan * 100,
                kind=kind,
                months=60,
                settled_on=back,
            )
            for one in people
        ],
    )


def _own(world: World, draw: Draw, wanted: int) -> int:
    """Lend to people who owe a commercial loan."""
    people = _couples(world, draw, wanted)
    _owe(world, list(people), COMMERCIAL, 200_000)
    return _lend(world, people)


def _spouses(world: World, draw: Draw, wanted: int) -> int:
    """Lend to people whose spouse owes a commercial loan."""
    people = _couples(world, draw, wanted)
    _owe(world, list(people.values()), COMMERCIAL, 120_000)
    return _lend(world, people)


def _consumer(world: World, draw: Draw, wanted: int) -> int:
    """Lend to people whose two consumer loans exceed the limit together."""
    people = _couples(world, draw, wanted)
    _owe(world, list(people), CONSUMER, 30_000)
    _owe(world, list(people), CONSUMER, 28_000, (date(2024, 7, 3), None))
    return _lend(world, people)


def _small_consumer(world: World, draw: Draw, wanted: int) -> int:
    """Lend to people with one small consumer loan."""
    people = _couples(world, draw, wanted)
    _owe(world, list(people), CONSUMER, 40_000)
    return _lend(world, people)


def _home_and_car(world: World, draw: Draw, wanted: int) -> int:
    """Lend to couples who owe for a home and a car."""
    people = _couples(world, draw, wanted)
    _owe(world, list(people), "住房贷款", 300_000)
    _owe(world, list(people.values()), "购车贷款", 90_000)
    return _lend(world, people)


def _settled(world: World, draw: Draw, wanted: int) -> int:
    """Lend to people who had paid a commercial loan back before."""
    people = _couples(world, draw, wanted)
    _owe(world, list(people), COMMERCIAL, 90_000, (BEFORE, date(2025, 2, 20)))
    return _lend(world, people)


def _later(world: World, draw: Draw, wanted: int) -> int:
    """Lend to people who take a commercial loan afterwards."""
    people = _couples(world, draw, wanted)
    _owe(world, list(people), COMMERCIAL, 90_000, (AFTER, None))
    return _lend(world, people)


def _divorced(world: World, draw: Draw, wanted: int) -> int:
    """Lend to people who are divorced from the spouse who owes."""
    people = _couples(world, draw, wanted, apart=True)
    _owe(world, list(people.values()), COMMERCIAL, 150_000)
    add(world, MARRIAGE, [divorce(world, pair, DIVORCED) for pair in people.items()])
    return _lend(world, people)


def _before_the_condition(world: World, draw: Draw, wanted: int) -> int:
    """Lend in 2017 to people who owe, when another condition held."""
    people = _couples(world, draw, wanted)
    _owe(world, list(people), COMMERCIAL, 90_000, (date(2016, 8, 9), None))
    return _lend(world, people, YEARS_AGO)


PLANTERS: tuple[Planter, ...] = (_own, _spouses, _consumer)
INNOCENTS: tuple[Planter, ...] = (
    _small_consumer,
    _home_and_car,
    _settled,
    _later,
    _divorced,
    _before_the_condition,
)
