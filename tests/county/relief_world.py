"""The county that the tests of relief and property look at, and ways into it."""

from functools import cache

import polars as pl

from county.simulate import simulate
from county.world import World

PEOPLE, SEED = 6000, 5


@cache
def world() -> World:
    """Return one county, made once."""
    return simulate(PEOPLE, SEED)


def table(name: str) -> pl.DataFrame:
    """Return a table with its persons' birth, death and household beside it."""
    facts = world().persons.select("person", "birth_on", "died_on", "household")
    found = world().tables[name]
    facts = facts.rename({n: f"own_{n}" for n in facts.columns if n != "person"})
    return found.join(facts, on="person", how="left", maintain_order="left")


def people(name: str, column: str = "person") -> set[int]:
    """Return the persons of a table."""
    return set(world().tables[name][column]) - {-1}


def homes(*names: str) -> set[int]:
    """Return the households of the persons of tables."""
    return {home for name in names for home in table(name)["own_household"] if home}
