"""Data contracts: what one dataset must look like, whoever delivers it.

A contract is the file `data_contracts/<system>/<dataset>.odcs.yaml` (Open Data
Contract Standard 3.1). It is the only place that knows a Chinese heading; the
polars schema, the DuckDB table, the checks and the matching of headings all
derive from it. `store.odcs` reads the files.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

import polars as pl

from store.meaning import Meaning, PolarsType

TRACE_TYPES: Mapping[str, PolarsType] = MappingProxyType(
    {
        "record_id": pl.String,
        "source_file": pl.String,
        "source_sheet": pl.String,
        "source_row": pl.Int32,
        "delivery": pl.String,
        "supplier": pl.String,
        "delivered_on": pl.Date,
    }
)
VALIDITY_TYPES: Mapping[str, PolarsType] = MappingProxyType(
    {"valid_from": pl.Date, "valid_to": pl.Date}
)


class Mode(StrEnum):
    """How deliveries of one dataset follow each other."""

    FULL = "full"  # a register as it stands; versions are compared
    PERIOD = "period"  # all of a period; the latest delivery of a month counts
    APPEND = "append"  # only what is new; every delivery counts


class Severity(StrEnum):
    """What a failing check does."""

    ERROR = "error"  # the row goes to quarantine
    WARNING = "warning"  # the row stays; the share is reported


class PersonalData(StrEnum):
    """How closely a column points at a person; decides masking and retention."""

    NONE = "none"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a dataset, under its English name."""

    name: str
    headings: tuple[str, ...]
    meaning: Meaning
    normaliser: str
    personal: PersonalData
    description: str = ""
    examples: tuple[str, ...] = ()
    role: str = "person"
    required: bool = False
    key: bool = False
    minimum: int | None = None
    maximum: int | None = None
    pattern: str | None = None
    codes: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict[str, tuple[str, ...]]
    )
    severity: Severity = Severity.ERROR

    @property
    def title(self) -> str:
        """Return the heading that reports use."""
        return self.headings[0]


@dataclass(frozen=True, kw_only=True)
class Contract:
    """The shape, meaning and tolerance of one dataset.

    `frequency_months` lie between two deliveries (0: only on request), each due
    `latency_days` after its period's end. `needs_approval` data is taken only with
    an approval number on its hand-over sheet.
    """

    system: str
    dataset: str
    version: str
    title: str
    owner: str
    purpose: str
    hints: tuple[str, ...]
    mode: Mode
    period: str | None
    valid_from: str | None
    valid_to: str | None
    quarantine_above_milli: int
    retention_days: int
    frequency_months: int
    latency_days: int
    needs_approval: bool
    unique: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def path(self) -> str:
        """Return `<system>/<dataset>`, the name that rules and settings use."""
        return f"{self.system}/{self.dataset}"

    @property
    def key(self) -> tuple[str, ...]:
        """Return the names of the columns that tell two records apart."""
        return tuple(column.name for column in self.columns if column.key)

    def column(self, name: str) -> Column:
        """Return the column of that English name; raises `KeyError`."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.path}.{name}")

    def roles(self, *meanings: Meaning) -> dict[str, dict[Meaning, str]]:
        """Return the column names by role for the given meanings.

        E.g. `{"person": {ID_NUMBER: "id_number", PERSON_NAME: "person_name"}}`.
        """
        found: dict[str, dict[Meaning, str]] = {}
        for column in self.columns:
            if column.meaning in meanings:
                found.setdefault(column.role, {})[column.meaning] = column.name
        return found

    @property
    def value_types(self) -> dict[str, PolarsType]:
        """Return the polars type of each interpreted column, in order."""
        types: dict[str, PolarsType] = {}
        for column in self.columns:
            types[column.name] = column.meaning.polars
            if column.meaning is Meaning.PERIOD:
                types[f"{column.name}_to"] = pl.Date
        return types

    @property
    def schema(self) -> pl.Schema:
        """Return the polars schema of the accepted table."""
        return pl.Schema({**TRACE_TYPES, **VALIDITY_TYPES, **self.value_types})

    @property
    def sql_types(self) -> dict[str, str]:
        """Return the DuckDB type of each column of the accepted table."""
        trace = {**TRACE_TYPES, **VALIDITY_TYPES}
        types = {name: _SQL_OF[kind] for name, kind in trace.items()}
        for column in self.columns:
            types[column.name] = column.meaning.sql
            if column.meaning is Meaning.PERIOD:
                types[f"{column.name}_to"] = "DATE"
        return types


_SQL_OF: dict[PolarsType, str] = {
    pl.String: "VARCHAR",
    pl.Int32: "INTEGER",
    pl.Date: "DATE",
}
