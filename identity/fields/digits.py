"""Numbers that say nothing by themselves: telephones, accounts, insurance numbers."""

import polars as pl

from store.normalise.plain import only_where

SHORTEST = 3


def prepare(values: pl.Series, fallback: pl.Series | None) -> dict[str, pl.Series]:
    """Return `key`: the digits, null where fewer than three are left."""
    del fallback
    digits = values.str.replace_all(r"[^0-9]", "")
    return {"key": only_where(digits.str.len_chars() >= SHORTEST, digits)}
