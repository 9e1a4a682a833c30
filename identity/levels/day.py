# ruff: noqa: D400, D415 - these docstrings are the Chinese sentences a reviewer reads
"""Levels of agreement between two birth dates, numbers yyyymmdd, 00 unknown."""

import polars as pl

LEFT, RIGHT = pl.col("l.born"), pl.col("r.born")
# A lunar date written as solar lies this many days before the true day.
EARLIEST_LUNAR, LATEST_LUNAR = 17, 52
GENERATION = 15  # years


def _year(born: pl.Expr) -> pl.Expr:
    return born // 10_000


def _month(born: pl.Expr) -> pl.Expr:
    return born // 100 % 100


def _day(born: pl.Expr) -> pl.Expr:
    return born % 100


def _date(born: pl.Expr) -> pl.Expr:
    return pl.date(_year(born), _month(born).clip(1, 12), _day(born).clip(1, 28))


def _whole() -> pl.Expr:
    """Say whether both days are known: nothing is compared that nobody wrote."""
    return (_day(LEFT) > 0) & (_day(RIGHT) > 0)


def same_day() -> pl.Expr:
    """出生日期一致。"""
    return (LEFT == RIGHT) & (_day(LEFT) > 0)


def known_part_agrees() -> pl.Expr:
    """有一方只写到年或年月，写出的部分一致。"""
    year = (_year(LEFT) == _year(RIGHT)) & ((_month(LEFT) == 0) | (_month(RIGHT) == 0))
    month = (LEFT // 100 == RIGHT // 100) & ((_day(LEFT) == 0) | (_day(RIGHT) == 0))
    return year | month


def day_and_month_swapped() -> pl.Expr:
    """出生日期的月和日颠倒。"""
    return (
        (_year(LEFT) == _year(RIGHT))
        & (_month(LEFT) == _day(RIGHT))
        & (_day(LEFT) == _month(RIGHT))
    )


def lunar_for_solar() -> pl.Expr:
    """一方写的是农历生日，换算成公历后一致。"""
    return (pl.col("r.lunar") == LEFT) | (pl.col("l.lunar") == RIGHT)


def weeks_apart() -> pl.Expr:
    """两个出生日期相差三到七周，可能有一方写的是农历。"""
    days = (_date(LEFT) - _date(RIGHT)).dt.total_days().abs()
    return _whole() & days.is_between(EARLIEST_LUNAR, LATEST_LUNAR)


def one_part_differs() -> pl.Expr:
    """出生日期的年、月、日只有一项不同。"""
    same = [(part(LEFT) == part(RIGHT)).cast(pl.Int8) for part in (_year, _month, _day)]
    return _whole() & (pl.sum_horizontal(same) == 2)  # noqa: PLR2004 - two of three


def same_year() -> pl.Expr:
    """只有出生年份相同。"""
    return _year(LEFT) == _year(RIGHT)


def decades_apart() -> pl.Expr:
    """出生日期相差十五年以上。"""
    return (_year(LEFT) - _year(RIGHT)).abs() >= GENERATION


def different_day() -> pl.Expr:
    """出生日期不同。"""
    return pl.lit(value=True)
