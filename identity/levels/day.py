# ruff: noqa: D400, D415 - these docstrings are the Chinese sentences a reviewer reads
"""Levels of agreement between two birth dates, numbers yyyymmdd, 00 unknown."""

from typing import TypeVar

import polars as pl

from store.normalise.plain import FEW

_Number = TypeVar("_Number", int, pl.Expr)
LEFT, RIGHT = pl.col("l.born"), pl.col("r.born")
# A lunar date written as solar lies this many days before the true day.
EARLIEST_LUNAR, LATEST_LUNAR = 17, 52
GENERATION = 15  # years
APART = "days_apart"
PARTS, FEBRUARY = ("year", "month", "day_of_month"), 2


def measure(pairs: pl.DataFrame) -> pl.DataFrame:
    """Add the parts of both dates, and how many days lie between, computed once."""
    if pairs.height < FEW:
        return pairs.with_columns(_measured_singly(pairs))
    parts = [
        part.alias(f"{letter}.{name}")
        for letter, born in (("l", LEFT), ("r", RIGHT))
        for name, part in (
            ("year", born // 10_000),
            ("month", born // 100 % 100),
            ("day_of_month", born % 100),
        )
    ]
    return pairs.with_columns(parts).with_columns(_days("l") - _days("r"))


def _measured_singly(pairs: pl.DataFrame) -> list[pl.Series]:
    """Return of a few pairs the columns that `measure` adds."""
    sides = {
        letter: [_parts_of(born) for born in pairs[f"{letter}.born"]] for letter in "lr"
    }
    columns = {
        f"{letter}.{name}": [parts[place] for parts in rows]
        for letter, rows in sides.items()
        for place, name in enumerate(PARTS)
    }
    numbers = [[parts[-1] for parts in rows] for rows in sides.values()]
    columns[APART] = [
        None if left is None or right is None else left - right
        for left, right in zip(*numbers, strict=True)
    ]
    return [pl.Series(name, part, pl.Int32) for name, part in columns.items()]


def _parts_of(born: int | None) -> tuple[int | None, ...]:
    """Return year, month, day of the month, and the number of the day."""
    if born is None:
        return None, None, None, None
    year, month, day = born // 10_000, born // 100 % 100, born % 100
    clipped = min(max(month, 1), 12)
    early = int(clipped <= FEBRUARY)
    number = _number(year, clipped, min(max(day, 1), 31), early)
    return year, month, day, number


def _part(name: str) -> tuple[pl.Expr, pl.Expr]:
    return pl.col(f"l.{name}"), pl.col(f"r.{name}")


def _days(letter: str) -> pl.Expr:
    """Return the number of the day of one side."""
    year, month = pl.col(f"{letter}.year"), pl.col(f"{letter}.month").clip(1, 12)
    day = pl.col(f"{letter}.day_of_month").clip(1, 31)
    early = (month <= FEBRUARY).cast(pl.Int32)
    return _number(year, month, day, early).alias(APART)


def _number(year: _Number, month: _Number, day: _Number, early: _Number) -> _Number:
    """Return a day's number, by the formula of Fliegel and Van Flandern (1968).

    Of one day or of a column of days; `early` is 1 in January and February, else 0.
    """
    years, months = year - early, month + 12 * early - 3
    leap = years // 4 - years // 100 + years // 400
    return 365 * years + leap + (153 * months + 2) // 5 + day


YEARS, MONTHS, DAYS = _part("year"), _part("month"), _part("day_of_month")


def _whole() -> pl.Expr:
    """Say whether both days are known: nothing is compared that nobody wrote."""
    return (DAYS[0] > 0) & (DAYS[1] > 0)


def _same(parts: tuple[pl.Expr, pl.Expr]) -> pl.Expr:
    return parts[0] == parts[1]


def same_day() -> pl.Expr:
    """出生日期一致。"""
    return (LEFT == RIGHT) & (DAYS[0] > 0)


def known_part_agrees() -> pl.Expr:
    """有一方只写到年或年月，写出的部分一致。"""
    in_year = _same(YEARS) & ((MONTHS[0] == 0) | (MONTHS[1] == 0))
    in_month = _same(YEARS) & _same(MONTHS) & ((DAYS[0] == 0) | (DAYS[1] == 0))
    return in_year | in_month


def day_and_month_swapped() -> pl.Expr:
    """出生日期的月和日颠倒。"""
    return _same(YEARS) & (MONTHS[0] == DAYS[1]) & (DAYS[0] == MONTHS[1])


def lunar_for_solar() -> pl.Expr:
    """一方写的是农历生日，换算成公历后一致。"""
    return (pl.col("r.lunar") == LEFT) | (pl.col("l.lunar") == RIGHT)


def weeks_apart() -> pl.Expr:
    """两个出生日期相差三到七周，可能有一方写的是农历。"""
    return _whole() & pl.col(APART).abs().is_between(EARLIEST_LUNAR, LATEST_LUNAR)


def one_part_differs() -> pl.Expr:
    """出生日期的年、月、日只有一项不同。"""
    same = [_same(part).cast(pl.Int8) for part in (YEARS, MONTHS, DAYS)]
    return _whole() & (pl.sum_horizontal(same) == 2)  # noqa: PLR2004 - two of three


def same_year() -> pl.Expr:
    """只有出生年份相同。"""
    return _same(YEARS)


def decades_apart() -> pl.Expr:
    """出生日期相差十五年以上。"""
    return (YEARS[0] - YEARS[1]).abs() >= GENERATION


def different_day() -> pl.Expr:
    """出生日期不同。"""
    return pl.lit(value=True)
