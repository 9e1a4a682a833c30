"""Places: the key that the spellings of one place share."""

import polars as pl

from store.normalise.place_key import place_keys


def prepare(values: pl.Series, fallback: pl.Series | None) -> dict[str, pl.Series]:
    """Return `key`."""
    del fallback
    return {"key": place_keys(values)}
