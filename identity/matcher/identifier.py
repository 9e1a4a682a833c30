"""Pairs with one identifier: the first thing asked, and the cheapest."""

import polars as pl

from identity.matcher.compare import LEFT, RIGHT, Sides
from identity.matcher.model import Model

IDENTIFIER = "identifier"  # its caps stand beside those of the blocks
FEW_HOLDERS = 4  # an identifier that more left records have names nobody
PAIR = {LEFT: pl.UInt32, RIGHT: pl.UInt32}


def generic_identifiers(sides: Sides, model: Model) -> pl.DataFrame:
    """Return the `value` of identifiers that too many left records have."""
    if model.identity is None:
        return pl.DataFrame({"value": []})
    values = sides.left.rows[model.identity.key].drop_nulls().alias("value")
    counted = values.value_counts(name="records")
    return counted.filter(pl.col("records") > FEW_HOLDERS).select("value").sort("value")


def pairs_of_identifier(
    sides: Sides,
    model: Model,
    generic: pl.DataFrame,
    among: tuple[pl.Series | None, pl.Series | None] = (None, None),
) -> pl.DataFrame:
    """Return the pairs `left, right` with one identifier that is not generic.

    `among` limits the rows of either side.
    """
    if model.identity is None:
        return pl.DataFrame(schema=PAIR)
    column = model.identity.key
    left = _valued(sides.left.rows, column, LEFT, among[0])
    right = _valued(sides.right.rows, column, RIGHT, among[1])
    if generic.height:
        right = right.filter(~pl.col("value").is_in(generic["value"].implode()))
    few = left.join(right.select("value").unique(), on="value", how="semi")
    few = few.filter(pl.len().over("value") <= FEW_HOLDERS)
    pairs = few.join(right, on="value").select(LEFT, RIGHT)
    return pairs.filter(pl.col(LEFT) < pl.col(RIGHT)) if sides.is_one else pairs


def _valued(
    rows: pl.DataFrame, column: str, name: str, among: pl.Series | None
) -> pl.DataFrame:
    if among is None:
        return rows.select(value=column).with_row_index(name).drop_nulls()
    values = rows[column].gather(among).alias("value")
    return pl.DataFrame([among.alias(name), values]).drop_nulls()
