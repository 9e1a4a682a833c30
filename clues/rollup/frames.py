"""Rows as typed frames, and the tables of several stages as one."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl

from store.meaning import PolarsType
from store.tables import Columns

TYPES: Mapping[str, PolarsType] = {
    "VARCHAR": pl.String,
    "BIGINT": pl.Int64,
    "VARCHAR[]": pl.List(pl.String),
}


def schema_of(columns: Columns) -> pl.Schema:
    """Return the polars schema of an agreed table."""
    return pl.Schema({name: TYPES[kind] for name, kind in columns.items()})


def frame_of(rows: Iterable[Mapping[str, object]], columns: Columns) -> pl.DataFrame:
    """Return rows as a frame of the agreed columns, in their order."""
    return pl.DataFrame(list(rows), schema=schema_of(columns), orient="row")


def stacked(files: Sequence[Path], columns: Columns) -> pl.DataFrame:
    """Return the rows of all files, in one total order; none give an empty frame."""
    empty = pl.DataFrame(schema=schema_of(columns))
    parts = [pl.read_parquet(file, glob=False) for file in sorted(files)]
    return pl.concat([empty, *parts]).sort(pl.all())
