"""Candidates: pairs that agree in one of the model's keys, never all with all."""

from dataclasses import dataclass

import polars as pl

from identity.matcher.caps import Capped, allowed
from identity.matcher.compare import LEFT, RIGHT, Sides
from identity.matcher.keys import KEY, asking, holding
from identity.matcher.model import BlockSpec, Model

PAIR = {LEFT: pl.UInt32, RIGHT: pl.UInt32}


@dataclass(frozen=True, kw_only=True)
class BlockCount:
    """What one key proposed, and what its caps left out."""

    title: str
    pairs: int
    new_pairs: int
    capped_values: int
    capped_pairs: int


@dataclass(frozen=True, kw_only=True)
class Candidates:
    """Distinct pairs of row numbers `left, right`, with `block`, the first key."""

    pairs: pl.DataFrame
    counts: tuple[BlockCount, ...]


def candidates(
    sides: Sides,
    model: Model,
    capped: Capped,
    asked: pl.Series,
    among: pl.Series | None = None,
) -> Candidates:
    """Return the pairs worth comparing for the right rows `asked`.

    `among` limits the left rows. Within one table each pair comes once, left <
    right. No more pairs than the model's cap: values that make most are left out
    first, and counted.
    """
    found: list[pl.DataFrame] = []
    counts: list[BlockCount] = []
    seen = pl.DataFrame(schema=PAIR)
    for place, block in enumerate(model.blocks):
        room = model.caps.pairs - seen.height
        keys = _Keys(sides, block, capped, (asked, among))
        proposed, cut_values, cut_pairs = keys.pairs(room, is_one=sides.is_one)
        fresh = proposed.join(seen, on=[LEFT, RIGHT], how="anti")
        seen = pl.concat([seen, fresh])
        found.append(fresh.with_columns(pl.lit(place, pl.Int8).alias("block")))
        counts.append(
            BlockCount(
                title=block.title,
                pairs=proposed.height,
                new_pairs=fresh.height,
                capped_values=keys.capped_values + cut_values,
                capped_pairs=keys.capped_pairs + cut_pairs,
            )
        )
    return Candidates(pairs=pl.concat(found), counts=tuple(counts))


class _Keys:
    """The keys of one block on both sides, without the capped values."""

    def __init__(
        self,
        sides: Sides,
        block: BlockSpec,
        capped: Capped,
        rows: tuple[pl.Series, pl.Series | None],
    ) -> None:
        asked, among = rows
        self.left = holding(sides.left.rows, block, among)
        self.right = allowed(asking(sides.right.rows, block, asked), block, capped)
        out = capped.get(block.title)
        meant = block.left_records is not None  # rarity, not a cap
        used = None if out is None or meant else out.filter(pl.col("asked_by") > 0)
        self.capped_values = 0 if used is None else used.height
        self.capped_pairs = (
            0
            if used is None
            else int((used["held"].cast(pl.Int64) * used["asked_by"]).sum())
        )

    def pairs(self, room: int, *, is_one: bool) -> tuple[pl.DataFrame, int, int]:
        """Return the pairs, and how many values and pairs did not fit the room."""
        left, right = self.left, self.right
        if left.height < right.height:
            right = right.join(left.select(KEY).unique(), on=KEY, how="semi")
        left = left.join(right.select(KEY).unique(), on=KEY, how="semi")
        over = pl.DataFrame(schema={KEY: pl.UInt64, "made": pl.Int64})
        if left.height * right.height > room:
            over = _sizes(left, right).filter(pl.col("made").cum_sum() > room)
            right = right.join(over, on=KEY, how="anti")
        pairs = right.join(left, on=KEY).select(LEFT, RIGHT).unique()
        cut = int(over["made"].sum())
        return (_once(pairs) if is_one else pairs), over.height, cut


def _sizes(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """Return how many pairs each key makes, the fewest first."""
    counted = left.group_by(KEY).agg(pl.len().alias("held"))
    wanted = right.group_by(KEY).agg(pl.len().alias("asking"))
    made = pl.col("held").cast(pl.Int64) * pl.col("asking")
    return counted.join(wanted, on=KEY).select(KEY, made=made).sort("made", KEY)


def _once(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return each pair within one table once, the smaller row number left."""
    low = pl.min_horizontal(LEFT, RIGHT)
    high = pl.max_horizontal(LEFT, RIGHT)
    apart = pairs.filter(pl.col(LEFT) != pl.col(RIGHT))
    return apart.select(low.alias(LEFT), high.alias(RIGHT)).unique()
