"""Days of birth: as stated, completed from another field, and read as lunar."""

import polars as pl

from store.normalise.lunar import lunar_as_solar
from store.normalise.partial_dates import read_birth_days
from store.normalise.plain import FEW, only_where


def prepare(values: pl.Series, fallback: pl.Series | None) -> dict[str, pl.Series]:
    """Return days as numbers yyyymmdd (Int32), 00 where month or day is not known.

    `day` as stated, `born` the fallback where nothing is; `exact` is `born` where
    the day is known, `year` its year, `lunar` the solar day that `day` means if it
    is a date of the lunar calendar.
    """
    read = read_birth_days(values)
    month = pl.col("month").cast(pl.Int32).fill_null(0)
    known = pl.col("year").cast(pl.Int32) * 10_000 + month * 100
    day = read.select(known + pl.col("day").dt.day().fill_null(0)).to_series()
    born = day
    if fallback is not None:
        born = pl.select(pl.coalesce(day, fallback)).to_series()
    exact = only_where(born % 100 > 0, born)
    return {
        "day": day,
        "born": born,
        "exact": exact,
        "year": born // 10_000,
        "lunar": _lunar(read["day"]),
    }


def _lunar(days: pl.Series) -> pl.Series:
    """Return the solar days of days read as lunar ones, each distinct day once."""
    distinct = days if len(days) < FEW else days.unique()
    solar = lunar_as_solar(distinct)
    numbers = solar.dt.year() * 10_000 + solar.dt.month().cast(pl.Int32) * 100
    lunar = numbers + solar.dt.day()
    if distinct is days:
        return lunar
    table = pl.DataFrame({"day": distinct, "lunar": lunar})
    rows = days.alias("day").to_frame()
    return rows.join(table, on="day", how="left", maintain_order="left")["lunar"]
