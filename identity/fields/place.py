"""Places: the key that the spellings of one place share."""

import polars as pl

from store.normalise.place_key import place_keys


def prepare(values: pl.Series, fallback: pl.Series | None) -> dict[str, pl.Series]:
    """Return `key`, and `now`: the key, until the place is known to have another name.

    New names are learnt by `identity.matcher.new_names`.
    """
    del fallback
    keys = place_keys(values)
    return {"key": keys, "now": keys}
