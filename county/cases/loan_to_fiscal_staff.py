"""LN-01: subsidised loans to fiscal staff, and borrowers who only look so."""

from datetime import timedelta

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import add, outsider_number
from county.cases.kin import SPOUSE, kinship
from county.cases.loan_judgement import RULE, judge
from county.cases.loan_rows import CONTRACT, LINE, Loan, lend, lines
from county.cases.months import MONTHS_A_YEAR, month_at, window
from county.cases.payroll_rows import (
    NOT_FISCAL,
    PAYROLL,
    SURVIVOR,
    Job,
    employ,
    fiscal_type,
)
from county.world import World

__all__ = ["DATASETS", "RULE", "judge", "plant"]
DATASETS = (CONTRACT, PAYROLL)
YEAR = tuple(window(0, MONTHS_A_YEAR))


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _borrowers(world: World, draw: Draw, wanted: int) -> dict[int, int]:
    """Draw people without loan or wage at home, each with a month of signing."""
    people = outside(
        world, living(world, youngest=24, oldest=56), CONTRACT, PAYROLL, LINE
    )
    chosen = draw.take(people["person"], wanted)
    return {person: draw.number(2, 7) for person in chosen}


def _lend(world: World, draw: Draw, months: dict[int, int]) -> int:
    loans = [
        Loan(
            person=person,
            signed_on=month_at(month) + timedelta(days=draw.number(4, 19)),
            amount_fen=draw.number(10, 30) * 1_000_000,
        )
        for person, month in months.items()
    ]
    lend(world, loans)
    add(world, LINE, [row for loan in loans for row in lines(world, loan)])
    return len(loans)


def _staff(world: World, draw: Draw, wanted: int) -> int:
    """Lend to people whom the budget pays all the year."""
    months = _borrowers(world, draw, wanted)
    employ(world, {p: Job(staff_type=fiscal_type(draw), months=YEAR) for p in months})
    return _lend(world, draw, months)


def _left_much_later(world: World, draw: Draw, wanted: int) -> int:
    """Lend to staff who left three months after signing."""
    months = _borrowers(world, draw, wanted)
    jobs: dict[int, Job] = {}
    for person, month in months.items():
        left_on = month_at(month + 3).replace(day=17)
        jobs[person] = Job(
            staff_type="事业在编", months=YEAR[: month + 4], left_on=left_on
        )
    employ(world, jobs)
    return _lend(world, draw, months)


def _joined_just_before(world: World, draw: Draw, wanted: int) -> int:
    """Lend to people who had entered the service the month before."""
    months = _borrowers(world, draw, wanted)
    jobs: dict[int, Job] = {}
    for person, month in months.items():
        joined_on = month_at(month - 1).replace(day=2)
        jobs[person] = Job(
            staff_type="公务员", months=YEAR[month - 1 :], joined_on=joined_on
        )
    employ(world, jobs)
    return _lend(world, draw, months)


def _resigned(world: World, draw: Draw, wanted: int) -> int:
    """Lend to staff whose last wage was two or more months before."""
    months = _borrowers(world, draw, wanted)
    jobs: dict[int, Job] = {}
    for person, month in months.items():
        left_on = month_at(month - 2).replace(day=21)
        jobs[person] = Job(
            staff_type="事业在编", months=YEAR[: month - 1], left_on=left_on
        )
    employ(world, jobs)
    return _lend(world, draw, months)


def _resigning(world: World, draw: Draw, wanted: int) -> int:
    """Lend to staff who left in the month of signing."""
    months = _borrowers(world, draw, wanted)
    jobs: dict[int, Job] = {}
    for person, month in months.items():
        left_on = month_at(month).replace(day=26)
        jobs[person] = Job(staff_type="工勤", months=YEAR[: month + 1], left_on=left_on)
    employ(world, jobs)
    return _lend(world, draw, months)


def _hired_after(world: World, draw: Draw, wanted: int) -> int:
    """Lend to people who entered the service two months later."""
    months = _borrowers(world, draw, wanted)
    jobs: dict[int, Job] = {}
    for person, month in months.items():
        joined_on = month_at(month + 2).replace(day=3)
        jobs[person] = Job(
            staff_type="参公", months=YEAR[month + 2 :], joined_on=joined_on
        )
    employ(world, jobs)
    return _lend(world, draw, months)


def _survivor(world: World, draw: Draw, wanted: int) -> int:
    """Lend to people who draw survivors' aid, which the payroll list contains."""
    months = _borrowers(world, draw, wanted)
    employ(world, dict.fromkeys(months, Job(staff_type=SURVIVOR, months=YEAR)))
    return _lend(world, draw, months)


def _other_post(world: World, draw: Draw, wanted: int) -> int:
    """Lend to village cadres and others who are not the budget's staff."""
    months = _borrowers(world, draw, wanted)
    kinds = {person: NOT_FISCAL[draw.number(0, 4)] for person in months}
    employ(world, {p: Job(staff_type=kinds[p], months=YEAR) for p in months})
    return _lend(world, draw, months)


def _spouse(world: World, draw: Draw, wanted: int) -> int:
    """Lend to people whose spouse draws a fiscal wage."""
    grown = living(world, youngest=24, oldest=56)
    pairs = kinship(world).filter("together", pl.col("relation") == SPOUSE)
    pairs = pairs.join(grown, left_on="relative", right_on="person", how="semi")
    free = outside(world, grown, CONTRACT, PAYROLL, LINE)
    pairs = pairs.join(free, on="person", how="semi")
    mates = dict(pairs.select("person", "relative").iter_rows())
    people = draw.take(mates, wanted)
    job = Job(staff_type="公务员", months=YEAR)
    employ(world, {mates[person]: job for person in people})
    return _lend(world, draw, {person: draw.number(2, 7) for person in people})


def _namesake(world: World, draw: Draw, wanted: int) -> int:
    """Put a stranger of the borrower's name and birth date on the payroll."""
    months = _borrowers(world, draw, wanted)
    numbers = {person: outsider_number(world, person) for person in months}
    job = Job(staff_type="事业在编", months=YEAR)
    employ(world, dict.fromkeys(months, job), number=numbers)
    return _lend(world, draw, months)


PLANTERS: tuple[Planter, ...] = (_left_much_later, _joined_just_before, _staff)
INNOCENTS: tuple[Planter, ...] = (
    _resigned,
    _resigning,
    _hired_after,
    _survivor,
    _spouse,
    _namesake,
    _other_post,
)
