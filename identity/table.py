"""Write handed-over tables: the agreed columns, in order, sorted."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp

import polars as pl

from store.meaning import PolarsType
from store.tables import Columns

TYPES: dict[str, PolarsType] = {
    "VARCHAR": pl.String,
    "INTEGER": pl.Int32,
    "DATE": pl.Date,
}


def shaped(rows: pl.DataFrame, columns: Columns) -> pl.DataFrame:
    """Return the agreed columns of `rows`, of the agreed types, in order."""
    return rows.select(pl.col(name).cast(TYPES[kind]) for name, kind in columns.items())


def empty(columns: Columns) -> pl.DataFrame:
    """Return a table of the agreed columns without rows."""
    return pl.DataFrame(schema={name: TYPES[kind] for name, kind in columns.items()})


def write_table(
    rows: pl.DataFrame, columns: Columns, order: Sequence[str], file: Path
) -> None:
    """Write `rows` in the agreed shape, sorted by `order`, which must be total."""
    shaped(rows, columns).sort(order).write_parquet(file)


def rename_people(rows: pl.DataFrame, renamed: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with `person_id` as it is now, in their order.

    `renamed` is `person_id, now`, one row for each who is another.
    """
    beside = rows.join(renamed, on="person_id", how="left", maintain_order="left")
    person = pl.coalesce("now", "person_id").alias("person_id")
    return beside.with_columns(person).drop("now")


class Pieces:
    """A table written piece by piece, so that it never stands in memory whole."""

    def __init__(self, folder: Path, columns: Columns) -> None:
        """Keep the pieces in a new folder inside `folder`, which is temporary."""
        self.folder, self.columns = Path(mkdtemp(dir=folder)), columns
        self.files: list[Path] = []

    def add(self, rows: pl.DataFrame) -> None:
        """Write the next piece; the caller has sorted it."""
        file = self.folder / f"{len(self.files):04d}.parquet"
        shaped(rows, self.columns).write_parquet(file, compression="uncompressed")
        self.files.append(file)

    def gather(self, file: Path) -> None:
        """Write the pieces one after the other as one table."""
        if self.files:
            pl.scan_parquet(self.files).sink_parquet(file)
        else:
            empty(self.columns).write_parquet(file)
