"""Given / expect tables for the data-sanity checks."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from checks.sanity.card import SanityCheck, all_checks
from checks.sanity.run import (
    CONTROL,
    FINDINGS,
    ISSUES,
    PART,
    Evidence,
    run_sanity_check,
)
from store.odcs import all_contracts
from store.tables import CONFLICT, GENERIC_VALUE, QUARANTINE
from store.warehouse import Warehouse
from tests.support.tables import as_text, parse_table, write_resolved

AS_OF = date(2026, 11, 20)
GIVEN = {"conflict": CONFLICT, "generic_value": GENERIC_VALUE, "quarantine": QUARANTINE}


def check_named(check_id: str) -> SanityCheck:
    """Return the check of that id."""
    (check,) = [check for check in all_checks() if check.id == check_id]
    return check


def expect_findings(check_id: str, given: Mapping[str, str], expect: str) -> None:
    """Run the check on tables by contract path or given name; compare findings."""
    expected = parse_table(expect)
    findings, _ = sanity_of(check_id, given)
    columns = list(expected[0]) if expected else ["variant"]
    actual = [{n: as_text(row[n]) for n in columns} for row in findings.to_dicts()]
    assert sorted(actual, key=repr) == sorted(expected, key=repr)


def sanity_of(
    check_id: str, given: Mapping[str, str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the findings and the issues of a check on the given tables."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        datasets = {path: text for path, text in given.items() if "/" in path}
        evidence = Evidence(
            contracts=all_contracts(),
            resolved=write_resolved(folder, datasets),
            quarantine=[_given(folder, "quarantine", given)],
            conflict=_given(folder, "conflict", given),
            generic=_given(folder, "generic_value", given),
            control=_frame(given.get("control", ""), CONTROL),
            parts=_frame(given.get("part", ""), PART),
            as_of=AS_OF,
        )
        run_sanity_check(
            check_named(check_id), evidence, folder, memory_mb=512, threads=1
        )
        findings = pl.read_parquet(folder / FINDINGS)
        return findings, pl.read_parquet(folder / ISSUES)


def _given(folder: Path, name: str, given: Mapping[str, str]) -> Path:
    file = folder / f"{name}.parquet"
    types = GIVEN[name]
    with Warehouse.scratch(memory_mb=512, threads=1) as warehouse:
        warehouse.empty(name, types)
        for row in parse_table(given.get(name, "")):
            values = ", ".join(f"CAST(${n} AS {types[n]})" for n in row)
            warehouse.run(
                f"INSERT INTO {name} ({', '.join(row)}) VALUES ({values})", row
            )
        warehouse.export(f"FROM {name}", file)
    return file


def _frame(text: str, schema: pl.Schema) -> pl.DataFrame:
    rows = [{n: row.get(n) for n in schema} for row in parse_table(text)]
    texts = pl.DataFrame(rows, schema=dict.fromkeys(schema, pl.String))
    casts = [
        pl.col(n).str.to_date() if kind == pl.Date else pl.col(n).cast(kind)
        for n, kind in schema.items()
    ]
    return texts.select(casts)
