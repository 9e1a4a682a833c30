"""Personal names: the key that spellings share, how it sounds, and other names."""

import re

import polars as pl

from store.normalise.name_forms import name_forms
from store.normalise.name_sound import sound_keys
from store.normalise.person_name import UNKNOWN, name_keys
from store.normalise.plain import FEW, only_where

HEAD = 2
WITH_OTHER = "曾用|又名|原名|别名|乳名|小名|[·•・.(（]"
MET = re.compile(WITH_OTHER)


def prepare(values: pl.Series, fallback: pl.Series | None) -> dict[str, pl.Series]:
    """Return `key`; `sound`, `surname`, `given` as numbers of their readings.

    `head` are the first two characters where both are shown; `other` a further name
    that is written with it: a former one, or the part before a dot.
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
        "other": _other(values),
    }


def _shown(heads: pl.Series) -> pl.Series:
    if len(heads) < FEW:
        shown = [
            h if h and len(h) == HEAD and UNKNOWN not in h else None for h in heads
        ]
        return pl.Series(heads.name, shown, dtype=pl.String)
    whole = (heads.str.len_chars() == HEAD) & ~heads.str.contains(UNKNOWN, literal=True)
    return only_where(whole, heads)


def _other(values: pl.Series) -> pl.Series:
    """Return the second name of the few that have one."""
    if len(values) < FEW:
        met = [at for at, name in enumerate(values) if name and MET.search(name)]
        places = pl.Series(met, dtype=pl.UInt32)
    else:
        places = values.str.contains(WITH_OTHER).fill_null(value=False).arg_true()
    forms = [name_forms(name)[1:2] for name in values.gather(places)]
    others = pl.Series([form[0] if form else None for form in forms], dtype=pl.String)
    nothing = pl.Series("other", [None], pl.String).new_from_index(0, len(values))
    return nothing.scatter(places, others) if len(places) else nothing
