"""Sex: as stated, completed from another field."""

import polars as pl

from store.normalise.plain import FEW

MALE, FEMALE = 1, 0
WORDS = {
    "男": MALE, "男性": MALE, "1": MALE, "M": MALE, "MALE": MALE,
    "女": FEMALE, "女性": FEMALE, "2": FEMALE, "F": FEMALE, "FEMALE": FEMALE,
}  # fmt: skip


def prepare(values: pl.Series, fallback: pl.Series | None) -> dict[str, pl.Series]:
    """Return `stated` and `key` (else the fallback): 1 male, 0 female, else null."""
    stated = _stated(values)
    if fallback is None:
        return {"stated": stated, "key": stated}
    key = stated.zip_with(stated.is_not_null(), fallback.cast(stated.dtype))
    return {"stated": stated, "key": key}


def _stated(values: pl.Series) -> pl.Series:
    if len(values) < FEW:
        known = [
            None if text is None else WORDS.get(text.strip().upper()) for text in values
        ]
        return pl.Series(values.name, known, dtype=pl.Int64)
    words = values.str.strip_chars().str.to_uppercase()
    return words.replace_strict(WORDS, default=None, return_dtype=pl.Int64)
