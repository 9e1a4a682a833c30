"""Put one data-sanity check to the resolved tables: findings, and issues of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from checks.sanity.card import SanityCheck
from checks.sanity.shapes import SHAPES, show_shapes
from store import statement, tables
from store.contract import Contract
from store.digest import Json
from store.errors import EngineError
from store.warehouse import Warehouse, read_sql

FINDINGS, ISSUES = "sanity_finding.parquet", "issue.parquet"
PACKAGE = "checks.sanity"
POINTED = (
    "record_id",
    "source_file",
    "source_sheet",
    "source_row",
    "delivery",
    "supplier",
)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What the checks may read.

    `resolved` maps contract paths to resolved tables; `control` has one row for
    each dataset of each delivery, `parts` one for each sheet (see `CONTROL`,
    `PART`); `identity` is the folder of the conflicts, `generic` the table of
    generic values.
    """

    contracts: Sequence[Contract]
    resolved: Mapping[str, Path]
    quarantine: Sequence[Path]
    conflict: Path
    generic: Path
    control: pl.DataFrame
    parts: pl.DataFrame
    as_of: date


CONTROL = pl.Schema(
    {
        "dataset": pl.String,
        "supplier": pl.String,
        "delivery": pl.String,
        "delivered_on": pl.Date,
        "rows": pl.Int64,
        "accepted": pl.Int64,
        "stated_rows": pl.Int64,
    }
)
PART = pl.Schema(
    {
        "dataset": pl.String,
        "supplier": pl.String,
        "delivery_name": pl.String,
        "delivery": pl.String,
        "sha256": pl.String,
    }
)


def missing_data(check: SanityCheck, available: Sequence[str]) -> tuple[str, ...]:
    """Return the contract paths without which the check cannot run."""
    wanting = tuple(path for path in check.needs if path not in available)
    if check.any_of and not set(check.any_of) & set(available):
        wanting += check.any_of
    return wanting


def run_sanity_check(
    check: SanityCheck,
    evidence: Evidence,
    out: Path,
    *,
    memory_mb: int,
    threads: int,
) -> dict[str, Json]:
    """Write `sanity_finding.parquet` and `issue.parquet`; return their counts.

    Raises `EngineError` where the query fails or returns a variant without words.
    """
    with Warehouse.scratch(
        memory_mb=memory_mb, threads=threads, spill=out
    ) as warehouse:
        _show(warehouse, check, evidence)
        warehouse.empty("finding", tables.SANITY_FINDING)
        warehouse.append("finding", check.sql, dict(check.parameters))
        _refuse_unworded(warehouse, check)
        _show_pointers(warehouse, evidence)
        warehouse.empty("issue", tables.ISSUE)
        warehouse.append("issue", read_sql(PACKAGE, "issue"), {"check_id": check.id})
        warehouse.export("FROM finding ORDER BY ALL", out / FINDINGS)
        warehouse.export("FROM issue ORDER BY issue_id", out / ISSUES)
        counts = warehouse.count("finding"), warehouse.count("issue")
    return {"check": check.id, "findings": counts[0], "issues": counts[1]}


def _show(warehouse: Warehouse, check: SanityCheck, evidence: Evidence) -> None:
    known = [c for c in evidence.contracts if c.path in evidence.resolved]
    for contract in known:
        file = evidence.resolved[contract.path]
        warehouse.show(f"resolved.{contract.dataset}", [file])
    show_shapes(warehouse, known, [name for name in check.reads if name in SHAPES])
    warehouse.show("conflict", [evidence.conflict])
    warehouse.show("generic_value", [evidence.generic])
    if evidence.quarantine:
        warehouse.show("quarantine", evidence.quarantine)
    else:
        warehouse.empty("quarantine", tables.QUARANTINE)
    warehouse.write("control", evidence.control)
    warehouse.write("part", evidence.parts)
    warehouse.write("tonight", pl.DataFrame({"as_of": [evidence.as_of]}))
    warehouse.write("agreed", _agreed(evidence.contracts))
    warehouse.write("heading", _headings(evidence.contracts))
    warehouse.write("variant", _variants(check))


def _show_pointers(warehouse: Warehouse, evidence: Evidence) -> None:
    known = [c for c in evidence.contracts if c.path in evidence.resolved]
    stacked = {c.path: f"resolved.{c.dataset}" for c in known}
    if not stacked:
        warehouse.empty("pointed", dict.fromkeys(("dataset", *POINTED), "VARCHAR"))
        return
    warehouse.view("pointed", statement.stacked(POINTED, stacked))


def _refuse_unworded(warehouse: Warehouse, check: SanityCheck) -> None:
    found = warehouse.frame("SELECT DISTINCT variant FROM finding")["variant"]
    unworded = set(found) - {variant.name for variant in check.variants}
    if unworded:
        raise EngineError(f"数据检查 {check.id} 的查询给出没有表述的情形")


def _agreed(contracts: Sequence[Contract]) -> pl.DataFrame:
    rows = [
        (c.path, c.title, c.mode.value, c.frequency_months, c.latency_days, c.owner)
        for c in contracts
    ]
    columns = ("dataset", "title", "mode", "frequency_months", "latency_days", "owner")
    return pl.DataFrame(rows, schema=list(columns), orient="row")


def _headings(contracts: Sequence[Contract]) -> pl.DataFrame:
    rows = [
        (c.path, column.name, column.title) for c in contracts for column in c.columns
    ]
    return pl.DataFrame(
        rows, schema=["dataset", "column_name", "heading"], orient="row"
    )


def _variants(check: SanityCheck) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"title": check.title, **variant.model_dump(by_alias=True)}
            for variant in check.variants
        ]
    ).rename({"name": "variant"})
