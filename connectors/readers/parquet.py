"""Parquet files, e.g. from a department's own warehouse; column names as row 0.

The file is read in batches, so memory does not grow with it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from connectors.readers.sheet import CHUNK_ROWS, Sheet, text_frame, with_papers
from store.errors import DeliveryError, Place, TruncatedError

MAGIC = b"PAR1"
ARROW = cast("type[Exception]", pa.ArrowException)
UNREADABLE: tuple[type[Exception], ...] = (
    ARROW,
    pl.exceptions.PolarsError,
    OSError,
    TypeError,
    ValueError,  # names that are not UTF-8, among others
)


def read_parquet(file: Path) -> Iterator[Sheet]:
    """Yield the one table of a Parquet file as text; rows count from 1."""
    _refuse_unfinished(file)
    yield Sheet(name="", chunks=_chunks(file))


def _chunks(file: Path) -> Iterator[pl.DataFrame]:
    first: int = 1
    try:
        opened: Any = pq.ParquetFile(file, memory_map=True)
        with opened as source:
            yield with_papers(text_frame([source.schema_arrow.names]), first_row=0)
            for batch in source.iter_batches(batch_size=CHUNK_ROWS):
                batch.validate(full=True)  # a damaged page may hold any bytes
                yield with_papers(_cells(batch), first_row=first)
                first += batch.num_rows
    except UNREADABLE as error:
        raise DeliveryError(
            "Parquet 文件无法读取，或有嵌套列",
            place=Place(file=file.name),
            remedy="请导出为只有文本、数字、日期列的平表",
        ) from error


def _cells(batch: Any) -> pl.DataFrame:
    """Return a batch of rows as text; raises where a column is nested."""
    columns = pl.DataFrame(
        [pl.Series(f"c{i}", column) for i, column in enumerate(batch.columns)]
    )
    nested = [name for name, kind in columns.schema.items() if kind.is_nested()]
    if nested:
        raise TypeError(nested)
    return columns.with_columns(pl.all().cast(pl.String))


def _refuse_unfinished(file: Path) -> None:
    with file.open("rb") as stream:
        stream.seek(-min(len(MAGIC), file.stat().st_size), 2)
        if stream.read() != MAGIC:
            raise TruncatedError(
                "Parquet 文件没有写完", place=Place(file=file.name), remedy="请重新拷贝"
            )
