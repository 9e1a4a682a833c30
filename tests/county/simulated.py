"""Two counties of six thousand: innocent, and with its cases planted."""

from functools import cache

import polars as pl

from county.cases.library import all_cases, judge_all, plant_all
from county.simulate import simulate
from county.world import World

PEOPLE, SEED = 6000, 23


@cache
def innocent() -> World:
    """Return a county without any case, made once."""
    return simulate(PEOPLE, SEED)


@cache
def planted() -> World:
    """Return the same county with its cases, in which some people died later."""
    world = simulate(PEOPLE, SEED)
    plant_all(world)
    return world


def table(path: str) -> pl.DataFrame:
    """Return a table of the innocent county."""
    return innocent().tables[path]


def people(path: str, where: pl.Expr | None = None) -> set[int]:
    """Return the persons of a table of the innocent county, or of some of its rows."""
    rows = table(path) if where is None else table(path).filter(where)
    return set(rows["person"].to_list())


def lives(world: World) -> pl.DataFrame:
    """Return person, born and died of everybody."""
    return world.persons.select("person", born="birth_on", died="died_on")


@cache
def subjects(path: str) -> tuple[int, ...]:
    """Return the persons of the planted county whose rows of a table are cases."""
    rules = [cases.rule for cases in all_cases() if path in cases.datasets]
    labels = judge_all(planted()).filter(pl.col("rule").is_in(rules))
    return tuple(sorted({*labels["person"], *labels["partner"]}))
