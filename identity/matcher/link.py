"""Link two tables, or one with itself: from delivered columns to decisions."""

from dataclasses import dataclass

import polars as pl

from identity.matcher.block import BlockCount, candidates
from identity.matcher.choose import certain_tier, choose
from identity.matcher.compare import LEFT, RIGHT, Sides, compare
from identity.matcher.epoch import Epoch
from identity.matcher.lessons import equal_pairs
from identity.matcher.model import Model
from identity.matcher.model_file import load_model
from identity.matcher.prepare import RECORD, prepare
from identity.matcher.train import train
from identity.matcher.weigh import weigh


@dataclass(frozen=True, kw_only=True)
class Linked:
    """What linking found: the pairs, and all that is needed to explain them."""

    pairs: pl.DataFrame
    sides: Sides
    model: Model
    epoch: Epoch
    blocks: tuple[BlockCount, ...]
    notices: tuple[str, ...]


def link(
    left: pl.DataFrame,
    right: pl.DataFrame | None,
    model: str | Model,
    *,
    epoch: Epoch | None = None,
    many: bool = False,
) -> Linked:
    """Return every pair that was weighed, and what was decided.

    `left` and `right` need a unique `record_id`; other columns are those that the
    model names, as delivered, and may be missing. Without `right`, pairs within
    `left`. Without `epoch` it is learnt from these tables. Raises `MatchError`.
    """
    plan = load_model(model) if isinstance(model, str) else model
    sides = _sides(left, right, plan)
    certain = _certain(sides, plan)
    asked = _unsettled(sides, certain)
    learnt = train(sides, plan, asked) if epoch is None else epoch
    found = candidates(sides, plan, learnt.capped, asked)
    rest = found.pairs.join(certain, on=[LEFT, RIGHT], how="anti")
    levels = compare(sides, rest.select(LEFT, RIGHT), plan)
    every = pl.concat(
        [certain, levels.with_columns(pl.lit(None, pl.String).alias("certain"))]
    )
    chosen = choose(weigh(sides, every, plan, learnt), plan, many=many or sides.is_one)
    return Linked(
        pairs=_named(sides, chosen),
        sides=sides,
        model=plan,
        epoch=learnt,
        blocks=found.counts,
        notices=learnt.notices,
    )


def _sides(left: pl.DataFrame, right: pl.DataFrame | None, model: Model) -> Sides:
    ours = prepare(left, model, "左表")
    if right is None:
        return Sides(left=ours, right=ours, is_one=True)
    return Sides(left=ours, right=prepare(right, model, "右表"))


def _certain(sides: Sides, model: Model) -> pl.DataFrame:
    """Return the pairs with one identifier that need no weighing."""
    if model.identity is None:
        return certain_tier(
            sides,
            compare(
                sides, pl.DataFrame(schema={LEFT: pl.UInt32, RIGHT: pl.UInt32}), model
            ),
            model,
        )
    pairs = equal_pairs(sides, model.identity.key)
    tiered = certain_tier(sides, compare(sides, pairs, model), model)
    return tiered.filter(pl.col("certain").is_not_null())


def _unsettled(sides: Sides, certain: pl.DataFrame) -> pl.Series:
    """Return the right rows that no certain pair has settled; all within a table."""
    every = pl.Series("asked", range(sides.right.height), dtype=pl.UInt32)
    return (
        every if sides.is_one else every.filter(~every.is_in(certain[RIGHT].implode()))
    )


def _named(sides: Sides, chosen: pl.DataFrame) -> pl.DataFrame:
    return chosen.with_columns(
        sides.left.rows[RECORD].gather(chosen[LEFT]).alias("left_id"),
        sides.right.rows[RECORD].gather(chosen[RIGHT]).alias("right_id"),
    )
