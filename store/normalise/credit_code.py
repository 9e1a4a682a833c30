"""Unified social credit codes (GB 32100-2015): one spelling, and their check."""

import re

import polars as pl

from store.normalise.plain import on_unique, plain_unspaced

# The standard's 31 characters, in order of value: no I, O, S, V, Z.
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SHAPE = re.compile(rf"[1-9A-HJ-N][1-9][0-9]{{6}}[{ALPHABET}]{{10}}")
WEIGHTS = tuple(3**place % 31 for place in range(17))
LETTERS_FOR_DIGITS = str.maketrans({"O": "0", "I": "1"})


def read_credit_codes(text: pl.Series) -> pl.Series:
    """Return the valid codes in one spelling, null where there is none."""
    return on_unique(text, None, lambda value, _: credit_code(value), pl.String)


def credit_code(text: str) -> str | None:
    """Return one code if it is valid, or None.

    O and I, which the standard does not use, are read as 0 and 1.
    """
    code = plain_unspaced(text).upper().translate(LETTERS_FOR_DIGITS).replace("-", "")
    if SHAPE.fullmatch(code) is None or code[-1] != check_character(code[:-1]):
        return None
    return code


def check_character(body: str) -> str:
    """Return the check character of a code's first 17 characters."""
    total = sum(
        weight * ALPHABET.index(character)
        for weight, character in zip(WEIGHTS, body, strict=True)
    )
    return ALPHABET[-total % len(ALPHABET)]
