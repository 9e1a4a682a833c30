"""One snapshot against its contract: accepted rows, rows set aside, and why."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from checks.current import months_of
from checks.evident import evident_findings
from checks.interpret import interpret_snapshot
from checks.suite import checks_of
from checks.summary import summary_of
from checks.validate import Failing, Finding, opened
from store import statement
from store.contract import VALIDITY_TYPES, Contract
from store.digest import Json
from store.errors import EngineError
from store.snapshot import Snapshot
from store.tables import QUARANTINE
from store.warehouse import Warehouse, read_sql

ACCEPTED = "accepted.parquet"
SET_ASIDE = "quarantine.parquet"
VALIDATION = "validation.json"
TYPED, ASIDE = "typed", "quarantine"


def check_snapshot(
    snapshot: Path, contract: Contract, out: Path, *, memory_mb: int, threads: int
) -> dict[str, Json]:
    """Check one snapshot and write what is accepted and what is set aside.

    Writes `accepted.parquet` (the contract's schema, sorted by `record_id`,
    validity still null), `quarantine.parquet` (`store.tables.QUARANTINE`: one
    line for each row and broken check) and `validation.json` (counts only).
    Returns the summary that the report and the flow read. Raises `EngineError`
    where a tool failed or the counts contradict each other.
    """
    papers = Snapshot.load(snapshot)
    scratch = out / ".scratch"
    scratch.mkdir()
    try:
        typed = interpret_snapshot(snapshot, contract, scratch)
        with Warehouse.scratch(
            memory_mb=memory_mb, threads=threads, spill=scratch
        ) as warehouse:
            warehouse.show(TYPED, typed)
            findings = _validated(warehouse, contract)
            aside = warehouse.frame(read_sql("checks", "set_aside"))
            warehouse.export(read_sql("checks", "quarantine"), out / SET_ASIDE)
        accepted = _write_accepted(typed, aside, contract, out / ACCEPTED)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    if accepted + aside.height != papers.rows:
        raise EngineError(
            f"{contract.path}：合格 {accepted} 行与隔离 {aside.height} 行之和"
            f"不等于快照 {papers.rows} 行"
        )
    _write_validation(out / VALIDATION, contract, findings)
    months = months_of(contract, out / ACCEPTED)
    return summary_of(papers, contract, findings, aside=aside.height, months=months)


def _validated(warehouse: Warehouse, contract: Contract) -> tuple[Finding, ...]:
    """Put the contract to the typed rows and set aside what breaks it."""
    present = warehouse.frame(statement.select_none(TYPED)).columns
    warehouse.empty(ASIDE, QUARANTINE)
    checks = checks_of(contract, present)
    found = evident_findings(warehouse, TYPED, checks)
    with opened(warehouse, TYPED) as validation:
        asked = [check for check in checks if check.label not in found]
        found |= {one.check.label: one for one in validation.findings(asked)}
        findings = tuple(found[check.label] for check in checks)
        broken = [f for f in findings if f.unexpected and f.check.severity == "error"]
        for failing in validation.failing(broken):
            _set_aside(warehouse, contract, failing)
    return findings


def _set_aside(warehouse: Warehouse, contract: Contract, failing: Failing) -> None:
    check = failing.finding.check
    before = warehouse.count(ASIDE)
    warehouse.run(
        statement.insert_quarantine(ASIDE, TYPED, failing.query, check.value),
        {
            "dataset": contract.path,
            "column": check.column,
            "heading": check.heading,
            "name": check.name,
            "reason": check.reason,
        },
    )
    moved = warehouse.count(ASIDE) - before
    if moved != failing.finding.unexpected:
        raise EngineError(
            f"{contract.path} 的检查 {check.label}：隔离 {moved} 行，"
            f"而检查结果为 {failing.finding.unexpected} 行"
        )


def _write_accepted(
    typed: Sequence[Path], aside: pl.DataFrame, contract: Contract, file: Path
) -> int:
    """Write the rows that were not set aside, in the order of the file."""
    absent = [pl.lit(None, dtype=kind).alias(n) for n, kind in VALIDITY_TYPES.items()]
    rows = (
        pl.scan_parquet(list(typed))
        .join(aside.lazy(), on="record_id", how="anti", maintain_order="left")
        .with_columns(absent)
        .select(list(contract.schema))
    )
    rows.sink_parquet(file, compression="zstd", maintain_order=True)
    return int(pl.scan_parquet(file).select(pl.len()).collect().item())


def _write_validation(
    file: Path, contract: Contract, findings: Sequence[Finding]
) -> None:
    results = [
        {
            "check": finding.check.label,
            "expectation": finding.expectation,
            "severity": finding.check.severity,
            "success": finding.success,
            "result": dict(finding.counts),
        }
        for finding in findings
    ]
    text = {
        "contract": contract.path,
        "contract_version": contract.version,
        "success": all(finding.success for finding in findings),
        "results": results,
    }
    file.write_text(json.dumps(text, ensure_ascii=False, indent=1), encoding="utf-8")
