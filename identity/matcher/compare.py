"""Compare pairs of prepared records: for each field the level of agreement."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import cast

import polars as pl

from identity.matcher.model import ComparisonSpec, Levels, Model
from identity.matcher.prepare import Records
from store.errors import MatchError

LEFT, RIGHT = "left", "right"  # row numbers in the two tables
UNKNOWN_LEVEL = -1
IMPLIED = ".implied"
LEVEL = "level"  # of one comparison, before what others imply
MEASURE = "measure"  # what a kind of comparison prepares; no level
CHUNK = 250_000
Condition = Callable[[], pl.Expr]


@dataclass(frozen=True, kw_only=True)
class Sides:
    """The prepared records of both tables; the same twice within one table.

    `is_aligned` where there is one right record, and the left ones are its candidates.
    """

    left: Records
    right: Records
    is_one: bool = False
    is_aligned: bool = False


Compare = Callable[[Sides, pl.DataFrame], pl.DataFrame]


def compare(
    sides: Sides, pairs: pl.DataFrame, model: Model, *, silence: bool = True
) -> pl.DataFrame:
    """Return `left, right` and one Int8 column for each comparison.

    The value is the place of the level in the model, -1 where nothing can be
    said: a value missing on a side, no level that holds, or implied by another
    comparison; such a level stands in `<field>.implied` where both sides state the
    value. Without `silence`, as training needs it, nothing is implied and both must
    be stated.
    """
    return comparer(model, silence=silence)(sides, pairs)


def comparer(model: Model, *, silence: bool = True) -> Compare:
    """Return `compare` for one model, for who compares often and little."""
    steps = [_step(spec, model, silence=silence) for spec in model.comparisons]

    def compared(sides: Sides, pairs: pl.DataFrame) -> pl.DataFrame:
        starts = range(0, max(pairs.height, 1), CHUNK)
        parts = [
            _compared(sides, pairs[start : start + CHUNK], steps) for start in starts
        ]
        return pl.concat(parts)

    return compared


def condition(kind: str, level: str) -> Condition:
    """Return the condition of a level; raises `MatchError` for an unknown one."""
    module = _kind(kind)
    found = getattr(module, level, None)
    own = getattr(found, "__module__", None) == module.__name__
    if not own or level == MEASURE or level.startswith("_"):
        raise MatchError(f"匹配模型用到了不认识的比较级别 {kind}.{level}")
    return cast("Condition", found)


def sentence(kind: str, level: str) -> str:
    """Return the sentence that a reviewer reads beside a level."""
    return (condition(kind, level).__doc__ or "").strip()


def _kind(kind: str) -> ModuleType:
    try:
        return import_module(f"identity.levels.{kind}")
    except ModuleNotFoundError:
        raise MatchError(f"匹配模型用到了不认识的比较方法 {kind}") from None


@dataclass(frozen=True, kw_only=True)
class _Step:
    """One comparison, its conditions made ready."""

    spec: ComparisonSpec
    measure: Callable[[pl.DataFrame], pl.DataFrame] | None
    level: pl.Expr
    columns: list[pl.Expr]

    def compared(
        self, sides: Sides, pairs: pl.DataFrame, found: list[pl.Series]
    ) -> list[pl.Series]:
        """Return the level of each pair; `found` are those of earlier steps."""
        name = f"{self.spec.field}.{self.spec.known}"
        known = [side.rows[name] for side in (sides.left, sides.right)]
        if any(column.null_count() == len(column) for column in known):
            unknown = pl.Series([UNKNOWN_LEVEL], dtype=pl.Int8)
            return [
                unknown.new_from_index(0, pairs.height).alias(column.meta.output_name())
                for column in self.columns
            ]
        beside = _beside(sides, pairs, self.spec)
        measured = beside if self.measure is None else self.measure(beside)
        return self._told(measured.hstack(found)).get_columns()

    def _told(self, measured: pl.DataFrame) -> pl.DataFrame:
        """Return the level, and what it would be: it is found out once for both."""
        if len(self.columns) > 1:
            measured = measured.with_columns(self.level)
        return measured.select(self.columns)


def _step(spec: ComparisonSpec, model: Model, *, silence: bool) -> _Step:
    is_twice = silence and spec.is_told_twice
    level = pl.col(LEVEL) if is_twice else _level(spec)
    kept = _silenced(level, spec, model) if silence else _stated_twice(level, spec)
    columns = [kept.alias(spec.field)]
    if is_twice:
        columns.append(_implied(level, spec, model).alias(f"{spec.field}{IMPLIED}"))
    measure = getattr(_kind(spec.kind), MEASURE, None)
    return _Step(
        spec=spec, measure=measure, level=_level(spec).alias(LEVEL), columns=columns
    )


def _compared(
    sides: Sides, pairs: pl.DataFrame, steps: Sequence[_Step]
) -> pl.DataFrame:
    found: list[pl.Series] = []
    for step in steps:
        found += step.compared(sides, pairs, found)
    return pairs.select(LEFT, RIGHT).hstack(found)


def _beside(sides: Sides, pairs: pl.DataFrame, spec: ComparisonSpec) -> pl.DataFrame:
    """Return the derived columns of one field, `l.…` and `r.…`, for each pair."""
    left, right = (
        _columns(side.rows, spec, letter)
        for side, letter in ((sides.left, "l"), (sides.right, "r"))
    )
    if sides.is_aligned:
        right = [column.new_from_index(0, pairs.height) for column in right]
        return pl.DataFrame([*left, *right])
    beside = [pl.DataFrame(left)[pairs[LEFT]], pl.DataFrame(right)[pairs[RIGHT]]]
    return beside[0].hstack(beside[1])


def _columns(rows: pl.DataFrame, spec: ComparisonSpec, letter: str) -> list[pl.Series]:
    prefix = f"{spec.field}."
    wanted = [
        rows[name].alias(f"{letter}.{name.removeprefix(prefix)}")
        for name in rows.columns
        if name.startswith(prefix)
    ]
    if spec.other:
        wanted.append(rows[spec.other].alias(f"{letter}.other"))
    return wanted


def _level(spec: ComparisonSpec) -> pl.Expr:
    known = pl.col(f"l.{spec.known}").is_not_null()
    known &= pl.col(f"r.{spec.known}").is_not_null()
    if spec.stated:
        known &= _stated("l", spec) | _stated("r", spec)
    levels = pl.lit(None, pl.Int8)
    for place, name in reversed(list(enumerate(spec.names))):
        holds = condition(spec.kind, name)().fill_null(value=False)
        levels = pl.when(holds).then(pl.lit(place, pl.Int8)).otherwise(levels)
    return pl.when(known).then(levels).otherwise(None).fill_null(UNKNOWN_LEVEL)


def _stated(letter: str, spec: ComparisonSpec) -> pl.Expr:
    return pl.col(f"{letter}.{spec.stated}").is_not_null()


def _silenced(level: pl.Expr, spec: ComparisonSpec, model: Model) -> pl.Expr:
    """Return the level, unknown where another comparison has already said it."""
    both = pl.lit(value=True)
    if spec.stated:
        both = _stated("l", spec) & _stated("r", spec)
    silent = any_level(spec.implied_by, model)
    silent |= any_level(spec.stated_unless, model) & ~both
    return pl.when(silent).then(pl.lit(UNKNOWN_LEVEL, pl.Int8)).otherwise(level)


def _implied(level: pl.Expr, spec: ComparisonSpec, model: Model) -> pl.Expr:
    """Return the level where it is implied, and yet stated on both sides."""
    told = any_level(spec.implied_by, model) & _stated("l", spec) & _stated("r", spec)
    return pl.when(told).then(level).otherwise(pl.lit(UNKNOWN_LEVEL, pl.Int8))


def _stated_twice(level: pl.Expr, spec: ComparisonSpec) -> pl.Expr:
    """Return the level, unknown where a side only derives the value."""
    if not spec.stated:
        return level
    both = _stated("l", spec) & _stated("r", spec)
    return pl.when(both).then(level).otherwise(pl.lit(UNKNOWN_LEVEL, pl.Int8))


def any_level(levels: Levels, model: Model) -> pl.Expr:
    """Say whether a pair stands in one of the named levels."""
    found = pl.lit(value=False)
    for field, names in levels.items():
        found |= _stands_in(field, model.places(field, names))
    return found


def all_levels(levels: Levels, model: Model) -> pl.Expr:
    """Say whether a pair stands in one of the named levels in every field."""
    found = pl.lit(value=True)
    for field, names in levels.items():
        found &= _stands_in(field, model.places(field, names))
    return found


def _stands_in(field: str, places: Sequence[int]) -> pl.Expr:
    """Say whether a level is one of a few: quicker than `is_in` among few pairs."""
    found = pl.lit(value=False)
    for place in places:
        found |= pl.col(field) == place
    return found
