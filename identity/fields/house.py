"""Addresses: the very house, where they name one."""

import polars as pl

HOUSE = "号"


def prepare(values: pl.Series, fallback: pl.Series | None) -> dict[str, pl.Series]:
    """Return `house`: the whole text without spaces where it names a house number."""
    del fallback
    if values.null_count() == len(values):
        return {"house": values}
    names_house = values.str.contains(HOUSE, literal=True)
    house = pl.select(pl.when(names_house).then(values)).to_series()
    return {"house": house.str.replace_all(r"\s", "")}
