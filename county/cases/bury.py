"""Letting people die: registers, household and everything that stops with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw
from county.cases.edit import Row, Value, add, cut, facts, mark, own, since
from county.extracts import all_extracts
from county.world import World

POLICE, HOSPITAL, CREMATORIUM = "公安注销", "卫健死亡证明", "民政火化"
DEATH = "registry/death"
# What stops with the month of death, and the column that says which month a row is.
ENDING = {
    "social_security/pension_payment": "paid_in",
    "social_security/contribution": "paid_for",
    "relief/subsidy_payment": "paid_for",
    "relief/dibao_payment": "paid_for",
    "relief/training_enrolment": "started_on",
    "finance/staff_payroll": "paid_for",
}


SOON, LATE = (5, 35), (35, 50)  # days from a death to its entry in the registers


@dataclass(frozen=True, kw_only=True)
class Burial:
    """One death: when, when entered, by which sources, struck off or not."""

    person: int
    died_on: date
    registered_on: date
    sources: tuple[str, ...] = (POLICE, HOSPITAL)

    @property
    def is_struck_off(self) -> bool:
        """Say whether the police register knows of the death."""
        return POLICE in self.sources


def let_die(
    world: World,
    draw: Draw,
    months: Mapping[int, date],
    *,
    sources: tuple[str, ...] = (POLICE, HOSPITAL),
    sparing: str = "",
) -> None:
    """Let persons die after the ninth of their month, entered within 35 days."""
    burials = [_burial(draw, p, month, SOON) for p, month in months.items()]
    bury(world, [replace(one, sources=sources) for one in burials], sparing=sparing)


def let_die_unnoticed(
    world: World, draw: Draw, months: Mapping[int, date], *, sparing: str = ""
) -> None:
    """Let persons die after the ninth of their month, entered after 35 to 50 days."""
    burials = [_burial(draw, p, month, LATE) for p, month in months.items()]
    bury(world, burials, sparing=sparing)


def _burial(draw: Draw, person: int, month: date, days: tuple[int, int]) -> Burial:
    died_on = month + timedelta(days=draw.number(9, 24))
    entered = died_on + timedelta(days=draw.number(*days))
    return Burial(person=person, died_on=died_on, registered_on=entered)


def bury(world: World, burials: Sequence[Burial], *, sparing: str = "") -> None:
    """Let people die; rows of the table `sparing` are left to the caller.

    Everything else that is paid to them ends with the month of death.
    """
    deaths = {burial.person: burial.died_on for burial in burials}
    world.persons = world.persons.with_columns(
        pl.col("died_on").fill_null(since(deaths))
    )
    ending = {**ENDING, **{one.path: one.ends for one in all_extracts() if one.ends}}
    for path, column in ending.items():
        if path != sparing:
            cut(world, path, column, deaths)
    for extract in all_extracts():
        if extract.path != sparing:
            extract.on_death(world, deaths)
    _strike_off(world, [burial for burial in burials if burial.is_struck_off])
    _end_registers(world, deaths)
    add(world, DEATH, [row for burial in burials for row in _entries(world, burial)])


def _entries(world: World, burial: Burial) -> list[Row]:
    person = facts(world, burial.person)
    return [_entry(person, burial, source) for source in burial.sources]


def _entry(person: dict[str, Value], burial: Burial, source: str) -> Row:
    burnt = burial.died_on + timedelta(days=3) if source == CREMATORIUM else None
    return {
        "person_name": person["person_name"],
        "id_number": person["id_number"],
        "died_on": burial.died_on,
        "registered_on": burial.registered_on,
        "source": source,
        "cremated_on": burnt,
        "address": person["address"],
        "person": burial.person,
    }


def _strike_off(world: World, burials: Sequence[Burial]) -> None:
    entered = {burial.person: burial.registered_on for burial in burials}
    mark(
        world,
        "registry/resident",
        own(entered),
        status="死亡注销",
        changed_on=since(entered),
    )


def _end_registers(world: World, deaths: dict[int, date]) -> None:
    day = since(deaths)
    listed = own(deaths)
    mark(world, "relief/dibao_member", listed, status="停保", stopped_on=day)
    mark(
        world,
        "relief/migrant",
        listed,
        status="核减",
        removed_on=day,
        removal_reason="死亡",
    )


def earliest_deaths(world: World) -> pl.DataFrame:
    """Return for each dead person the earliest days of dying and of entry, and sources.

    Columns: person, died_on, registered_on, sources (how many).
    """
    return (
        world.tables[DEATH]
        .filter(pl.col("person") >= 0)
        .group_by("person")
        .agg(
            pl.col("died_on", "registered_on").min(),
            sources=pl.col("source").n_unique(),
        )
    )
