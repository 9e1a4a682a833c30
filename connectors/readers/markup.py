"""What HTML and XML exports share: text in UTF-8, no entities, no network, rows.

The declared encoding is not believed, for such exports often state a wrong one;
what the bytes are decides.
"""

import codecs
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

import polars as pl

from connectors.readers.encoding import sniff_encoding
from connectors.readers.records import MOST_CELLS, UNDECODED
from connectors.readers.sheet import (
    CHUNK_ROWS,
    COMPLAINT,
    DELETED,
    ROW,
    WIDTH,
    Sheet,
    text_frame,
)
from connectors.readers.text_blocks import BAD
from store.errors import DeliveryError, Place

BLOCK_BYTES = 1 << 20
T = TypeVar("T")
TOO_WIDE = f"这一行超过 {MOST_CELLS} 列，后面的没有读取"


@dataclass(frozen=True, kw_only=True)
class GridRow:
    """One row of a table: its number, its texts and what is wrong with it."""

    number: int
    cells: list[str]
    complaint: str | None = None


def markup_blocks(file: Path) -> Iterator[bytes]:
    """Yield the text of a file in UTF-8; unreadable bytes become U+FDD0.

    Raises `DeliveryError` for a file that defines entities of its own.
    """
    decoder = codecs.getincrementaldecoder(sniff_encoding(file))("replace")
    before = ""
    with file.open("rb") as stream:
        while block := stream.read(BLOCK_BYTES):
            text = decoder.decode(block).replace("\ufffd", BAD).replace("\0", "")
            if "<!ENTITY" in before + text:
                raise DeliveryError(
                    "文件里定义了 XML 实体，不安全，未读取",
                    place=Place(file=file.name),
                    remedy="请用 Excel 打开后另存为 xlsx 再报送",
                )
            before = text[-len("<!ENTITY") :]
            yield text.encode()


def grouped_sheets(
    rows: Iterable[tuple[T, GridRow]], named: Callable[[T], str]
) -> Iterator[Sheet]:
    """Yield a sheet for each run of rows with one key.

    A sheet that is not read before the next is asked for is kept until then.
    """
    for key, group in groupby(rows, key=itemgetter(0)):
        chunks = grid_frames(row for _, row in group)
        kept: deque[pl.DataFrame] = deque()
        yield Sheet(name=named(key), chunks=_kept_then(kept, chunks))
        kept.extend(chunks)


def _kept_then(
    kept: deque[pl.DataFrame], chunks: Iterator[pl.DataFrame]
) -> Iterator[pl.DataFrame]:
    yield from chunks
    yield from kept


def grid_frames(rows: Iterable[GridRow]) -> Iterator[pl.DataFrame]:
    """Yield rows of a table as chunks."""
    source = iter(rows)
    while batch := list(islice(source, CHUNK_ROWS)):
        texts = [[_cleaned(cell) for cell in row.cells[:MOST_CELLS]] for row in batch]
        papers = pl.DataFrame(
            [
                pl.Series(ROW, [row.number for row in batch], dtype=pl.Int32),
                pl.Series(WIDTH, [None] * len(batch), dtype=pl.Int32),
                pl.Series(DELETED, [False] * len(batch), dtype=pl.Boolean),
                pl.Series(COMPLAINT, map(_complaint, batch), dtype=pl.String),
            ]
        )
        yield papers.hstack(text_frame(texts if any(texts) else [[None]] * len(batch)))


def _complaint(row: GridRow) -> str | None:
    if row.complaint:
        return row.complaint
    if any(row.cells[MOST_CELLS:]):
        return TOO_WIDE
    return UNDECODED if any(BAD in cell for cell in row.cells) else None


def _cleaned(cell: str) -> str:
    return cell.replace(BAD, "\ufffd")
