"""Count the acts of a dataset, and those a rule leaves in question, cell by cell."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from rules.acts import acts_query
from rules.handled.columns import Narrowing, handled_query, narrowing_of
from rules.rule import Rule
from rules.runner import HITS, ITEMS, SPANS
from rules.scratch import define_macros
from store import statement
from store.contract import Contract
from store.odcs import contract_for
from store.rollup_tables import FOUND, HANDLED, SEQUENCE
from store.tables import Columns
from store.warehouse import Warehouse, read_sql

HANDLED_FILE, FOUND_FILE = "handled.parquet", "found.parquet"
UNDECIDED_FILE = "undecided.parquet"
SEQUENCE_FILE, PORTRAIT_FILE = "sequence.parquet", "portrait.parquet"
ASKED = "FROM every_row SEMI JOIN in_question USING (record_id)"
TOUCHED = "FROM every_row SEMI JOIN touched USING (record_id)"
DECIDED = "FROM touched_row ANTI JOIN undecided USING (record_id)"
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
    """Write `handled.parquet`, `sequence.parquet` and `portrait.parquet` of a dataset.

    `store.rollup_tables.HANDLED` and `SEQUENCE` say what the first two hold, the third
    is what `count_found` needs of each subject; `year` is the year in which people
    have the age that they are counted with.
    """
    define_macros(warehouse)
    warehouse.show("every_row", [resolved])
    _show_acts(warehouse, contract, narrowing, "every_row")
    warehouse.derive("portrait", read_sql(PACKAGE, "portrait"))
    dataset = {"dataset": contract.path, "scope": scope_text(narrowing)}
    _count(warehouse, HANDLED, dataset, year)
    warehouse.export("FROM counted ORDER BY ALL", out / HANDLED_FILE)
    warehouse.derive("step", read_sql(PACKAGE, "sequence"), {"batch": BATCH})
    _fill(warehouse, "step", SEQUENCE, {"dataset": contract.path})
    warehouse.export("FROM counted ORDER BY ALL", out / SEQUENCE_FILE)
    warehouse.export("FROM portrait ORDER BY subject_no", out / PORTRAIT_FILE)


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the cells of one rule are counted from.

    `resolved` is the table of `rule.act`, `handled` the folder with its portrait,
    `finding` the folder of the rule's stage.
    """

    rule: Rule
    resolved: Path
    handled: Path
    finding: Path


def count_found(warehouse: Warehouse, found: Found, out: Path, *, year: int) -> None:
    """Write `found.parquet` and `undecided.parquet` (`store.rollup_tables.FOUND`).

    The first counts what stays in question, without hits whose identity is to be
    confirmed; the second what data could not decide, which is no denominator.
    """
    contract, narrowing = contract_for(found.rule.act), narrowing_of(found.rule)
    warehouse.show("every_row", [found.resolved])
    warehouse.show("hit", [found.finding / HITS])
    warehouse.show("item", [found.finding / ITEMS])
    warehouse.show("portrait", [found.handled / PORTRAIT_FILE])
    define_macros(warehouse)
    fixed = {"rule": found.rule.id, "dataset": contract.path}
    fixed["scope"] = scope_text(narrowing)
    _find_undecided(warehouse, found)
    warehouse.derive("in_question", read_sql(PACKAGE, "found"))
    warehouse.derive("asked_row", ASKED)
    _show_acts(warehouse, contract, narrowing, "asked_row")
    _count(warehouse, FOUND, fixed, year)
    warehouse.export("FROM counted ORDER BY ALL", out / FOUND_FILE)
    warehouse.empty("counted", FOUND)
    if warehouse.count("undecided"):
        _show_lost(warehouse, found.rule, year)
        _fill(warehouse, "lost", FOUND, fixed)
    warehouse.export("FROM counted ORDER BY ALL", out / UNDECIDED_FILE)


def _find_undecided(warehouse: Warehouse, found: Found) -> None:
    warehouse.show("uncovered_span", [found.finding / SPANS])
    warehouse.view("dated_act", acts_query(contract_for(found.rule.act), "every_row"))
    warehouse.derive("undecided", read_sql(PACKAGE, "undecided"))


def _show_lost(warehouse: Warehouse, rule: Rule, year: int) -> None:
    """Count as `lost` what the undecided acts take out of each cell.

    Only the subjects that have one are counted, with all their acts and with those
    that were decided; the difference is what the whole count has too much.
    """
    contract, narrowing = contract_for(rule.act), narrowing_of(rule)
    _show_acts(warehouse, contract, narrowing, "every_row")
    warehouse.derive("touched", read_sql(PACKAGE, "touched"))
    for rows, query, cells in (
        ("touched_row", TOUCHED, "touched_cell"),
        ("decided_row", DECIDED, "decided_cell"),
    ):
        warehouse.derive(rows, query)
        _show_acts(warehouse, contract, narrowing, rows)
        warehouse.derive(cells, read_sql(PACKAGE, "cells"), {"year": year})
    warehouse.derive("lost", read_sql(PACKAGE, "lost"))


def scope_text(narrowing: Narrowing | None) -> str:
    """Return the text that denominators of one narrowing carry, "" for the whole."""
    return "" if narrowing is None else str(narrowing)


def _show_acts(
    warehouse: Warehouse, contract: Contract, narrowing: Narrowing | None, table: str
) -> None:
    warehouse.view("handled_act", handled_query(contract, narrowing, table))
    wanted = {"value": [narrowing.value if narrowing else None]}
    warehouse.write("wanted", pl.DataFrame(wanted, schema={"value": pl.String}))
    warehouse.view("act", read_sql(PACKAGE, "acts"))


def _count(warehouse: Warehouse, columns: Columns, fixed: Columns, year: int) -> None:
    warehouse.derive("cell", read_sql(PACKAGE, "cells"), {"year": year})
    _fill(warehouse, "cell", columns, fixed)


def _fill(warehouse: Warehouse, table: str, columns: Columns, fixed: Columns) -> None:
    """Bring a table to the agreed columns, some of which stand in every row."""
    own = {name: name for name in columns if name not in fixed}
    layer = statement.Layer(table=table, fixed=fixed, columns=own)
    warehouse.empty("counted", columns)
    warehouse.append("counted", statement.piled(columns, [layer]))
