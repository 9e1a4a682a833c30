"""Numbers one slip away from a damaged ID number: what may have been meant.

The check character leaves at most one digit for each place, so that no slip has
to be tried ten times.
"""

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt
import polars as pl

from store.normalise.id_digits import (
    BODY,
    DECIMAL,
    WEIGHTS,
    WHOLE,
    Bytes,
    byte_matrix,
    check_bytes,
    has_birth_date,
    has_shape,
    texts_of,
)

Places = npt.NDArray[np.int64]
Values = npt.NDArray[np.int32]
Found = tuple[Places, Bytes]
Slips = Callable[[Bytes], Iterator[Found]]

OLD, CENTURY = 15, np.frombuffer(b"19", np.uint8)
BIRTH_OF_OLD = range(6, 12)
MODULUS = 11
ALL_WEIGHTS = np.array([*WEIGHTS, 1], np.int32)
INVERSES = np.array([pow(int(weight), -1, MODULUS) for weight in ALL_WEIGHTS], np.int32)
DIGITS = np.frombuffer(b"0123456789X", np.uint8)
POWERS = np.array([DECIMAL**place for place in reversed(range(BODY))], np.uint64)
ROW = {"row": pl.UInt32}
UNREADABLE = 99
FEW = 1000  # texts whose slips are judged together
SWAPS = tuple(
    (first, first + apart) for apart in (1, 2) for first in range(WHOLE - apart)
)


def neighbours(text: pl.Series) -> pl.DataFrame:
    """Return `row` (place in `text`) and `id18`: each number one slip away.

    A slip is one character wrong (or unreadable), or two exchanged that are
    neighbours or next but one; with 17 characters one was lost, with 19 one was
    put in; with 15 a digit of an impossible birth date is wrong. Check character
    and birth date of every number returned hold. Sorted by row and number; texts
    of other lengths, of other characters and null have none.
    """
    rows, numbers = _found(text)
    found = {"row": rows, "id18": texts_of(numbers)}
    return pl.DataFrame(found, schema_overrides=ROW).unique().sort("row", "id18")


def neighbour_bodies(text: pl.Series) -> pl.DataFrame:
    """Return `row` and `body` (UInt64), the first 17 digits of each neighbour."""
    rows, numbers = _found(text)
    digits = (numbers[:, :BODY] - np.uint8(ord("0"))).astype(np.uint64)
    found = {"row": rows, "body": digits @ POWERS}
    return pl.DataFrame(found, schema_overrides=ROW).unique().sort("row", "body")


def _found(text: pl.Series) -> Found:
    """Return the rows of all neighbours, and their characters."""
    found = [
        (np.zeros(0, np.int64), np.zeros((0, WHOLE), np.uint8)),
        *_meant(text, WHOLE, _one_wrong),
        *_meant(text, WHOLE, _exchanged),
        *_meant(text, WHOLE - 1, _one_lost),
        *_meant(text, WHOLE + 1, _one_too_many),
        *_meant(text, OLD, _old_form),
    ]
    rows, numbers = zip(*found, strict=True)
    return np.concatenate(rows), np.concatenate(numbers)


def _meant(text: pl.Series, width: int, slips: Slips) -> Iterator[Found]:
    """Yield rows and the numbers that hold, of the texts of one length."""
    fits = (text.cast(pl.String).str.len_bytes() == width).fill_null(value=False)
    rows = np.flatnonzero(fits.to_numpy())
    if len(rows):
        found = slips(byte_matrix(text.cast(pl.String).filter(fits), width))
        for places, numbers in found if len(rows) > FEW else _together(found):
            holds = has_shape(numbers) & has_birth_date(numbers)
            holds &= check_bytes(numbers) == numbers[:, BODY]
            yield rows[places[holds]], numbers[holds]


def _together(found: Iterator[Found]) -> Iterator[Found]:
    """Yield the slips of a few texts as one, to be judged at once."""
    places, numbers = zip(*found, strict=True)
    yield np.concatenate(places), np.concatenate(numbers)


def _one_wrong(characters: Bytes) -> Iterator[Found]:
    """Yield for each place the numbers that differ from the texts there alone."""
    values = _values(characters)
    unread = values == UNREADABLE
    known = np.where(unread, 0, values)
    total = ALL_WEIGHTS @ known
    whole = ~unread.any(axis=0)
    lone = unread.sum(axis=0) == 1
    for place, weight in enumerate(ALL_WEIGHTS):
        rest = total - weight * known[place]
        needed = (1 - rest) * INVERSES[place] % MODULUS
        fits = (whole | (lone & unread[place])) & (needed != values[place])
        rows = np.flatnonzero(fits & ((needed < DECIMAL) | (place == BODY)))
        numbers = characters[rows]
        numbers[:, place] = DIGITS[needed[rows]]
        yield rows, numbers


def _exchanged(characters: Bytes) -> Iterator[Found]:
    """Yield for each two places the numbers with these two exchanged."""
    values = _values(characters)
    total = ALL_WEIGHTS @ values
    whole = (values != UNREADABLE).all(axis=0)
    for one, other in SWAPS:
        gained = (ALL_WEIGHTS[one] - ALL_WEIGHTS[other]) * (values[other] - values[one])
        fits = whole & ((total + gained) % MODULUS == 1)
        rows = np.flatnonzero(fits & (values[one] != values[other]))
        numbers = characters[rows]
        numbers[:, [one, other]] = numbers[:, [other, one]]
        yield rows, numbers


def _one_lost(characters: Bytes) -> Iterator[Found]:
    for place in range(WHOLE):
        yield from _one_wrong(np.insert(characters, place, ord("?"), axis=1))


def _one_too_many(characters: Bytes) -> Iterator[Found]:
    every = np.arange(len(characters))
    for place in range(WHOLE + 1):
        yield every, np.delete(characters, place, axis=1)


def _old_form(characters: Bytes) -> Iterator[Found]:
    """Yield numbers with one digit of an impossible birth date put right."""
    area, rest = (
        characters[:, : BIRTH_OF_OLD.start],
        characters[:, BIRTH_OF_OLD.start :],
    )
    century = np.broadcast_to(CENTURY, (len(characters), len(CENTURY)))
    check = np.full((len(characters), 1), ord("X"), np.uint8)
    numbers = np.concatenate([area, century, rest, check], axis=1)
    rows = np.flatnonzero(has_shape(numbers) & ~has_birth_date(numbers))
    for place in BIRTH_OF_OLD:
        for digit in DIGITS[:DECIMAL]:
            tried = numbers[rows]
            tried[:, place + len(CENTURY)] = digit
            tried[:, BODY] = check_bytes(tried)
            yield rows, tried


def _values(characters: Bytes) -> Values:
    """Return the value of each character, one row for each of the 18 places."""
    values = np.ascontiguousarray(characters.T).astype(np.int32) - ord("0")
    values[(values < 0) | (values >= DECIMAL)] = UNREADABLE
    values[BODY, characters[:, BODY] == ord("X")] = DECIMAL
    return values
