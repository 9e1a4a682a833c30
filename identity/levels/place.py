# ruff: noqa: D400, D415 - these docstrings are the Chinese sentences a reviewer reads
"""Levels of places, which may be renamed or merged into another."""

import polars as pl


def same_value() -> pl.Expr:
    """一致。"""
    return pl.col("l.key") == pl.col("r.key")


def renamed() -> pl.Expr:
    """名称不同，但从号码相同的人看，是更名或合并后的同一地方。"""
    return pl.col("l.key") == pl.col("r.now")


def other_value() -> pl.Expr:
    """不一致。"""
    return pl.lit(value=True)
