# ruff: noqa: D400, D415 - these docstrings are the Chinese sentences a reviewer reads
"""Levels of addresses that name a house number."""

import polars as pl


def same_house() -> pl.Expr:
    """写到门牌一致。"""
    return pl.col("l.house") == pl.col("r.house")


def other_house() -> pl.Expr:
    """写到门牌的不一致。"""
    return pl.lit(value=True)
