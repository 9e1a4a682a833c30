"""Unified social credit codes (GB 32100-2015) and the numbers that they replaced."""

import re

import polars as pl

from store.normalise.plain import on_unique, plain_unspaced

# The standard's 31 characters, in order of value: no I, O, S, V, Z.
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SHAPE = re.compile(rf"[1-9A-HJ-N][1-9][0-9]{{6}}[{ALPHABET}]{{10}}")
WEIGHTS = tuple(3**place % 31 for place in range(17))
SHAPE_9 = re.compile(r"[0-9A-Z]{8}[0-9X]")
WEIGHTS_9 = (3, 7, 9, 10, 5, 8, 4, 2)
AREA_DIGITS, ORGANISATION_CHARACTERS = 6, 9
SHAPE_15 = re.compile(r"[1-9][0-9]{14}")
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


def organisation_code(text: str) -> str | None:
    """Return the nine characters of an organisation code (GB 11714), or None.

    They are places 9 to 17 of the credit code that came after; the taxpayer's number
    of those days had the area's six digits before them.
    """
    code = plain_unspaced(text).upper().replace("-", "")
    if len(code) == AREA_DIGITS + ORGANISATION_CHARACTERS and code[:6].isdigit():
        code = code[AREA_DIGITS:]
    if SHAPE_9.fullmatch(code) is None:
        return None
    total = sum(w * int(c, 36) for w, c in zip(WEIGHTS_9, code, strict=False))
    return code if "0X987654321"[total % 11] == code[-1] else None


def registration_number(text: str) -> str | None:
    """Return the fifteen digits of an old business registration (GS 15), or None.

    Their check digit is that of ISO 7064 MOD 11,10.
    """
    number = plain_unspaced(text).replace("-", "")
    if SHAPE_15.fullmatch(number) is None:
        return None
    rest = 10
    for digit in number[:-1]:
        rest = ((rest + int(digit)) % 10 or 10) * 2 % 11
    return number if (rest + int(number[-1])) % 10 == 1 else None
