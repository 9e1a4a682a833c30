"""Score pairs: all of them, or only those of records that are new or changed.

Within an epoch whether two records are candidates, and what they weigh, depends on
these two alone; so pairs of unchanged records are taken as they were, and the
result is that of linking everything again.
"""

from dataclasses import dataclass

import polars as pl

from identity.matcher.block import BlockCount, candidates
from identity.matcher.choose import certain_tier
from identity.matcher.compare import LEFT, RIGHT, Sides, compare
from identity.matcher.epoch import Epoch
from identity.matcher.identifier import pairs_of_identifier
from identity.matcher.model import Model
from identity.matcher.weigh import weigh

CERTAIN = "certain"
PAIR = [LEFT, RIGHT]


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Which rows of one side are there today, and which of these are new."""

    present: pl.Series
    fresh: pl.Series

    @property
    def numbers(self) -> pl.Series:
        """Return the numbers of the rows that are there."""
        return self.present.arg_true()


@dataclass(frozen=True, kw_only=True)
class Today:
    """The rows of both sides, and the pairs that were weighed before, if any."""

    left: Rows
    right: Rows
    known: pl.DataFrame | None

    def there(self, pairs: pl.DataFrame) -> pl.DataFrame:
        """Return the pairs of which both records are still there."""
        return pairs.filter(self.are_there(pairs))

    def are_there(self, pairs: pl.DataFrame) -> pl.Series:
        """Say of which pairs both records are still there."""
        left = self.left.present.gather(pairs[LEFT])
        return left & self.right.present.gather(pairs[RIGHT])


@dataclass(frozen=True, kw_only=True)
class Scored:
    """Weighed pairs, not yet decided, and what the keys proposed for new records.

    `standing` were weighed before and are what they were, with their decisions if
    they had any; `touched` are the right rows of which a pair came or went.
    """

    fresh: pl.DataFrame
    standing: pl.DataFrame
    touched: pl.Series
    counts: tuple[BlockCount, ...]

    @property
    def pairs(self) -> pl.DataFrame:
        """Return all pairs of today, without decisions."""
        return pl.concat([self.standing.select(self.fresh.columns), self.fresh])


def everything(sides: Sides) -> Today:
    """Return a today on which every row is new."""
    left, right = (
        Rows(
            present=pl.Series([True]).new_from_index(0, side.height),
            fresh=pl.Series(range(side.height), dtype=pl.UInt32),
        )
        for side in (sides.left, sides.right)
    )
    return Today(left=left, right=right, known=None)


def certain_pairs(
    sides: Sides, model: Model, generic: pl.DataFrame, today: Today
) -> pl.DataFrame:
    """Return the new pairs that need no weighing: their levels, and the tier."""
    if today.known is None:
        pairs = pairs_of_identifier(sides, model, generic)
    else:
        among = (None, today.right.fresh), (today.left.fresh, None)
        found = [pairs_of_identifier(sides, model, generic, one) for one in among]
        pairs = today.there(pl.concat(found).unique())
    tiered = certain_tier(sides, compare(sides, pairs, model), model)
    return tiered.filter(pl.col(CERTAIN).is_not_null())


def asked_rows(sides: Sides, today: Today, certain: pl.DataFrame) -> pl.Series:
    """Return the right rows to weigh: those without a certain pair, old or new."""
    rows = today.right.numbers
    if sides.is_one:
        return rows
    settled = [certain[RIGHT]]
    if today.known is not None:
        settled.append(today.there(_certain(today.known))[RIGHT])
    return rows.filter(~rows.is_in(pl.concat(settled).unique().implode()))


def score(
    sides: Sides, model: Model, epoch: Epoch, today: Today, certain: pl.DataFrame
) -> Scored:
    """Return today's weighed pairs, of which only the new ones are compared.

    `certain` are those of `certain_pairs`.
    """
    asked = asked_rows(sides, today, certain)
    anew, again = _split(sides, today, asked)
    found = candidates(sides, model, epoch.capped, anew)
    pairs, counts = [found.pairs], found.counts
    if len(again) and len(today.left.fresh):
        more = candidates(sides, model, epoch.capped, again, today.left.fresh)
        pairs.append(more.pairs)
    wanted = pl.concat(pairs).select(PAIR).join(certain, on=PAIR, how="anti")
    levels = compare(sides, today.there(wanted), model)
    fresh = pl.concat(
        [certain, levels.with_columns(pl.lit(None, pl.String).alias(CERTAIN))]
    )
    weighed = weigh(sides, fresh, model, epoch)
    known = weighed.clear() if today.known is None else today.known
    stands = today.are_there(known)
    stands &= known[RIGHT].is_in(asked.implode()) | known[CERTAIN].is_not_null()
    touched = pl.concat([weighed[RIGHT], known[RIGHT].filter(~stands)]).unique()
    return Scored(
        fresh=weighed, standing=known.filter(stands), touched=touched, counts=counts
    )


def _certain(known: pl.DataFrame) -> pl.DataFrame:
    return known.filter(pl.col(CERTAIN).is_not_null())


def _split(sides: Sides, today: Today, asked: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Return the asked rows to compare with all, and those with new records only."""
    if today.known is None:
        return asked, asked.clear()
    fresh = today.right.fresh
    if sides.is_one:
        return fresh, asked.clear()
    lost = _certain(today.known)[RIGHT].unique()
    anew = asked.is_in(fresh.implode()) | asked.is_in(lost.implode())
    return asked.filter(anew), asked.filter(~anew)
