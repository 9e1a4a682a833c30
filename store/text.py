"""How far apart two texts are, counted in characters.

The only door to rapidfuzz. DuckDB's own distances count UTF-8 bytes, so one
changed Chinese character is three errors to them; here it is one.
"""

from collections.abc import Callable
from typing import Any

import polars as pl
from rapidfuzz.distance import OSA, Indel, JaroWinkler
from rapidfuzz.process import cpdist

from store.meaning import PolarsType

Scorer = Callable[..., Any]  # rapidfuzz's own protocol is private


def typing_errors(left: str, right: str, *, at_most: int | None = None) -> int:
    """Return how many typing errors turn one text into the other.

    Optimal string alignment: a character wrong, missing, added, or two neighbours
    swapped is one error. Above `at_most` the answer is `at_most + 1`.
    """
    return int(OSA.distance(left, right, score_cutoff=at_most))


def similarity_milli(left: str, right: str) -> int:
    """Return 1000 for equal texts down to 0 for wholly different ones.

    The share of characters of the longer text that need no typing error, in per
    mille, rounded down; two empty texts are equal.
    """
    longer = max(len(left), len(right))
    return (
        1000 if not longer else 1000 * (longer - typing_errors(left, right)) // longer
    )


def overlap_milli(left: str, right: str) -> int:
    """Return how much of two texts is shared in order, in per mille.

    Twice the longest common subsequence over both lengths, rounded down: unlike
    `similarity_milli` it forgives what only one text has (总额, 待遇总额数).
    """
    longest = max(len(left) + len(right), 1)
    return 1000 * (longest - int(Indel.distance(left, right))) // longest


def typing_error_counts(left: pl.Series, right: pl.Series) -> pl.Series:
    """Return `typing_errors` of each pair of texts; null where either is null."""
    return _pairwise(left, right, OSA.distance, pl.Int32)


def jaro_winkler_milli(left: pl.Series, right: pl.Series) -> pl.Series:
    """Return the Jaro-Winkler similarity of each pair, in per mille.

    Winkler 1990; it forgives what differs near the end of a longer Latin word and
    is of no use on Chinese names of two or three characters.
    """
    return _pairwise(left, right, JaroWinkler.normalized_similarity, pl.Int32, 1000)


def _pairwise(
    left: pl.Series, right: pl.Series, scorer: Scorer, dtype: PolarsType, times: int = 1
) -> pl.Series:
    there = left.is_not_null() & right.is_not_null()
    scores = cpdist(
        left.filter(there).to_list(),
        right.filter(there).to_list(),
        scorer=scorer,
        workers=1,
    )
    empty = pl.Series(left.name, [None], dtype).new_from_index(0, len(left))
    if not len(scores):
        return empty
    values = pl.Series((scores * times).astype("int32"), dtype=dtype)
    return empty.scatter(there.arg_true(), values)
