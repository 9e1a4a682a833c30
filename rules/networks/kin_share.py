"""How likely chance gives a village or approver so many with relatives in office."""

from collections.abc import Mapping
from math import comb
from types import MappingProxyType

import polars as pl

MILLION, NEVER_RARE = 1_000_000, 10_000
COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "scheme": "VARCHAR",
        "sort": "VARCHAR",  # 村（社区） or 审批人
        "name": "VARCHAR",
        "town": "VARCHAR",
        "act": "VARCHAR",
        "first_on": "DATE",
        "last_on": "DATE",
        "households": "BIGINT",
        "kin_households": "BIGINT",
        "posts": "VARCHAR[]",
        "others": "BIGINT",  # households of all others of the scheme and sort
        "tail_ppm": "BIGINT",  # rounded up; 10000 where a hundredth or more
    }
)


def solve(edges: pl.DataFrame) -> pl.DataFrame:
    """Return each cell with the others' households and its exact upper tail.

    Cells are compared with those of the same scheme and sort.
    """
    peers = ["scheme", "sort"]
    whole = edges.with_columns(
        total=pl.col("households").sum().over(peers),
        linked=pl.col("kin_households").sum().over(peers),
    )
    cells = whole.select("kin_households", "linked", "households", "total").rows()
    tails = [
        upper_tail_ppm(found, linked, size, total - size)
        for found, linked, size, total in cells
    ]
    return whole.with_columns(
        others=pl.col("total") - pl.col("households"),
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
