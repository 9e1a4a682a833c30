"""Personal names: the key that spellings share, and how it sounds."""

import polars as pl

from store.normalise.name_sound import sound_keys
from store.normalise.person_name import name_keys


def prepare(values: pl.Series, fallback: pl.Series | None) -> dict[str, pl.Series]:
    """Return `key`, and `sound`, `surname`, `given` as numbers of their readings."""
    del fallback
    key = name_keys(values)
    sounds = sound_keys(key)
    return {
        "key": key,
        "sound": sounds["sound"],
        "surname": sounds["surname_sound"],
        "given": sounds["given_sound"],
    }
