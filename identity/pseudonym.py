"""Our own ids for people and organisations, which say nothing about them.

An id is keyed with the home's secret, so that two homes cannot join their
tables by it, and nobody can find a number by trying all of them.
"""

import hmac
from base64 import b32encode

import polars as pl

ID_CHARACTERS = 15
USED_BYTES = 10  # 16 base32 characters, so that no more of the digest is encoded


def pseudonyms(prefix: str, texts: pl.Series, key: bytes) -> pl.Series:
    """Return `prefix` and 15 base32 characters for each text; null stays null.

    The texts should be distinct: each costs one HMAC-SHA256.
    """
    found = [None if text is None else _pseudonym(prefix, text, key) for text in texts]
    return pl.Series(texts.name, found, dtype=pl.String)


def _pseudonym(prefix: str, text: str, key: bytes) -> str:
    digest = hmac.digest(key, text.encode(), "sha256")
    return (
        prefix + b32encode(digest[:USED_BYTES]).decode("ascii").lower()[:ID_CHARACTERS]
    )
