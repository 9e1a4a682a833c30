"""Personal names: the key that spellings share, and how it sounds."""

import polars as pl

from store.normalise.name_sound import sound_keys
from store.normalise.person_name import UNKNOWN, name_keys

HEAD = 2


def prepare(values: pl.Series, fallback: pl.Series | None) -> dict[str, pl.Series]:
    """Return `key`; `sound`, `surname`, `given` as numbers of their readings; `head`.

    `head` are the first two characters, where both are shown.
    """
    del fallback
    key = name_keys(values)
    sounds = sound_keys(key)
    return {
        "key": key,
        "sound": sounds["sound"],
        "surname": sounds["surname_sound"],
        "given": sounds["given_sound"],
        "head": _shown(key.str.head(HEAD)),
    }


def _shown(heads: pl.Series) -> pl.Series:
    whole = (heads.str.len_chars() == HEAD) & ~heads.str.contains(UNKNOWN, literal=True)
    return pl.select(pl.when(whole).then(heads)).to_series()
