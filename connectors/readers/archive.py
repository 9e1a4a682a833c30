"""Zip archives: what may be taken out of one, and how, without being hurt by it.

Nothing is ever written under a name that an archive chose. What would grow out
of all proportion, climbs out of the archive, is a link or takes a password that
is not known refuses the whole archive: part of a delivery is none.
"""

import errno
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

import pyzipper  # type: ignore[import-untyped]  # the package has no types

from store.errors import DeliveryError, PasswordError, Place, TruncatedError

MOST_MEMBERS = 2000
MOST_BYTES = 4 << 30  # taken out of the archives of one delivery
FREE_BYTES, MOST_RATIO = 64 << 20, 200  # a smaller archive may shrink as it likes
CHUNK_BYTES = 1 << 20
WITHIN = " › "  # between the name of an archive and the name in it
UTF8_FLAG, ENCRYPTED_FLAG = 0x800, 0x1
DRIVE = re.compile(r"^[A-Za-z]:")
DOCUMENT_PARTS = ("[Content_Types].xml", "content.xml", "xl/", "word/", "ppt/")
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
DAMAGED: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    pyzipper.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,  # a member without a name
    ValueError,
)
UNWHOLE: tuple[type[Exception], ...] = (*DAMAGED, RuntimeError)  # a wrong password
UNOPENED: tuple[type[Exception], ...] = (*UNWHOLE, OSError)
REMEDY_PASSWORD = (
    "请把密码写进 crosscheck.toml 中 [inbox] archive_passwords_file 指的文件，每行一个"
)
REMEDY = "请重新压缩，或不压缩直接报送"


@dataclass(frozen=True, kw_only=True)
class Member:
    """One file in an archive; `name` is decoded and has `/` between folders."""

    name: str
    info: Any


def delivered_name(shown: str) -> str:
    """Return the name of the file that was delivered: of a member, its archive."""
    return shown.partition(WITHIN)[0]


def is_archive(file: Path) -> bool:
    """Say whether a file is a zip archive and no workbook or document."""
    with file.open("rb") as stream:
        if stream.read(2) != b"PK":
            return False
    if not zipfile.is_zipfile(file):
        return file.suffix.lower() == ".zip"
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except UNOPENED:
        return file.suffix.lower() == ".zip"
    return not any(name.startswith(DOCUMENT_PARTS) for name in names)


class Archive:
    """An open zip archive whose members have been looked over.

    Raises `TruncatedError` where it is not whole, and `DeliveryError` where it
    would be dangerous to unpack.
    """

    def __init__(self, file: Path, passwords: Sequence[str], left: int) -> None:
        """Open a file and look over what it says it holds.

        `left` is how many bytes may be taken out of it.
        """
        self._file = file
        self._passwords = [None, *_spellings(passwords)]
        try:
            self._zip: Any = pyzipper.AESZipFile(file)
        except UNOPENED as error:
            raise TruncatedError(
                "压缩包不完整或已损坏", place=Place(file=file.name), remedy="请重新拷贝"
            ) from error
        named = (
            Member(name=member_name(info), info=info) for info in self._zip.infolist()
        )
        self.members = [each for each in named if not each.name.endswith("/")]
        self.left = left
        self._refuse_dangerous()

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def extract(self, member: Member, target: Path) -> None:
        """Write a member to `target`.

        Raises `PasswordError` where no password opens it, `TruncatedError` where
        it is damaged, `DeliveryError` where it is too large or packed oddly.
        """
        encrypted = bool(member.info.flag_bits & ENCRYPTED_FLAG)
        passwords = self._passwords[1:] if encrypted else self._passwords[:1]
        if any(self._opens(member, target, password) for password in passwords):
            return
        if not encrypted:
            raise TruncatedError(
                "压缩包里的文件已损坏",
                place=Place(file=f"{self._file.name}{WITHIN}{member.name}"),
                remedy="请重新拷贝或压缩",
            )
        tried = "，已知的密码都不对" if passwords else ""
        raise PasswordError(
            f"压缩包有密码{tried}",
            place=Place(file=self._file.name),
            remedy=REMEDY_PASSWORD,
        )

    def _opens(self, member: Member, target: Path, password: bytes | None) -> bool:
        """Write a member to `target`; say whether it came out whole."""
        try:
            with self._zip.open(member.info, pwd=password) as source:
                self._copy(source, member, target)
        except UNWHOLE:
            return False
        except OSError as error:
            if error.errno not in {None, errno.EINVAL}:  # a place before the start
                raise
            return False
        return True

    def _copy(self, source: IO[bytes], member: Member, target: Path) -> None:
        size = 0
        with target.open("wb") as stream:
            while chunk := source.read(CHUNK_BYTES):
                size += len(chunk)
                if size > self.left:
                    raise self._error(member, f"解压后超过 {MOST_BYTES >> 30} GB")
                stream.write(chunk)
        self.left -= size

    def _refuse_dangerous(self) -> None:
        if len(self.members) > MOST_MEMBERS:
            raise DeliveryError(
                f"压缩包里有 {len(self.members)} 个文件，最多 {MOST_MEMBERS} 个",
                place=Place(file=self._file.name),
                remedy="请分成几个压缩包",
            )
        packed = max(self._file.stat().st_size, 1)
        total = sum(member.info.file_size for member in self.members)
        if total > self.left or (total > FREE_BYTES and total > MOST_RATIO * packed):
            raise DeliveryError(
                f"压缩包解压后有 {total >> 20} MB，是压缩包的 {total // packed} 倍，"
                "像是压缩炸弹，未解压",
                place=Place(file=self._file.name),
                remedy=REMEDY,
            )
        for member in self.members:
            if problem := _danger(member):
                raise self._error(member, problem)

    def _error(self, member: Member, message: str) -> DeliveryError:
        place = Place(file=f"{self._file.name}{WITHIN}{member.name}")
        return DeliveryError(message, place=place, remedy=REMEDY)


def _danger(member: Member) -> str:
    if member.info.compress_type not in METHODS:
        return "用了不支持的压缩方法"
    if not member.name:
        return "压缩包里有没有名字的文件，未解压"
    if ".." in PurePosixPath(member.name).parts:
        return "压缩包里的路径指向压缩包之外，未解压"
    if member.name.startswith("/") or DRIVE.match(member.name):
        return "压缩包里有绝对路径，未解压"
    kind = stat.S_IFMT(member.info.external_attr >> 16)
    if kind and kind != stat.S_IFREG:
        return "压缩包里有链接或特殊文件，未解压"
    return ""


def member_name(info: Any) -> str:
    """Return a member's name: by its flag UTF-8, else what its bytes are."""
    name = str(info.orig_filename)
    if not info.flag_bits & UTF8_FLAG:
        raw = name.encode("cp437", errors="replace")
        name = next(_decoded(raw), name)
    return name.split("\0", maxsplit=1)[0].replace("\\", "/")


def _decoded(raw: bytes) -> Iterator[str]:
    for encoding in ("utf-8", "gb18030"):
        try:
            yield raw.decode(encoding)
        except UnicodeDecodeError:
            continue


def _spellings(passwords: Sequence[str]) -> list[bytes]:
    """Return each password as UTF-8 and as GB18030 bytes, once each."""
    spelt = (p.encode(e) for p in passwords for e in ("utf-8", "gb18030"))
    return list(dict.fromkeys(spelt))
