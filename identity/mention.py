"""Mentions: each (number, name) that a dataset writes in one role, counted once.

All judging is done on mentions, so that a payment repeated every month costs no
more than one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from store.contract import Contract
from store.normalise.id_number import judge_id_numbers
from store.normalise.person_name import name_keys
from store.resolved import person_roles

MENTION = ("id_number", "person_name")
COUNTED = pl.Schema(
    {
        "id_number": pl.String,
        "person_name": pl.String,
        "rows": pl.Int64,
        "source": pl.Int32,
        "dataset": pl.String,
        "named": pl.Boolean,
    }
)


@dataclass(frozen=True, kw_only=True)
class Source:
    """One role of one dataset: where it stands and which columns it fills."""

    dataset: str
    role: str
    accepted: Path
    id_column: str
    name_column: str | None

    def rows(self) -> pl.LazyFrame:
        """Return `record_id, id_number, person_name` of every row."""
        name = pl.lit(None, pl.String) if self.name_column is None else self.name_column
        columns = {"id_number": pl.col(self.id_column), "person_name": name}
        return pl.scan_parquet(self.accepted).select("record_id", **columns)


def person_sources(
    accepted: Mapping[str, Path], contracts: Sequence[Contract]
) -> tuple[Source, ...]:
    """Return the sources of all accepted tables, sorted by dataset and role."""
    found = [
        Source(
            dataset=contract.path,
            role=role.role,
            accepted=accepted[contract.path],
            id_column=role.id_column,
            name_column=role.name_column,
        )
        for contract in contracts
        if contract.path in accepted
        for role in person_roles(contract)
    ]
    return tuple(sorted(found, key=lambda source: (source.dataset, source.role)))


def read_mentions(sources: Sequence[Source]) -> pl.DataFrame:
    """Return the judged mentions of all sources.

    Columns: `source` (place in `sources`), `dataset`, `id_number` and
    `person_name` as delivered, `rows`, `id_text`, `id18`, `id_kind`, `name_key`
    ("" where the dataset has no name column).
    """
    counted = pl.concat(
        [COUNTED.to_frame(), *(_counted(at, one) for at, one in enumerate(sources))]
    )
    judged = _joined(counted, "id_number", judge_id_numbers)
    return _joined(judged, "person_name", _keyed_names).with_columns(
        pl.when(pl.col("named"))
        .then("name_key")
        .otherwise(pl.lit(""))
        .alias("name_key")
    )


def _counted(at: int, source: Source) -> pl.DataFrame:
    grouped = source.rows().group_by(MENTION).agg(pl.len().cast(pl.Int64).alias("rows"))
    return grouped.collect().with_columns(
        pl.lit(at, pl.Int32).alias("source"),
        pl.lit(source.dataset).alias("dataset"),
        pl.lit(source.name_column is not None).alias("named"),
    )


def _joined(
    mentions: pl.DataFrame, column: str, judge: Callable[[pl.Series], pl.DataFrame]
) -> pl.DataFrame:
    distinct = mentions.select(pl.col(column).unique())
    judged = pl.concat([distinct, judge(distinct[column])], how="horizontal")
    return mentions.join(judged, on=column, how="left", nulls_equal=True)


def _keyed_names(names: pl.Series) -> pl.DataFrame:
    return name_keys(names).alias("name_key").to_frame()
