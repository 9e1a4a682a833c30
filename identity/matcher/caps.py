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
    held = holding(sides.left.rows, block, None)
    wanted = asking(sides.right.rows, block, asked)
    most = block.left_records or model.caps.left_records
    sizes = held.group_by(KEY).agg(pl.len().alias("held"), pl.col("left").first())
    asking_sizes = wanted.group_by(KEY).agg(pl.len().alias("asked_by"))
    sizes = sizes.join(asking_sizes, on=KEY, how="left").fill_null(0)
    budget = max(len(asked), FEWEST_ASKED) * model.caps.pairs_per_record
    made = pl.col("held").cast(pl.Int64) * pl.col("asked_by")
    fitting = sizes.filter(pl.col("held") <= most).sort(made, KEY)
    over = fitting.filter(made.cum_sum() > budget)
    out = pl.concat([sizes.filter(pl.col("held") > most), over])
    parts = sides.left.rows.select(pl.col(p).gather(out["left"]) for p in block.keys)
    return parts.hstack(out.select("held", "asked_by")).sort(block.keys)
