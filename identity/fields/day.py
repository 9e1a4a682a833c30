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
    day = _stated(read)
    born = (
        day
        if fallback is None
        else day.zip_with(day.is_not_null(), fallback.cast(day.dtype))
    )
    return {
        "day": day,
        "born": born,
        "exact": only_where(born % 100 > 0, born),
        "year": born // 10_000,
        "lunar": _lunar(read["day"]),
    }


def _stated(read: pl.DataFrame) -> pl.Series:
    if read.height < FEW:
        numbers = [
            None if y is None else y * 10_000 + (m or 0) * 100 + (d.day if d else 0)
            for d, y, m in read.select("day", "year", "month").iter_rows()
        ]
        return pl.Series("year", numbers, dtype=pl.Int32)
    month = pl.col("month").cast(pl.Int32).fill_null(0)
    known = pl.col("year").cast(pl.Int32) * 10_000 + month * 100
    return read.select(known + pl.col("day").dt.day().fill_null(0)).to_series()


def _lunar(days: pl.Series) -> pl.Series:
    """Return the solar days of days read as lunar ones, each distinct day once."""
    if days.null_count() == len(days):
        return pl.Series([None], dtype=pl.Int32).new_from_index(0, len(days))
    if len(days) < FEW:
        return _numbers(lunar_as_solar(days))
    distinct = days.unique()
    lunar = _numbers(lunar_as_solar(distinct))
    table = pl.DataFrame({"day": distinct, "lunar": lunar})
    rows = days.alias("day").to_frame()
    return rows.join(table, on="day", how="left", maintain_order="left")["lunar"]


def _numbers(days: pl.Series) -> pl.Series:
    """Return days as numbers yyyymmdd."""
    month = days.dt.month().cast(pl.Int32)
    return days.dt.year() * 10_000 + month * 100 + days.dt.day()
