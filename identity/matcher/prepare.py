"""Prepare records once: each field's delivered text becomes derived columns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import cast

import polars as pl

from identity.matcher.model import FieldSpec, Model
from store.errors import MatchError

Prepare = Callable[[pl.Series, pl.Series | None], Mapping[str, pl.Series]]
RECORD = "record_id"


@dataclass(frozen=True, kw_only=True)
class Records:
    """The prepared records of one side, and the fields that it does not have."""

    rows: pl.DataFrame
    absent: tuple[str, ...]

    @property
    def height(self) -> int:
        """Return how many records there are."""
        return self.rows.height


def prepare(frame: pl.DataFrame, model: Model, side: str) -> Records:
    """Return the records with `<field>.<derived>` columns, in the given order.

    Raises `MatchError` where `record_id` is missing, empty or not unique.
    """
    identified = _identified(frame, side)
    columns: dict[str, pl.Series] = {RECORD: identified}
    absent: list[str] = []
    for field in model.fields:
        values = _delivered(frame, field)
        if values.null_count() == len(values):
            absent.append(field.name)
        fallback = columns.get(field.fallback)
        if field.name in absent and fallback is None:
            made = nothing_stated(field.kind, len(values))
        else:
            made = preparer(field.kind)(values, fallback)
        columns |= {f"{field.name}.{name}": part for name, part in made.items()}
    rows = pl.DataFrame([part.alias(name) for name, part in columns.items()])
    return Records(rows=rows, absent=tuple(absent))


def nothing_stated(kind: str, height: int) -> Mapping[str, pl.Series]:
    """Return what a kind of field makes of so many records that state nothing."""
    return {
        name: part.new_from_index(0, height) for name, part in _nothing(kind).items()
    }


@cache
def _nothing(kind: str) -> Mapping[str, pl.Series]:
    return preparer(kind)(pl.Series([None], dtype=pl.String), None)


def fingerprints(frame: pl.DataFrame, model: Model, side: str) -> pl.Series:
    """Return one number for all that the model reads of each record, its id too.

    Equal rows have equal numbers, within one version of polars. Raises `MatchError`
    as `prepare` does.
    """
    columns = [_identified(frame, side), *(_delivered(frame, f) for f in model.fields)]
    return pl.DataFrame(columns).hash_rows()


def preparer(kind: str) -> Prepare:
    """Return the `prepare` of a kind of field; raises `MatchError`."""
    try:
        module = import_module(f"identity.fields.{kind}")
    except ModuleNotFoundError:
        raise MatchError(f"匹配模型用到了不认识的字段类型 {kind}") from None
    return cast("Prepare", module.prepare)


def _identified(frame: pl.DataFrame, side: str) -> pl.Series:
    if RECORD not in frame.columns:
        raise MatchError(
            f"{side}没有列“{RECORD}”", remedy="每行要有一个不重复的记录编号"
        )
    found = _plain(frame[RECORD]).cast(pl.String)
    if found.null_count():
        raise MatchError(f"{side}有 {found.null_count()} 行没有记录编号（{RECORD}）")
    # Equal hashes are rare, and counting them is much quicker than counting texts.
    hashed = found.hash().n_unique() == len(found)
    if repeated := 0 if hashed else len(found) - found.n_unique():
        raise MatchError(
            f"{side}的记录编号（{RECORD}）有 {repeated} 个重复",
            remedy="请为每行给出不同的编号",
        )
    return found


def _delivered(frame: pl.DataFrame, field: FieldSpec) -> pl.Series:
    """Return the first column that holds the field, as text; nulls without one."""
    for name in field.columns:
        if name in frame.columns:
            return _as_text(frame[name], field.name)
    return pl.Series(field.name, [None], pl.String).new_from_index(0, frame.height)


def _as_text(values: pl.Series, name: str) -> pl.Series:
    values = _plain(values)
    if values.dtype.is_float():
        values = values.cast(pl.Int64, strict=False)
    return values.cast(pl.String, strict=False).alias(name)


def _plain(values: pl.Series) -> pl.Series:
    """Return values that are not lists or the like; raises `MatchError`."""
    if values.dtype.is_nested():
        raise MatchError(f"列“{values.name}”不是文字、数字或日期，不能比较")
    return values
