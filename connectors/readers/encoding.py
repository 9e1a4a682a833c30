"""Which encoding a text file is in: its BOM, else strict UTF-8, else GB18030.

GB18030 rather than GBK, because rare characters in names take four bytes.
Nothing is ever replaced: bytes that are neither are an error with a line.
"""

import codecs
from collections.abc import Iterator
from pathlib import Path

from store.errors import EncodingError, Place, TruncatedError

BLOCK_BYTES = 1 << 20
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
REMEDY = "请用原软件重新导出，编码选 UTF-8 或 GB18030（GBK）"


def sniff_encoding(file: Path) -> str:
    """Return the name of the encoding that reads the whole file strictly.

    Raises `EncodingError` naming the line where neither UTF-8 nor GB18030 fits,
    and `TruncatedError` for NUL bytes or a file that ends within a character.
    """
    with file.open("rb") as stream:
        start = stream.read(4)
    for bom, encoding in BOMS:
        if start.startswith(bom):
            return _stated(file, encoding)
    _refuse_nul(file)
    utf8 = _bad_line(file, "utf-8")
    if utf8 is None:
        return "utf-8"
    if _ends_within_character(file):
        raise TruncatedError(
            "文件在一个汉字中间结束，可能没有拷贝完整",
            place=Place(file=file.name, row=utf8),
            remedy="请重新拷贝",
        )
    gb18030 = _bad_line(file, "gb18030")
    if gb18030 is None:
        return "gb18030"
    raise EncodingError(
        f"编码无法识别：第 {utf8} 行不是 UTF-8，第 {gb18030} 行不是 GB18030",
        place=Place(file=file.name, row=max(utf8, gb18030)),
        remedy=REMEDY,
    )


def _stated(file: Path, encoding: str) -> str:
    line = _bad_line(file, encoding)
    if line is None:
        return encoding
    raise EncodingError(
        f"文件声明为 {encoding}，但有字节不符",
        place=Place(file=file.name, row=line),
        remedy=REMEDY,
    )


def _bad_line(file: Path, encoding: str) -> int | None:
    """Return the first line that the encoding cannot read, or None."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    line = 1
    for block, final in _blocks(file):
        try:
            line += decoder.decode(block, final).count("\n")
        except UnicodeDecodeError as error:
            return line + error.object[: error.start].count(b"\n")
    return None


def _blocks(file: Path) -> Iterator[tuple[bytes, bool]]:
    with file.open("rb") as stream:
        while block := stream.read(BLOCK_BYTES):
            yield block, False
    yield b"", True


def _ends_within_character(file: Path) -> bool:
    """Say whether all but the last bytes are UTF-8 with Chinese in it."""
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    chinese = False
    try:
        for block, _ in _blocks(file):
            chinese = not decoder.decode(block).isascii() or chinese
    except UnicodeDecodeError:
        return False
    return chinese


def _refuse_nul(file: Path) -> None:
    line = 1
    for block, _ in _blocks(file):
        at = block.find(b"\0")
        if at >= 0:
            raise TruncatedError(
                "文件里有空字节（NUL），可能没有拷贝完整",
                place=Place(file=file.name, row=line + block[:at].count(b"\n")),
                remedy="请重新拷贝或重新导出",
            )
        line += block.count(b"\n")
