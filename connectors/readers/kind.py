"""What a file really is, by its first bytes: suffixes are often wrong."""

import codecs
import re
import struct
from enum import StrEnum
from pathlib import Path

from store.errors import DeliveryError, Place, TruncatedError

HEAD_BYTES = 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DBF_MARKS = frozenset(b"\x02\x03\x30\x31\x32\x43\x63\x83\x8b\xcb\xe5\xf5\xfb")
DBF_HEADER = struct.Struct("<BBBBLHH")
MOST_DAYS, MOST_MONTHS, LEAST_HEADER = 31, 12, 65
FIRST_FIELD_TYPE, FIELD_TYPES = 43, "CNFDLMGPIBYTVQWO@+0"
FOREIGN = (
    (b"%PDF", "PDF 文件"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"{\\rtf", "RTF 文档"),
    (b"MIME-Version:", "单个文件网页（mht）"),
    (b"\x7fELF", "程序"),
    (b"MZ\x90", "程序"),
)
MARKUP = re.compile(rb"<(?:!doctype|!--|\?xml|[a-z][a-z0-9]{0,9}[\s>:/])")
XML, PAGE = b"<?xml", re.compile(rb"<html|<!doctype html")


class Kind(StrEnum):
    """The formats that have a reader."""

    TEXT = "text"
    WORKBOOK = "workbook"
    HTML = "html"
    XML = "xml"
    DBF = "dbf"
    PARQUET = "parquet"


def file_kind(file: Path) -> Kind:
    """Return the format of a file by its content.

    Raises `DeliveryError` for an empty file and for formats without a reader.
    """
    with file.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    if not head.strip():
        raise DeliveryError(
            "文件是空的", place=Place(file=file.name), remedy="请重新报送"
        )
    _refuse_foreign(file, head)
    markup = _markup(head)
    if markup is not None:
        return markup
    if head.startswith((b"PK", OLE)):
        return Kind.WORKBOOK
    if head.startswith(b"PAR1"):
        return Kind.PARQUET
    if _is_dbf(head):
        return Kind.DBF
    if file.suffix.lower() == ".dbf":
        raise TruncatedError(
            "不是 DBF 文件，或文件头已损坏",
            place=Place(file=file.name),
            remedy="请重新导出",
        )
    return Kind.TEXT


def _markup(head: bytes) -> Kind | None:
    """Return what kind of markup a file begins with, if any."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", errors="ignore").encode()
    start = head.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if not MARKUP.match(start):
        return None
    return Kind.XML if start.startswith(XML) and not PAGE.search(start) else Kind.HTML


def _refuse_foreign(file: Path, head: bytes) -> None:
    for magic, name in FOREIGN:
        if head.startswith(magic):
            raise DeliveryError(
                f"文件是{name}，不是数据表",
                place=Place(file=file.name),
                remedy="请报送 xlsx、xls、csv、dbf 或 parquet",
            )


def _is_dbf(head: bytes) -> bool:
    if len(head) < LEAST_HEADER or head[0] not in DBF_MARKS:
        return False
    _, _, month, day, _, header, record = DBF_HEADER.unpack_from(head)
    dated = month <= MOST_MONTHS and day <= MOST_DAYS
    first_field = chr(head[FIRST_FIELD_TYPE]) in FIELD_TYPES
    return dated and header >= LEAST_HEADER and record > 1 and first_field
