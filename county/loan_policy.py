"""The county's own reckoning of guaranteed loans: limits, terms, rates, subsidy.

Policy by day of signing: until 2015 the whole interest; 2016–2020 the whole, two
thirds, one third by loan year; 2021-01…2023-09 the rate less (one-year LPR − 1.5
points); from 2023-10 half the rate. This is written apart from the rules, so that
each checks the other.
"""

import numpy as np

from county.households import Days, Ints

GUARANTEED = "创业担保贷款"
PHASES = ("2016-01-01", "2021-01-01", "2023-10-01")
LIMIT_DAYS = ("2018-01-01", "2020-01-01", "2023-10-01")
LIMITS = (100_000, 150_000, 200_000, 300_000)
MONTHS = (24, 36, 36, 36)
SPREAD_PPM = 15_000
YEAR_DAYS = 360
FULL, BY_THIRDS, OVER_LPR = 0, 1, 2  # then half the rate
LPR: tuple[tuple[str, int], ...] = (
    ("2019-08-20", 42_500), ("2019-09-20", 42_000), ("2019-11-20", 41_500),
    ("2020-02-20", 40_500), ("2020-04-20", 38_500), ("2021-12-20", 38_000),
    ("2022-01-20", 37_000), ("2022-08-22", 36_500), ("2023-06-20", 35_500),
    ("2023-08-21", 34_500), ("2024-07-22", 33_500), ("2024-10-21", 31_000),
    ("2025-05-20", 30_000),
)  # fmt: skip


def phases(signed: Days) -> Ints:
    """Return the number of the policy in force on each day, 0 to 3."""
    return np.searchsorted(np.array(PHASES, "datetime64[D]"), signed, side="right")


def one_year_lpr(days: Days) -> Ints:
    """Return the one-year LPR in ppm on each day; the first value before 2019-08."""
    known = np.array([day for day, _ in LPR], "datetime64[D]")
    at = np.searchsorted(known, days, side="right") - 1
    return np.array([rate for _, rate in LPR])[np.maximum(at, 0)]


def loan_limits(signed: Days) -> Ints:
    """Return the highest amount in yuan."""
    known = np.array(LIMIT_DAYS, "datetime64[D]")
    return np.array(LIMITS)[np.searchsorted(known, signed, side="right")]


def loan_months(signed: Days) -> Ints:
    """Return the longest term in months."""
    return np.array(MONTHS)[phases(signed)]


def contract_rates(signed: Days, stream: np.random.Generator) -> Ints:
    """Return a lawful contract rate in ppm: around the base rate, later LPR + ≤ 1.5."""
    phase = phases(signed)
    early = 60_000 + stream.integers(0, 6, len(signed)) * 5_000
    middle = 43_500 + stream.integers(0, 5, len(signed)) * 5_000
    late = one_year_lpr(signed) + stream.integers(1, 6, len(signed)) * 2_500
    return np.select([phase == FULL, phase == BY_THIRDS], [early, middle], late)


def subsidised_rates(signed: Days, rate: Ints, loan_year: Ints) -> tuple[Ints, Ints]:
    """Return the treasury's part of each rate as (numerator, denominator) in ppm.

    `loan_year` counts from 1; beyond the third nothing is due from 2016 to 2020.
    """
    phase = phases(signed)
    thirds = np.maximum(4 - loan_year, 0)
    floor = np.maximum(rate - (one_year_lpr(signed) - SPREAD_PPM), 0)
    top = np.select(
        [phase == FULL, phase == BY_THIRDS, phase == OVER_LPR],
        [rate, rate * thirds, floor],
        rate,
    )
    bottom = np.select(
        [phase == FULL, phase == BY_THIRDS, phase == OVER_LPR], [1, 3, 1], 2
    )
    return top.astype(np.int64), bottom.astype(np.int64)


def subsidy_due(
    signed: Days, balance: Ints, rate: Ints, loan_year: Ints, days: Ints
) -> Ints:
    """Return the subsidy due in 分, rounded down, by actual days over 360."""
    top, bottom = subsidised_rates(signed, rate.astype(np.int64), loan_year)
    return balance * top * days // (bottom * 1_000_000 * YEAR_DAYS)
