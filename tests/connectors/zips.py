"""Archives for tests: plain, locked, lying and dangerous ones."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import pyzipper  # type: ignore[import-untyped]  # the package has no types

LOCAL = struct.Struct("<4sHHHHHLLLHH")
CENTRAL = struct.Struct("<4sHHHHHHLLLHHHHHLL")
END = struct.Struct("<4sHHHHLLH")
ENCRYPTED = 0x1
KEYS = (0x12345678, 0x23456789, 0x34567890)
MASK = 0xFFFFFFFF


def write_zip(file: Path, members: Mapping[str, bytes]) -> Path:
    """Write a plain archive."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return file


def write_aes_zip(file: Path, members: Mapping[str, bytes], password: str) -> Path:
    """Write an archive locked as newer programs do it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with pyzipper.AESZipFile(
        file, "w", compression=zipfile.ZIP_DEFLATED, encryption=pyzipper.WZ_AES
    ) as packed:
        packed.setpassword(password.encode())
        for name, content in members.items():
            packed.writestr(name, content)
    return file


def write_crypto_zip(file: Path, name: str, content: bytes, password: bytes) -> Path:
    """Write an archive of one member locked as older programs do it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    check = zlib.crc32(content)
    body = _locked(bytes(11) + bytes([check >> 24]) + content, password)
    raw = name.encode("gb18030")
    sizes = (check, len(body), len(content), len(raw))
    local = LOCAL.pack(b"PK\3\4", 20, ENCRYPTED, 0, 0, 33, *sizes, 0) + raw
    central = CENTRAL.pack(
        b"PK\1\2", 20, 20, ENCRYPTED, 0, 0, 33, *sizes, 0, 0, 0, 0, 0, 0
    )
    start = len(local) + len(body)
    end = END.pack(b"PK\5\6", 0, 0, 1, 1, len(central) + len(raw), start, 0)
    file.write_bytes(local + body + central + raw + end)
    return file


def write_link_zip(file: Path, name: str, target: str) -> Path:
    """Write an archive whose only member is a symbolic link."""
    file.parent.mkdir(parents=True, exist_ok=True)
    link = zipfile.ZipInfo(name)
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr(link, target)
    return file


def write_bomb(file: Path, name: str, size: int) -> Path:
    """Write an archive of one member of `size` zero digits, a thousandth as large."""
    file.parent.mkdir(parents=True, exist_ok=True)
    piece = b"0" * (1 << 20)
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed,
        packed.open(name, "w", force_zip64=True) as stream,
    ):
        for _ in range(size >> 20):
            stream.write(piece)
    return file


def _locked(plain: bytes, password: bytes) -> bytes:
    """Return bytes under the old cipher of PKZIP (APPNOTE 6.1)."""
    keys = list[int](KEYS)
    for sign in password:
        _turn(keys, sign)
    locked = bytearray()
    for sign in plain:
        mixed = (keys[2] | 2) & 0xFFFF
        locked.append(sign ^ (((mixed * (mixed ^ 1)) >> 8) & 0xFF))
        _turn(keys, sign)
    return bytes(locked)


def _turn(keys: list[int], sign: int) -> None:
    keys[0] = _crc(keys[0], sign)
    keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & MASK
    keys[2] = _crc(keys[2], keys[1] >> 24)


def _crc(before: int, sign: int) -> int:
    return zlib.crc32(bytes([sign]), before ^ MASK) ^ MASK
