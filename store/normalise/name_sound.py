"""How names sound, as numbers: equal numbers, equal readings.

A syllable's number is a digest of its letters and a name's number is made of its
syllables' by fixed arithmetic, so that they are the same on every machine.
"""

import hashlib
from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl

from store.normalise.code_points import ALL_CODES, CodePoints, Places, code_points
from store.normalise.name_tables import COMPOUND_READINGS, COMPOUND_SURNAMES
from store.normalise.person_name import UNKNOWN, pinyin_key
from store.normalise.plain import only_where
from store.normalise.romanised import syllables

Numbers = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]
Triple = tuple[int | None, int | None, int | None]

SOUNDS = ("sound", "surname_sound", "given_sound")
STEP = 0x9E3779B97F4A7C15  # odd, so that multiplying by it loses nothing
MODULUS = 1 << 64
COMPOUND = 2
LATIN = r"^[A-Za-z]+(?:[ '\-][A-Za-z]+)*$"
COMPOUND_FIRSTS = np.zeros(ALL_CODES, np.bool_)
COMPOUND_FIRSTS[[ord(surname[0]) for surname in COMPOUND_SURNAMES]] = True
COMPOUND_READ = frozenset(pinyin_key(surname) for surname in COMPOUND_SURNAMES)


def sound_keys(keys: pl.Series) -> pl.DataFrame:
    """Return `sound`, `surname_sound` and `given_sound` (UInt64) of name keys.

    `sound` is the same for two keys exactly when `pinyin_key` is. A number is null
    where a character of its part is unknown or the part is empty. The surname is
    the first character, or the first two of longer names where they are a compound
    surname. A name in Latin letters sounds as its pinyin; one that is no pinyin
    has a `sound` of its own, but no surname.
    """
    points = code_points(keys)
    values = _values(points)
    rows = points.longer_than(0)
    surnames, compound = _surnames(points, values, rows)
    wholes = _wholes(points, values)[rows]
    lengths = points.lengths[rows] - 1 - compound
    hidden = points.count(values == 0)[rows]
    firsts = points.starts[rows]
    hidden_surname = (values[firsts] == 0).astype(np.int64)
    hidden_surname += compound & (values[firsts + compound] == 0)
    found = {
        "sound": (wholes, hidden == 0),
        "surname_sound": (surnames, hidden_surname == 0),
        "given_sound": (
            wholes - surnames * _powers(lengths),
            (hidden == hidden_surname) & (lengths > 0),
        ),
    }
    spread = {name: _spread(*part, rows, len(keys)) for name, part in found.items()}
    return _with_latin(keys, points, pl.DataFrame(spread))


def sound(readings: tuple[str, ...]) -> int:
    """Return the number of one row of readings, the first syllable first."""
    number = 0
    for reading in readings:
        number = (number * STEP + syllable_number(reading)) % MODULUS
    return number


@cache
def syllable_number(reading: str) -> int:
    """Return the number of one syllable, the same everywhere; 0 for `?` alone."""
    if reading == UNKNOWN:
        return 0
    digest = hashlib.blake2b(reading.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def _values(points: CodePoints) -> Numbers:
    """Return the number of each character's reading, surnames read as such."""
    values = points.each(lambda char: _number_of(char, 1))
    firsts = points.starts[points.longer_than(0)]
    values[firsts] = points.each(lambda char: _number_of(char, 0))[firsts]
    pairs = points.starts[points.longer_than(1)]
    for surname, readings in COMPOUND_READINGS.items():
        here = pairs[_is_pair(points, pairs, surname)]
        for place, reading in enumerate(readings):
            values[here + place] = syllable_number(reading)
    return values


@cache
def _number_of(character: str, place: int) -> int:
    # A first character is read as a surname, and what follows it is not.
    return syllable_number(pinyin_key("王" * place + character).split(" ")[-1])


def _is_pair(points: CodePoints, starts: Places, pair: str) -> Flags:
    first, second = (ord(character) for character in pair)
    found: Flags = points.codes[starts] == first
    found[found] = points.codes[starts[found] + 1] == second
    return found


def _surnames(
    points: CodePoints, values: Numbers, rows: Places
) -> tuple[Numbers, Places]:
    """Return the surnames' numbers and 1 for each that is a compound, else 0."""
    firsts = points.starts[rows]
    numbers, compound = values[firsts], np.zeros(len(rows), np.int64)
    begins = COMPOUND_FIRSTS[points.codes[firsts]]
    longer = np.flatnonzero(begins & (points.lengths[rows] > COMPOUND))
    for surname in COMPOUND_SURNAMES if len(longer) else ():
        here = longer[_is_pair(points, firsts[longer], surname)]
        compound[here] = 1
        numbers[here] = values[firsts[here]] * np.uint64(STEP)
        numbers[here] += values[firsts[here] + 1]
    return numbers, compound


def _wholes(points: CodePoints, values: Numbers) -> Numbers:
    """Return for each text `sound` of the readings of all its characters."""
    numbers = np.zeros(len(points.lengths), np.uint64)
    for place in range(int(points.lengths.max(initial=0))):
        rows = points.longer_than(place)
        more = numbers[rows] * np.uint64(STEP) + values[points.starts[rows] + place]
        numbers[rows] = more
    return numbers


def _powers(exponents: Places) -> Numbers:
    most = int(exponents.max(initial=0))
    table = [pow(STEP, exponent, MODULUS) for exponent in range(most + 1)]
    powers: Numbers = np.array(table, np.uint64)[exponents]
    return powers


def _spread(numbers: Numbers, shown: Flags, rows: Places, height: int) -> pl.Series:
    every, known = np.zeros(height, np.uint64), np.zeros(height, np.bool_)
    every[rows], known[rows] = numbers, shown
    return only_where(pl.Series(known), pl.Series(every))


def _with_latin(
    keys: pl.Series, points: CodePoints, sounds: pl.DataFrame
) -> pl.DataFrame:
    """Return the sounds with those of names in Latin letters put in."""
    rows = points.longer_than(0)
    rows = rows[points.codes[points.starts[rows]] < ord("{")]
    if not len(rows):
        return sounds
    names = pl.DataFrame({"row": rows, "key": keys.gather(rows)})
    names = names.filter(pl.col("key").str.contains(LATIN))
    if names.is_empty():
        return sounds
    read = [_latin(name) for name in names["key"].to_list()]
    return sounds.with_columns(
        sounds[name].scatter(names["row"], pl.Series(part, dtype=pl.UInt64))
        for name, part in zip(SOUNDS, zip(*read, strict=True), strict=True)
    )


@cache
def _latin(name: str) -> Triple:
    parts = syllables(name)
    if not parts:
        return sound(tuple(pinyin_key(name).split(" "))), None, None
    is_compound = len(parts) > COMPOUND and " ".join(parts[:COMPOUND]) in COMPOUND_READ
    surname = COMPOUND if is_compound else 1
    given = sound(parts[surname:]) if len(parts) > surname else None
    return sound(parts), sound(parts[:surname]), given
