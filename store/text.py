"""How far apart two texts are, counted in characters.

The only door to rapidfuzz. DuckDB's own distances count UTF-8 bytes, so one
changed Chinese character is three errors to them; here it is one.
"""

from rapidfuzz.distance import OSA, Indel


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
