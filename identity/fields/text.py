"""Plain words in Latin letters: lower case, without spaces and marks."""

import polars as pl

from store.normalise.plain import only_where

SOUNDEX_LIKE = r"[aeiouyhw]"


def prepare(values: pl.Series, fallback: pl.Series | None) -> dict[str, pl.Series]:
    """Return `key`, its first three letters as `head`, its consonants as `bones`."""
    del fallback
    key = values.str.to_lowercase().str.replace_all(r"[^a-z0-9]", "")
    key = only_where(key != "", key)
    return {
        "key": key,
        "head": key.str.head(3),
        "bones": key.str.replace_all(SOUNDEX_LIKE, ""),
    }
