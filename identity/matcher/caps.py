"""Caps: key values that so many records share that they propose nobody.

They are learnt with an epoch and kept in it, so that whether two records become
candidates depends on these two alone; what an epoch did not foresee is bounded
again, and reported, when candidates are made.
"""

from collections.abc import Mapping

import polars as pl

from identity.matcher.compare import Sides
from identity.matcher.keys import KEY, asking, holding, key_of
from identity.matcher.model import BlockSpec, Model

FEWEST_ASKED = 1000
Capped = Mapping[str, pl.DataFrame]


def learn_caps(sides: Sides, model: Model, asked: pl.Series) -> dict[str, pl.DataFrame]:
    """Return by block the key parts that are left out, with `held` and `asked_by`.

    A value that too many left records share is left out; then the values that
    would make most pairs, until the rest is as many per asked record as allowed.
    """
    return {block.title: _capped(sides, model, block, asked) for block in model.blocks}


def allowed(keys: pl.DataFrame, block: BlockSpec, capped: Capped) -> pl.DataFrame:
    """Return the keys without those whose value is capped."""
    out = capped.get(block.title)
    if out is None or not out.height:
        return keys
    return keys.join(out.select(key_of(out.schema, block.keys)), on=KEY, how="anti")


def _capped(
    sides: Sides, model: Model, block: BlockSpec, asked: pl.Series
) -> pl.DataFrame:
    rows = sides.left.rows
    held = holding(rows, block, None)
    wanted = asking(sides.right.rows, block, asked)
    most = block.left_records or model.caps.left_records
    budget = max(len(asked), FEWEST_ASKED) * model.caps.pairs_per_record
    sizes = held[KEY].value_counts(name="held")
    heavy = pl.col("held") > most
    sizes = sizes.filter(heavy | pl.col(KEY).is_in(wanted[KEY].implode()))
    sizes = sizes.join(wanted[KEY].value_counts(name="asked_by"), on=KEY, how="left")
    sizes = sizes.with_columns(pl.col("asked_by").fill_null(0))
    made = pl.col("held").cast(pl.Int64) * pl.col("asked_by")
    over = sizes.filter(~heavy).sort(made, KEY).filter(made.cum_sum() > budget)
    out = pl.concat([sizes.filter(heavy), over])
    first = held.join(out, on=KEY).unique(KEY, keep="first", maintain_order=True)
    parts = rows.select(pl.col(part).gather(first["left"]) for part in block.keys)
    return parts.hstack(first.select("held", "asked_by")).sort(block.keys)
