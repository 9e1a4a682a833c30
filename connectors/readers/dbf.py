"""DBF tables (dBASE, FoxPro) as counties still export them, in code page 936.

dbfread reads the header; the records are cut here, so that each keeps its
physical record number and a file of the wrong length is noticed. Text is
decoded as GB18030 (or UTF-8 where a `.cpg` file beside it says so). Field names
are cut at ten bytes by the format.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl
from dbfread import DBF, FieldParser

from connectors.readers.sheet import (
    CHUNK_ROWS,
    COMPLAINT,
    DELETED,
    Sheet,
    text_frame,
    with_papers,
)
from store.errors import DeliveryError, Place, TruncatedError

PLAIN_TYPES = "CNFDL"  # stored as the text that they show
MEMO_TYPES = "MGP"  # stored in a second file, which is not read
END_MARKS = b"\x1a\0"
UNDECODED = "有字段的编码无法识别"


@dataclass(frozen=True, kw_only=True)
class _Layout:
    """Where the fields of a record lie, and how to read each."""

    header_bytes: int
    record_bytes: int
    records: int
    fields: tuple[Any, ...]
    parser: Any
    encoding: str

    @property
    def names(self) -> list[str]:
        """Return the field names; memo fields, which are not read, say so."""
        return [
            f"{field.name}（备注字段）" if field.type in MEMO_TYPES else field.name
            for field in self.fields
        ]


def read_dbf(file: Path) -> Iterator[Sheet]:
    """Yield the one table of a DBF file, field names as row 0.

    Raises `TruncatedError` where the file's length is not what its header says.
    """
    layout = _layout(file)
    _refuse_wrong_length(file, layout)
    yield Sheet(name="", chunks=_chunks(file, layout), cut_headings=True)


def _layout(file: Path) -> _Layout:
    encoding = _encoding(file)
    try:
        table = DBF(
            str(file),
            encoding=encoding,
            ignore_missing_memofile=True,
            char_decode_errors="ignore",
        )
    except (ValueError, OSError, LookupError, struct.error) as error:
        raise DeliveryError(
            "DBF 文件头无法读取", place=Place(file=file.name), remedy="请重新导出"
        ) from error
    header: Any = table.header  # a record that dbfread builds at run time
    fields: Any = table.fields
    return _Layout(
        header_bytes=header.headerlen,
        record_bytes=header.recordlen,
        records=header.numrecords,
        fields=tuple(fields),
        parser=FieldParser(table),
        encoding=encoding,
    )


def _encoding(file: Path) -> str:
    page = file.with_suffix(".cpg")
    if page.is_file() and "8" in page.read_text(encoding="ascii", errors="ignore")[:6]:
        return "utf-8"
    return "gb18030"


def _refuse_wrong_length(file: Path, layout: _Layout) -> None:
    stated = layout.header_bytes + layout.records * layout.record_bytes
    size = file.stat().st_size
    with file.open("rb") as stream:
        stream.seek(min(stated, size))
        surplus = stream.read()
    if size >= stated and not surplus.strip(END_MARKS):
        return
    whole = max(0, size - layout.header_bytes) // layout.record_bytes
    raise TruncatedError(
        f"DBF 文件长度不符：文件头写明 {layout.records} 条记录、应为 {stated} 字节，"
        f"实际 {size} 字节，只够 {whole} 条",
        place=Place(file=file.name),
        remedy="请重新拷贝或重新导出",
    )


def _chunks(file: Path, layout: _Layout) -> Iterator[pl.DataFrame]:
    yield with_papers(text_frame([layout.names]), first_row=0)
    records = _records(file, layout)
    first = 1
    while batch := list(islice(records, CHUNK_ROWS)):
        yield _frame(batch, layout, first)
        first += len(batch)


def _records(file: Path, layout: _Layout) -> Iterator[bytes]:
    with file.open("rb") as stream:
        stream.seek(layout.header_bytes)
        for _ in range(layout.records):
            yield stream.read(layout.record_bytes)


def _frame(batch: list[bytes], layout: _Layout, first: int) -> pl.DataFrame:
    broken: set[int] = set()
    columns: list[pl.Series] = []
    start = 1  # after the deletion mark
    for index, field in enumerate(layout.fields):
        parts = [record[start : start + field.length] for record in batch]
        cells = _cells(parts, field, layout, broken)
        columns.append(pl.Series(f"c{index}", cells, dtype=pl.String))
        start += field.length
    complaints = [UNDECODED if i in broken else None for i in range(len(batch))]
    return with_papers(pl.DataFrame(columns), first_row=first).with_columns(
        pl.Series(DELETED, [record[:1] == b"*" for record in batch]),
        pl.Series(COMPLAINT, complaints, dtype=pl.String),
    )


def _cells(
    parts: list[bytes], field: Any, layout: _Layout, broken: set[int]
) -> list[str | None]:
    if field.type in MEMO_TYPES:
        return [None] * len(parts)
    if field.type not in PLAIN_TYPES:
        return [_parsed(part, field, layout) for part in parts]
    cells: list[str | None] = []
    for index, part in enumerate(parts):
        text = _decoded(part.strip(b" \0"), layout.encoding)
        if text is None:
            broken.add(index)
        cells.append(text)
    return cells


def _decoded(part: bytes, encoding: str) -> str | None:
    """Return a field's text without the half character a full field may end in."""
    for end in range(len(part), max(len(part) - 4, -1), -1):
        try:
            return part[:end].decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _parsed(part: bytes, field: Any, layout: _Layout) -> str | None:
    try:
        value = layout.parser.parse(field, part)
    except ValueError:
        return None
    return None if value is None else str(value)
