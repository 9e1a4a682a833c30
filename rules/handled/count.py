"""Count the acts of a dataset, and those a rule leaves in question, cell by cell."""

from pathlib import Path

from rules.handled.columns import handled_query
from rules.rule import Rule
from rules.runner import HITS, ITEMS
from rules.scratch import define_tiers, resolved_table
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


def count_handled(
    warehouse: Warehouse, contract: Contract, resolved: Path, out: Path, *, year: int
) -> None:
    """Write `handled.parquet` and `sequence.parquet` of one resolved dataset.

    `store.tables.HANDLED` and `SEQUENCE` say what they hold; `year` is the year in
    which people have the age that they are counted with.
    """
    _show(warehouse, contract, resolved)
    warehouse.view("act", "FROM every_act")
    dataset = {"dataset": contract.path}
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
    contract = contract_for(rule.act)
    _show(warehouse, contract, resolved)
    warehouse.show("hit", [finding / HITS])
    warehouse.show("item", [finding / ITEMS])
    warehouse.derive("in_question", read_sql(PACKAGE, "found"))
    warehouse.view("act", "FROM every_act SEMI JOIN in_question USING (record_id)")
    _count(warehouse, FOUND, {"rule": rule.id, "dataset": contract.path}, year)
    warehouse.export("FROM counted ORDER BY ALL", out / FOUND_FILE)


def _show(warehouse: Warehouse, contract: Contract, resolved: Path) -> None:
    define_tiers(warehouse)
    warehouse.show(resolved_table(contract.path), [resolved])
    warehouse.view("handled", handled_query(contract))
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
