"""Tails, shrinkage and false discoveries against figures worked out by hand."""

from decimal import Decimal
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clues.rollup.statistics import (
    between_variance,
    chance_ppm,
    false_discovery,
    lower_tail,
    mean_rate,
    ppm,
    shrunken,
    tail,
)

FOUR = [(100, 8), (100, 2), (100, 2), (100, 0)]  # exposed, found


@pytest.mark.parametrize(
    ("found", "exposed", "all_found", "all_exposed", "expected"),
    [
        # Bin(4, 1/4): (4·3 + 1) / 256
        (3, 100, 4, 400, Fraction(13, 256)),
        # Bin(2, 1/2): 1 - 1/4
        (1, 50, 2, 100, Fraction(3, 4)),
        # Bin(12, 1/4): (495·81 + 220·27 + 66·9 + 12·3 + 1) / 4^12
        (8, 100, 12, 400, Fraction(46666, 4**12)),
        # all there is, at one of four: 4^-3
        (3, 10, 3, 40, Fraction(1, 64)),
        (0, 10, 3, 40, Fraction(1)),
        (3, 40, 3, 40, Fraction(1)),
    ],
)
def test_a_tail_is_the_sum_of_its_terms(
    found: int, exposed: int, all_found: int, all_exposed: int, expected: Fraction
) -> None:
    chance = tail(found, exposed, all_found, all_exposed)
    assert abs(Fraction(chance) - expected) < Fraction(1, 10**40)


counts = st.tuples(
    st.integers(0, 60), st.integers(1, 500), st.integers(0, 60), st.integers(1, 500)
)


@given(counts)
def test_a_tail_agrees_with_exact_fractions(numbers: tuple[int, int, int, int]) -> None:
    found, exposed, other_found, other_exposed = numbers
    all_found, all_exposed = found + other_found, exposed + other_exposed
    share = Fraction(exposed, all_exposed)
    terms = [
        comb(all_found, k) * share**k * (1 - share) ** (all_found - k)
        for k in range(found, all_found + 1)
    ]
    chance = tail(found, exposed, all_found, all_exposed)
    assert abs(Fraction(chance) - sum(terms)) < Fraction(1, 10**30)


@given(counts)
def test_both_tails_share_one_term(numbers: tuple[int, int, int, int]) -> None:
    found, exposed, other_found, other_exposed = numbers
    whole = (found, exposed, found + other_found, exposed + other_exposed)
    assert tail(*whole) + lower_tail(*whole) >= 1 - Decimal("1e-30")


def test_a_rate_is_drawn_towards_the_mean() -> None:
    # m = 12/400 = .03; S² = (64+4+4)/100/400 - .03² = .0009; chance: m/100 = .0003
    mean, variance = mean_rate(FOUR), between_variance(FOUR)
    assert (mean, variance) == (Fraction(3, 100), Fraction(6, 10_000))
    # (A·k + m²) / (A·n + m) = (.0048 + .0009) / (.06 + .03)
    assert shrunken(8, 100, mean, variance) == Fraction(57, 900)
    assert ppm(shrunken(8, 100, mean, variance)) == 63_333
    assert ppm(shrunken(0, 100, mean, variance)) == 10_000


def test_rates_that_differ_by_chance_alone_are_all_the_mean() -> None:
    even = [(100, 3), (100, 3), (100, 3)]
    assert between_variance(even) == 0
    assert shrunken(3, 100, mean_rate(even), Fraction(0)) == Fraction(3, 100)


@given(
    st.lists(st.tuples(st.integers(1, 400), st.integers(0, 9)), min_size=2, max_size=12)
)
def test_a_shrunken_rate_lies_between_its_own_and_the_mean(
    cells: list[tuple[int, int]],
) -> None:
    mean, variance = mean_rate(cells), between_variance(cells)
    for exposed, found in cells:
        own = Fraction(found, exposed)
        kept = shrunken(found, exposed, mean, variance)
        assert min(own, mean) <= kept <= max(own, mean)


def test_false_discoveries_are_controlled_over_all() -> None:
    # ranked .005 .01 .03 .04 of 4: .02 .02 .04 .04, each no more than the next
    tails = [Decimal(text) for text in ("0.01", "0.04", "0.03", "0.005")]
    expected = [Decimal(text) for text in ("0.02", "0.04", "0.04", "0.02")]
    assert list(false_discovery(tails)) == expected
    assert false_discovery([]) == ()


def test_a_small_chance_never_becomes_nought() -> None:
    assert chance_ppm(Decimal("1e-30")) == 1
    assert chance_ppm(Decimal(1)) == 1_000_000
    assert chance_ppm(Decimal(46_666) / Decimal(4**12)) == 2_782
