"""What a workbook's own XML says and its reader does not: errors, merged cells, size.

Every sheet's part is unpacked once as a stream and searched, never held. That
also shows what could not be read at all: a cell or a sheet too large for memory.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from lxml import etree

from connectors.readers.merged import Merged
from store.errors import DeliveryError, Place

CHUNK_BYTES = 1 << 20
MOST_TEXT_BYTES = 1 << 20  # Excel's own limit is 32 767 characters
MOST_UNPACKED_BYTES = 8 << 30
MOST_PLACES = 60_000_000  # rows × columns that the reader lays out in memory
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRINGS = "xl/sharedStrings.xml"
ERROR_SIGN, MERGE_SIGN = b't="e"', b"mergeCell "
ERROR = re.compile(
    rb'<(?:\w+:)?c [^>]*?\br="[A-Z]+(\d+)"[^>]*?\bt="e"[^>]*>'
    rb"(?:<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>))?"
    rb"(?:<(?:\w+:)?v>([^<]{0,20})</)?"
)
MERGE = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
ROW = re.compile(rb'row [^>]*?\br="(\d{1,9})"')
WIDE = re.compile(rb' r="([A-Z]{2,3})\d')
LEAST_COLUMNS = 26


@dataclass
class Scan:
    """What one sheet's XML says: rows with an error (from 1), merged cells, extent."""

    errors: dict[int, str] = field(default_factory=dict[int, str])
    merged: list[Merged] = field(default_factory=list[Merged])
    is_chart: bool = False
    rows: int = 0
    columns: int = LEAST_COLUMNS


def scanned_sheets(file: Path) -> dict[str, Scan]:
    """Return what the XML of an xlsx or xlsm workbook says, by sheet name.

    Raises `DeliveryError` where a sheet would not fit into memory, and
    `zipfile.BadZipFile` where the archive is damaged.
    """
    with zipfile.ZipFile(file) as archive:
        _refuse_bomb(archive, file)
        names = set(archive.namelist())
        if STRINGS in names:
            with archive.open(STRINGS) as stream:
                for _ in _pieces(stream, Place(file=file.name)):
                    pass
        return {
            name: _scan(archive, part, Place(file=file.name, sheet=name))
            for name, part in _parts(archive)
            if part in names
        }


def _refuse_bomb(archive: zipfile.ZipFile, file: Path) -> None:
    total = sum(info.file_size for info in archive.infolist())
    if total > MOST_UNPACKED_BYTES:
        raise DeliveryError(
            f"工作簿解压后有 {total >> 20} MB，超出可读的大小",
            place=Place(file=file.name),
            remedy="请分成几个文件，或改报 csv",
        )


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet and the part that holds it."""
    try:
        book = _tree(archive, "xl/workbook.xml")
        links = _tree(archive, "xl/_rels/workbook.xml.rels")
    except (KeyError, etree.XMLSyntaxError):
        return
    targets = {str(e.get("Id")): str(e.get("Target")) for e in links}
    for sheet in book.iter("{*}sheet"):
        target = targets.get(str(sheet.get(RELATION)), "")
        yield str(sheet.get("name")), str(PurePosixPath("xl", target)).removeprefix("/")


def _tree(archive: zipfile.ZipFile, part: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(archive.read(part), parser)


def _scan(archive: zipfile.ZipFile, part: str, place: Place) -> Scan:
    scan = Scan(is_chart="chartsheets/" in part)
    with archive.open(part) as stream:
        for piece in _pieces(stream, place):
            if ERROR_SIGN in piece:
                for row, text in ERROR.findall(piece):
                    scan.errors[int(row)] = text.decode(errors="replace")
            if MERGE_SIGN in piece:
                scan.merged += [_range(found) for found in MERGE.findall(piece)]
            last = ROW.search(piece, max(piece.rfind(b"row "), 0))
            scan.rows = max(scan.rows, int(last[1]) if last else 0)
            wide = set(WIDE.findall(piece))
            scan.columns = max([scan.columns, *map(_column, wide)])
    if scan.rows * scan.columns > MOST_PLACES:
        raise DeliveryError(
            f"工作表用到了第 {scan.rows} 行、第 {scan.columns} 列，范围太大，无法读取",
            place=place,
            remedy="请删去末尾多余的行和列后另存，或改报 csv",
        )
    return scan


def _pieces(stream: IO[bytes], place: Place) -> Iterator[bytes]:
    """Yield a part in pieces that end before a cell begins."""
    rest = b""
    while chunk := stream.read(CHUNK_BYTES):
        rest += chunk
        end = max(rest.rfind(b"<c "), rest.rfind(b"<row "), rest.rfind(b"<mergeCell "))
        end = max(end, rest.rfind(b":c "), rest.rfind(b"<si>"))
        if end > 0:
            yield rest[:end]
            rest = rest[end:]
        elif len(rest) > MOST_TEXT_BYTES + CHUNK_BYTES:
            raise DeliveryError(
                f"有一格的内容超过 {MOST_TEXT_BYTES >> 20} MB，不是数据表",
                place=place,
                remedy="请检查该文件后重新导出",
            )
    yield rest


def _range(found: tuple[bytes, bytes, bytes, bytes]) -> Merged:
    left, top, right, bottom = found
    return Merged(
        top=int(top) - 1,
        left=_column(left) - 1,
        bottom=int(bottom) - 1,
        right=_column(right) - 1,
    )


def _column(letters: bytes) -> int:
    """Return the number of a column from its letters, A being 1."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number
