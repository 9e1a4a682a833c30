"""Small counts compared fairly: exact tails, shrunken rates, false discoveries.

Everything is exact, or decimal with a fixed precision, so that every machine gives
the same integers. Counts of rare events are taken as Poisson: given how many all
handlers have together, how many one of them has is binomial with his share of the
acts, so the tail needs no estimated rate (Przyborowski & Wilenski 1940). Rates are
shrunk by the gamma-Poisson moments of Marshall (1991); false discoveries are
controlled after Benjamini & Hochberg (1995).
"""

from collections.abc import Sequence
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from fractions import Fraction
from math import comb

MILLION = 1_000_000
PRECISE = Context(prec=50, Emax=MAX_EMAX, Emin=MIN_EMIN)
NEGLIGIBLE = Decimal("1e-45")
ONE = Decimal(1)


def tail(found: int, exposed: int, all_found: int, all_exposed: int) -> Decimal:
    """Return the chance that so many or more of all that was found fall to one cell.

    `exposed` of `all_exposed` is the cell's share: X ~ Bin(all_found, share), and the
    answer is P(X ≥ found).
    """
    if found <= 0 or exposed >= all_exposed:
        return ONE
    if found > all_found or exposed <= 0:
        return Decimal(0)
    return _summed(found, exposed, all_found, all_exposed)


def _summed(found: int, exposed: int, all_found: int, all_exposed: int) -> Decimal:
    """Add up the terms from `found` on, each from the one before."""
    own = PRECISE.divide(Decimal(exposed), Decimal(all_exposed))
    rest = PRECISE.divide(Decimal(all_exposed - exposed), Decimal(all_exposed))
    odds = PRECISE.divide(Decimal(exposed), Decimal(all_exposed - exposed))
    term = PRECISE.multiply(
        PRECISE.multiply(
            PRECISE.create_decimal(comb(all_found, found)), PRECISE.power(own, found)
        ),
        PRECISE.power(rest, all_found - found),
    )
    total = Decimal(0)
    for count in range(found, all_found + 1):
        total = PRECISE.add(total, term)
        falling = (count + 1) * all_exposed > all_found * exposed
        if falling and term <= PRECISE.multiply(total, NEGLIGIBLE):
            break
        step = PRECISE.divide(Decimal(all_found - count), Decimal(count + 1))
        term = PRECISE.multiply(term, PRECISE.multiply(step, odds))
    return min(total, ONE)


def lower_tail(found: int, exposed: int, all_found: int, all_exposed: int) -> Decimal:
    """Return the chance that so many or fewer fall to one cell."""
    others = all_found - found
    return tail(others, all_exposed - exposed, all_found, all_exposed)


def between_variance(cells: Sequence[tuple[int, int]]) -> Fraction:
    """Return how much the true rates of cells vary beyond chance, nought if not.

    `cells` are (exposed, found); the moments are those of Marshall (1991).
    """
    exposed, found = _totals(cells)
    if not exposed:
        return Fraction(0)
    mean = Fraction(found, exposed)
    squares = sum((Fraction(k * k, n) for n, k in cells if k), Fraction(0))
    spread = (squares - mean * found) / exposed
    by_chance = mean * len(cells) / exposed
    return max(spread - by_chance, Fraction(0))


def shrunken(found: int, exposed: int, mean: Fraction, variance: Fraction) -> Fraction:
    """Return a cell's rate drawn towards the mean, the more so the smaller the cell.

    The posterior mean of a gamma-Poisson: (k + α) / (n + β) with α = m²/A, β = m/A.
    """
    if not mean or not variance:
        return mean
    return (variance * found + mean * mean) / (variance * exposed + mean)


def mean_rate(cells: Sequence[tuple[int, int]]) -> Fraction:
    """Return found over exposed of all cells together, nought where there are none."""
    exposed, found = _totals(cells)
    return Fraction(found, exposed) if exposed else Fraction(0)


def false_discovery(tails: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Return each tail's false-discovery rate among all of them, in their order."""
    ranked = sorted(range(len(tails)), key=lambda place: (tails[place], place))
    rates = [ONE] * len(tails)
    least = ONE
    for rank in range(len(ranked), 0, -1):
        place = ranked[rank - 1]
        own = PRECISE.divide(PRECISE.multiply(tails[place], len(tails)), Decimal(rank))
        least = min(least, own)
        rates[place] = least
    return tuple(rates)


def ppm(rate: Fraction) -> int:
    """Return a rate in millionths, rounded to the nearest."""
    return (2 * MILLION * rate.numerator + rate.denominator) // (2 * rate.denominator)


def chance_ppm(chance: Decimal) -> int:
    """Return a chance in millionths, rounded up: no small one becomes nought."""
    scaled = PRECISE.multiply(chance, Decimal(MILLION))
    whole = int(scaled)
    return whole + (scaled > whole)


def _totals(cells: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return sum(n for n, _ in cells), sum(k for _, k in cells)
