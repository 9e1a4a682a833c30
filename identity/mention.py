"""Mentions: each (number, name) that a dataset writes in one role, counted once.

All judging is done on mentions, so that a payment repeated every month costs no
more than one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from identity.facts import FACTS, fact_columns
from store.contract import Contract
from store.normalise.id_number import judge_id_numbers
from store.normalise.person_name import name_keys
from store.resolved import person_roles

MENTION = ("id_number", "person_name")
PROFILE = (*MENTION, *FACTS)
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
    facts: Mapping[str, str]  # the columns of further facts (`identity.facts`)

    def rows(self) -> pl.LazyFrame:
        """Return `record_id, id_number, person_name` of every row."""
        return pl.scan_parquet(self.accepted).select("record_id", **self._mention())

    def profiles(self) -> pl.LazyFrame:
        """Return `record_id` and `PROFILE` of every row: all it says of the person."""
        facts = {
            fact: pl.col(self.facts[fact]) if fact in self.facts else pl.lit(None)
            for fact in FACTS
        }
        texts = {fact: values.cast(pl.String) for fact, values in facts.items()}
        scanned = pl.scan_parquet(self.accepted)
        return scanned.select("record_id", **self._mention(), **texts)

    def _mention(self) -> dict[str, pl.Expr]:
        absent = self.name_column is None
        name = pl.lit(None, pl.String) if absent else pl.col(str(self.name_column))
        return {"id_number": pl.col(self.id_column), "person_name": name}


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
            facts=fact_columns(contract, role.role),
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
