"""Writes xls workbooks, CSV files in GB18030 or UTF-8 with BOM, and DBF tables."""

import struct
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, cast

import polars as pl
import xlwt

from county.page import Page
from county.print_cells import NUMBER

SHEET_LIMIT = 65_000  # rows of an xls sheet, with room for titles
GBK = "gbk"
DBF_VERSION, DBF_END = 0x03, b"\x1a"
FIELD = struct.Struct("<11sc4xBB14x")
MOST_BYTES, LONGEST_NAME = 254, 10
DATE_BYTES, MONEY_BYTES = 8, 14


def write_xls(file: Path, pages: Sequence[Page]) -> None:
    """Write the pages as the sheets of a new Excel 97 workbook."""
    book = xlwt.Workbook(encoding="utf-8")
    for page in pages:
        sheet = cast("Any", book.add_sheet(page.name))
        for row, line in _lines(page):
            for place, cell in enumerate(line):
                if cell not in (None, ""):
                    sheet.write(row - 1, place, cell)
    book.save(str(file))


def _lines(page: Page) -> Iterator[tuple[int, Sequence[str | float | None]]]:
    numeric = [place for place, kind in enumerate(page.kinds) if kind == NUMBER]
    for row, block in page.blocks():
        if not isinstance(block, pl.DataFrame):
            yield row, block
            continue
        for offset, cells in enumerate(block.iter_rows()):
            line: list[str | float | None] = list(cells)
            for place in numeric:
                value = line[place]
                line[place] = None if value is None else float(value)
            yield row + offset, line


def write_csv(file: Path, page: Page, encoding: str) -> None:
    """Write one page as comma-separated text with CRLF line ends."""
    width = len(page.layout.headings)
    with file.open("w", encoding=encoding, newline="") as stream:
        for _, block in page.blocks():
            if isinstance(block, pl.DataFrame):
                stream.write(
                    block.write_csv(include_header=False, line_terminator="\r\n")
                )
            else:
                stream.write(",".join([*block, *[""] * (width - len(block))]) + "\r\n")


def write_dbf(file: Path, page: Page, on: date) -> None:
    """Write one page as a dBASE III table in code page 936; `on` is its date.

    What the code page cannot hold is written as `?`. Every field is a character
    field except dates; long texts are cut at 254 bytes.
    """
    fields: list[tuple[bytes, bytes, int]] = []
    columns: list[list[bytes]] = []
    for name, heading in zip(page.cells.columns, page.layout.headings, strict=True):
        cells = _encoded(page.cells[name])
        kind, width = b"C", min(MOST_BYTES, max(map(len, cells), default=1) or 1)
        fields.append((heading.encode("ascii")[:LONGEST_NAME], kind, width))
        columns.append([cell[:width].ljust(width) for cell in cells])
    with file.open("wb") as stream:
        stream.write(_dbf_header(fields, page.cells.height, on))
        for record in zip(*columns, strict=True):
            stream.write(b" " + b"".join(record))
        stream.write(DBF_END)


def _encoded(column: pl.Series) -> list[bytes]:
    return [("" if cell is None else cell).encode(GBK, "replace") for cell in column]


def _dbf_header(
    fields: Sequence[tuple[bytes, bytes, int]], records: int, on: date
) -> bytes:
    length = 32 + 32 * len(fields) + 1
    width = 1 + sum(size for _, _, size in fields)
    head = struct.pack(
        "<4BIHH16xBB2x",
        DBF_VERSION,
        on.year - 1900,
        on.month,
        on.day,
        records,
        length,
        width,
        0,
        0x4D,  # code page 936
    )
    marks = b"".join(FIELD.pack(name, kind, size, 0) for name, kind, size in fields)
    return head + marks + b"\r"
