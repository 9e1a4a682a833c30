"""Rows that agree: in every column named, or in all but one."""

import polars as pl

from rules.audit_tests.result import (
    KEY,
    RECORD,
    VALUE,
    Asked,
    Result,
    filled,
    keys_of,
    told,
    values_of,
)

GROUP, COUNT = "group", "records"


def duplicates(rows: pl.DataFrame, asked: Asked) -> Result:
    """Return the rows that agree in every column named, keys included (完全重复)."""
    names = [*values_of(rows), *keys_of(rows)]
    known = filled(rows, names)
    groups = _numbered(
        known.group_by(names).agg(pl.len().alias(COUNT)).filter(pl.col(COUNT) > 1),
        names,
    )
    listed = _members(known, groups, names)
    return Result(
        sentence=f"{asked.named(VALUE)}{asked.named(KEY)}完全相同的有 "
        f"{groups.height:,} 组，共 {listed.height:,} 行。",
        tables={"重复的组": groups.select(GROUP, *names, COUNT)},
        records=listed,
        left_out=told(rows.height - known.height, "{count} 行所查的列有空，未计入"),
    )


def same_same_different(rows: pl.DataFrame, asked: Asked) -> Result:
    """Return the rows that agree in the keys and differ in the column (同同异)."""
    keys, names = keys_of(rows), values_of(rows)
    known = filled(rows, [*keys, *names])
    groups = _numbered(
        known.group_by(keys)
        .agg(
            pl.len().alias(COUNT),
            pl.struct(names).n_unique().alias("different"),
        )
        .filter(pl.col("different") > 1),
        keys,
    )
    listed = _members(known, groups, keys)
    return Result(
        sentence=f"{asked.named(KEY)}相同而{asked.named(VALUE)}不同的有 "
        f"{groups.height:,} 组，共 {listed.height:,} 行。",
        tables={"同同异的组": groups.select(GROUP, *keys, COUNT, "different")},
        records=listed,
        left_out=told(rows.height - known.height, "{count} 行所查的列有空，未计入"),
    )


def _numbered(groups: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """Return the largest groups first, numbered from one."""
    ordered = groups.sort(
        COUNT, *names, descending=[True, *(False for _ in names)], nulls_last=True
    )
    return ordered.with_row_index(GROUP, 1).with_columns(pl.col(GROUP).cast(pl.Int64))


def _members(
    known: pl.DataFrame, groups: pl.DataFrame, names: list[str]
) -> pl.DataFrame:
    joined = known.join(groups.select(GROUP, *names), on=names, how="inner")
    return joined.select(GROUP, RECORD).sort(GROUP, RECORD)
