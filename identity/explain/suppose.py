"""Weigh what a missing field could say: every level that it could take, as if so.

All that would follow is taken along: what the level implies is silenced, and what
a household would explain as well is taken off again.
"""

from dataclasses import dataclass

import polars as pl

from identity.explain.facts import unknown_on
from identity.explain.row import Row, number
from identity.matcher.choose import certain_tier, choose
from identity.matcher.compare import IMPLIED, LEFT, RIGHT, UNKNOWN_LEVEL, Sides
from identity.matcher.lines import AROUND
from identity.matcher.link import Linked
from identity.matcher.model import ComparisonSpec, Model
from identity.matcher.prepare import Records
from identity.matcher.weigh import weigh

SUPPOSED = "supposed"


@dataclass(frozen=True, kw_only=True)
class Supposed:
    """One level supposed of one missing field."""

    spec: ComparisonSpec
    place: int


def suppose(linked: Linked, row: Row, specs: list[ComparisonSpec]) -> pl.DataFrame:
    """Return every supposition weighed and decided, as if without rivals.

    Columns: those of `Linked.pairs` and `supposed`, the field that was missing.
    """
    every = [
        Supposed(spec=spec, place=place)
        for spec in specs
        for place in range(len(spec.levels))
    ]
    model, fields = linked.model, _level_columns(linked.model)
    levels = pl.DataFrame(
        [
            {LEFT: place, RIGHT: 0} | _levels(linked, row, one)
            for place, one in enumerate(every)
        ],
        schema={LEFT: pl.UInt32, RIGHT: pl.UInt32} | dict.fromkeys(fields, pl.Int8()),
    )
    sides = _as_if(linked, row, every)
    weighed = weigh(sides, certain_tier(sides, levels, model), model, linked.epoch)
    named = weighed.with_columns(
        pl.Series(SUPPOSED, [one.spec.field for one in every], pl.String),
        pl.lit(row[AROUND], pl.Int64).alias(AROUND),
    )
    return choose(named, model, linked.epoch.method, many=True)


def _level_columns(model: Model) -> list[str]:
    implied = [f"{s.field}{IMPLIED}" for s in model.comparisons if s.is_told_twice]
    return [spec.field for spec in model.comparisons] + implied


def _levels(linked: Linked, row: Row, one: Supposed) -> Row:
    """Return the levels of all fields where one is supposed."""
    found: Row = {}
    name = one.spec.names[one.place]
    for spec in linked.model.comparisons:
        is_implied = name in spec.implied_by.get(one.spec.field, [])
        is_silent = is_implied
        if name in spec.stated_unless.get(one.spec.field, []):
            is_silent |= bool(unknown_on(linked, row, spec))
        found[spec.field] = UNKNOWN_LEVEL if is_silent else row[spec.field]
        if spec.is_told_twice:
            told = is_implied and not unknown_on(linked, row, spec)
            column = f"{spec.field}{IMPLIED}"
            found[column] = row[spec.field] if told else row[column]
    return found | {one.spec.field: one.place}


def _as_if(linked: Linked, row: Row, supposed: list[Supposed]) -> Sides:
    """Return sides in which the left record knows what the right one does.

    Where neither knows, a value as frequent as an ordinary record's is taken.
    """
    ours, theirs = linked.sides.left.rows, linked.sides.right.rows
    left, right = ours[number(row, LEFT)], theirs[number(row, RIGHT)]
    filled = [
        pl.Series(column, [_known(ours[column], left[column][0], right[column][0])])
        .cast(ours.schema[column])
        .alias(column)
        for column in _frequency_columns(supposed)
    ]
    one = left.with_columns(filled)
    return Sides(
        left=Records(rows=pl.concat([one] * len(supposed)), absent=()),
        right=Records(rows=right, absent=()),
    )


def _frequency_columns(supposed: list[Supposed]) -> list[str]:
    named = {
        f"{one.spec.field}.{level.frequency}"
        for one in supposed
        for level in one.spec.levels
        if level.frequency
    }
    return sorted(named)


def _known(column: pl.Series, ours: object, theirs: object) -> object:
    """Return our value, else theirs, else one that an ordinary record has."""
    if ours is not None or theirs is not None:
        return ours if ours is not None else theirs
    counts = column.drop_nulls().alias("value").value_counts(name="records")
    ordered = counts.sort("records", "value")
    half = ordered.filter(pl.col("records").cum_sum() * 2 >= pl.col("records").sum())
    return half["value"][0] if half.height else None
