# ruff: noqa: D400, D415 - these docstrings are the Chinese sentences a reviewer reads
"""Levels of agreement between two resident ID numbers, whole or damaged."""

import polars as pl

from identity.fields.resident_id import FEWEST_SHOWN, FOREIGN, VALID
from store.text import typing_error_counts

CHECK = 17  # the place of the check character
LEFT, RIGHT = pl.col("l.text"), pl.col("r.text")
LEFT_KIND, RIGHT_KIND = pl.col("l.kind"), pl.col("r.kind")


def measure(pairs: pl.DataFrame) -> pl.DataFrame:
    """Add `errors`, and `shown`: how many digits of a masked number agree.

    Both are null where they cannot matter; `shown` is -1 where a digit differs.
    """
    kinds = [LEFT_KIND.fill_null("none"), RIGHT_KIND.fill_null("none")]
    is_masked = pl.any_horizontal(kind == "masked" for kind in kinds)
    is_damaged = pl.any_horizontal(kind.is_in(["damaged", "none"]) for kind in kinds)
    asked = pairs.select(
        damaged=is_damaged & ~is_masked & (LEFT != RIGHT), masked=is_masked
    )
    text = {side: pairs[f"{side}.text"] for side in "lr"}
    left, right = (_only(text[side], asked["damaged"]) for side in "lr")
    shown = (
        [
            None if not wanted or one is None or other is None else _shown(one, other)
            for wanted, one, other in zip(
                asked["masked"], text["l"], text["r"], strict=True
            )
        ]
        if asked["masked"].any()
        else [None] * pairs.height
    )
    return pairs.with_columns(
        typing_error_counts(left, right).alias("errors"),
        pl.Series("shown", shown, dtype=pl.Int32),
    )


def _only(values: pl.Series, where: pl.Series) -> pl.Series:
    return pl.select(pl.when(where).then(values)).to_series()


def _shown(one: str, other: str) -> int:
    """Return how many shown digits agree, -1 where one differs."""
    if len(one) != len(other):
        return -1
    both = [at for at in range(len(one)) if _is_shown(one, at) and _is_shown(other, at)]
    return len(both) if all(one[at] == other[at] for at in both) else -1


def _is_shown(text: str, at: int) -> bool:
    """Say whether a digit stands there; an X may hide one, as a star does."""
    is_check = at == CHECK and text[at] == "X" and text[at - 1].isdecimal()
    return text[at].isdecimal() or is_check


def same_number() -> pl.Expr:
    """号码相同。"""
    return (LEFT == RIGHT) & ~_is_masked()


def one_digit_wrong() -> pl.Expr:
    """有一方的号码校验不符，只差一位或相邻两位颠倒。"""
    return pl.col("errors") == 1


def two_digits_wrong() -> pl.Expr:
    """有一方的号码校验不符，相差两位。"""
    return pl.col("errors") == 2  # noqa: PLR2004 - as the name says


def cut_by_spreadsheet() -> pl.Expr:
    """有一方的号码被电子表格截成十五位，前十五位相同。"""
    is_cut = (LEFT_KIND == "excel") | (RIGHT_KIND == "excel")
    return is_cut & (pl.col("l.head15") == pl.col("r.head15"))


def shown_digits_agree() -> pl.Expr:
    """有一方的号码被遮盖，露出的各位都相同。"""
    return pl.col("shown") >= FEWEST_SHOWN


def both_valid_but_different() -> pl.Expr:
    """两个号码都有效，却不相同。"""
    return LEFT_KIND.is_in(VALID) & RIGHT_KIND.is_in(VALID)


def same_birth_digits() -> pl.Expr:
    """号码不同，但号码里的出生日期相同。"""
    return (LEFT.str.slice(6, 8) == RIGHT.str.slice(6, 8)) & (LEFT_KIND != FOREIGN)


def different_number() -> pl.Expr:
    """号码不同。"""
    # A passport contradicts no ID number.
    return (LEFT_KIND == FOREIGN) == (RIGHT_KIND == FOREIGN)


def _is_masked() -> pl.Expr:
    return (LEFT_KIND == "masked").fill_null(value=False) | (
        RIGHT_KIND == "masked"
    ).fill_null(value=False)
