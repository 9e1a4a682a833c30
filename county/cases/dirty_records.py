"""Violations whose deciding record is dirty: only a weighed tie can see them.

Beside the usual cases; the kinds of dirt are those of `county.dirt`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import polars as pl

from county.cases import migrant_training_by_non_migrant as training
from county.cases.bury import DEATH, HOSPITAL, let_die
from county.cases.choose import Draw, living, outside
from county.cases.dibao_and_fiscal_payroll import heads_without_income
from county.cases.dibao_rows import MEMBER, Aid, grant
from county.cases.edit import add, cut, mark, own
from county.cases.label import PLANTED
from county.cases.loan_rows import CONTRACT, LINE, Loan, lend
from county.cases.months import MONTHS_A_YEAR, after, month_at, window
from county.cases.payroll_rows import PAYROLL, Job, employ, fiscal_type
from county.cases.pension_after_death import PENSION, steady_pensioners
from county.cases.subsidy_rows import (
    MONTHLY,
    PAYMENT,
    PERSONAL,
    monthly,
    project_like,
)
from county.cases.training_rows import ENROLMENT, class_day, enrolment
from county.columns import FORCED
from county.world import World

YEAR = tuple(window(0, MONTHS_A_YEAR))
LONG = 7  # months for which money goes on after a death


@dataclass(frozen=True, kw_only=True)
class DirtyCase:
    """One rule's deciding table, the error forced on it, and who may be chosen."""

    rule: str
    path: str
    error: str
    candidates: Callable[[World], Sequence[int]]
    commit: Callable[[World, Draw, Sequence[int]], None]

    @property
    def mechanism(self) -> str:
        """Return what the scoreboard calls such cases."""
        return f"{self.path.rpartition('/')[2]}_number_{self.error}"


def plant_dirty_records(world: World, draw: Draw, count: int) -> None:
    """Plant `count` violations for every rule's deciding table and kind of dirt."""
    for case in DIRTY_CASES:
        people = draw.take(case.candidates(world), count)
        case.commit(world, draw, people)
        mark(world, case.path, own(people), **{FORCED: case.error})


def named_by_dirt(world: World, labels: pl.DataFrame) -> pl.DataFrame:
    """Return the labels; violations by a forced dirty record are named by the dirt."""
    for case in DIRTY_CASES:
        dirty = world.tables[case.path].filter(pl.col(FORCED) == case.error)
        here = (
            (pl.col("rule") == case.rule)
            & (pl.col("kind") == PLANTED)
            & (pl.col("person") >= 0)
            & pl.col("person").is_in(dirty["person"].unique().implode())
        )
        name = pl.when(here).then(pl.lit(case.mechanism)).otherwise("mechanism")
        labels = labels.with_columns(name.alias("mechanism"))
    return labels


def _draw_pension(world: World, draw: Draw, people: Sequence[int]) -> None:
    """Let pensions go on after a death that only the hospital has entered."""
    starts = {person: month_at(draw.number(0, 4)) for person in people}
    let_die(world, draw, starts, sources=(HOSPITAL,), sparing=PENSION)
    last = {person: after(month, LONG) for person, month in starts.items()}
    cut(world, PENSION, "paid_in", last)


def _draw_subsidy(world: World, draw: Draw, people: Sequence[int]) -> None:
    """Let a monthly subsidy go on after a death that only the hospital has entered."""
    starts = {person: draw.number(1, 4) for person in people}
    months = {person: month_at(start) for person, start in starts.items()}
    let_die(world, draw, months, sources=(HOSPITAL,))
    project = project_like(world, PERSONAL, MONTHLY)
    for person, start in starts.items():
        paid = window(0, start + LONG)
        add(world, PAYMENT, monthly(world, project, person, paid))


def _draw_wage(world: World, draw: Draw, people: Sequence[int]) -> None:
    """Employ people who draw an allowance."""
    grant(world, dict.fromkeys(people, Aid(months=YEAR)))
    jobs = {one: Job(staff_type=fiscal_type(draw), months=YEAR) for one in people}
    employ(world, jobs)


def _borrow(world: World, draw: Draw, people: Sequence[int]) -> None:
    """Lend to people whom the budget pays."""
    jobs = {one: Job(staff_type=fiscal_type(draw), months=YEAR) for one in people}
    employ(world, jobs)
    day = month_at(4) + timedelta(days=11)
    lend(world, [Loan(person=person, signed_on=day) for person in people])


def _train(world: World, draw: Draw, people: Sequence[int]) -> None:
    """Train people who are no migrants."""
    days = [month_at(2) + timedelta(days=draw.number(3, 25)) for _ in people]
    places = zip(people, days, strict=True)
    add(world, ENROLMENT, [enrolment(world, p, class_day(day)) for p, day in places])


def _writable(people: pl.DataFrame) -> list[int]:
    """Return those whose number ends with a digit, which Excel can spoil."""
    usual = people.filter(~pl.col("id_number").str.ends_with("X"))
    return usual["person"].to_list()


def _pensioners(world: World) -> list[int]:
    return _writable(world.persons.filter(own(steady_pensioners(world))))


def _elders(world: World) -> list[int]:
    elders = living(world, youngest=56)
    listed = (PAYMENT, PENSION, MEMBER, PAYROLL)
    return _writable(outside(world, elders, *listed, kin=False))


def _heads(world: World) -> list[int]:
    return _writable(heads_without_income(world))


def _borrowers(world: World) -> list[int]:
    grown = living(world, youngest=24, oldest=56)
    return _writable(outside(world, grown, CONTRACT, PAYROLL, LINE, MEMBER))


def _untrained(world: World) -> list[int]:
    return _writable(training.outsiders(world))


_PENSION = ("SS-01", DEATH, _pensioners, _draw_pension)
_SUBSIDY = ("PR-01", DEATH, _elders, _draw_subsidy)
_LOAN = ("LN-01", CONTRACT, _borrowers, _borrow)
_CLASS = ("PR-13A", ENROLMENT, _untrained, _train)
_KINDS = (
    (*_PENSION, "digit"),
    (*_PENSION, "excel"),
    (*_SUBSIDY, "digit"),
    (*_SUBSIDY, "masked"),
    ("PR-02", MEMBER, _heads, _draw_wage, "digit"),
    ("PR-02", PAYROLL, _heads, _draw_wage, "masked"),
    (*_LOAN, "digit"),
    (*_LOAN, "masked"),
    (*_CLASS, "digit"),
    (*_CLASS, "missing"),
)
DIRTY_CASES = tuple(
    DirtyCase(rule=rule, path=path, error=error, candidates=candidates, commit=commit)
    for rule, path, candidates, commit, error in _KINDS
)
