"""Count the acts of a dataset, and those a rule leaves in question, cell by cell."""

from pathlib import Path

import polars as pl

from rules.handled.columns import Narrowing, handled_query, narrowing_of
from rules.rule import Rule
from rules.runner import HITS, ITEMS
from rules.scratch import define_macros, resolved_table
from store import statement
from store.contract import Contract
from store.odcs import contract_for
from store.rollup_tables import FOUND, HANDLED, SEQUENCE
from store.tables import Columns
from store.warehouse import Warehouse, read_sql

HANDLED_FILE, FOUND_FILE = "handled.parquet", "found.parquet"
SEQUENCE_FILE = "sequence.parquet"
PACKAGE = "rules.handled"
BATCH = 10  # decisions of one approver on one day, of acts accepted that very day


def count_handled(  # noqa: PLR0913 - one dataset, its output, what narrows it, and the year
    warehouse: Warehouse,
    contract: Contract,
    resolved: Path,
    out: Path,
    *,
    narrowing: Narrowing | None,
    year: int,
) -> None:
    """Write `handled.parquet` and `sequence.parquet` of one resolved dataset.

    `store.tables.HANDLED` and `SEQUENCE` say what they hold; `year` is the year in
    which people have the age that they are counted with.
    """
    _show(warehouse, contract, resolved, narrowing)
    warehouse.view("act", "FROM every_act")
    warehouse.view("portrayed_act", "FROM every_act")
    dataset = {"dataset": contract.path, "scope": scope_text(narrowing)}
    _count(warehouse, HANDLED, dataset, year)
    warehouse.export("FROM counted ORDER BY ALL", out / HANDLED_FILE)
    warehouse.derive("step", read_sql(PACKAGE, "sequence"), {"batch": BATCH})
    _fill(warehouse, "step", SEQUENCE, dataset)
    warehouse.export("FROM counted ORDER BY ALL", out / SEQUENCE_FILE)


def count_found(  # noqa: PLR0913 - one rule's two inputs, its output, and the year
    warehouse: Warehouse,
    rule: Rule,
    resolved: Path,
    finding: Path,
    out: Path,
    *,
    year: int,
) -> None:
    """Write `found.parquet` (`store.tables.FOUND`): cells of what stays in question.

    `finding` is the folder of the rule's stage, `resolved` the table of `rule.act`.
    Hits whose identity is to be confirmed are not counted.
    """
    contract, narrowing = contract_for(rule.act), narrowing_of(rule)
    _show(warehouse, contract, resolved, narrowing)
    warehouse.show("hit", [finding / HITS])
    warehouse.show("item", [finding / ITEMS])
    warehouse.derive("in_question", read_sql(PACKAGE, "found"))
    warehouse.view("act", "FROM every_act SEMI JOIN in_question USING (record_id)")
    warehouse.view("portrayed_act", "FROM every_act SEMI JOIN act USING (subject)")
    fixed = {"rule": rule.id, "dataset": contract.path, "scope": scope_text(narrowing)}
    _count(warehouse, FOUND, fixed, year)
    warehouse.export("FROM counted ORDER BY ALL", out / FOUND_FILE)


def scope_text(narrowing: Narrowing | None) -> str:
    """Return the text that denominators of one narrowing carry, "" for the whole."""
    return "" if narrowing is None else str(narrowing)


def _show(
    warehouse: Warehouse,
    contract: Contract,
    resolved: Path,
    narrowing: Narrowing | None,
) -> None:
    define_macros(warehouse)
    warehouse.show(resolved_table(contract.path), [resolved])
    warehouse.view("handled_act", handled_query(contract, narrowing))
    wanted = {"value": [narrowing.value if narrowing else None]}
    warehouse.write("wanted", pl.DataFrame(wanted, schema={"value": pl.String}))
    warehouse.view("every_act", read_sql(PACKAGE, "acts"))


def _count(warehouse: Warehouse, columns: Columns, fixed: Columns, year: int) -> None:
    warehouse.derive("portrait", read_sql(PACKAGE, "portrait"))
    warehouse.derive("cell", read_sql(PACKAGE, "cells"), {"year": year})
    _fill(warehouse, "cell", columns, fixed)


def _fill(warehouse: Warehouse, table: str, columns: Columns, fixed: Columns) -> None:
    """Bring a table to the agreed columns, some of which stand in every row."""
    own = {name: name for name in columns if name not in fixed}
    layer = statement.Layer(table=table, fixed=fixed, columns=own)
    warehouse.empty("counted", columns)
    warehouse.append("counted", statement.piled(columns, [layer]))
