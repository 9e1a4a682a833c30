"""Who stands in which tables of the world, and days drawn within a person's life."""

import numpy as np
import polars as pl

from county.columns import person_columns
from county.drawing import anniversaries, days_of
from county.households import Bools, Days, Ints
from county.world import World


def listed(world: World, *paths: str) -> Bools:
    """Say of everybody whether they stand in any of these tables, in any role."""
    found = np.zeros(world.persons.height, dtype=bool)
    for path in paths:
        for column in person_columns(path):
            found |= among(world, world.tables[path][column])
    return found


def among(world: World, people: pl.Series) -> Bools:
    """Say of everybody whether they are one of these persons."""
    found = np.zeros(world.persons.height, dtype=bool)
    found[people.filter(people >= 0).to_numpy()] = True
    return found


def living(world: World) -> Bools:
    """Say of everybody whether they are alive today."""
    return world.persons["died_on"].is_null().to_numpy()


def birthdays(world: World, people: Ints, years: int) -> Days:
    """Return the day on which each of these people reaches an age (28th at most)."""
    born = days_of(world, "birth_on")[people]
    return anniversaries(born, np.full(len(people), 12 * years))


def day_between(low: Days, high: Days, stream: np.random.Generator) -> Days:
    """Return a day from `low` to `high` for each row; `high` where they are crossed."""
    width = np.maximum((high - low).astype(np.int64), 0)
    back = (stream.random(len(width)) * (width + 1)).astype(np.int64)
    day: Days = high - back.astype("timedelta64[D]")
    return day


def last_days(world: World, people: Ints, at_most: np.datetime64) -> Days:
    """Return the last day of life of each of these people, `at_most` if they live."""
    died = days_of(world, "died_on")[people]
    return np.where(np.isnat(died), at_most, np.minimum(died, at_most))
