# ruff: noqa: D400, D415 - these docstrings are the Chinese sentences a reviewer reads
"""Levels of values that are either the same or not."""

import polars as pl


def same_value() -> pl.Expr:
    """一致。"""
    return pl.col("l.key") == pl.col("r.key")


def other_value() -> pl.Expr:
    """不一致。"""
    return pl.lit(value=True)
