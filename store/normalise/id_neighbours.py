"""Valid ID numbers one slip away from a damaged one.

A slip is one wrong digit, or two neighbours swapped: what ISO 7064 MOD 11-2 finds
with certainty. The check sum tells which other digit could stand in each place, so
a damaged number has some fifteen neighbours, of which a register holds one or none.
"""

import numpy as np
import numpy.typing as npt
import polars as pl

from store.normalise.id_number import judge_id_numbers

WHOLE, CHECK = 18, 17
TEN = 10
MODULUS = 11
WEIGHTS = np.array([2 ** (CHECK - place) % MODULUS for place in range(WHOLE)], np.int64)
SHAPE = r"^[0-9]{17}[0-9X]$"
Digits = npt.NDArray[np.int64]


def neighbours(texts: pl.Series) -> pl.DataFrame:
    """Return `row, id18`: the valid numbers one slip away from each damaged text.

    `row` is the place in `texts`. Texts of another shape have none; neither has a
    number that is valid itself, since no slip leads from one to another.
    """
    shaped = texts.str.contains(SHAPE).fill_null(value=False)
    rows = shaped.arg_true().cast(pl.UInt32).to_numpy()
    joined = "".join(texts.filter(shaped).to_list()).encode("ascii")
    digits = np.frombuffer(joined, np.uint8).reshape(-1, WHOLE).astype(np.int64)
    digits = np.where(digits == ord("X"), TEN, digits - ord("0"))
    wanted = (1 - digits @ WEIGHTS) % MODULUS
    found = [*_wrong_digit(digits, wanted), *_swapped(digits, wanted)]
    at = np.concatenate([where for where, _ in found])
    near = np.concatenate([numbers for _, numbers in found])
    made = pl.DataFrame({"row": rows[at], "id18": _texts(near)})
    valid = judge_id_numbers(made["id18"])["id_kind"] == "valid"
    return made.filter(valid).unique().sort("row", "id18")


def _wrong_digit(digits: Digits, wanted: Digits) -> list[tuple[Digits, Digits]]:
    """Return for each place and digit the numbers that it would make right."""
    found: list[tuple[Digits, Digits]] = []
    for place in range(WHOLE):
        for digit in range(TEN if place < CHECK else MODULUS):
            change = (digit - digits[:, place]) * WEIGHTS[place] % MODULUS
            at = np.flatnonzero((change == wanted) & (digits[:, place] != digit))
            near = digits[at]
            near[:, place] = digit
            found.append((at, near))
    return found


def _swapped(digits: Digits, wanted: Digits) -> list[tuple[Digits, Digits]]:
    """Return for each two neighbours the numbers that swapping would make right."""
    found: list[tuple[Digits, Digits]] = []
    for place in range(CHECK):
        one, other = digits[:, place], digits[:, place + 1]
        change = (other - one) * (WEIGHTS[place] - WEIGHTS[place + 1]) % MODULUS
        at = np.flatnonzero((change == wanted) & (one != other))
        near = digits[at]
        near[:, [place, place + 1]] = near[:, [place + 1, place]]
        found.append((at, near))
    return found


def _texts(digits: Digits) -> pl.Series:
    """Return rows of digits as texts; ten is X, which only the last place may be."""
    signs = np.where(digits == TEN, ord("X"), digits + ord("0")).astype(np.uint8)
    texts = np.ascontiguousarray(signs).view(f"S{WHOLE}").reshape(-1).astype(str)
    return pl.Series("id18", texts.tolist(), dtype=pl.String)
