"""The fast way through a block of CSV: polars for its even lines.

A line is even when it has as many fields as most, every quote opens or closes a
whole field, and all its bytes are characters. Uneven lines go one by one through
`csv`, which the block as a whole does where a record may run over lines. The
cells, widths and row numbers are the same as `csv` alone would give.
"""

import csv
import io
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from connectors.readers.records import MOST_CELLS, Record, record_frame
from connectors.readers.sheet import COMPLAINT, DELETED, ROW, WIDTH
from connectors.readers.text_blocks import BAD, NUL

QUOTE, LF, CR = b'"'[0], b"\n"[0], b"\r"[0]
SIGN_LEAD = BAD.encode()[0]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class _Lines:
    """Where the lines of a block start and end, and how many fields each has."""

    starts: Places
    ends: Places
    widths: Places

    @property
    def usual(self) -> int:
        """Return the number of fields that most lines have."""
        return int(np.bincount(self.widths).argmax())


def even_chunk(block: bytes, delimiter: str, line: int) -> pl.DataFrame | None:
    """Return the lines of a block as a chunk, or None where it needs more care.

    `line` is how many lines of the file came before.
    """
    if b"\r" in block:
        block = block.replace(b"\r\n", b"\n")
        block = block if b"\n" in block else block.replace(b"\r", b"\n")
    if b"\r" in block:
        return None
    lines = _measured(block, delimiter)
    if lines is None or not 1 < lines.usual <= MOST_CELLS:
        return None
    return _chunk(block, delimiter, lines, line)


def _measured(block: bytes, delimiter: str) -> _Lines | None:
    signs = np.frombuffer(block, dtype=np.uint8)
    ends = np.flatnonzero(signs == LF)
    if not block.endswith(b"\n"):
        ends = np.append(ends, len(block))
    starts = np.concatenate((np.zeros(1, dtype=ends.dtype), ends[:-1] + 1))
    if int((ends - starts).max()) > csv.field_size_limit():
        return None
    commas = np.flatnonzero(signs == ord(delimiter))
    if b'"' in block:
        quotes = np.flatnonzero(signs == QUOTE)
        if not _are_pairs(signs, quotes, ord(delimiter)):
            return None
        if (np.searchsorted(quotes, ends) % 2).any():
            return None
        commas = commas[np.searchsorted(quotes, commas) % 2 == 0]
    widths = np.diff(np.searchsorted(commas, ends), prepend=0) + 1
    widths[ends == starts] = 0
    return _Lines(starts=starts, ends=ends, widths=widths)


def _are_pairs(signs: npt.NDArray[np.uint8], quotes: Places, comma: int) -> bool:
    """Say whether every quote opens or closes a whole field."""
    if len(quotes) % 2:
        return False
    before = quotes[0::2] - 1
    after = quotes[1::2] + 1
    opening = signs[before[before >= 0]]
    closing = signs[after[after < len(signs)]]
    return bool(
        np.isin(opening, (comma, LF)).all() and np.isin(closing, (comma, LF)).all()
    )


def _chunk(block: bytes, delimiter: str, lines: _Lines, line: int) -> pl.DataFrame:
    odd = lines.widths != lines.usual
    if BAD.encode() in block or NUL.encode() in block:
        odd |= _marked(block, lines)
    places = np.flatnonzero(odd)
    numbers = np.flatnonzero(~odd) + line + 1
    pieces: list[pl.DataFrame] = []
    if len(numbers):
        even = _without(block, lines, places)
        pieces.append(_parsed(even, delimiter, lines.usual, numbers))
    if len(places):
        records = [_record(block, delimiter, lines, int(i), line) for i in places]
        pieces.append(record_frame(records, delimiter))
    if len(pieces) == 1:
        return pieces[0]
    return pl.concat(pieces, how="diagonal").sort(ROW)


def _marked(block: bytes, lines: _Lines) -> npt.NDArray[np.bool_]:
    """Return which lines have a sign that stands for unreadable bytes."""
    signs = np.frombuffer(block, dtype=np.uint8)
    found = np.flatnonzero(signs == SIGN_LEAD)
    marked = np.zeros(len(lines.ends), dtype=np.bool_)
    marked[np.searchsorted(lines.ends, found)] = True
    return marked


def _without(block: bytes, lines: _Lines, places: Places) -> bytes:
    """Return a block without some of its lines."""
    if not len(places):
        return block
    kept: list[bytes] = []
    start = 0
    for place in places:
        kept.append(block[start : int(lines.starts[place])])
        start = int(lines.ends[place]) + 1
    return b"".join((*kept, block[start:]))


def _parsed(block: bytes, delimiter: str, width: int, numbers: Places) -> pl.DataFrame:
    cells = pl.read_csv(
        io.BytesIO(block),
        has_header=False,
        separator=delimiter,
        quote_char='"' if b'"' in block else None,
        schema={f"c{i}": pl.String for i in range(width)},
        empty_string_is_null=False,
    )
    return cells.select(
        pl.Series(ROW, numbers, dtype=pl.Int32),
        pl.lit(width, pl.Int32).alias(WIDTH),
        pl.lit(value=False).alias(DELETED),
        pl.lit(None, pl.String).alias(COMPLAINT),
        pl.all(),
    )


def _record(
    block: bytes, delimiter: str, lines: _Lines, place: int, line: int
) -> Record:
    text = block[int(lines.starts[place]) : int(lines.ends[place])].decode()
    cells: list[str] = next(csv.reader([text], delimiter=delimiter), list[str]())
    return line + place + 1, 1, cells
