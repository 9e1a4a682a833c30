"""Score pairs: all of them, or only those of records that are new or changed.

Within an epoch whether two records are candidates, and what they weigh, depends on
these two alone; so pairs of unchanged records are taken as they were, and the
result is that of linking everything again.
"""

from dataclasses import dataclass, replace

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
    """The rows of both sides, and the pairs that were weighed before, if any.

    `moved` says of all rows of both sides whose identifier came or went with somebody.
    """

    left: Rows
    right: Rows
    known: pl.DataFrame | None
    moved: tuple[pl.Series, pl.Series] | None = None

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


def certain_pairs(
    sides: Sides, model: Model, generic: pl.DataFrame, today: Today
) -> pl.DataFrame:
    """Return the pairs that need no weighing: their levels, and the tier.

    Where something is known already, those only whose identifier somebody new bears,
    or somebody who is gone: how many bear it decides whether it names anybody.
    """
    among: tuple[pl.Series | None, pl.Series | None] = (None, None)
    if today.moved is not None:
        left, right = today.moved
        rows = today.left.numbers, today.right.numbers
        among = (
            rows[0].filter(left.gather(rows[0])),
            rows[1].filter(right.gather(rows[1])),
        )
    pairs = pairs_of_identifier(sides, model, generic, among)
    tiered = certain_tier(sides, compare(sides, pairs, model), model)
    return tiered.filter(pl.col(CERTAIN).is_not_null())


def with_moved(today: Today, sides: Sides, model: Model) -> Today:
    """Return today with `moved`, where something is known and has an identifier."""
    if today.known is None or model.identity is None:
        return today
    key = model.identity.key
    left, right = sides.left.rows[key], sides.right.rows[key]
    gone = left.filter(~today.left.present)
    new = left.gather(today.left.fresh), right.gather(today.right.fresh)
    values = pl.concat([gone, *new]).drop_nulls().unique().implode()
    met = [rows.is_in(values).fill_null(value=False) for rows in (left, right)]
    return replace(today, moved=(met[0], met[1]))


def _are_settled(today: Today, known: pl.DataFrame) -> pl.Series:
    """Say which known pairs are certain still."""
    settled = known[CERTAIN].is_not_null() & today.are_there(known)
    if today.moved is None:
        return settled
    return settled & ~today.moved[1].gather(known[RIGHT])


def asked_rows(sides: Sides, today: Today, certain: pl.DataFrame) -> pl.Series:
    """Return the right rows to weigh: those without a certain pair, old or new."""
    rows = today.right.numbers
    if sides.is_one:
        return rows
    settled = [certain[RIGHT]]
    if today.known is not None:
        settled.append(today.known[RIGHT].filter(_are_settled(today, today.known)))
    return rows.filter(~rows.is_in(pl.concat(settled).unique().implode()))


def score(
    sides: Sides,
    model: Model,
    epoch: Epoch,
    today: Today,
    settled: tuple[pl.DataFrame, pl.Series],
) -> Scored:
    """Return today's weighed pairs, of which only the new ones are compared.

    `settled` are those of `certain_pairs`, and the right rows of `asked_rows`.
    """
    certain, asked = settled
    known, stands = today.known, _standing(sides, today, asked, certain)
    anew, again = _split(sides, today, asked)
    found = candidates(sides, model, epoch.capped, anew)
    pairs, counts = [found.pairs.select(PAIR)], found.counts
    if len(again) and len(today.left.fresh):
        more = candidates(sides, model, epoch.capped, again, today.left.fresh)
        pairs.append(more.pairs.select(PAIR))
    if known is not None and sides.is_one:
        # What was certain, and is no longer since others bear the identifier too.
        lost = _certain(known.filter(~stands)).select(PAIR)
        pairs.append(lost.join(pairs[0], on=PAIR, how="anti"))
    wanted = pl.concat(pairs).join(certain, on=PAIR, how="anti")
    levels = compare(sides, today.there(wanted), model)
    fresh = pl.concat(
        [certain, levels.with_columns(pl.lit(None, pl.String).alias(CERTAIN))]
    )
    weighed = weigh(sides, fresh, model, epoch)
    known = weighed.clear() if known is None else known
    touched = pl.concat([weighed[RIGHT], known[RIGHT].filter(~stands)]).unique()
    return Scored(
        fresh=weighed, standing=known.filter(stands), touched=touched, counts=counts
    )


def _standing(
    sides: Sides, today: Today, asked: pl.Series, certain: pl.DataFrame
) -> pl.Series:
    """Say which known pairs are what they were; nothing of a first time."""
    known = today.known
    if known is None:
        return pl.Series([], dtype=pl.Boolean)
    weighed = known[CERTAIN].is_null() & today.are_there(known)
    weighed &= known[RIGHT].is_in(asked.implode())
    if sides.is_one:  # else who has a certain pair is not asked about
        marked = certain.select(PAIR).with_columns(is_certain=pl.lit(value=True))
        beside = known.select(PAIR).join(
            marked, on=PAIR, how="left", maintain_order="left"
        )
        weighed &= beside["is_certain"].is_null()
    return weighed | _are_settled(today, known)


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
