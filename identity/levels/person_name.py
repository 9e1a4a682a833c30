# ruff: noqa: D400, D415 - these docstrings are the Chinese sentences a reviewer reads
"""Levels of agreement between two personal names."""

from collections.abc import Sequence

import polars as pl

from identity.name_relation import name_relation
from store.normalise.person_name import UNKNOWN
from store.normalise.plain import FEW


def measure(pairs: pl.DataFrame) -> pl.DataFrame:
    """Add `relation`: how two different names are related, or null.

    Asked once for each pair of names that could agree at all: those with a common
    surname, a common given name, a character that is not shown, or what stands in
    front on one side elsewhere on the other.
    """
    if pairs.height < FEW:
        return _measured_singly(pairs)
    unlike = pairs.select("l.key", "r.key").filter(_worth_asking(pairs)).unique()
    found = [name_relation(one, other) for one, other in unlike.iter_rows()]
    related = unlike.with_columns(pl.Series("relation", found, dtype=pl.String))
    return pairs.join(related, on=["l.key", "r.key"], how="left", maintain_order="left")


def _measured_singly(pairs: pl.DataFrame) -> pl.DataFrame:
    names = pairs.select(
        "l.key", "r.key", "l.surname", "r.surname", "l.given", "r.given"
    )
    found = [
        name_relation(left, right)
        if left and right and left != right and _is_worth(left, right, parts)
        else None
        for left, right, *parts in names.iter_rows()
    ]
    return pairs.with_columns(pl.Series("relation", found, dtype=pl.String))


def _is_worth(left: str, right: str, parts: Sequence[str | None]) -> bool:
    """Say of one pair what `_worth_asking` says of many."""
    left_surname, right_surname, left_given, right_given = parts
    ends = [(left[:1], right[:1]), (left[-1:], right[-1:])]
    for size in (1, 2):
        ends += [(left[:size], right[-size:]), (right[:size], left[-size:])]
    return (
        left_surname == right_surname is not None
        or left_given == right_given is not None
        or UNKNOWN in left + right
        or any(one == other for one, other in ends)
    )


def _worth_asking(pairs: pl.DataFrame) -> pl.Series:
    left, right = pl.col("l.key"), pl.col("r.key")
    could = (
        (pl.col("l.surname") == pl.col("r.surname")).fill_null(value=False)
        | (pl.col("l.given") == pl.col("r.given")).fill_null(value=False)
        | left.str.contains(UNKNOWN, literal=True)
        | right.str.contains(UNKNOWN, literal=True)
        | (left.str.head(1) == right.str.head(1))
        | (left.str.tail(1) == right.str.tail(1))
        | _could_be_turned(left, right)
    )
    return pairs.select(could & (left != right)).to_series()


def _could_be_turned(left: pl.Expr, right: pl.Expr) -> pl.Expr:
    """Say whether one begins as the other ends, by one character or by two."""
    return pl.any_horizontal(
        left.str.head(size) == right.str.tail(size) for size in (1, 2)
    ) | pl.any_horizontal(
        right.str.head(size) == left.str.tail(size) for size in (1, 2)
    )


def same_name() -> pl.Expr:
    """姓名一致。"""
    return pl.col("l.key") == pl.col("r.key")


def same_sound() -> pl.Expr:
    """姓名同音不同字（如 晓/小），或只有异体字之别。"""
    return (pl.col("l.sound") == pl.col("r.sound")) | (
        pl.col("relation") == "same_sound"
    ).fill_null(value=False)


def unshown_character() -> pl.Expr:
    """姓名中有未能显示或被遮盖的字，其余各字一致。"""
    return pl.col("relation") == "unshown_character"


def similar_shape() -> pl.Expr:
    """姓名只有一字不同，两字形近。"""
    return pl.col("relation") == "similar_shape"


def character_missing() -> pl.Expr:
    """姓名有一方少写一字，或被截断。"""
    return pl.col("relation") == "character_missing"


def one_character() -> pl.Expr:
    """三字以上的姓名只有一字不同，或相邻两字颠倒。"""
    return pl.col("relation") == "one_character"


def turned() -> pl.Expr:
    """姓和名的次序颠倒。"""
    return pl.col("relation") == "turned"


def former_name() -> pl.Expr:
    """与另一方写明的曾用名或别名一致。"""
    return (pl.col("l.key") == pl.col("r.other")) | (
        pl.col("r.key") == pl.col("l.other")
    )


def same_surname() -> pl.Expr:
    """只有姓氏相同。"""
    return pl.col("l.surname") == pl.col("r.surname")


def different_name() -> pl.Expr:
    """姓名不同。"""
    return pl.lit(value=True)
