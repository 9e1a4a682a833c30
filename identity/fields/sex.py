"""Sex: as stated, completed from another field."""

import polars as pl

MALE, FEMALE = 1, 0
WORDS = {
    "男": MALE, "男性": MALE, "1": MALE, "M": MALE, "MALE": MALE,
    "女": FEMALE, "女性": FEMALE, "2": FEMALE, "F": FEMALE, "FEMALE": FEMALE,
}  # fmt: skip


def prepare(values: pl.Series, fallback: pl.Series | None) -> dict[str, pl.Series]:
    """Return `stated` and `key` (else the fallback): 1 male, 0 female, else null."""
    words = values.str.strip_chars().str.to_uppercase()
    stated = words.replace_strict(WORDS, default=None, return_dtype=pl.Int64)
    key = (
        stated
        if fallback is None
        else pl.select(pl.coalesce(stated, fallback)).to_series()
    )
    return {"stated": stated, "key": key}
