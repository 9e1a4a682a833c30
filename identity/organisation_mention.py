"""Mentions of organisations: each (code, name, who leads it, where), counted once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import polars as pl

from store.contract import Contract
from store.meaning import Meaning
from store.normalise.credit_code import (
    organisation_code,
    read_credit_codes,
    registration_number,
)
from store.normalise.organisation_core import Gazetteer, organisation_parts
from store.normalise.organisation_name import organisation_keys
from store.normalise.person_name import name_keys
from store.normalise.plain import on_unique
from store.resolved import organisation_roles

GIVEN = ("credit_code", "organisation_name", "representative", "address", "former")
REGISTERS = ("registry/company", "registry/unit")
# Who leads or owns the organisation of a role, where it is, what it was called before.
FACTS: Mapping[tuple[str, str], Mapping[str, str]] = MappingProxyType(
    {
        ("registry/company", "organisation"): {
            "representative": "legal_representative",
            "address": "address",
        },
        ("registry/unit", "organisation"): {
            "representative": "leader",
            "former": "former_name",
        },
        ("finance/supplier", "organisation"): {
            "representative": "legal_representative",
            "address": "address",
        },
        ("loan/loan_contract", "organisation"): {"representative": "person_name"},
        ("social_security/employment_subsidy", "business"): {
            "representative": "person_name"
        },
    }
)
PLACES = ("town", "village")
COUNTED = pl.Schema(
    {
        **dict.fromkeys(GIVEN, pl.String()),
        "rows": pl.Int64(),
        "source": pl.Int32(),
        "dataset": pl.String(),
    }
)
PARTS = pl.Schema(
    dict.fromkeys(
        ("organisation_name", "match", "place", "form", "branch", "head", "earlier"),
        pl.String(),
    )
)


@dataclass(frozen=True, kw_only=True)
class Source:
    """One organisation role of one dataset, and the columns it fills."""

    dataset: str
    role: str
    accepted: Path
    columns: Mapping[str, str]

    def rows(self) -> pl.LazyFrame:
        """Return `record_id` and `GIVEN` of the rows with a code or a name."""
        columns = {
            name: pl.col(self.columns[name])
            if name in self.columns
            else pl.lit(None, pl.String)
            for name in GIVEN
        }
        rows = pl.scan_parquet(self.accepted).select("record_id", **columns)
        return rows.filter(pl.any_horizontal(pl.col(GIVEN[:2]).is_not_null()))


def organisation_sources(
    accepted: Mapping[str, Path], contracts: Sequence[Contract]
) -> tuple[Source, ...]:
    """Return the sources of all accepted tables, sorted by dataset and role."""
    found = [
        Source(
            dataset=contract.path,
            role=role.role,
            accepted=accepted[contract.path],
            columns={
                **({"credit_code": role.code_column} if role.code_column else {}),
                **({"organisation_name": role.name_column} if role.name_column else {}),
                **FACTS.get((contract.path, role.role), {}),
            },
        )
        for contract in contracts
        if contract.path in accepted
        for role in organisation_roles(contract)
    ]
    return tuple(sorted(found, key=lambda source: (source.dataset, source.role)))


def read_mentions(sources: Sequence[Source]) -> pl.DataFrame:
    """Return each source's distinct mentions, read.

    Beside what was delivered: `code` (valid), `number` (an older one), `name_key`,
    `leader` and `spot` (the keys of representative and address).
    """
    counted = pl.concat(
        [COUNTED.to_frame(), *(_counted(at, one) for at, one in enumerate(sources))]
    )
    return counted.with_columns(
        read_credit_codes(counted["credit_code"]).alias("code"),
        on_unique(counted["credit_code"], None, _number, pl.String).alias("number"),
        organisation_keys(counted["organisation_name"]).alias("name_key"),
        name_keys(counted["representative"]).alias("leader"),
        organisation_keys(counted["address"]).alias("spot"),
    )


def known_places(
    accepted: Mapping[str, Path], contracts: Sequence[Contract]
) -> list[str]:
    """Return the towns and villages that the accepted tables name, sorted."""
    found = {
        place
        for contract in contracts
        if contract.path in accepted
        for column in contract.columns
        if column.meaning is Meaning.PLACE and column.name in PLACES
        for place in pl.scan_parquet(accepted[contract.path])
        .select(pl.col(column.name).drop_nulls().unique())
        .collect()
        .to_series()
    }
    return sorted(found)


def gazetteer_of(mentions: pl.DataFrame, places: Sequence[str]) -> Gazetteer:
    """Return the places of an office: those it names, and those of its registers."""
    registered = mentions.filter(pl.col("dataset").is_in(REGISTERS))
    names = registered["organisation_name"].drop_nulls().unique()
    return Gazetteer(places, names.to_list())


def name_parts(names: pl.Series, gazetteer: Gazetteer) -> pl.DataFrame:
    """Return the parts of each distinct name: one row, of the columns `PARTS`.

    `match` is the core, or the last place where a name is nothing else (a village's
    committee), null where that is missing too; `head` is the head office's name,
    `earlier` the one that brackets give as former.
    """
    found = [
        row
        for name in names.drop_nulls().unique()
        if (row := _part_row(name, gazetteer)) is not None
    ]
    return pl.DataFrame(found, schema=PARTS, orient="row")


def _part_row(name: str, gazetteer: Gazetteer) -> tuple[str | None, ...] | None:
    parts = organisation_parts(name, gazetteer)
    if parts is None:
        return None
    place = parts.place[-1] if parts.place else ""
    only_place = f"@{place}" if place and parts.form else None
    match = parts.core or only_place
    head, earlier = parts.head or None, parts.former or None
    return name, match, place, parts.form, parts.branch, head, earlier


def _number(text: str, _: str) -> str | None:
    return organisation_code(text) or registration_number(text)


def _counted(at: int, source: Source) -> pl.DataFrame:
    grouped = source.rows().group_by(GIVEN)
    return (
        grouped.agg(pl.len().cast(pl.Int64).alias("rows"))
        .collect()
        .with_columns(
            pl.lit(at, pl.Int32).alias("source"),
            pl.lit(source.dataset).alias("dataset"),
        )
    )
