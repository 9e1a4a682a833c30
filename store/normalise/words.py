"""Codes, numbers the state or a bank gave, and free text."""

import re
from collections.abc import Mapping, Sequence

import polars as pl

from store.normalise.plain import (
    APOSTROPHES,
    CAPITALS,
    EXPONENT,
    INVISIBLE,
    WHOLE_TAIL,
    is_absent,
    on_unique,
    plain_unspaced,
)

GAPS = re.compile(r"[\s\-－—–_]+")
CHINA_PREFIX = re.compile(r"^(?:\+86|0086)(?=1\d{10}$)")


def read_codes(text: pl.Series, codes: Mapping[str, Sequence[str]]) -> pl.Series:
    """Return the canonical value of each spelling; unknown ones pass as they are.

    An unknown spelling is left for the check that names it.
    """
    canonical = {_code_key(value): value for value in codes}
    for value, spellings in codes.items():
        canonical.update({_code_key(spelling): value for spelling in spellings})

    def read(value: str, _: str) -> str | None:
        if (known := canonical.get(_code_key(value))) is not None:
            return known
        return None if is_absent(value) else plain_unspaced(value)

    return on_unique(text, None, read, pl.String)


def _code_key(value: str) -> str:
    return WHOLE_TAIL.sub("", plain_unspaced(value)).upper()


def read_account_numbers(text: pl.Series) -> pl.Series:
    """Return bank accounts without gaps; null where Excel kept only E+ notation."""
    return on_unique(text, None, lambda value, _: account_number(value), pl.String)


def account_number(text: str) -> str | None:
    """Return one account without spaces and hyphens, or None."""
    number = plain_number(text)
    # Read again: without the gap, what stood behind it may be a mark of nothing.
    return plain_number(GAPS.sub("", number)) if number else None


def read_phones(text: pl.Series) -> pl.Series:
    """Return telephone numbers without gaps and without +86."""
    return on_unique(text, None, lambda value, _: phone(value), pl.String)


def phone(text: str) -> str | None:
    """Return one telephone number without gaps and without +86, or None."""
    number = account_number(text)
    return CHINA_PREFIX.sub("", number) if number else None


def read_numbers(text: pl.Series) -> pl.Series:
    """Return contract, note, class and household numbers in one spelling."""
    return on_unique(text, None, lambda value, _: plain_number(value), pl.String)


def plain_number(text: str) -> str | None:
    """Return a number NFKC-folded, upper case, unspaced, without Excel's `.0`.

    None for E+ notation: Excel has thrown digits away.
    """
    value = plain_unspaced(text).strip(APOSTROPHES).translate(CAPITALS)
    if is_absent(value) or EXPONENT.fullmatch(value):
        return None
    return WHOLE_TAIL.sub("", value)


def read_places(text: pl.Series) -> pl.Series:
    """Return places and addresses NFKC-folded and without spaces."""
    return on_unique(text, None, lambda value, _: _place(value), pl.String)


def _place(text: str) -> str | None:
    return None if is_absent(text) else plain_unspaced(text)


def read_texts(text: pl.Series) -> pl.Series:
    """Return text as delivered, but for outer spaces and invisible marks."""
    return on_unique(text, None, lambda value, _: as_delivered(value), pl.String)


def as_delivered(text: str) -> str | None:
    """Return one text stripped; None where nothing was recorded."""
    stripped = INVISIBLE.sub("", text).strip()
    return None if is_absent(stripped) else stripped
