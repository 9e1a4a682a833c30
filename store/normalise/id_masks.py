"""Masked ID numbers: which of the 18 characters a source still shows."""

import re

import numpy as np
import polars as pl

from store.normalise.id_digits import WHOLE, byte_matrix
from store.normalise.plain import CAPITALS, on_unique, plain_unspaced

HIDDEN = "*"
# Stars, boxes, dots; X too where it cannot be a check character.
MARKS = re.compile(r"[*?#•●○□■◆◇×✕✖·.~_\-]|X(?=X)|(?<=X)X|X(?!$)")
SHOWN_AND_HIDDEN = re.compile(r"[0-9*]+[0-9X*]")
ENDS = re.compile(r"([0-9]*)\*.*?([0-9]*X?)")
OLD, AREA, CENTURY = 15, 6, "**"


def mask_patterns(texts: pl.Series) -> pl.Series:
    """Return `mask_pattern` of each text."""
    return on_unique(texts, None, lambda text, _: mask_pattern(text), pl.String)


def mask_pattern(text: str) -> str | None:
    """Return 18 characters, `*` for each that is hidden; None if nothing is masked.

    With 18 characters every shown one keeps its place; 15 are a number of the old
    form, whose century and check character are hidden. With any other length the
    stars were not counted: then what stands before the first and behind the last
    star counts, and nothing in between.
    """
    marked = MARKS.sub(HIDDEN, plain_unspaced(text).translate(CAPITALS))
    if HIDDEN not in marked or not SHOWN_AND_HIDDEN.fullmatch(marked):
        return None
    if len(marked) == OLD and not marked.endswith("X"):
        marked = marked[:AREA] + CENTURY + marked[AREA:] + HIDDEN
    whole = marked if len(marked) == WHOLE else _stretched(marked)
    return whole if whole and whole.strip(HIDDEN) else None


def _stretched(marked: str) -> str | None:
    ends = ENDS.fullmatch(marked)
    if ends is None or len(ends[1]) + len(ends[2]) >= WHOLE:
        return None
    head, tail = ends.groups()
    return head + HIDDEN * (WHOLE - len(head) - len(tail)) + tail


def shown_agrees(patterns: pl.Series, id18: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Return how many characters each pattern shows, and how many of them agree.

    Both UInt8, null where the pattern or the number is; the number has 18 characters.
    """
    both = (patterns.is_not_null() & id18.is_not_null()).to_numpy()
    places = pl.Series(both)
    masks = byte_matrix(patterns.filter(places), WHOLE)
    numbers = byte_matrix(id18.filter(places), WHOLE)
    shows = masks != ord(HIDDEN)
    shown = shows.sum(axis=1, dtype=np.uint8)
    agreeing = (shows & (masks == numbers)).sum(axis=1, dtype=np.uint8)
    empty = pl.Series([None], dtype=pl.UInt8).new_from_index(0, len(patterns))
    rows = pl.Series(np.flatnonzero(both))
    return (
        empty.clone().scatter(rows, pl.Series(shown)).alias("shown"),
        empty.clone().scatter(rows, pl.Series(agreeing)).alias("agreeing"),
    )
