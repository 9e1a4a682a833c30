"""Places: the key that the spellings of one place share, and the very house."""

import polars as pl

from store.normalise.place_key import place_keys

HOUSE = "号"


def prepare(values: pl.Series, fallback: pl.Series | None) -> dict[str, pl.Series]:
    """Return `key`, `now` and `house`.

    `now` is the key, until the place is known to have another name
    (`identity.matcher.new_names`); `house` the whole text where it names a house
    number.
    """
    del fallback
    names_house = values.str.contains(HOUSE, literal=True)
    house = pl.select(pl.when(names_house).then(values)).to_series()
    if names_house.any():
        house = house.str.replace_all(r"\s", "")
    keys = place_keys(values)
    return {"key": keys, "now": keys, "house": house}
