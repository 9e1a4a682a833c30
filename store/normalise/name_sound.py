"""How names sound, as numbers: equal for homophones, the same in every process.

A reading (`zeng`, `xiao`, without tone) has a number made of its letters; a name's
number mixes those of its characters by their places. The surname is read as a
surname. Made for millions of names: each distinct character is read once.
"""

import hashlib
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl

from store.normalise.name_tables import COMPOUND_READINGS, SURNAME_READINGS
from store.normalise.person_name import UNKNOWN, reading
from store.normalise.syllables import syllables

Numbers = npt.NDArray[np.uint64]
SPREAD = 0x9E3779B97F4A7C15  # odd, 2^64 over the golden ratio
WORD = 1 << 64
LATIN = r"^[A-Za-z]+$"


def sound_keys(keys: pl.Series) -> pl.DataFrame:
    """Return `sound`, `surname_sound` and `given_sound` (UInt64) of name keys.

    Null where a character that counts is not shown, or there is no name. A name
    in Latin letters sounds like the Chinese one that it is the pinyin of.
    """
    texts = keys.fill_null("")
    sizes = texts.str.len_chars().cast(pl.Int64).to_numpy()
    codes = np.frombuffer("".join(texts.to_list()).encode("utf-32-le"), np.uint32)
    starts = np.cumsum(sizes) - sizes
    named = sizes > 0
    heads = starts[named]
    numbers = _looked_up(codes, reading)
    numbers[heads] = _looked_up(codes[heads], _surname_reading)
    mixed = numbers * _powers(np.arange(len(codes)) - np.repeat(starts, sizes))
    whole, surname = np.zeros((2, len(sizes)), np.uint64)
    if len(heads):
        whole[named] = np.add.reduceat(mixed, heads)
        surname[named] = mixed[heads]
    return _told(_corrected(texts, whole, surname))


def _looked_up(codes: npt.NDArray[np.uint32], read: Callable[[str], str]) -> Numbers:
    """Return the number of each character's reading."""
    distinct, places = np.unique(codes, return_inverse=True)
    numbers = np.array([_number(read(chr(code))) for code in distinct], np.uint64)
    found: Numbers = numbers[places]
    return found


@cache
def _number(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest())


def _surname_reading(character: str) -> str:
    return SURNAME_READINGS.get(character, reading(character))


def _powers(places: npt.NDArray[np.int64]) -> Numbers:
    """Return the number that each place in a name is multiplied with."""
    most = int(places.max(initial=0)) + 1
    powers = np.array([pow(SPREAD, place, WORD) for place in range(most)], np.uint64)
    found: Numbers = powers[places]
    return found


def _corrected(texts: pl.Series, whole: Numbers, surname: Numbers) -> pl.DataFrame:
    """Return the numbers, with those of compound surnames and of Latin names."""
    rows = pl.DataFrame({"key": texts, "whole": whole, "surname": surname})
    is_compound = texts.str.head(2).is_in(list(COMPOUND_READINGS))
    special = is_compound | texts.str.contains(LATIN)
    odd = rows.filter(special)
    if not odd.height:
        return rows
    read = [_read(key) for key in odd["key"]]
    places = special.arg_true()
    return rows.with_columns(
        rows["whole"].scatter(places, pl.Series([r[0] for r in read], dtype=pl.UInt64)),
        rows["surname"].scatter(
            places, pl.Series([r[1] for r in read], dtype=pl.UInt64)
        ),
    )


def _read(key: str) -> tuple[int, int]:
    """Return the numbers of a whole name and its surname, read in words."""
    if key.isascii():
        words: Sequence[str] = syllables(key.lower()) or [key.lower()]
        return _mixed(words), _mixed(words[:1])
    surname = COMPOUND_READINGS[key[:2]]
    return _mixed([*surname, *map(reading, key[2:])]), _mixed(surname)


def _mixed(words: Sequence[str]) -> int:
    numbers = (
        _number(word) * pow(SPREAD, place, WORD) for place, word in enumerate(words)
    )
    return sum(numbers) % WORD


def _told(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the numbers, null where what they rest on is not shown."""
    key, whole, surname = pl.col("key"), pl.col("whole"), pl.col("surname")
    hidden = key.str.contains(UNKNOWN, literal=True)
    head_shown = (key != "") & ~key.str.starts_with(UNKNOWN)
    rest_shown = ~key.str.slice(1).str.contains(UNKNOWN, literal=True)
    return rows.select(
        pl.when((key != "") & ~hidden).then(whole).alias("sound"),
        pl.when(head_shown).then(surname).alias("surname_sound"),
        pl.when((whole != surname) & rest_shown)
        .then(whole - surname)
        .alias("given_sound"),
    )
