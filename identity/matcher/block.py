"""Candidates: pairs that agree in one of the model's keys, never all with all."""

from dataclasses import dataclass, replace

import polars as pl

from identity.matcher.compare import LEFT, RIGHT, Sides
from identity.matcher.model import BlockSpec, Caps, Model
from store.normalise.id_neighbours import neighbours

KEY = "key"
PAIR = {LEFT: pl.UInt32, RIGHT: pl.UInt32}
FEWEST_ASKED = 1000
MIXER = 0x9E3779B97F4A7C15  # 2^64 over the golden ratio: spreads close numbers


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
    sides: Sides, model: Model, asked: pl.Series
) -> Candidates:
    """Return the pairs worth comparing for the right rows `asked` (row numbers).

    Within one table each pair comes once, left < right.
    No more than the model's caps allow; what they left out is counted.
    """
    found: list[pl.DataFrame] = []
    counts: list[BlockCount] = []
    seen = pl.DataFrame(schema=PAIR)
    room = model.caps.pairs
    for place, block in enumerate(model.blocks):
        proposed, count = _block(sides, block, asked, (model.caps, room))
        fresh = proposed.join(seen, on=[LEFT, RIGHT], how="anti")
        seen = pl.concat([seen, fresh])
        found.append(fresh.with_columns(pl.lit(place, pl.Int8).alias("block")))
        counts.append(replace(count, new_pairs=fresh.height))
        room -= fresh.height
    return Candidates(pairs=pl.concat(found), counts=tuple(counts))


def _block(
    sides: Sides, block: BlockSpec, asked: pl.Series, caps: tuple[Caps, int]
) -> tuple[pl.DataFrame, BlockCount]:
    """Return the pairs that agree in one key, and the count of them."""
    left = _keyed(sides.left.rows, block, LEFT)
    right = _asking(sides.right.rows, block, asked)
    kept, capped_values, capped_pairs = _capped(left, right, block, caps, len(asked))
    pairs = right.join(kept, on=KEY, how="semi").join(left, on=KEY)
    pairs = pairs.select(LEFT, RIGHT).unique()
    if sides.is_one:
        pairs = _once(pairs)
    return pairs, BlockCount(
        title=block.title,
        pairs=pairs.height,
        new_pairs=0,
        capped_values=capped_values,
        capped_pairs=capped_pairs,
    )


def _once(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return each pair within one table once, the smaller row number left."""
    low = pl.min_horizontal(LEFT, RIGHT)
    high = pl.max_horizontal(LEFT, RIGHT)
    return pairs.filter(pl.col(LEFT) != pl.col(RIGHT)).select(
        low.alias(LEFT), high.alias(RIGHT)
    ).unique()


def _capped(
    left: pl.DataFrame,
    right: pl.DataFrame,
    block: BlockSpec,
    caps: tuple[Caps, int],
    asked: int,
) -> tuple[pl.DataFrame, int, int]:
    """Return the key values to use, and how many values and pairs are left out.

    A value that too many left records share is left out; then the values with most
    pairs, until the rest fits.
    """
    limits, room = caps
    most = limits.left_records if block.left_records is None else block.left_records
    budget = min(room, max(asked, FEWEST_ASKED) * limits.pairs_per_record)
    sizes = right.group_by(KEY).agg(pl.len().alias("asking")).join(
        left.group_by(KEY).agg(pl.len().alias("holding")), on=KEY
    )
    sizes = sizes.with_columns(
        (pl.col("asking").cast(pl.Int64) * pl.col("holding")).alias("made")
    ).sort("made", KEY)
    fits = (pl.col("holding") <= most) & (
        pl.col("made").cum_sum().over(pl.col("holding") <= most) <= budget
    )
    if block.left_records is not None:  # rarity is meant here, not a cap
        sizes = sizes.filter(pl.col("holding") <= most)
    judged = sizes.with_columns(fits.alias("fits"))
    out = judged.filter(~pl.col("fits"))
    return judged.filter("fits").select(KEY), out.height, int(out["made"].sum())


def _keyed(rows: pl.DataFrame, block: BlockSpec, name: str) -> pl.DataFrame:
    """Return the key of every row that has all its parts, with the row number."""
    return (
        rows.lazy()
        .select(_key(rows.schema, block.keys))
        .with_row_index(name)
        .drop_nulls()
        .collect()
    )


def _key(schema: pl.Schema, parts: list[str]) -> pl.Expr:
    """Return one number for all parts, null where one is missing.

    Two different keys may share a number by chance: then a pair is compared in
    vain, no more.
    """
    numbers = [
        pl.col(part).hash() if schema[part] == pl.String else pl.col(part).cast(pl.UInt64)
        for part in parts
    ]
    there = pl.all_horizontal(pl.col(part).is_not_null() for part in parts)
    mixed = numbers[0]
    for number in numbers[1:]:
        mixed = mixed * MIXER ^ number
    return pl.when(there).then(mixed).alias(KEY)


def _asking(rows: pl.DataFrame, block: BlockSpec, asked: pl.Series) -> pl.DataFrame:
    """Return the keys that the asked rows look for."""
    few = rows.select(
        pl.col(name).gather(asked) for name in sorted({*block.keys, *block.right})
    ).with_columns(asked.cast(pl.UInt32).alias(RIGHT))
    for column, values in block.right.items():
        few = few.filter(pl.col(column).is_in(values))
    if block.neighbours:
        return _neighbouring(few[RIGHT], rows[block.neighbours].gather(few[RIGHT]))
    return few.select(RIGHT, _key(rows.schema, block.keys)).drop_nulls()


def _neighbouring(numbers: pl.Series, texts: pl.Series) -> pl.DataFrame:
    """Return for damaged ID numbers the valid ones that are one slip away."""
    near = neighbours(texts)
    body = near["id18"].str.head(17).cast(pl.UInt64)
    return pl.DataFrame({RIGHT: numbers.gather(near["row"]), KEY: body})
