"""What the Splink scripts share: the linker, and the pairs it writes."""

import importlib
import sys
from pathlib import Path
from typing import Any

import polars as pl

LOWEST_PROBABILITY = 0.01
ID = "record_id"

splink: Any = importlib.import_module("splink")
comparisons: Any = importlib.import_module("splink.comparison_library")
levels: Any = importlib.import_module("splink.comparison_level_library")


def arguments() -> tuple[pl.DataFrame, pl.DataFrame, Path]:
    """Return the tables and the output file named on the command line."""
    left, right, out = map(Path, sys.argv[1:4])
    return pl.read_parquet(left), pl.read_parquet(right), out


def linker_of(tables: list[pl.DataFrame], settings: object) -> Any:
    """Return the linker over the tables, the left one first."""
    api = splink.DuckDBAPI()
    named = zip("ab", tables, strict=False)
    frames = [
        api.register(table.to_arrow(), dataset_display_name=name)
        for name, table in named
    ]
    return splink.Linker(frames, settings)


def write_pairs(linker: Any, out: Path) -> None:
    """Write every pair above the lowest probability; the score is in bits."""
    predicted = linker.inference.predict(threshold_match_probability=LOWEST_PROBABILITY)
    predicted.query_sql(
        f"select {ID}_l as left_id, {ID}_r as right_id, match_weight as score"  # noqa: S608 - a constant
        " from {this}"
    ).as_duckdbpyrelation().pl().write_parquet(out)
