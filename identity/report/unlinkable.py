"""Records that could not be linked even to themselves: too little is known of them.

The idea is Splink's ("unlinkables"): each record is weighed against itself.
"""

from dataclasses import dataclass

import polars as pl

from identity.matcher.choose import ACCEPT, certain_tier, choose
from identity.matcher.compare import LEFT, RIGHT, Sides, compare
from identity.matcher.link import Linked
from identity.matcher.weigh import WEIGHT, weigh

MOST = 50_000  # records weighed; of more, evenly picked ones


@dataclass(frozen=True, kw_only=True)
class Unlinkable:
    """Of `asked` records so many could not reach the default or strict threshold."""

    asked: int
    default: int
    strict: int


def unlinkable(linked: Linked) -> Unlinkable:
    """Return how many records of the right table cannot be linked by what they hold."""
    records = linked.sides.right
    step = max(-(-records.height // MOST), 1)
    rows = pl.Series(range(0, records.height, step), dtype=pl.UInt32)
    pairs = pl.DataFrame({LEFT: rows, RIGHT: rows})
    itself = Sides(left=records, right=records, is_one=True)
    levels = compare(itself, pairs, linked.model)
    tiered = certain_tier(itself, levels, linked.model)
    weighed = weigh(itself, tiered, linked.model, linked.epoch)
    chosen = choose(weighed, linked.model, linked.epoch.method, many=True)
    refused = chosen.filter(pl.col("decision") != ACCEPT)
    strict = linked.model.thresholds.strict_milli
    light = (pl.col(WEIGHT) < strict) & pl.col("certain").is_null()
    return Unlinkable(
        asked=len(rows),
        default=refused.height,
        strict=chosen.filter((pl.col("decision") != ACCEPT) | light).height,
    )
