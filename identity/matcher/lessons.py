"""Pairs to learn from: random ones, equal identifiers, equal facts, housemates."""

import numpy as np
import polars as pl

from identity.matcher.compare import LEFT, RIGHT, Sides
from identity.matcher.model import Model
from identity.matcher.prepare import RECORD, Records

SEED = 20_261_128
FEW_HOLDERS = 4  # an identifier or a fact that more records have names nobody
SMALLEST_HOUSEHOLD, LARGEST_HOUSEHOLD = 2, 8


def random_pairs(sides: Sides, model: Model) -> pl.DataFrame:
    """Return pairs drawn at random (with a fixed seed): strangers, nearly all.

    Records are drawn in the order of a hash of their ids, so that the order of rows
    does not matter.
    """
    if not sides.left.height or not sides.right.height:
        return pl.DataFrame(schema={LEFT: pl.UInt32, RIGHT: pl.UInt32})
    draw = np.random.default_rng(SEED)
    wanted = model.training.random_pairs
    pairs = pl.DataFrame(
        {
            name: _shuffled(side).gather(draw.integers(0, side.height, wanted))
            for name, side in ((LEFT, sides.left), (RIGHT, sides.right))
        }
    ).unique(maintain_order=True)
    return pairs.filter(pl.col(LEFT) != pl.col(RIGHT)) if sides.is_one else pairs


def _shuffled(side: Records) -> pl.Series:
    """Return the row numbers in the order of a hash of the records' ids."""
    return side.rows[RECORD].hash(SEED).arg_sort()


def identity_pairs(sides: Sides, model: Model) -> pl.DataFrame:
    """Return pairs whose identifier is equal; none without an identifier."""
    if model.identity is None:
        return pl.DataFrame(schema={LEFT: pl.UInt32, RIGHT: pl.UInt32})
    return agreeing_pairs(sides, [model.identity.key], model.training.identity_pairs)


def agreeing_pairs(sides: Sides, columns: list[str], most: int) -> pl.DataFrame:
    """Return up to `most` pairs that agree in all columns, evenly picked.

    Values that more than four left records share are passed over.
    """
    left = _keyed(sides.left.rows, columns, LEFT)
    few = pl.len().over(columns) <= FEW_HOLDERS
    right = _keyed(sides.right.rows, columns, RIGHT)
    pairs = left.filter(few).join(right, on=columns).select(LEFT, RIGHT)
    if sides.is_one:
        pairs = pairs.filter(pl.col(LEFT) < pl.col(RIGHT))
    return _thinned(pairs, (sides.left, sides.right), most)


def household_pairs(sides: Sides, column: str, most: int) -> pl.DataFrame:
    """Return pairs of left records that share a column with few others."""
    keyed = _keyed(sides.left.rows, [column], LEFT)
    size = pl.len().over(column)
    shared = keyed.filter(size.is_between(SMALLEST_HOUSEHOLD, LARGEST_HOUSEHOLD))
    other = shared.rename({LEFT: RIGHT})
    pairs = shared.join(other, on=column).filter(pl.col(LEFT) < pl.col(RIGHT))
    return _thinned(pairs.select(LEFT, RIGHT), (sides.left, sides.left), most)


def _thinned(
    pairs: pl.DataFrame, sides: tuple[Records, Records], most: int
) -> pl.DataFrame:
    """Return about `most` of the pairs, chosen by a hash of their ids."""
    step = max(pairs.height // most, 1)
    if step == 1:
        return pairs
    marks = [
        side.rows[RECORD].gather(pairs[name]).hash(SEED)
        for name, side in zip((LEFT, RIGHT), sides, strict=True)
    ]
    return pairs.filter((marks[0] ^ marks[1]) % step == 0)


def _keyed(rows: pl.DataFrame, columns: list[str], name: str) -> pl.DataFrame:
    return rows.select(columns).with_row_index(name).drop_nulls()
