"""Text files: CSV and its kin, with the encoding and the delimiter found out.

Lines of unequal length are kept with their width; a record over several lines
keeps the number of its first line.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import polars as pl

from connectors.readers.encoding import sniff_encoding
from connectors.readers.sheet import (
    CHUNK_ROWS,
    COMPLAINT,
    DELETED,
    ROW,
    WIDTH,
    Sheet,
    text_frame,
)
from store.errors import DeliveryError, Place

DELIMITERS = (",", "\t", ";", "|")
SAMPLE_LINES = 30
MOST_LINES = 50  # one record over more lines than this is an unclosed quote
MOST_CELLS = 1000
UNCLOSED = "引号可能没有闭合，几行并成了一行"

Record = tuple[int, int, list[str]]  # first line, lines, cells


def read_delimited(file: Path) -> Iterator[Sheet]:
    """Yield the one sheet of a text file; raises `DeliveryError` and below."""
    encoding = sniff_encoding(file)
    delimiter = sniff_delimiter(file, encoding)
    yield Sheet(name="", chunks=_chunks(file, encoding, delimiter))


def sniff_delimiter(file: Path, encoding: str) -> str:
    """Return the delimiter under which most of the first lines are equally wide."""
    with file.open(encoding=encoding, newline="") as stream:
        lines = [line for line in islice(stream, SAMPLE_LINES) if line.strip()]
    return max(DELIMITERS, key=lambda delimiter: _evenness(lines, delimiter))


def _evenness(lines: list[str], delimiter: str) -> int:
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter))
    return max(((w - 1) * count for w, count in widths.items()), default=0)


def _chunks(file: Path, encoding: str, delimiter: str) -> Iterator[pl.DataFrame]:
    records = _records(file, encoding, delimiter)
    while batch := list(islice(records, CHUNK_ROWS)):
        yield _frame(batch, delimiter)


def _records(file: Path, encoding: str, delimiter: str) -> Iterator[Record]:
    with file.open(encoding=encoding, newline="") as stream:
        reader = csv.reader(stream, delimiter=delimiter)
        line = 0
        try:
            for cells in reader:
                lines = reader.line_num - line
                if lines > MOST_LINES:
                    raise _unreadable(file, line + 1, "引号没有闭合")
                yield line + 1, lines, cells
                line = reader.line_num
        except csv.Error as error:
            raise _unreadable(file, line + 1, "这一行无法拆分成字段") from error


def _unreadable(file: Path, line: int, message: str) -> DeliveryError:
    place = Place(file=file.name, row=line)
    return DeliveryError(message, place=place, remedy="请检查该行的引号后重新导出")


def _frame(batch: list[Record], delimiter: str) -> pl.DataFrame:
    widths = [len(cells) for _, _, cells in batch]
    rows = [cells for _, _, cells in batch]
    if max(widths) > MOST_CELLS:
        rows = [cells[:MOST_CELLS] for cells in rows]
    complaints = [
        UNCLOSED if lines > 1 and _swallowed(cells, delimiter) else None
        for _, lines, cells in batch
    ]
    papers = pl.DataFrame(
        [
            pl.Series(ROW, [first for first, _, _ in batch], dtype=pl.Int32),
            pl.Series(WIDTH, widths, dtype=pl.Int32),
            pl.Series(DELETED, [False] * len(batch), dtype=pl.Boolean),
            pl.Series(COMPLAINT, complaints, dtype=pl.String),
        ]
    )
    return papers.hstack(text_frame(rows))


def _swallowed(cells: list[str], delimiter: str) -> bool:
    return any("\n" in cell and delimiter in cell for cell in cells)
