"""Parquet files, e.g. from a department's own warehouse; column names as row 0."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from connectors.readers.sheet import Sheet, sliced, text_frame, with_papers
from store.errors import DeliveryError, Place, TruncatedError

MAGIC = b"PAR1"


def read_parquet(file: Path) -> Iterator[Sheet]:
    """Yield the one table of a Parquet file as text; rows count from 1."""
    _refuse_unfinished(file)
    try:
        frame = pl.read_parquet(file)
        cells = frame.select(pl.all().cast(pl.String))
    except pl.exceptions.PolarsError as error:
        raise DeliveryError(
            "Parquet 文件无法读取，或有嵌套列",
            place=Place(file=file.name),
            remedy="请导出为只有文本、数字、日期列的平表",
        ) from error
    yield Sheet(name="", chunks=_chunks(cells))


def _chunks(cells: pl.DataFrame) -> Iterator[pl.DataFrame]:
    yield with_papers(text_frame([cells.columns]), first_row=0)
    names = {old: f"c{i}" for i, old in enumerate(cells.columns)}
    yield from sliced(cells.rename(names), first_row=1)


def _refuse_unfinished(file: Path) -> None:
    with file.open("rb") as stream:
        stream.seek(-min(len(MAGIC), file.stat().st_size), 2)
        if stream.read() != MAGIC:
            raise TruncatedError(
                "Parquet 文件没有写完", place=Place(file=file.name), remedy="请重新拷贝"
            )
