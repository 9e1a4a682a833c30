"""Count levels and values: the raw material that an epoch is learnt from."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

from identity.matcher.epoch import LENGTHS, Seldom, length_of
from identity.matcher.model import ComparisonSpec

Counts = npt.NDArray[np.float64]
ByField = dict[str, Counts]
MILLI = 1000
FEW = 5  # counts up to this are corrected
LEAST = 50
HALF = 0.5  # Jeffreys' prior: a level that was not met is rare, not impossible


@dataclass(frozen=True, kw_only=True)
class Taught:
    """What pairs taught, before it is rounded into an epoch.

    `m_pairs` counts levels among pairs of one person, `h` are the shares among
    people of one household (empty without that class), `match_share` the chance
    that a record of the right table has its person in the left one.
    """

    m_pairs: ByField
    h: ByField
    match_share: float
    method: str
    notices: tuple[str, ...] = field(default=())


def share_of(flags: pl.Series) -> float:
    """Return the share of true values; nothing of nothing."""
    return int(flags.sum()) / len(flags) if len(flags) else 0.0


def level_counts(levels: pl.Series, size: int) -> Counts:
    """Return how many pairs stand in each level; unknown ones are left out."""
    known = levels.filter(levels >= 0).to_numpy()
    return np.bincount(known, minlength=size).astype(np.float64)


def smoothed(counts: Counts) -> Counts:
    """Return the shares of levels, none of them nothing."""
    raised: Counts = counts + HALF
    shares: Counts = raised / raised.sum()
    return shares


def frequency_table(values: pl.Series) -> pl.DataFrame:
    """Return `value, records` of every value that more than one record has."""
    counted = values.drop_nulls().alias("value").value_counts(name="records")
    return counted.filter(pl.col("records") > 1).sort("value")


def seldom(values: pl.Series) -> Seldom:
    """Return what counts of 1, 2, 3 … stand for, in thousandths of a record.

    One row for each length of a text (`identity.matcher.epoch.length_of`): of names
    with three characters most are had by nobody else, of those with two few. Good and
    Turing's estimate (Good 1953) of how many strangers will have a name that r records
    have is (r + 1) times how many values have r + 1 records, over how many have r.
    Never above r, and never below what fewer records stand for, as few values would
    have it by chance.
    """
    counted = values.drop_nulls().alias("value").value_counts(name="records")
    records = counted["records"].clip(0, FEW + 1).to_numpy()
    lengths = length_of(counted["value"])
    return tuple(
        _stood_for(np.bincount(records[lengths == length], minlength=FEW + 2))
        for length in range(LENGTHS + 1)
    )


def _stood_for(spread: npt.NDArray[np.int64]) -> tuple[int, ...]:
    found: list[int] = []
    for r in range(1, FEW + 1):
        met = spread[r] and spread[r + 1] and r < FEW
        likely = (r + 1) * spread[r + 1] / spread[r] if met else r
        found.append(max(round(MILLI * min(likely, r)), LEAST))
    return tuple(int(one) for one in np.maximum.accumulate(found))


def coincidence(values: pl.Series) -> float:
    """Return the chance that two different records have the same value."""
    known = values.drop_nulls()
    counts = known.value_counts(name="records")["records"].cast(pl.Float64)
    pairs = max(len(known) * (len(known) - 1), 1)
    return float((counts * (counts - 1)).sum()) / pairs


def with_floors(shares: Counts, spec: ComparisonSpec) -> Counts:
    """Return m with the model's floors for levels too rare to meet."""
    floors = np.array([level.m or 0.0 for level in spec.levels])
    raised: Counts = np.maximum(shares, floors)
    whole: Counts = raised / raised.sum()
    return whole
