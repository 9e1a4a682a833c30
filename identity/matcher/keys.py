"""Blocking keys: one number for all parts of a key, and who asks with it."""

import polars as pl

from identity.matcher.compare import LEFT, RIGHT
from identity.matcher.model import BlockSpec
from store.normalise.id_neighbours import neighbour_bodies

KEY = "key"
MIXER = 0x9E3779B97F4A7C15  # 2^64 over the golden ratio: spreads close numbers


def key_of(schema: pl.Schema, parts: list[str]) -> pl.Expr:
    """Return one number for all parts of a key, null where one is missing.

    Two different keys may share a number by chance: then a pair is compared in
    vain, no more.
    """
    numbers = [_number(part, schema[part]) for part in parts]
    there = pl.all_horizontal(pl.col(part).is_not_null() for part in parts)
    mixed = numbers[0]
    for number in numbers[1:]:
        mixed = mixed * MIXER ^ number
    return pl.when(there).then(mixed).alias(KEY)


def _number(part: str, dtype: pl.DataType) -> pl.Expr:
    column = pl.col(part)
    return column.hash() if dtype == pl.String else column.cast(pl.UInt64)


def holding(
    rows: pl.DataFrame, block: BlockSpec, among: pl.Series | None
) -> pl.DataFrame:
    """Return the key of every left row (or those `among`), with its row number."""
    parts = block.keys
    if among is None:
        keyed = rows.select(key_of(rows.schema, parts)).with_row_index(LEFT)
    else:
        few = rows.select(pl.col(part).gather(among) for part in parts)
        keyed = few.select(among.alias(LEFT), key_of(rows.schema, parts))
    return keyed.drop_nulls()


def asking(rows: pl.DataFrame, block: BlockSpec, asked: pl.Series) -> pl.DataFrame:
    """Return the keys that the asked right rows look for, with their row numbers."""
    few = rows.select(
        pl.col(name).gather(asked) for name in sorted({*block.keys, *block.right})
    ).with_columns(asked.alias(RIGHT))
    for column, values in block.right.items():
        few = few.filter(pl.col(column).is_in(values))
    if block.neighbours:
        return neighbouring(few[RIGHT], rows[block.neighbours].gather(few[RIGHT]))
    return few.select(RIGHT, key_of(rows.schema, block.keys)).drop_nulls()


def neighbouring(numbers: pl.Series, texts: pl.Series) -> pl.DataFrame:
    """Return for damaged ID numbers the valid ones that are one slip away."""
    near = neighbour_bodies(texts)
    return pl.DataFrame({RIGHT: numbers.gather(near["row"]), KEY: near["body"]})
