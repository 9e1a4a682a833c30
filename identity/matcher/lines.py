"""Lines of their own: pairs that look alike, but are not to be trusted so easily.

Two namesakes of one village, or a brother whose number was borrowed, agree in nearly
all that is compared. What tells them is who else is there: whose the number is, and
who bears the very name. So a line is found among all candidates of a right record.
"""

from collections.abc import Callable

import polars as pl

from identity.matcher.compare import RIGHT, all_levels, any_level
from identity.matcher.model import LineSpec, Model

LINE, AROUND = "line", "around"
NEVER = 1_000_000_000


def liner(
    model: Model, *, many: bool, single: bool
) -> Callable[[pl.DataFrame], pl.DataFrame]:
    """Return what gives ranked pairs their `line`, for one model.

    `line` is the place of the first of the model's lines that fits, null where none
    does. `around` has a bit for each line that the other candidates of the right record
    allow; it is kept where it is known already. Where a right record may have `many`
    persons nobody is a rival, and its identifier nobody else's. `single` where all
    pairs are of one right record.
    """
    around = _around(model, many=many, single=single).alias(AROUND)
    line = pl.lit(None, pl.Int8)
    for place, spec in reversed(list(enumerate(model.lines))):
        fits = all_levels(spec.levels, model) & ~any_level(spec.unless, model)
        fits &= pl.col(AROUND) & (1 << place) > 0
        line = pl.when(fits).then(pl.lit(place, pl.Int8)).otherwise(line)
    named = line.alias(LINE)

    def with_lines(ranked: pl.DataFrame) -> pl.DataFrame:
        known = AROUND in ranked.columns
        return (ranked if known else ranked.with_columns(around)).with_columns(named)

    return with_lines


def accept_line(model: Model, by_tier: pl.Expr) -> pl.Expr:
    """Return the weight from which a pair is accepted: that of its tier, or its line.

    The higher one where both have one.
    """
    found = by_tier
    for place, spec in enumerate(model.lines):
        own = NEVER if spec.accept_milli is None else spec.accept_milli
        higher = pl.max_horizontal(by_tier, pl.lit(own))
        found = pl.when(pl.col(LINE) == place).then(higher).otherwise(found)
    return found


def _around(model: Model, *, many: bool, single: bool) -> pl.Expr:
    bits = [
        pl.when(_is_met(spec, model, many=many, single=single))
        .then(1 << place)
        .otherwise(0)
        for place, spec in enumerate(model.lines)
    ]
    return pl.sum_horizontal(pl.lit(0), *bits).cast(pl.Int64)


def _is_met(spec: LineSpec, model: Model, *, many: bool, single: bool) -> pl.Expr:
    """Say whether the other candidates are as a line asks."""
    found = pl.lit(value=True)
    if spec.owned is not None and model.identity is not None:
        level = {model.identity.field: [model.identity.level]}
        owned = all_levels(level, model).any()
        owned = owned if single else owned.over(RIGHT)
        found &= (pl.lit(value=False) if many else owned) == spec.owned
    if spec.rival:
        there = all_levels(spec.rival, model).cast(pl.UInt32)
        others = (there.sum() if single else there.sum().over(RIGHT)) - there
        found &= pl.lit(value=False) if many else others > 0
    return found
