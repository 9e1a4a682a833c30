"""Digests of files as hand-over sheets state them: SHA-256, or SM3 (GB/T 32905)."""

from pathlib import Path

from cryptography.hazmat.primitives.hashes import SM3, Hash

from connectors.handover import SM3 as SM3_NAME
from store.digest import CHUNK_BYTES, digest_file

HEX_DIGITS = 64  # of both


def stated_digest(file: Path, algorithm: str) -> str:
    """Return the digest of a file's bytes by an algorithm that sheets name, in hex."""
    return _sm3(file) if algorithm == SM3_NAME else digest_file(file)


def _sm3(file: Path) -> str:
    state = Hash(SM3())
    with file.open("rb") as stream:
        while chunk := stream.read(CHUNK_BYTES):
            state.update(chunk)
    return state.finalize().hex()
