"""Given / expect tables, typed by the data contracts, for rules and explanations.

A table is written the way a reader sees it: a header, then one row per line,
cells separated by `|`. An empty cell is null, and so are columns that the table
leaves out, so a test shows only what matters to it. Record ids, link tiers and the
last day of a period are filled in.
"""

from collections.abc import Mapping
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import polars as pl

from rules.rule import Rule
from rules.runner import HITS, ITEMS, run_rule
from store.odcs import contract_for
from store.resolved import resolved_types
from store.warehouse import Warehouse

Row: TypeAlias = dict[str, str | None]
Given: TypeAlias = Mapping[str, str]
MEMORY_MB, THREADS = 512, 1


def check_rule(rule: Rule, *, given: Given, expect: str) -> None:
    """Run the rule on `given` (contract path → table) and compare its hits.

    Columns of `expect` are columns of a hit; lists are written with spaces
    between, evidence as record ids, explanations as `name:verdict`. Tables left
    out of `given` are not delivered, except the needed ones, which are empty.
    """
    expected = parse_table(expect)
    columns = list(expected[0]) if expected else ["hit_id"]
    found = hits_of(rule, given)
    actual = [{name: as_text(row[name]) for name in columns} for row in found]
    assert sorted(actual, key=repr) == sorted(expected, key=repr)


def hits_of(rule: Rule, given: Given) -> list[dict[str, object]]:
    """Return the hits of the rule on `given`."""
    return run_on(rule, given)[0].to_dicts()


def run_on(
    rule: Rule, given: Given, *, policy_home: Path | None = None
) -> tuple[pl.DataFrame, pl.DataFrame, Mapping[str, object]]:
    """Run the rule on `given`; return its hits, its items and its counters."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        delivered = dict.fromkeys(rule.needs, "") | dict(given)
        counters = run_rule(
            rule,
            write_resolved(folder, delivered),
            folder,
            policy_home=policy_home,
            memory_mb=MEMORY_MB,
            threads=THREADS,
        )
        hits = pl.read_parquet(folder / HITS)
        return hits, pl.read_parquet(folder / ITEMS), counters


def write_resolved(folder: Path, given: Given) -> dict[str, Path]:
    """Write the tables of `given` as resolved Parquet files, by contract path."""
    files: dict[str, Path] = {}
    with Warehouse.scratch(memory_mb=MEMORY_MB, threads=THREADS) as warehouse:
        for path, text in given.items():
            load_table(warehouse, path, text)
            files[path] = folder / f"{path.replace('/', '-')}.parquet"
            table = f"FROM resolved.{path.rpartition('/')[2]} ORDER BY record_id"
            warehouse.export(table, files[path])
    return files


def load_table(warehouse: Warehouse, path: str, text: str) -> None:
    """Make `resolved.<dataset>` with the contract's types and the rows of `text`."""
    types = resolved_types(contract_for(path))
    dataset = path.rpartition("/")[2]
    warehouse.empty(f"resolved.{dataset}", types)
    numbers = count(1)
    for row in parse_table(text):
        filled = _filled(row, types, f"{dataset}-{next(numbers)}")
        names = ", ".join(filled)
        values = ", ".join(f"CAST(${name} AS {types[name]})" for name in filled)
        insert = f"INSERT INTO resolved.{dataset} ({names}) VALUES ({values})"
        warehouse.run(insert, filled)


def _filled(row: Row, types: Mapping[str, str], record_id: str) -> Row:
    filled: Row = {"record_id": record_id, "source_file": record_id, **row}
    for name in [name for name in types if name.endswith("person_id")]:
        if filled.get(name):
            prefix = name.removesuffix("person_id")
            filled.setdefault(f"{prefix}link_tier", "T1")
            filled.setdefault(f"{prefix}link_milli", "1000")
    for name in [name for name in row if f"{name}_to" in types and row[name]]:
        month = pl.Series([row[name]]).str.to_date().dt.month_end()
        filled.setdefault(f"{name}_to", str(month[0]))
    return filled


def parse_table(text: str) -> list[Row]:
    """Turn a text table into rows; see the module docstring for the format."""
    lines = [_cells(line) for line in text.strip().splitlines()]
    if not lines:
        return []
    header, *rows = lines
    names = [str(name) for name in header]
    return [dict(zip(names, row, strict=True)) for row in rows]


def as_text(value: object) -> str | None:
    """Return one cell of a hit the way `expect` writes it."""
    if value is None:
        return None
    if isinstance(value, list):
        return " ".join(_entry(entry) for entry in value) or None  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] - cells are untyped
    return str(value)


def _entry(entry: object) -> str:
    if not isinstance(entry, dict):
        return str(entry)
    cells: dict[str, object] = entry  # pyright: ignore[reportUnknownVariableType] - cells are untyped
    if "record_id" in cells:
        return str(cells["record_id"])
    if "verdict" in cells:
        return f"{cells['name']}:{cells['verdict']}"
    return f"{cells['step']}={cells['person'] or cells['unit']}"


def _cells(line: str) -> list[str | None]:
    return [cell.strip() or None for cell in line.split("|")]
