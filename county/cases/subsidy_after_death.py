"""PR-01: subsidies for periods after death, and payments that only look so."""

from collections.abc import Mapping
from datetime import date, timedelta

import polars as pl

from county.cases.bury import (
    CREMATORIUM,
    POLICE,
    let_die,
    let_die_unnoticed,
)
from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Row, Value, add, facts
from county.cases.months import month_at, window
from county.cases.namesakes import bury_namesakes
from county.cases.subsidy_judgement import CROWD, RULE, judge
from county.cases.subsidy_rows import (
    HOUSEHOLD,
    MONTHLY,
    ONCE,
    PAYMENT,
    PERSONAL,
    YEARLY,
    Project,
    monthly,
    pay_day_after,
    project_like,
    yearly,
)
from county.world import World

DATASETS = (PAYMENT, "registry/death", "registry/resident")
CADRE = "registry/cadre"
TURN = 0  # whoever is chosen later is alive
__all__ = ["DATASETS", "RULE", "judge", "plant"]
UNTOUCHED = (
    PAYMENT,
    "relief/dibao_member",
    "relief/dibao_payment",
    "finance/staff_payroll",
    "social_security/pension_payment",
)


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _candidates(world: World, *, alone: bool = False, head: bool = False) -> list[int]:
    """Return the living past fifty who draw nothing; living alone or heads if asked."""
    size = pl.len().over("household")
    people = living(world).with_columns(size=size)
    people = people.filter(pl.col("birth_on") < date(1970, 1, 1))
    people = people.filter(pl.col("size") == 1 if alone else pl.col("size") > 1)
    if head:
        people = people.filter(pl.col("relation_to_head") == "户主")
    idle = outside(world, people, *UNTOUCHED, kin=False)["person"].to_list()
    return idle or people["person"].to_list()


def _next_year(world: World, draw: Draw, wanted: int) -> int:
    """Pay 2026 to people who died in 2025."""
    project = project_like(world, PERSONAL, YEARLY)
    people = draw.take(_candidates(world), wanted)
    return _pay_the_year(world, draw, people, project)


def _nobody_left(world: World, draw: Draw, wanted: int) -> int:
    """Pay a household's subsidy of the year after, when nobody of it lives."""
    project = project_like(world, HOUSEHOLD, YEARLY)
    people = draw.take(_candidates(world, alone=True), wanted)
    return _pay_the_year(world, draw, people, project)


def _household_lives(world: World, draw: Draw, wanted: int) -> int:
    """Pay a household's subsidy in the name of its dead head; the others live."""
    project = project_like(world, HOUSEHOLD, YEARLY)
    people = draw.take(_candidates(world, head=True), wanted)
    return _pay_the_year(world, draw, people, project)


def _pay_the_year(world: World, draw: Draw, people: list[int], project: Project) -> int:
    """Let people die in 2025 and pay them the year 2026."""
    let_die(world, draw, {person: month_at(-draw.number(0, 7)) for person in people})
    rows: list[Row] = []
    for person in people:
        paid_on = pay_day_after(month_at(0), draw.number(4, 9))
        rows += yearly(world, project, person, 2026, paid_on)
    add(world, PAYMENT, rows)
    return len(people)


def _monthly_goes_on(world: World, draw: Draw, wanted: int) -> int:
    """Let a monthly subsidy for a person run on for five to ten months."""
    people = draw.take(_candidates(world), wanted)
    months = {person: draw.number(5, 10) for person in people}
    starts = {person: draw.number(0, 11 - months[person]) for person in people}
    let_die(world, draw, {person: month_at(start) for person, start in starts.items()})
    paid = {p: window(0, starts[p] + months[p] + 1) for p in people}
    add(world, PAYMENT, _monthly(world, paid))
    return len(people)


def _one_account(world: World, draw: Draw, wanted: int) -> int:
    """Let one account draw the monthly subsidy of three or more dead."""
    if wanted < CROWD:
        return 0
    starts = _starts(world, draw, wanted, 4)
    account = _payee(world, draw.take(_candidates(world), 1)[0])
    paid = {person: window(start + 1, start + 7) for person, start in starts.items()}
    add(world, PAYMENT, [{**row, **account} for row in _monthly(world, paid)])
    return len(starts)


def _official_collects(world: World, draw: Draw, wanted: int) -> int:
    """Let a monthly subsidy run on, on the account of an official of another home."""
    if CADRE not in world.tables:
        return 0
    starts = _starts(world, draw, wanted, 4)
    posts = world.tables[CADRE].filter(
        pl.col("removed_on").is_null(), pl.col("appointed_on") < month_at(0)
    )
    alive = living(world).join(posts, on="person", how="semi")
    holders = draw.take(alive["person"], len(starts))
    payees = {one: _payee(world, by) for one, by in zip(starts, holders, strict=False)}
    paid = {one: window(starts[one] + 1, starts[one] + 7) for one in payees}
    rows = _monthly(world, paid)
    add(world, PAYMENT, [{**row, **payees[int(str(row["person"]))]} for row in rows])
    return len(payees)


def _payee(world: World, person: int) -> dict[str, Value]:
    holder = facts(world, person)
    return {
        "payee_name": holder["person_name"],
        "payee_id_number": holder["id_number"],
        "account_number": holder["account_number"],
        "payee_person": holder["person"],
    }


def _back_pay(world: World, draw: Draw, wanted: int) -> int:
    """Pay months of the living only long after the death."""
    starts = _starts(world, draw, wanted, 6)
    rows: list[Row] = []
    for person, start in starts.items():
        late = pay_day_after(month_at(start), draw.number(3, 5))
        owed = _monthly(world, {person: window(start - 1, start + 1)})
        rows += [{**row, "paid_on": late} for row in owed]
    add(world, PAYMENT, rows)
    return len(starts)


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Let the bank return what was sent after the death."""
    starts = _starts(world, draw, wanted, 6)
    paid = {person: window(0, start + 1) for person, start in starts.items()}
    sent = {person: window(start + 1, start + 5) for person, start in starts.items()}
    returned = [{**row, "payment_result": "退回"} for row in _monthly(world, sent)]
    add(world, PAYMENT, [*_monthly(world, paid), *returned])
    return len(starts)


def _registered_late(world: World, draw: Draw, wanted: int) -> int:
    """Stop at once when the death is entered, one payment too late."""
    people = draw.take(_candidates(world), wanted)
    starts = {person: draw.number(1, 8) for person in people}
    months = {person: month_at(start) for person, start in starts.items()}
    let_die_unnoticed(world, draw, months)
    paid = {person: window(0, start + 2) for person, start in starts.items()}
    add(world, PAYMENT, _monthly(world, paid))
    return len(people)


def _year_of_death(world: World, draw: Draw, wanted: int) -> int:
    """Pay the year in which the person died, months after the death."""
    project = project_like(world, PERSONAL, YEARLY)
    people = draw.take(_candidates(world), wanted)
    starts = {person: draw.number(2, 5) for person in people}
    let_die(world, draw, {person: month_at(start) for person, start in starts.items()})
    rows: list[Row] = []
    for person, start in starts.items():
        paid_on = pay_day_after(month_at(start), draw.number(3, 5))
        rows += yearly(world, project, person, 2026, paid_on)
    add(world, PAYMENT, rows)
    return len(people)


def _funeral(world: World, draw: Draw, wanted: int) -> int:
    """Pay a funeral grant in the name of the dead."""
    project = project_like(world, PERSONAL, ONCE, "丧葬")
    starts = _starts(world, draw, wanted, 6)
    rows: list[Row] = []
    for person, start in starts.items():
        paid = [month_at(start + draw.number(3, 5))]
        rows += monthly(world, project, person, paid)
    add(world, PAYMENT, rows)
    return len(starts)


def _namesake(world: World, draw: Draw, wanted: int) -> int:
    """Let a stranger of the same name and birth date die."""
    people = draw.take(_candidates(world), wanted)
    add(world, PAYMENT, _monthly(world, {person: window(0, 12) for person in people}))
    bury_namesakes(world, people, month_at(2) + timedelta(days=17))
    return len(people)


def _starts(world: World, draw: Draw, wanted: int, latest: int) -> dict[int, int]:
    """Let people die within the window; return the window month of each."""
    people = draw.take(_candidates(world), wanted)
    starts = {person: draw.number(1, latest) for person in people}
    months = {person: month_at(start) for person, start in starts.items()}
    let_die(world, draw, months, sources=(POLICE, CREMATORIUM))
    return starts


def _monthly(world: World, paid: Mapping[int, list[date]]) -> list[Row]:
    """Return the monthly payments of a personal subsidy to each person."""
    project = project_like(world, PERSONAL, MONTHLY)
    return [
        row
        for person, months in paid.items()
        for row in monthly(world, project, person, months)
    ]


PLANTERS: tuple[Planter, ...] = (
    _next_year,
    _one_account,
    _nobody_left,
    _official_collects,
    _monthly_goes_on,
)
INNOCENTS: tuple[Planter, ...] = (
    _back_pay,
    _returned,
    _registered_late,
    _household_lives,
    _year_of_death,
    _funeral,
    _namesake,
)
