"""Text files: CSV and its kin, with the encoding and the delimiter found out.

Lines of unequal length are kept with their width; a record over several lines
keeps the number of its first line. Memory does not grow with the file.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import polars as pl

from connectors.readers.careful import careful_chunks
from connectors.readers.encoding import HEAD_BYTES, sniff_encoding
from connectors.readers.even_lines import even_chunk
from connectors.readers.sheet import Sheet
from connectors.readers.text_blocks import count_lines, text_blocks

DELIMITERS = (",", "\t", ";", "|")
SAMPLE_LINES = 30


def read_delimited(file: Path) -> Iterator[Sheet]:
    """Yield the one sheet of a text file; raises `DeliveryError` and below."""
    encoding = sniff_encoding(file)
    delimiter = sniff_delimiter(file, encoding)
    yield Sheet(name="", chunks=_chunks(file, encoding, delimiter))


def sniff_delimiter(file: Path, encoding: str) -> str:
    """Return the delimiter under which most of the first lines are equally wide."""
    with file.open("rb") as stream:
        head = stream.read(HEAD_BYTES).decode(encoding, errors="replace")
    text = io.StringIO(head, newline="")
    lines = [line for line in islice(text, SAMPLE_LINES) if line.strip()]
    return max(DELIMITERS, key=lambda delimiter: _evenness(lines, delimiter))


def _evenness(lines: list[str], delimiter: str) -> int:
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter))
    return max(((w - 1) * count for w, count in widths.items()), default=0)


def _chunks(file: Path, encoding: str, delimiter: str) -> Iterator[pl.DataFrame]:
    blocks = text_blocks(file, encoding)
    line = 0
    for block in blocks:
        chunk = even_chunk(block, delimiter, line)
        if chunk is None:
            rest = careful_chunks(block, blocks, delimiter, line, file.name)
            line = yield from rest
        else:
            line += count_lines(block)
            yield chunk
