"""What every reader yields: sheets of text cells with physical row numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import polars as pl

CHUNK_ROWS = 50_000
ROW, WIDTH, DELETED, COMPLAINT = "source_row", "width", "deleted", "complaint"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One table of one file, in chunks of rows.

    A chunk has `source_row` (physical 1-based row or record of the file; 0 for
    the field names of DBF and Parquet), `width` (cells on the line, null where
    the format has no ragged lines), `deleted` (marked as deleted in the file),
    `complaint` (why the row could not be read whole, else null) and the text
    cells `c0`, `c1`, …. `cut_headings` says that the format cuts field names.
    """

    name: str
    chunks: Iterator[pl.DataFrame]
    hidden: bool = False
    cut_headings: bool = False


def cell_names(frame: pl.DataFrame) -> list[str]:
    """Return the names of a chunk's cell columns, from left to right."""
    return [name for name in frame.columns if name[0] == "c" and name[1:].isdigit()]


def text_frame(rows: Sequence[Sequence[str | None]]) -> pl.DataFrame:
    """Return rows of unequal length as text cells `c0`, `c1`, … padded with null."""
    columns = zip_longest(*rows)
    return pl.DataFrame(
        [pl.Series(f"c{i}", cells, dtype=pl.String) for i, cells in enumerate(columns)]
    )


def with_papers(cells: pl.DataFrame, *, first_row: int) -> pl.DataFrame:
    """Return text cells with row numbers counted from `first_row`."""
    numbers = pl.int_range(first_row, first_row + pl.len(), dtype=pl.Int32)
    return cells.select(
        numbers.alias(ROW),
        pl.lit(None, pl.Int32).alias(WIDTH),
        pl.lit(value=False).alias(DELETED),
        pl.lit(None, pl.String).alias(COMPLAINT),
        pl.all(),
    )


def sliced(cells: pl.DataFrame, *, first_row: int) -> Iterator[pl.DataFrame]:
    """Yield a whole sheet of text cells in chunks with row numbers."""
    for start in range(0, cells.height, CHUNK_ROWS):
        chunk = cells.slice(start, CHUNK_ROWS)
        yield with_papers(chunk, first_row=first_row + start)
