"""u: how often two strangers agree."""

import polars as pl

from identity.matcher.compare import Sides
from identity.matcher.count import (
    ByField,
    Counts,
    coincidence,
    level_counts,
    share_of,
    smoothed,
)
from identity.matcher.model import ComparisonSpec, LevelSpec, Model

RAREST = 1e-9


def strangers_shares(sides: Sides, model: Model, strangers: pl.DataFrame) -> ByField:
    """Return u by field: counted on random pairs, worked out where these are too few.

    Two strangers agree in a value as often as two left records do, so the share of
    a level that the model ties to a column needs no luck in drawing.
    """
    return {spec.field: _shares(sides, spec, strangers) for spec in model.comparisons}


def _shares(sides: Sides, spec: ComparisonSpec, strangers: pl.DataFrame) -> Counts:
    shares = smoothed(level_counts(strangers[spec.field], len(spec.levels)))
    met = 0.0
    for place, level in enumerate(spec.levels):
        chance = _chance(sides, spec, level)
        if chance is not None:
            shares[place] = max(chance - met, RAREST)
            met = chance if level.frequency else met
    whole: Counts = shares / shares.sum()
    return whole


def _chance(sides: Sides, spec: ComparisonSpec, level: LevelSpec) -> float | None:
    """Return the chance that strangers stand in a level, where it is worked out."""
    column = level.frequency or (level.u if isinstance(level.u, str) else "")
    if not column:
        return (
            level.u if level.u is None else float(level.u) * _share(sides, spec, level)
        )
    met = coincidence(sides.left.rows[f"{spec.field}.{column}"])
    return met * _share(sides, spec, level)


def _share(sides: Sides, spec: ComparisonSpec, level: LevelSpec) -> float:
    """Return the share of right values that the level can arise for."""
    if not level.of:
        return 1.0
    rows = sides.right.rows
    known = rows.filter(pl.col(f"{spec.field}.{spec.known}").is_not_null())
    kinds = known[f"{spec.field}.kind"].is_in(level.of)
    return max(share_of(kinds), RAREST)
