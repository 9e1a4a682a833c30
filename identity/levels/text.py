# ruff: noqa: D400, D415 - these docstrings are the Chinese sentences a reviewer reads
"""Levels of agreement between two Latin words or numbers that may be mistyped."""

import polars as pl

from store.text import jaro_winkler_milli, typing_error_counts

TWO = 2
CLOSE_MILLI, NEAR_MILLI, ALIKE_MILLI = 920, 850, 700
LONG_ENOUGH = 4


def measure(pairs: pl.DataFrame) -> pl.DataFrame:
    """Add `errors` and `likeness` (Jaro-Winkler, per mille), once for each pair."""
    keys = ["l.key", "r.key"]
    distinct = (
        pairs.select(keys)
        .drop_nulls()
        .filter(pl.col("l.key") != pl.col("r.key"))
        .unique()
    )
    left, right = distinct["l.key"], distinct["r.key"]
    measured = distinct.with_columns(
        typing_error_counts(left, right).alias("errors"),
        jaro_winkler_milli(left, right).alias("likeness"),
    )
    return pairs.join(measured, on=keys, how="left", maintain_order="left")


def same_text() -> pl.Expr:
    """一致。"""
    return pl.col("l.key") == pl.col("r.key")


def one_typing_error() -> pl.Expr:
    """只差一个字符，或相邻两个颠倒。"""
    return pl.col("errors") == 1


def swapped() -> pl.Expr:
    """与另一栏填反了。"""
    return (pl.col("l.key") == pl.col("r.other")) & (
        pl.col("r.key") == pl.col("l.other")
    ).fill_null(value=True)


def close() -> pl.Expr:
    """拼写很接近。"""
    return (pl.col("errors") == TWO) | (pl.col("likeness") >= CLOSE_MILLI)


def near() -> pl.Expr:
    """拼写接近。"""
    return pl.col("likeness") >= NEAR_MILLI


def alike() -> pl.Expr:
    """拼写有些相像。"""
    return pl.col("likeness") >= ALIKE_MILLI


def different_text() -> pl.Expr:
    """不一致。"""
    return pl.lit(value=True)
