"""Read one table of any format as text, for commands that need no home."""

from pathlib import Path

import polars as pl

from connectors.readers import read_sheets
from connectors.readers.kind import Kind, file_kind
from connectors.readers.sheet import COMPLAINT, DELETED, Sheet, cell_names
from store.errors import DeliveryError, HeaderError, MatchError, Place


def read_table(file: Path) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Return the first table of a file, as text, and what the reader must know.

    The first row holds the column names. Rows that could not be read whole are left
    out, and counted in a notice, and so are further tables of the file. Raises
    `DeliveryError` and its kinds.
    """
    if not file.is_file():
        raise MatchError(f"没有文件 {file.name}", remedy="检查路径")
    if file_kind(file) is Kind.PARQUET:
        return _parquet(file), ()
    sheets = (one for one in read_sheets(file) if not one.hidden)
    sheet = next(sheets, None)
    if sheet is None:
        raise DeliveryError("没有可读的表", place=Place(file=file.name))
    rows, notices = _text(sheet, file)
    more = sum(any(chunk.height for chunk in one.chunks) for one in sheets)
    if more:
        notices += (f"{file.name}：只用了第一张表，另外 {more} 张没有参加匹配",)
    return rows, notices


def _parquet(file: Path) -> pl.DataFrame:
    try:
        return pl.read_parquet(file)
    except (pl.exceptions.PolarsError, OSError):
        raise DeliveryError(
            "Parquet 文件已损坏", place=Place(file=file.name), remedy="请重新导出"
        ) from None


def _text(sheet: Sheet, file: Path) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Return the rows below the first as columns named by it."""
    chunks = [chunk.drop(set(PAPERS) & set(chunk.columns)) for chunk in sheet.chunks]
    rows = pl.concat(chunks, how="diagonal") if chunks else pl.DataFrame()
    if not rows.height:
        raise HeaderError("表是空的，没有列名", place=Place(file=file.name))
    if rows[DELETED][0] or rows[COMPLAINT][0] is not None:
        raise HeaderError(
            "第一行读不完整，没有列名",
            place=Place(file=file.name, row=1),
            remedy="检查引号是否成对",
        )
    kept = rows.filter(~pl.col(DELETED) & pl.col(COMPLAINT).is_null())
    cells = kept.select(cell_names(kept))
    names = [(name or "").strip().lstrip("\ufeff") for name in cells.row(0)]
    named = _named(cells[1:], names, file)
    lost = rows.height - kept.height
    notices = (f"{file.name}：{lost} 行读不完整，没有参加匹配",) if lost else ()
    return named.with_columns(pl.all().replace("", None)), notices


PAPERS = ("source_row", "width")


def _named(cells: pl.DataFrame, names: list[str], file: Path) -> pl.DataFrame:
    """Return the cells under their names; columns without a name are dropped."""
    used = [name for name in names if name]
    if repeated := {name for name in used if used.count(name) > 1}:
        first = sorted(repeated)[0]
        raise HeaderError(
            "有两列同名", place=Place(file=file.name, column=first), remedy="改名后重试"
        )
    kept = [
        (cell, name) for cell, name in zip(cells.columns, names, strict=True) if name
    ]
    return cells.select(pl.col(cell).alias(name) for cell, name in kept)
