"""How likely chance gives a village so many households with relatives in office."""

from collections.abc import Mapping
from math import comb
from types import MappingProxyType

import polars as pl

MILLION, NEVER_RARE = 1_000_000, 10_000
COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "village": "VARCHAR",
        "town": "VARCHAR",
        "act": "VARCHAR",
        "first_on": "DATE",
        "last_on": "DATE",
        "households": "BIGINT",
        "kin_households": "BIGINT",
        "posts": "VARCHAR[]",
        "others": "BIGINT",  # households of all other villages
        "tail_ppm": "BIGINT",  # rounded up; 10000 where a hundredth or more
    }
)


def solve(edges: pl.DataFrame) -> pl.DataFrame:
    """Return each village with the others' households and its exact upper tail."""
    cells: list[tuple[int, int]] = edges.select("households", "kin_households").rows()
    total, linked = sum(size for size, _ in cells), sum(found for _, found in cells)
    tails = [upper_tail_ppm(found, linked, size, total - size) for size, found in cells]
    return edges.with_columns(
        others=total - pl.col("households"),
        tail_ppm=pl.Series(tails, dtype=pl.Int64),
    ).select(*COLUMNS)


def upper_tail_ppm(found: int, linked: int, size: int, others: int) -> int:
    """Return P(at least `found` of `linked`) in millionths, given the cell's share.

    Given the sum, two Poisson counts are binomial: the exact test of two rates, whole
    numbers only. It stops where a hundredth is reached.
    """
    total = size + others
    if not others or found * total <= linked * size:
        return NEVER_RARE
    every: int = total**linked
    term: int = comb(linked, found) * size**found * others ** (linked - found)
    summed = 0
    for count in range(found, linked + 1):
        summed += term
        if summed * MILLION >= every * NEVER_RARE:
            return NEVER_RARE
        term = term * (linked - count) * size // ((count + 1) * others)
    return -(-summed * MILLION // every)
