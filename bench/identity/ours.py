"""The product as its users run it: the `link` command, on the same files."""

import json
import sys
from pathlib import Path

import polars as pl

from bench.measure import Measured, crosscheck, measured

CERTAIN = ("T1", "T2", "T3")


def link(left: Path, right: Path, out: Path, *more: str | Path) -> Measured:
    """Link two files, or one with itself where both are one; all pairs to `out`."""
    files = [left, "--dedupe"] if left == right else [left, right]
    return crosscheck("link", *files, "--all", "--out", out, *more)


def told(script: str, *arguments: Path) -> dict[str, int | float | bool]:
    """Run `bench.identity.SCRIPT` and return the figures that it prints."""
    module = f"bench.identity.{script}"
    run = measured([sys.executable, "-m", module, *map(str, arguments)])
    figures: dict[str, int | float | bool] = json.loads(run.output)
    return figures


def accepted(out: Path) -> pl.DataFrame:
    """Return `left_id, right_id, score` of the accepted links, the score in bits."""
    return _scored(out).filter(pl.col("decision") == "accept")


def proposed(out: Path) -> pl.DataFrame:
    """Return every pair that was compared, with its tier."""
    return _scored(out)


def _scored(out: Path) -> pl.DataFrame:
    bits = pl.col("weight_milli").cast(pl.Float64) / 1_000
    return pl.read_parquet(out).select(
        "left_id", "right_id", "decision", "tier", bits.alias("score")
    )
