"""Who lives in which home, and which homes have pay, trade or a housing loan."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias

import numpy as np
import polars as pl

from county.cases.edit import mark, own, since
from county.drawing import ages_on, death_months
from county.households import Bools, Ints
from county.staff import staff_people
from county.world import World, today

KEPT_AGE = 63
KIN = ("spouse", "mother", "father")
OnDeath: TypeAlias = Callable[[World, Mapping[int, date]], None]


def people_of(world: World, path: str, column: str = "person") -> Ints:
    """Return the persons of a table, each once, sorted."""
    people = world.tables[path][column].unique().sort().to_numpy().astype(np.int64)
    return people[people >= 0]


def homes_of(world: World, people: Ints) -> Ints:
    """Return the households of these people, each once."""
    return np.unique(world.persons["household"].to_numpy()[people])


def at_home(world: World, homes: Ints) -> Bools:
    """Say of every person whether they live in one of these households."""
    return np.isin(world.persons["household"].to_numpy(), homes)


def is_one_of(world: World, people: Ints) -> Bools:
    """Say of every person whether they are one of these people."""
    found = np.zeros(world.persons.height, dtype=bool)
    found[people] = True
    return found


def living(world: World) -> Bools:
    """Say of every person whether they are alive today."""
    return world.persons["died_on"].is_null().to_numpy()


def living_heads(world: World) -> Bools:
    """Say of every person whether they are the living head of a household."""
    head = (world.persons["relation_to_head"] == "户主").to_numpy()
    found: Bools = head & living(world)
    return found


def fiscal_homes(world: World) -> Ints:
    """Return the homes of everybody on the payroll, their children and spouses."""
    staff = is_one_of(world, staff_people(world))
    tied = staff.copy()
    for side in KIN:
        relative = world.persons[side].to_numpy()
        tied |= (relative >= 0) & staff[relative]
    return homes_of(world, np.flatnonzero(tied))


def trading_homes(world: World) -> Ints:
    """Return the homes of those who lead a company or have led one."""
    leaders = people_of(world, "registry/company", "legal_representative_person")
    return homes_of(world, leaders)


def housing_borrowers(world: World) -> Ints:
    """Return those who took a loan for a home."""
    loans = world.tables["loan/loan_contract"]
    people = loans.filter(pl.col("loan_kind") == "住房贷款")["person"].unique().sort()
    return people.to_numpy().astype(np.int64)


def well_off(world: World) -> Bools:
    """Say of every person whether pay, trade or a housing loan speaks against need."""
    homes = np.concatenate(
        [
            fiscal_homes(world),
            trading_homes(world),
            homes_of(world, housing_borrowers(world)),
        ]
    )
    return at_home(world, homes)


def kept_alike(world: World) -> Bools:
    """Say of everybody whether they are old, without means, spouse and child.

    Such as the state keeps: neither pay, trade, an earned pension nor an allowance at
    home. Older than anybody who borrows.
    """
    persons, alive = world.persons, living(world)
    spouse = persons["spouse"].to_numpy()
    found = (ages_on(world, today) >= KEPT_AGE) & (death_months(world) >= 0)
    found &= ~((spouse >= 0) & alive[spouse])
    children = persons.filter(pl.Series(alive))
    for side in ("mother", "father"):
        parents = children[side].unique().to_numpy()
        found[parents[parents >= 0]] = False
    pensions = world.tables["social_security/pension_payment"]
    pensioned = pensions.filter(pl.col("scheme") != "居民养老")["person"].unique()
    found[pensioned.to_numpy()] = False
    dibao = homes_of(world, people_of(world, "relief/dibao_member"))
    near = np.concatenate([fiscal_homes(world), trading_homes(world), dibao])
    return found & ~at_home(world, near)


def closing(path: str, day: str, **values: str) -> OnDeath:
    """Return what notes a death in a register: its day, and values of columns."""

    def close(world: World, deaths: Mapping[int, date]) -> None:
        mark(world, path, own(deaths) & pl.col(day).is_null(), **values)
        mark(world, path, own(deaths) & pl.col(day).is_null(), **{day: since(deaths)})

    return close


def cutting(path: str, day: str) -> OnDeath:
    """Return what removes the rows of a table from the day after a death."""

    def remove_later(world: World, deaths: Mapping[int, date]) -> None:
        table = world.tables.get(path)
        if table is None:
            return
        late = table.select(late=pl.col(day) > since(deaths))["late"]
        world.tables[path] = table.filter(~late.fill_null(value=False))

    return remove_later
