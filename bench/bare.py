"""The peer of a night: bare DuckDB, the same rows, the same rule queries.

It reads the resolved rows of a finished night as Parquet into tables and runs
each rule's own `.sql` once. It checks nothing, links nobody, tests no
explanation and keeps no evidence: that is what the ratio to it measures.
"""

import time
from pathlib import Path

import duckdb

from rules.library import all_rules
from rules.policy import policy_tables
from rules.scratch import define_macros, show_shared, show_ties
from rules.shared import names_of
from store.home import Home
from store.warehouse import Warehouse

TIES = "ties/tie.parquet"


def bare_seconds(home: Path, scratch: Path) -> float:
    """Return the seconds that reading the Parquet and the rule queries take."""
    _write_parquet(Home(home), scratch)
    start = time.monotonic()
    with duckdb.connect(config={"threads": 2}) as connection:
        connection.execute("CREATE SCHEMA resolved").fetchall()
        for file in sorted(scratch.glob("*.parquet")):
            connection.execute(
                f"CREATE TABLE resolved.{file.stem} AS FROM read_parquet('{file}')"
            ).fetchall()
        _load_policy(connection)
        _share(Warehouse(connection), scratch / TIES)
        for rule in all_rules():
            connection.execute(rule.sql, rule.params.model_dump() or None).fetchall()
    return time.monotonic() - start


def _share(warehouse: Warehouse, ties: Path) -> None:
    """Show what the rules share, as the runner does."""
    define_macros(warehouse)
    show_ties(warehouse, ties)
    for rule in all_rules():
        show_shared(warehouse, names_of(rule))


def _write_parquet(home: Home, scratch: Path) -> None:
    (scratch / TIES).parent.mkdir(parents=True, exist_ok=True)
    with Warehouse.published(home.warehouse) as warehouse:
        names = warehouse.frame(
            "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'resolved'"
        )["table_name"]
        for name in names:
            warehouse.run(
                f"COPY resolved.{name} TO '{scratch / name}.parquet' (FORMAT parquet)"
            )
        warehouse.run(f"COPY identity.tie TO '{scratch / TIES}' (FORMAT parquet)")


def _load_policy(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE SCHEMA policy").fetchall()
    for name, rows in policy_tables(None).items():
        connection.register("rows_of_policy", rows)
        connection.execute(
            f"CREATE TABLE policy.{name} AS FROM rows_of_policy"
        ).fetchall()
