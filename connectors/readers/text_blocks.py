"""Text files as blocks of whole lines in UTF-8, whatever they were written in.

Bytes that are no characters are not guessed at and do not cost the file: the
sign U+FDD0, which no text contains, takes their place, and readers complain of
the line. A file with many such lines is refused: there the encoding is wrong,
or half of the file is another file.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from store.errors import DeliveryError, EncodingError, Place, TruncatedError

BLOCK_BYTES = 1 << 23
MOST_LINE_BYTES = 1 << 26
BAD, NUL = "\ufdd0", "\ufdd1"
HOLE = b"\0" * 16  # so many in a row are a lost piece of the file, not a slip
MOST_BAD, MOST_BAD_SHARE = 20, 100  # lines; one line in so many
REMEDY = "请用原软件重新导出，编码选 UTF-8 或 GB18030（GBK）"
SHORT = "文件在一个汉字中间结束，可能没有拷贝完整"
HALF = re.compile("incomplete|truncated|unexpected end")


@dataclass
class _Account:
    """How many lines were read, how many of them badly, and which was first."""

    file: Path
    encoding: str
    lines: int = 0
    bad: int = 0
    first_bad: int = 0


def text_blocks(file: Path, encoding: str) -> Iterator[bytes]:
    """Yield the text in UTF-8, in blocks that end with a line.

    Raises `EncodingError` where too many lines are not in the encoding, and
    `TruncatedError` where the file ends within a character or has a hole of
    NUL bytes; both after the blocks before.
    """
    plain = "utf-8" if encoding.startswith("utf") else encoding
    account = _Account(file=file, encoding=encoding)
    raw = _transcoded(account) if encoding.startswith("utf-16") else _raw(account)
    for block in _whole_lines(raw, file):
        text = _utf8(block, plain, account)
        account.lines += count_lines(block)
        _refuse_hopeless(account)
        yield text


def count_lines(block: bytes) -> int:
    """Return how many lines a block has."""
    ends = block.count(b"\n") or block.count(b"\r")
    return ends + (not block.endswith((b"\n", b"\r")))


def _raw(account: _Account) -> Iterator[bytes]:
    with account.file.open("rb") as stream:
        if account.encoding == "utf-8-sig":
            stream.seek(len(codecs.BOM_UTF8))
        while block := stream.read(BLOCK_BYTES):
            yield block


def _transcoded(account: _Account) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(account.encoding)("strict")
    lines = 1
    try:
        for block in _raw(account):
            text = decoder.decode(block)
            lines += text.count("\n")
            yield text.encode("utf-8")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        place = Place(file=account.file.name, row=lines)
        if HALF.search(error.reason):
            raise TruncatedError(SHORT, place=place, remedy="请重新拷贝") from error
        message = f"文件是 {account.encoding} 编码，但有字节不符"
        raise EncodingError(message, place=place, remedy=REMEDY) from error


def _whole_lines(raw: Iterator[bytes], file: Path) -> Iterator[bytes]:
    rest = b""
    for block in raw:
        rest += block
        end = _line_end(rest)
        if end:
            yield rest[:end]
            rest = rest[end:]
        elif len(rest) > MOST_LINE_BYTES:
            raise DeliveryError(
                f"有一行超过 {MOST_LINE_BYTES >> 20} MB，不是数据表",
                place=Place(file=file.name),
                remedy="请检查换行或引号后重新导出",
            )
    if rest:
        yield rest


def _line_end(block: bytes) -> int:
    """Return where the last whole line ends; old systems end lines with CR only."""
    return block.rfind(b"\n") + 1 or block.rfind(b"\r", 0, len(block) - 1) + 1


def _utf8(block: bytes, plain: str, account: _Account) -> bytes:
    if b"\0" not in block:
        try:
            text = block.decode(plain)
        except UnicodeDecodeError:
            return b"".join(_repaired(block, plain, account))
        return block if plain == "utf-8" else text.encode("utf-8")
    return b"".join(_repaired(block, plain, account))


def _repaired(block: bytes, plain: str, account: _Account) -> Iterator[bytes]:
    for number, line in enumerate(block.splitlines(keepends=True), account.lines + 1):
        place = Place(file=account.file.name, row=number)
        if HOLE in line:
            raise TruncatedError(
                "文件里有成片的空字节（NUL），可能没有拷贝完整",
                place=place,
                remedy="请重新拷贝或重新导出",
            )
        try:
            text = line.decode(plain)
        except UnicodeDecodeError as error:
            if HALF.search(error.reason) and error.end >= len(line):
                raise TruncatedError(SHORT, place=place, remedy="请重新拷贝") from error
            text = line.decode(plain, errors="replace").replace("\ufffd", BAD)
            account.bad += 1
            account.first_bad = account.first_bad or number
        yield text.replace("\0", NUL).encode("utf-8")


def _refuse_hopeless(account: _Account) -> None:
    most = max(MOST_BAD, account.lines // MOST_BAD_SHARE)
    if not account.bad or (account.bad <= most and 2 * account.bad < account.lines):
        return
    raise EncodingError(
        f"编码无法识别：按 {account.encoding} 读有 {account.bad} 行不符，"
        f"第一处在第 {account.first_bad} 行",
        place=Place(file=account.file.name, row=account.first_bad),
        remedy=REMEDY,
    )
