"""Judge ID numbers one by one, as `id_number` judges whole columns.

For a handful of texts, as in looking one person up, this is many times quicker.
"""

import re
import unicodedata

import numpy as np

from store.normalise.id_clean import COUNTING_HEADS, PLACEHOLDER_HEADS
from store.normalise.id_digits import BODY, WHOLE, check_bytes, has_birth_date
from store.normalise.id_shapes import (
    ABSENT,
    CENTENARIAN,
    DOUBLE_TAIL,
    FOREIGN,
    LIKE_X,
    MASK,
    READ_FOR_DIGITS,
    SCIENTIFIC,
    SHAPE_15,
    SHAPE_18,
    SHAPE_DISABILITY,
    SHAPE_MISREAD,
    SIGNS_OF_NOISE,
)

INVISIBLE = ("Cf", "Cc")
HEADS = PLACEHOLDER_HEADS + COUNTING_HEADS
FROM_DOUBLE = re.compile(r"[0-9]{16,18}\.0*\s*\Z")
TO_X = str.maketrans(dict.fromkeys(LIKE_X, "X"))
TO_DIGITS = str.maketrans(READ_FOR_DIGITS)
Judged = tuple[str | None, str | None, str]


def judge_one(delivered: str | None) -> Judged:
    """Return the readable text, the candidate that it stands for, and the kind."""
    text = _readable(delivered)
    if delivered is None or text is None:
        return None, None, "missing"
    candidate = _candidate(text)
    check, day = _examined(candidate)
    kind = _kind(text, delivered, check=check, day=day)
    if _is(SHAPE_MISREAD, text) and check and day:
        return candidate, candidate, kind
    return text, candidate, kind


def _readable(delivered: str | None) -> str | None:
    if delivered is None:
        return None
    folded = unicodedata.normalize("NFKC", delivered)
    text = "".join(sign for sign in folded if not _is_noise(sign))
    text = text.partition("(")[0].upper().translate(TO_X)
    text = unicodedata.normalize("NFKC", re.sub(DOUBLE_TAIL, r"\1", text, count=1))
    return None if text in ABSENT else text


def _is_noise(sign: str) -> bool:
    return (
        sign in SIGNS_OF_NOISE
        or sign.isspace()
        or unicodedata.category(sign) in INVISIBLE
    )


def _is(shape: str, text: str) -> bool:
    return re.search(shape, text) is not None


def _candidate(text: str) -> str | None:
    if _is(SHAPE_18, text):
        return text
    if _is(SHAPE_15, text):
        century = "18" if _is(CENTENARIAN, text) else "19"
        body = text[:6] + century + text[6:]
        return body + chr(check_bytes(_bytes(body))[0])
    if _is(SHAPE_DISABILITY, text):
        return text[:WHOLE]
    return text.translate(TO_DIGITS) if _is(SHAPE_MISREAD, text) else None


def _bytes(text: str) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    return np.frombuffer(text.encode("ascii"), np.uint8).reshape(1, -1)


def _examined(candidate: str | None) -> tuple[bool, bool]:
    if candidate is None:
        return False, False
    digits = _bytes(candidate)
    check = bool(digits[0, BODY] == check_bytes(digits)[0])
    return check, bool(has_birth_date(digits)[0])


def _kind(text: str, delivered: str, *, check: bool, day: bool) -> str:  # noqa: PLR0911 - a kind each
    is_18, is_15 = _is(SHAPE_18, text), _is(SHAPE_15, text)
    is_certificate = _is(SHAPE_DISABILITY, text)
    from_double = FROM_DOUBLE.search(delivered) is not None
    cut = is_18 and ((not check and text.endswith("000")) or from_double)
    if text[:6] in HEADS:
        return "placeholder"
    if cut or _is(SCIENTIFIC, text):
        return "excel_damaged"
    if (is_18 or is_certificate) and not check:
        return "bad_check_digit"
    if (is_18 or is_15 or is_certificate) and not day:
        return "bad_date"
    if is_15 or is_certificate:
        return "valid15" if is_15 else "disability"
    if check and day:
        return "valid"
    if _is(MASK, text):
        return "masked"
    return "foreign" if _is(FOREIGN, text) else "other"
