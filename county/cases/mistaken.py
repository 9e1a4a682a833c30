"""Innocent people whom a mistaken identity would raise, whatever the rule.

Somebody else's deciding record is dirty: a twin's, whose number lost a digit; a
namesake's of the village, whose number is missing; a spouse's, which bears the
number of the innocent one. Twins and namesakes are in the register of residents.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

import polars as pl

from county.cases import migrant_training_by_non_migrant as training
from county.cases.bury import CREMATORIUM, DEATH, HOSPITAL, let_die
from county.cases.choose import Draw, living, outside
from county.cases.dibao_and_fiscal_payroll import heads_without_income
from county.cases.dibao_rows import MEMBER, Aid, grant
from county.cases.edit import Row, add, mark, own
from county.cases.loan_rows import CONTRACT, LINE, Loan, lend
from county.cases.months import MONTHS_A_YEAR, month_at, window
from county.cases.payroll_rows import PAYROLL, Job, employ
from county.cases.pension_after_death import PENSION, steady_pensioners
from county.cases.strangers import (
    Stranger,
    address_of,
    namesake_of,
    register,
    twin_of,
    with_usual_names,
)
from county.cases.subsidy_rows import (
    MONTHLY,
    PAYMENT,
    PERSONAL,
    monthly,
    project_like,
)
from county.cases.training_rows import (
    ENROLMENT,
    MIGRANT,
    class_day,
    enrolment,
    migrant_entry,
)
from county.columns import FORCED
from county.world import NOBODY, World

TWIN, NAMESAKE, SPOUSE = "twin", "namesake_of_village", "number_of_spouse"
ERRORS: Mapping[str, str] = MappingProxyType(
    {TWIN: "digit", NAMESAKE: "missing", SPOUSE: "relative"}
)
YEAR, MONTH = tuple(window(0, MONTHS_A_YEAR)), month_at(2)
SIGNED_ON = MONTH + timedelta(days=9)
SHARE = 6  # one of so many cases of a rule is a mistaken identity, of each kind
Resemble = Callable[[World, Draw, int], Stranger]
RESEMBLANCES: Mapping[str, Resemble] = MappingProxyType(
    {TWIN: twin_of, NAMESAKE: namesake_of}
)


@dataclass(frozen=True, kw_only=True)
class Confusion:
    """One rule: whom it may confuse, and the record that is another's.

    `settle` makes the innocent receive what the rule is about, `record` enters the
    strangers' deciding records in the table `path`.
    """

    rule: str
    path: str
    kinds: tuple[str, ...]
    candidates: Callable[[World], Sequence[int]]
    settle: Callable[[World, Sequence[int]], None]
    record: Callable[[World, Sequence[Stranger], str], None]


def plant_mistaken(world: World, draw: Draw, count: int) -> None:
    """Plant `count` innocent people for every rule and kind of confusion."""
    for confusion in CONFUSIONS:
        for kind in confusion.kinds:
            usual = with_usual_names(
                world.persons.filter(own(confusion.candidates(world)))
            )
            if kind == SPOUSE:
                _take_spouses_number(world, draw, confusion, usual, count)
                continue
            people = draw.take(usual["person"], count)
            strangers = [RESEMBLANCES[kind](world, draw, one) for one in people]
            confusion.settle(world, people)
            register(world, strangers)
            confusion.record(world, strangers, ERRORS[kind])


def _take_spouses_number(
    world: World, draw: Draw, confusion: Confusion, usual: pl.DataFrame, count: int
) -> None:
    """Let spouses be who the deciding record is about, under the innocent's number."""
    alive = living(world, youngest=24)
    married = usual.join(alive, left_on="spouse", right_on="person", how="semi")
    free = outside(world, married, PAYROLL)
    people = draw.take(free["person"], count)
    confusion.settle(world, people)
    spouses = world.persons["spouse"].gather(people).to_list()
    if confusion.path == DEATH:
        let_die(world, draw, dict.fromkeys(spouses, MONTH), sources=(HOSPITAL,))
    else:
        employ(world, dict.fromkeys(spouses, Job(staff_type="公务员", months=YEAR)))
    mark(world, confusion.path, own(spouses), **{FORCED: ERRORS[SPOUSE]})


def _nothing(world: World, people: Sequence[int]) -> None:
    """Leave everything as it is."""
    del world, people


def _bury(world: World, strangers: Sequence[Stranger], error: str) -> None:
    died_on = MONTH + timedelta(days=12)
    rows: list[Row] = [
        {
            "person_name": one.person_name,
            "id_number": one.id_number,
            "died_on": died_on,
            "registered_on": died_on + timedelta(days=9),
            "address": address_of(world, one),
            "person": NOBODY,
            "source": source,
            FORCED: error,
        }
        for one in strangers
        for source in (HOSPITAL, CREMATORIUM)
    ]
    add(world, DEATH, rows)


def _employ(world: World, strangers: Sequence[Stranger], error: str) -> None:
    table = world.tables[PAYROLL].height
    rows = {one.like: one for one in strangers}
    job = Job(staff_type="事业在编", months=YEAR)
    numbers = {like: one.id_number for like, one in rows.items()}
    employ(world, dict.fromkeys(rows, job), number=numbers)
    names = {one.id_number: one.person_name for one in strangers}
    new = pl.int_range(pl.len()) >= table
    known = pl.col("id_number").replace_strict(
        names, default=None, return_dtype=pl.String
    )
    mark(world, PAYROLL, new, person_name=known, **{FORCED: error})


def _train(world: World, strangers: Sequence[Stranger], error: str) -> None:
    started_on = class_day(month_at(3) + timedelta(days=8))
    for one in strangers:
        who: Row = {
            "person_name": one.person_name,
            "id_number": one.id_number,
            "account_number": None,
            "person": NOBODY,
        }
        place = {**enrolment(world, one.like, started_on), **who, FORCED: error}
        entry = migrant_entry(world, one.like, head_name=one.person_name)
        add(world, ENROLMENT, [place])
        add(world, MIGRANT, [{**entry, **who}])


def _subsidise(world: World, people: Sequence[int]) -> None:
    project = project_like(world, PERSONAL, MONTHLY)
    rows = [row for one in people for row in monthly(world, project, one, YEAR)]
    add(world, PAYMENT, rows)


def _grant(world: World, people: Sequence[int]) -> None:
    grant(world, dict.fromkeys(people, Aid(months=YEAR)))


def _lend(world: World, people: Sequence[int]) -> None:
    lend(world, [Loan(person=one, signed_on=SIGNED_ON) for one in people])


def _elders(world: World) -> list[int]:
    elders = living(world, youngest=56)
    idle = outside(world, elders, PAYMENT, PENSION, PAYROLL, kin=False)
    return idle["person"].to_list()


def _heads(world: World) -> list[int]:
    return heads_without_income(world)["person"].to_list()


def _borrowers(world: World) -> list[int]:
    grown = living(world, youngest=24, oldest=56)
    return outside(world, grown, CONTRACT, PAYROLL, LINE)["person"].to_list()


def _untrained(world: World) -> list[int]:
    return training.outsiders(world)["person"].to_list()


CONFUSIONS = (
    Confusion(
        rule="SS-01",
        path=DEATH,
        kinds=(TWIN, NAMESAKE, SPOUSE),
        candidates=steady_pensioners,
        settle=_nothing,
        record=_bury,
    ),
    Confusion(
        rule="PR-01",
        path=DEATH,
        kinds=(TWIN, NAMESAKE, SPOUSE),
        candidates=_elders,
        settle=_subsidise,
        record=_bury,
    ),
    Confusion(
        rule="PR-02",
        path=PAYROLL,
        kinds=(TWIN, NAMESAKE),
        candidates=_heads,
        settle=_grant,
        record=_employ,
    ),
    Confusion(
        rule="LN-01",
        path=PAYROLL,
        kinds=(TWIN, NAMESAKE, SPOUSE),
        candidates=_borrowers,
        settle=_lend,
        record=_employ,
    ),
    Confusion(
        rule="PR-13A",
        path=ENROLMENT,
        kinds=(TWIN,),
        candidates=_untrained,
        settle=_nothing,
        record=_train,
    ),
)
SUBJECTS: Mapping[str, str] = MappingProxyType(
    {"SS-01": PENSION, "PR-01": PAYMENT, "PR-02": MEMBER, "LN-01": CONTRACT}
)
