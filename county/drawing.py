"""Drawing from lists and spreading over months, column by column."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl

from county.households import Days, Ints
from county.world import World, first_month

MONTHS = 12
FIRST = np.datetime64(first_month, "M")


def identity(world: World, people: Ints, *columns: str) -> pl.DataFrame:
    """Return `person`, `person_name`, `id_number` and more columns of these people."""
    wanted = ("person", "person_name", "id_number", *columns)
    return world.persons.select(wanted)[people]


def days_of(world: World, column: str) -> Days:
    """Return a date column of the persons as days; NaT where null."""
    return world.persons[column].to_numpy().astype("datetime64[D]")


def death_months(world: World) -> Ints:
    """Return the month of death counted from the first month; 999 while alive."""
    died = days_of(world, "died_on")
    months = (died.astype("datetime64[M]") - FIRST).astype(np.int64)
    return np.where(np.isnat(died), 999, months)


def ages_on(world: World, day: date) -> Ints:
    """Return everybody's age in whole years on a day."""
    born = days_of(world, "birth_on")
    return ((np.datetime64(day, "D") - born).astype(np.int64) / 365.2425).astype(
        np.int64
    )


def choose(stream: np.random.Generator, pool: Ints, count: float) -> Ints:
    """Return `count` different members of a pool, or all if there are fewer, sorted."""
    size = min(len(pool), max(0, round(count)))
    return np.sort(stream.choice(pool, size=size, replace=False))


def spread(first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """Return (row, month) for each row and each of its months, both ends within.

    Months count from the first month of the period and are cut to it; sorted by
    month, then row.
    """
    grid = np.arange(MONTHS)[:, None]
    inside = (grid >= first[None, :]) & (grid <= last[None, :])
    month, row = np.nonzero(inside)
    return row, month


def month_starts(months: Ints) -> pl.Series:
    """Return the first day of months counted from the first month."""
    days = (FIRST + months.astype("timedelta64[M]")).astype("datetime64[D]")
    return pl.Series(days).cast(pl.Date)


def dates(days: Days) -> pl.Series:
    """Return days as a polars series of dates; NaT becomes null."""
    return pl.Series(days.astype("datetime64[D]")).cast(pl.Date)


def anniversaries(start: Days, months: Ints) -> Days:
    """Return the same day of the month so many months later, the 28th at most."""
    month = start.astype("datetime64[M]")
    day = (start - month.astype("datetime64[D]")).astype(np.int64)
    first: Days = (month + months).astype("datetime64[D]")
    later: Days = first + np.minimum(day, 27)
    return later


def pick(values: Sequence[str], index: Ints) -> pl.Series:
    """Return the values with these indices."""
    return pl.Series(list(values), dtype=pl.String).gather(index)


def draw(
    values: Sequence[str],
    count: int,
    stream: np.random.Generator,
    weights: Sequence[float] | None = None,
) -> pl.Series:
    """Return `count` values drawn with the given weights."""
    shares = None if weights is None else np.array(weights) / sum(weights)
    return pick(
        values, stream.choice(len(values), size=count, p=shares).astype(np.int64)
    )


def serials(prefix: str, numbers: Ints, width: int) -> pl.Series:
    """Return numbers with a prefix and leading zeros."""
    return prefix + pl.Series(numbers).cast(pl.String).str.zfill(width)
