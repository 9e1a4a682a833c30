"""Judge at once the ID numbers that are already written as they should be."""

import numpy as np
import numpy.typing as npt
import polars as pl

from store.normalise.id_digits import (
    BODY,
    WHOLE,
    Bytes,
    byte_matrix,
    check_bytes,
    has_birth_date,
    has_shape,
    number_at,
)

Places = npt.NDArray[np.int64]

CLEAN_KINDS = ("valid", "bad_date", "bad_check_digit", "excel_damaged", "placeholder")
VALID, BAD_DATE, BAD_CHECK, EXCEL, PLACEHOLDER = range(5)
# No county code can begin so: 000000…, 111111…, 123456… and 012345….
PLACEHOLDER_HEADS = tuple(digit * 6 for digit in "0123456789")
COUNTING_HEADS = ("123456", "012345")
HEADS = np.array([int(head) for head in PLACEHOLDER_HEADS + COUNTING_HEADS])


def clean_rows(texts: pl.Series) -> tuple[Places, Bytes]:
    """Return the rows that are 17 digits and a digit or X, and their characters."""
    long = (texts.str.len_bytes() == WHOLE).fill_null(value=False)
    rows = np.flatnonzero(long.to_numpy())
    characters = byte_matrix(texts.filter(long), WHOLE)
    shaped = has_shape(characters)
    if shaped.all():
        return rows, characters
    return rows[shaped], characters[shaped]


def judge_clean(texts: pl.Series, characters: Bytes) -> pl.DataFrame:
    """Return `id_text`, `id18` and `id_kind` of texts that `clean_rows` found."""
    kinds = _kinds(characters)
    valid = pl.Series(kinds == VALID)
    return pl.select(
        id_text=texts,
        id18=texts if valid.all() else pl.when(valid).then(texts),
        id_kind=pl.Series(CLEAN_KINDS, dtype=pl.String).gather(pl.Series(kinds)),
    )


def _kinds(characters: Bytes) -> npt.NDArray[np.uint32]:
    """Return the place in `CLEAN_KINDS` of each row; the gravest fault counts."""
    kinds = np.full(len(characters), VALID, np.uint32)
    kinds[~has_birth_date(characters)] = BAD_DATE
    wrong = np.flatnonzero(characters[:, BODY] != check_bytes(characters))
    cut = number_at(characters[wrong], BODY - 2, 3) == 0
    kinds[wrong] = np.where(cut, EXCEL, BAD_CHECK)
    kinds[np.isin(number_at(characters, 0, 6), HEADS)] = PLACEHOLDER
    return kinds
