"""Ed25519 keys of offices: one signs, others know it by its fingerprint.

The fingerprint is forty decimal digits of the public key's SHA-256 in groups of
five, so that two people can read it to each other over the telephone.
"""

import base64
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from store.errors import SettingsError

KEY_FILE = "signing.key"
KIND = "crosscheck-ed25519"
RAW_BYTES, SIGNATURE_BYTES = 32, 64
DIGITS, GROUP = 40, 5
OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True)
class PublicKey:
    """What others know an office's signatures by."""

    raw: bytes

    @classmethod
    def of_line(cls, line: str) -> Self:
        """Return the key in one line of text; raises `ValueError`."""
        kind, _, text = line.strip().partition(" ")
        try:
            raw = base64.b64decode(text, validate=True)
        except ValueError as error:
            raise ValueError("not base64") from error
        if kind != KIND or len(raw) != RAW_BYTES:
            raise ValueError("not a public key")
        return cls(raw)

    @property
    def line(self) -> str:
        """Return the key as one line of text."""
        return f"{KIND} {base64.b64encode(self.raw).decode()}"

    @property
    def fingerprint(self) -> str:
        """Return eight groups of five digits, e.g. `04821 33907 …`."""
        number = int.from_bytes(hashlib.sha256(self.raw).digest()) % 10**DIGITS
        digits = f"{number:0{DIGITS}}"
        return " ".join(digits[at : at + GROUP] for at in range(0, DIGITS, GROUP))

    def signed(self, content: bytes, signature: bytes) -> bool:
        """Say whether this key's owner signed the content."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, content)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class SigningKey:
    """An office's own secret key."""

    secret: Ed25519PrivateKey

    @property
    def public(self) -> PublicKey:
        """Return the public half."""
        raw = self.secret.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return PublicKey(raw)

    def sign(self, content: bytes) -> bytes:
        """Return the signature of the content, 64 bytes."""
        return self.secret.sign(content)


def make_signing_key(folder: Path) -> SigningKey:
    """Write a new key that only its owner may read; never over an older one.

    Raises `SettingsError` where there is a key. A process that is killed leaves
    either the whole key or none.
    """
    secret = Ed25519PrivateKey.generate()
    pem = secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file = folder / KEY_FILE
    draft = folder / f".{KEY_FILE}.{os.getpid()}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(pem)
            stream.flush()
            os.fsync(stream.fileno())
        os.link(draft, file)
    except FileExistsError as error:
        raise SettingsError(
            f"本单位已有签名密钥 keys/{KEY_FILE}",
            remedy="照用原来的；确须更换时先把旧文件移走存档，再告知各单位重新核对指纹",
        ) from error
    finally:
        draft.unlink()
    return SigningKey(secret)


def load_signing_key(folder: Path) -> SigningKey:
    """Return the office's key; raises `SettingsError` for none, or one others read."""
    file = folder / KEY_FILE
    if not file.is_file():
        raise SettingsError("本单位还没有签名密钥", remedy="运行 crosscheck keys make")
    if file.stat().st_mode & OTHERS:
        raise SettingsError(
            f"签名密钥 keys/{KEY_FILE} 别人也能读",
            remedy=f"运行 chmod 600 keys/{KEY_FILE}",
        )
    try:
        secret = load_pem_private_key(file.read_bytes(), password=None)
    except ValueError as error:
        raise _damaged() from error
    if not isinstance(secret, Ed25519PrivateKey):
        raise _damaged()
    return SigningKey(secret)


def _damaged() -> SettingsError:
    return SettingsError(f"签名密钥 keys/{KEY_FILE} 已损坏", remedy="从备份恢复该文件")
