"""PR-13A: migrants' training money for others, and trainees who only look so."""

from datetime import date, timedelta

import polars as pl

from county.cases.choose import (
    Draw,
    Planter,
    households_of,
    living,
    outside,
    plant_each,
)
from county.cases.edit import Row, add, mark, own, remove
from county.cases.kin import PARENT, SPOUSE, kinship
from county.cases.months import month_at
from county.cases.training_judgement import RULE, judge
from county.cases.training_rows import (
    ENROLMENT,
    MIGRANT,
    NEIGHBOUR,
    class_day,
    enrolment,
    migrant_entry,
)
from county.world import World

__all__ = ["DATASETS", "RULE", "judge", "plant"]
DATASETS = (ENROLMENT, MIGRANT, "registry/resident")
AGES = (19, 57)


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _fit(world: World) -> pl.DataFrame:
    """Return the living of working age who are in no class."""
    people = living(world, youngest=AGES[0], oldest=AGES[1])
    return outside(world, people, ENROLMENT, kin=False)


def outsiders(world: World) -> pl.DataFrame:
    """Return fit people without any migrant in the household or among their kin."""
    listed = set(world.tables[MIGRANT]["person"].to_list())
    homes = households_of(world, listed)
    kin = kinship(world).filter(pl.col("relative").is_in(sorted(listed)))
    return _fit(world).filter(
        ~pl.col("household").is_in(sorted(homes))
        & ~pl.col("person").is_in(kin["person"].unique().implode())
    )


def _migrants(world: World) -> pl.DataFrame:
    """Return fit people who are in the register of migrants today."""
    listed = world.tables[MIGRANT].filter(pl.col("status") == "在册")
    return _fit(world).join(listed, on="person", how="semi")


def _day(draw: Draw) -> date:
    """Return the first day of a class between the second and the ninth month."""
    day = month_at(draw.number(1, 8)) + timedelta(days=draw.number(4, 20))
    return class_day(day)


def _enrol(world: World, days: dict[int, date], **values: str) -> int:
    places = [enrolment(world, person, day, **values) for person, day in days.items()]
    add(world, ENROLMENT, places)
    return len(days)


def _outsider(world: World, draw: Draw, wanted: int) -> int:
    """Train people who have nothing to do with migrants."""
    people = draw.take(outsiders(world)["person"], wanted)
    return _enrol(world, {person: _day(draw) for person in people})


def _neighbours_of_migrants(world: World, draw: Draw, wanted: int) -> int:
    """Train people of a migrants' village who are no migrants."""
    listed = world.tables[MIGRANT]["person"].unique()
    homes = world.persons.filter(pl.col("person").is_in(listed.implode()))["village"]
    near = outsiders(world).filter(pl.col("village").is_in(homes.unique().implode()))
    people = draw.take(near["person"], wanted)
    return _enrol(world, {person: _day(draw) for person in people})


def _twice(world: World, draw: Draw, wanted: int) -> int:
    """Train outsiders twice."""
    people = draw.take(outsiders(world)["person"], wanted)
    days = {person: _day(draw) for person in people}
    _enrol(world, days)
    later = {
        person: class_day(day + timedelta(days=45)) for person, day in days.items()
    }
    return _enrol(world, later, trade="电工")


def _removed(world: World, draw: Draw, wanted: int) -> int:
    """Train people who had been struck off the register two years before."""
    people = draw.take(outsiders(world)["person"], wanted)
    gone: dict[str, str | date] = {"status": "核减", "removal_reason": "转为城镇户口"}
    removed_on = date(2024, 3, 15)
    add(
        world,
        MIGRANT,
        [migrant_entry(world, p, removed_on=removed_on, **gone) for p in people],
    )
    return _enrol(world, {person: _day(draw) for person in people})


def _family(world: World, draw: Draw, relation: str, wanted: int) -> int:
    """Train one of a migrant's household who is not entered in the register."""
    kin = kinship(world).filter(pl.col("together") & (pl.col("relation") == relation))
    migrants = _migrants(world).select(relative="person")
    kin = kin.join(migrants, on="relative", how="semi")
    related = _fit(world).join(kin, on="person", how="semi")
    people = draw.take(related["person"], wanted)
    remove(world, MIGRANT, own(people))
    return _enrol(
        world, {person: _day(draw) for person in people}, enrollee_kind="其他"
    )


def _spouse(world: World, draw: Draw, wanted: int) -> int:
    """Train the spouse of a migrant."""
    return _family(world, draw, SPOUSE, wanted)


def _child(world: World, draw: Draw, wanted: int) -> int:
    """Train a migrant's grown child of the same home."""
    return _family(world, draw, PARENT, wanted)


def _entered_later(world: World, draw: Draw, wanted: int) -> int:
    """Train people whose entry in the register followed within eight months."""
    people = draw.take(outsiders(world)["person"], wanted)
    days = {
        person: month_at(1) + timedelta(days=draw.number(0, 25)) for person in people
    }
    entries: list[Row] = []
    for person, day in days.items():
        entered = day + timedelta(days=draw.number(60, 240))
        entries.append(migrant_entry(world, person, supported_from=entered))
    add(world, MIGRANT, entries)
    return _enrol(world, days)


def _neighbour(world: World, draw: Draw, wanted: int) -> int:
    """Train villagers from around the reservoir, who are admitted as such."""
    people = draw.take(outsiders(world)["person"], wanted)
    days = {person: _day(draw) for person in people}
    return _enrol(world, days, enrollee_kind=NEIGHBOUR)


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Let the subsidy of an outsider come back."""
    people = draw.take(outsiders(world)["person"], wanted)
    days = {person: _day(draw) for person in people}
    return _enrol(world, days, payment_result="退回")


def _removed_later(world: World, draw: Draw, wanted: int) -> int:
    """Strike migrants off the register after they were trained."""
    people = draw.take(_migrants(world)["person"], wanted)
    mark(
        world,
        MIGRANT,
        own(people),
        status="核减",
        removed_on=date(2026, 9, 20),
        removal_reason="转为城镇户口",
    )
    return _enrol(world, {person: _day(draw) for person in people})


PLANTERS: tuple[Planter, ...] = (_removed, _neighbours_of_migrants, _twice, _outsider)
INNOCENTS: tuple[Planter, ...] = (
    _spouse,
    _child,
    _removed_later,
    _returned,
    _entered_later,
    _neighbour,
)
