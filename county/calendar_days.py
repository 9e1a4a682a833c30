"""Days in arrays: out of a column, moved, and the bounds of whole years."""

import numpy as np
import polars as pl

from county.drawing import dates
from county.households import Days, Ints


def days_in(column: pl.Series) -> Days:
    """Return a column of dates as days; NaT where null."""
    found: Days = column.to_numpy().astype("datetime64[D]")
    return found


def moved(day: Days, by: Ints) -> Days:
    """Return the days so many days later, earlier where negative."""
    later: Days = day + by.astype("timedelta64[D]")
    return later


def year_of(day: Days) -> Ints:
    """Return the year of each day."""
    return day.astype("datetime64[Y]").astype(np.int64) + 1970


def first_days(year: Ints) -> pl.Series:
    """Return the first of January of each year."""
    return dates((year - 1970).astype("datetime64[Y]").astype("datetime64[D]"))


def last_days(year: Ints) -> pl.Series:
    """Return the last of December of each year."""
    return dates((year - 1969).astype("datetime64[Y]").astype("datetime64[D]") - 1)
