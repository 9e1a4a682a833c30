"""The characters of resident ID numbers as a matrix, and what they must fulfil."""

import numpy as np
import numpy.typing as npt
import polars as pl

Bytes = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int32]

WEIGHTS = tuple(2 ** (17 - place) % 11 for place in range(17))
CHECK_CHARACTERS = np.frombuffer(b"10X98765432", dtype=np.uint8)
DAYS_IN_MONTH = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int32)
# No clock is read, so that a number is judged the same on every night.
FIRST_BIRTH_YEAR, LAST_BIRTH_YEAR = 1880, 2049
BODY, WHOLE, DECIMAL = 17, 18, 10
MONTHS, FEBRUARY = 12, 2


def byte_matrix(texts: pl.Series, width: int) -> Bytes:
    """Return texts of `width` bytes each as a matrix, one row each."""
    joined = str(texts.str.join("").item()).encode()
    return np.frombuffer(joined, dtype=np.uint8).reshape(-1, width)


def texts_of(matrix: Bytes) -> pl.Series:
    """Return the rows of a matrix of ASCII characters as texts."""
    joined = np.ascontiguousarray(matrix)
    width = matrix.shape[1]
    return pl.Series(joined.view(f"S{width}").ravel().astype(str), dtype=pl.String)


def has_shape(characters: Bytes) -> Flags:
    """Say for each row of 18 bytes whether it is 17 digits, and a digit or X."""
    values = characters - np.uint8(ord("0"))
    last = (values[:, BODY] < DECIMAL) | (characters[:, BODY] == ord("X"))
    shaped: Flags = last & (values[:, :BODY].max(axis=1, initial=0) < DECIMAL)
    return shaped


def check_bytes(characters: Bytes) -> Bytes:
    """Return the check characters (ISO 7064 MOD 11-2) of rows of 17 or more digits."""
    total = np.zeros(len(characters), np.int32)
    for place, weight in enumerate(WEIGHTS):
        total += weight * _values(characters, place)
    found: Bytes = CHECK_CHARACTERS[total % len(CHECK_CHARACTERS)]
    return found


def has_birth_date(characters: Bytes) -> Flags:
    """Say for each row whether digits 7 to 14 are a real day of a lifetime."""
    year = number_at(characters, 6, 4)
    month, day = number_at(characters, 10, 2), number_at(characters, 12, 2)
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    in_year = (month >= 1) & (month <= MONTHS)
    last = DAYS_IN_MONTH[np.where(in_year, month, 0)] - ((month == FEBRUARY) & ~leap)
    in_life = (year >= FIRST_BIRTH_YEAR) & (year <= LAST_BIRTH_YEAR)
    flags: Flags = in_life & in_year & (day >= 1) & (day <= last)
    return flags


def number_at(characters: Bytes, first: int, count: int) -> Numbers:
    """Return the number that `count` digits from place `first` make, in each row."""
    number = np.zeros(len(characters), np.int32)
    for place in range(first, first + count):
        number = number * DECIMAL + _values(characters, place)
    return number


def _values(characters: Bytes, place: int) -> Numbers:
    return characters[:, place].astype(np.int32) - ord("0")
