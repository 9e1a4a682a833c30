"""A training epoch: what was learnt from the office's own data, and is then kept.

Shares are integers per billion, so that an epoch has one spelling and the same
weights follow from it everywhere. Within an epoch the same records give the same
weights; a new one is a deliberate act.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

BILLION = 1_000_000_000
MILLI = 1000
ANCHORED, SETTLED = "anchored", "em"
Shares = tuple[int, ...]
Milli = npt.NDArray[np.int64]
Seldom = tuple[tuple[int, ...], ...]
LENGTHS = 4  # characters; longer texts are as rare as these


@dataclass(frozen=True, kw_only=True)
class Learnt:
    """What one comparison learnt: shares per level, in the model's order.

    `m` among pairs of one person, `u` among strangers, `h` among people of one
    household (empty without that class); `m_pairs` and `u_pairs` say how many
    pairs of each level taught it.
    """

    m: Shares
    u: Shares
    h: Shares
    m_pairs: tuple[int, ...]
    u_pairs: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Epoch:
    """All that candidates and weights are computed from, for one model.

    `frequencies` are `value, records` by derived column, `seldom` what small counts
    stand for by the length of the value, `capped` the key values that propose
    nobody, by block; `new_names` are `old, new` of places by field.
    """

    model: str
    model_digest: str
    left_records: int
    right_records: int
    prior_milli: int
    household_milli: int | None
    comparisons: dict[str, Learnt]
    frequencies: dict[str, pl.DataFrame]
    seldom: dict[str, Seldom]
    capped: dict[str, pl.DataFrame]
    new_names: dict[str, pl.DataFrame]
    method: str
    notices: tuple[str, ...] = field(default=())

    def frequency_milli(self, column: str, values: pl.Series) -> Milli:
        """Return log2 of how frequent each value is among the left records.

        The tables hold values that two records or more have; another is as
        frequent as one that a single record has. Small counts are those of
        `identity.matcher.count.seldom`.
        """
        table = self.frequencies[column]
        asked = values.alias("value").to_frame()
        found = asked.join(table, on="value", how="left", maintain_order="left")
        counts = found["records"].fill_null(1).cast(pl.Int64).to_numpy()
        lengths = length_of(values)
        return frequency_of(counts, lengths, self.seldom[column], self.left_records)


def length_of(values: pl.Series) -> Milli:
    """Return how many characters a text has, at most `LENGTHS`; 0 for a number."""
    if values.dtype != pl.String:
        return np.zeros(len(values), np.int64)
    lengths: Milli = values.str.len_chars().fill_null(0).clip(0, LENGTHS).to_numpy()
    return lengths.astype(np.int64)


def frequency_of(counts: Milli, lengths: Milli, seldom: Seldom, records: int) -> Milli:
    """Return log2 of the frequency that counts among so many records stand for.

    `seldom` is what the smallest counts stand for, in thousandths of a record, for
    each length of a value.
    """
    small = np.array([[0, *row] for row in seldom], np.float64) / MILLI
    known = small.shape[1]
    likely = np.where(counts < known, small[lengths, counts.clip(0, known - 1)], counts)
    return milli_of(likely / max(records, 1))


def milli_of(shares: npt.NDArray[np.float64]) -> Milli:
    """Return log2 of shares in thousandths of a bit."""
    milli: Milli = np.rint(np.log2(shares) * MILLI).astype(np.int64)
    return milli


def bits_of(shares: Shares) -> Milli:
    """Return log2 of shares per billion in thousandths of a bit."""
    return milli_of(np.array(shares, np.float64) / BILLION)


def per_billion(shares: npt.NDArray[np.float64]) -> Shares:
    """Return shares as integers per billion, at least one."""
    return tuple(int(value) for value in np.maximum(np.rint(shares * BILLION), 1))
