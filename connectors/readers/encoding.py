"""Which encoding a text file is in: its BOM, else what most of its lines are.

GB18030 rather than GBK, because rare characters in names take four bytes. UTF-8
wins where half of the first lines with Chinese in them are UTF-8: no GB18030
text is that by accident, while UTF-8 often passes for GB18030.
"""

import codecs
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

HEAD_BYTES = 1 << 16
BLOCK_BYTES = 1 << 20
SAMPLE_LINES = 2000
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
FEW, MANY = 20, 5  # one byte in so many is NUL: hardly ever, and as in UTF-16
LEAST_WIDE = 8  # bytes that show UTF-16 without a BOM


def sniff_encoding(file: Path) -> str:
    """Return the name of the encoding that most of a text file is in."""
    with file.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    for bom, encoding in BOMS:
        if head.startswith(bom):
            return encoding
    return _unmarked_utf16(head) or _most_lines(file)


def _unmarked_utf16(head: bytes) -> str:
    """Return which UTF-16 a text without a BOM is in, or "".

    Digits, commas and line ends have one NUL byte each there, always on the
    same side.
    """
    first, second = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if len(head) < LEAST_WIDE:
        return ""
    if second * MANY > half and first * FEW < second:
        return "utf-16-le"
    if first * MANY > half and second * FEW < first:
        return "utf-16-be"
    return ""


def _most_lines(file: Path) -> str:
    lines = list(islice(_foreign_lines(file), SAMPLE_LINES))
    readable = sum(map(_is_utf8, lines))
    return "utf-8" if 2 * readable >= len(lines) else "gb18030"


def _foreign_lines(file: Path) -> Iterator[bytes]:
    """Yield the lines that are not plain ASCII; a long line comes in pieces."""
    with file.open("rb") as stream:
        while block := stream.read(BLOCK_BYTES):
            if not block.isascii():
                whole = block + stream.readline(BLOCK_BYTES)
                yield from (ln for ln in whole.splitlines() if not ln.isascii())


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
