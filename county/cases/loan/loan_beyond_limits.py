"""LN-05: loans beyond number, sum or term, and those that only look so."""

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import add, mark, own
from county.cases.loan.limits_judgement import RULE, judge
from county.cases.loan_rows import CONTRACT, LINE, NOTE, Loan, lend, line, lines
from county.cases.months import months_later
from county.cases.payroll_rows import PAYROLL
from county.world import World

__all__ = ["DATASETS", "RULE", "judge", "plant"]
DATASETS = (CONTRACT, NOTE, LINE)
YEARS = ((2020, 4), (2021, 6), (2022, 8), (2024, 3))  # one loan each, paid back
YEAR, TERM, LONG = 12, 36, 48


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _borrowers(world: World, draw: Draw, wanted: int) -> list[int]:
    people = outside(
        world, living(world, youngest=30, oldest=56), CONTRACT, PAYROLL, LINE
    )
    return draw.take(people["person"], wanted)


def _pay(world: World, loans: Sequence[Loan]) -> None:
    lend(world, loans)
    rows = [
        row
        for loan in loans
        for turn in range(1, loan.notes + 1)
        for row in lines(world, loan, turn=turn)
    ]
    add(world, LINE, rows)


def _several(world: World, people: list[int], years: int) -> int:
    """Lend once in each of so many years, each loan paid back before the next."""
    for person in people:
        days = [date(year, month, 3 + person % 20) for year, month in YEARS[:years]]
        loans = [
            Loan(
                person=person,
                signed_on=day,
                amount_fen=10_000_000,
                months=YEAR,
                settled_on=months_later(day, YEAR),
            )
            for day in days
        ]
        _pay(world, loans)
    return len(people)


def _fourth(world: World, draw: Draw, wanted: int) -> int:
    """Subsidise four loans."""
    return _several(world, _borrowers(world, draw, wanted), 4)


def _third(world: World, draw: Draw, wanted: int) -> int:
    """Subsidise three loans."""
    return _several(world, _borrowers(world, draw, wanted), 3)


def _single(world: World, people: list[int], signed: date, fen: int) -> int:
    _pay(world, [Loan(person=one, signed_on=signed, amount_fen=fen) for one in people])
    return len(people)


def _above_limit(world: World, draw: Draw, wanted: int) -> int:
    """Lend 250 000 when 200 000 was the limit."""
    people = _borrowers(world, draw, wanted)
    return _single(world, people, date(2022, 9, 6), 25_000_000)


def _at_old_limit(world: World, draw: Draw, wanted: int) -> int:
    """Lend 150 000 when that was the limit."""
    people = _borrowers(world, draw, wanted)
    return _single(world, people, date(2019, 9, 6), 15_000_000)


def _twice(world: World, people: list[int], gap: int, notes: int = 1) -> int:
    """Lend 200 000 twice; the first loan ends so many days after the second came."""
    second = date(2024, 6, 11)
    for person in people:
        ends = second + timedelta(days=3 + gap)
        first = Loan(
            person=person,
            signed_on=date(2022, 6, 8),
            amount_fen=20_000_000,
            settled_on=ends,
        )
        later = Loan(
            person=person, signed_on=second, amount_fen=20_000_000, notes=notes
        )
        _pay(world, [first, later])
    return len(people)


def _side_by_side(world: World, draw: Draw, wanted: int) -> int:
    """Lend again ten months before the first loan is paid back."""
    return _twice(world, _borrowers(world, draw, wanted), 300)


def _one_after_the_other(world: World, draw: Draw, wanted: int) -> int:
    """Lend again on the day on which the first loan is paid back."""
    return _twice(world, _borrowers(world, draw, wanted), 0)


def _in_two_parts(world: World, draw: Draw, wanted: int) -> int:
    """Lend 300 000 in two notes of one contract."""
    people = _borrowers(world, draw, wanted)
    loans = [
        Loan(person=one, signed_on=date(2024, 2, 7), amount_fen=30_000_000, notes=2)
        for one in people
    ]
    _pay(world, loans)
    return len(people)


def _beyond_term(world: World, draw: Draw, wanted: int) -> int:
    """Subsidise the fourth year of a loan of four years."""
    people = _borrowers(world, draw, wanted)
    loans = [
        Loan(
            person=one, signed_on=date(2022, 5, 10), amount_fen=15_000_000, months=LONG
        )
        for one in people
    ]
    _pay(world, loans)
    return len(people)


def _after_due(world: World, people: list[int], days: int) -> int:
    for person in people:
        loan = Loan(
            person=person, signed_on=date(2024, 1, 9), amount_fen=15_000_000, months=24
        )
        due = months_later(loan.started_on, loan.months)
        _pay(world, [loan])
        add(world, LINE, [line(world, loan, due, due + timedelta(days=days))])
    return len(people)


def _overdue(world: World, draw: Draw, wanted: int) -> int:
    """Subsidise half a year after the loan had fallen due."""
    people = _borrowers(world, draw, wanted)
    placed = _after_due(world, people, 180)
    mark(world, NOTE, own(people), status="逾期")
    return placed


def _extended(world: World, draw: Draw, wanted: int) -> int:
    """Subsidise an extension, by which the note's due day was moved."""
    people = _borrowers(world, draw, wanted)
    placed = _after_due(world, people, 180)
    moved = pl.col("due_on").dt.offset_by("1y")
    mark(world, NOTE, own(people), status="展期", due_on=moved)
    return placed


def _shifted(world: World, draw: Draw, wanted: int) -> int:
    """Subsidise two days after the due day, as batches shift."""
    return _after_due(world, _borrowers(world, draw, wanted), 2)


PLANTERS: tuple[Planter, ...] = (
    _fourth,
    _above_limit,
    _side_by_side,
    _beyond_term,
    _overdue,
    _extended,
)
INNOCENTS: tuple[Planter, ...] = (
    _third,
    _at_old_limit,
    _one_after_the_other,
    _in_two_parts,
    _shifted,
)
