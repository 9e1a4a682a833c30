"""What becomes of pupils within a year: they change school, pause, leave, go on."""

from datetime import date

import numpy as np
import polars as pl

from county.households import Bools

WINTER = (date(2026, 1, 20), date(2026, 2, 24))  # last day of a term, first of the next
PAUSES, LEAVES, GOES_AWAY, CHANGES = 0.008, 0.016, 0.021, 0.028  # shares, added up
UPPER = ("高中", "中职", "专科", "本科")
TERM_DAYS = (date(2025, 11, 3), date(2026, 10, 20))
THIS_YEAR, SUMMER = date(2026, 9, 1), date(2026, 6, 30)
ELSEWHERE = {
    "小学": "云溪县实验小学",
    "初中": "云溪县实验中学",
    "高中": "云溪县第二中学",
    "中职": "云溪县理工中等专业学校",
    "专科": "楚北职业学院",
    "本科": "汉江学院",
}
VOCATIONAL = "云溪县职业技术教育中心"
NEWCOMERS = "Z"  # how the number begins that the next or the former school gave


def move_pupils(rows: pl.DataFrame, stream: np.random.Generator) -> pl.DataFrame:
    """Return the register's rows after a year of pupils who moved.

    Beyond compulsory school some pause or leave; at any school a few go away or
    change to another one; who began vocational college finished school before.
    """
    chance = stream.random(rows.height)
    day = _days(rows.height, stream)
    began = rows["enrolled_on"].to_numpy() < np.datetime64(TERM_DAYS[0])
    upper = rows["stage"].is_in(UPPER).to_numpy()
    pauses = began & upper & (chance < PAUSES)
    leaves = began & upper & (chance >= PAUSES) & (chance < LEAVES)
    away = began & (chance >= LEAVES) & (chance < GOES_AWAY)
    changes = began & (chance >= GOES_AWAY) & (chance < CHANGES)
    moved = rows.with_columns(
        _when(leaves, day, away | changes, WINTER[0]).alias("left_on"),
        pl.when(pl.Series(pauses)).then(day).alias("changed_on"),
        pl.when(pl.Series(pauses))
        .then(pl.lit("休学"))
        .when(pl.Series(leaves))
        .then(pl.lit("退学"))
        .when(pl.Series(away | changes))
        .then(pl.lit("转出"))
        .otherwise("status")
        .alias("status"),
    )
    return pl.concat(
        [moved, _next_school(rows, changes), _former_school(rows)], how="diagonal"
    )


def _days(count: int, stream: np.random.Generator) -> pl.Series:
    first, last = (np.datetime64(day) for day in TERM_DAYS)
    span = int((last - first).astype(np.int64))
    return pl.Series(first + stream.integers(0, span, count)).cast(pl.Date)


def _when(some: Bools, day: pl.Series, others: Bools, fixed: date) -> pl.Expr:
    return (
        pl.when(pl.Series(some))
        .then(day)
        .when(pl.Series(others))
        .then(pl.lit(fixed))
        .otherwise(pl.lit(None, dtype=pl.Date))
    )


def _renumbered() -> pl.Expr:
    return NEWCOMERS + pl.col("student_number").str.slice(1)


def _next_school(rows: pl.DataFrame, changes: Bools) -> pl.DataFrame:
    """Return the entries at the schools that pupils changed to for the spring."""
    return rows.filter(pl.Series(changes)).with_columns(
        _renumbered().alias("student_number"),
        pl.col("stage").replace_strict(ELSEWHERE).alias("school"),
        pl.lit(WINTER[1]).alias("enrolled_on"),
    )


def _former_school(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the vocational school of those who began college this autumn."""
    began = (pl.col("stage") == "专科") & (pl.col("enrolled_on") == THIS_YEAR)
    return rows.filter(began).with_columns(
        _renumbered().alias("student_number"),
        pl.lit("中职").alias("stage"),
        pl.lit(VOCATIONAL).alias("school"),
        pl.lit("三年级").alias("grade"),
        pl.lit(date(2023, 9, 1)).alias("enrolled_on"),
        pl.lit(SUMMER).alias("expected_on"),
        pl.lit(SUMMER).alias("left_on"),
        pl.lit("毕业").alias("status"),
    )
