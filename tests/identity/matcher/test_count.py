"""Counting: shares that are never nothing, and how rare a rare name is."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity.matcher.count import (
    LEAST,
    MILLI,
    coincidence,
    frequency_table,
    level_counts,
    seldom,
    smoothed,
)
from identity.matcher.epoch import LENGTHS, frequency_of, length_of, per_billion
from identity.matcher.weigh import probability

NO_CORRECTION = (1000, 2000, 3000, 4000, 5000)
values = st.lists(st.sampled_from([None, *"abcdefgh"]), max_size=40)


def names(*spread: int) -> pl.Series:
    """Return values of which `spread[r - 1]` stand in r records each."""
    found: list[str] = []
    for place, many in enumerate(spread):
        for number in range(many):
            found += [f"{place}-long-{number}"] * (place + 1)
    return pl.Series(found, dtype=pl.String)


@pytest.mark.parametrize(
    ("given_names", "expected"),
    [
        # 100 names stand once, 30 twice: one of the former is met 0.6 times more.
        (names(100, 30), (600, 2000, 3000, 4000, 5000)),
        (names(100, 30, 10), (600, 1000, 3000, 4000, 5000)),
        (names(10, 30), (1000, 2000, 3000, 4000, 5000)),  # never above what was met
        (names(100_000, 1), (LEAST, 2000, 3000, 4000, 5000)),
        (names(10, 10, 10, 60, 6), (1000, 2000, 3000, 3000, 5000)),
        (names(), (1000, 2000, 3000, 4000, 5000)),
    ],
)
def test_rare_names_are_rarer_than_once(
    given_names: pl.Series, expected: tuple[int, ...]
) -> None:
    assert seldom(given_names) == (*[NO_CORRECTION] * LENGTHS, expected)


def test_rare_names_of_two_characters_are_less_rare_than_longer_ones() -> None:
    short = [chr(0x4E00 + at) * 2 for at in range(40)]
    long = [chr(0x4E00 + at) * 3 for at in range(40)]
    values = pl.Series([*short, *short[:20], *long, *long[:1]])
    found = seldom(values)
    assert (found[2][0], found[3][0]) == (1000, 51)
    milli = frequency_of(np.array([1, 1]), np.array([2, 3]), found, 121)
    assert milli[0] > milli[1]


def test_lengths_of_texts_and_of_numbers() -> None:
    texts = pl.Series(["王", "王芳", "买买提江", "古丽米热·买买提", None])
    assert length_of(texts).tolist() == [1, 2, 4, 4, 0]
    assert length_of(pl.Series([20, None], dtype=pl.UInt64)).tolist() == [0, 0]


@given(values)
def test_small_counts_stand_for_no_more_than_themselves(
    given: list[str | None],
) -> None:
    for likely in seldom(pl.Series(given, dtype=pl.String)):
        assert list(likely) == sorted(likely)
        assert all(LEAST <= one <= MILLI * r for r, one in enumerate(likely, 1))


def test_the_more_frequent_a_value_the_less_it_says() -> None:
    counts = np.array([1, 2, 5, 6, 100])
    row = (600, 1500, 3000, 4000, 5000)
    milli = frequency_of(counts, np.zeros(5, np.int64), (row,), 1000).tolist()
    assert milli == sorted(milli)
    assert milli[-1] == round(1000 * np.log2(0.1))
    assert milli[0] == round(1000 * np.log2(0.0006))


def test_frequencies_hold_what_is_met_twice() -> None:
    table = frequency_table(pl.Series(["a", "b", "a", None, None]))
    assert table.rows() == [("a", 2)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [(["a", "a"], 1), (["a", "b"], 0), (["a", "a", "b", None], 1 / 3), ([], 0)],
)
def test_coincidence(given: list[str | None], expected: float) -> None:
    assert coincidence(pl.Series(given, dtype=pl.String)) == pytest.approx(expected)


@given(st.lists(st.integers(-1, 3), max_size=30))
def test_shares_are_whole_and_none_is_nothing(levels: list[int]) -> None:
    counts = level_counts(pl.Series(levels, dtype=pl.Int8), 4)
    assert counts.sum() == len([level for level in levels if level >= 0])
    shares = smoothed(counts)
    assert shares.sum() == pytest.approx(1)
    assert min(per_billion(shares)) > 0


@given(st.lists(st.integers(-(2**31), 2**31 - 1), min_size=2, max_size=20))
def test_probabilities_rise_with_weights_within_bounds(weights: list[int]) -> None:
    found = probability(pl.Series(sorted(weights), dtype=pl.Int32))
    assert found.is_between(0, 1).all()
    assert found.is_sorted()
