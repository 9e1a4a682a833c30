"""The county that the tests of accounts and loans look at."""

from functools import cache

import polars as pl

from county.simulate import simulate
from county.world import World

PEOPLE = 6000


@cache
def world() -> World:
    """Return one county, made once."""
    return simulate(PEOPLE, 12)


def table(path: str) -> pl.DataFrame:
    """Return a table of it."""
    return world().tables[path]
