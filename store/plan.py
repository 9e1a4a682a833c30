"""Which columns of which tables a query really reads, as DuckDB itself sees it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from store.warehouse import NO_PARAMS, Params, Warehouse

# Without them a table without rows vanishes from the plan, and columns that only
# a filter reads are not named.
UNWANTED = "statistics_propagation,empty_result_pullup,filter_pushdown,filter_pullup"


def columns_read(
    warehouse: Warehouse, sql: str, params: Params = NO_PARAMS
) -> dict[str, set[str]]:
    """Return the columns that a query reads, by table (`schema.table`).

    The tables may be empty but must be tables, not views. Raises `EngineError`
    where the query does not bind.
    """
    warehouse.run(f"SET disabled_optimizers = '{UNWANTED}'")
    rows = warehouse.frame(f"EXPLAIN (FORMAT JSON) {sql}", params)
    found: dict[str, set[str]] = {}
    for node in _nodes(json.loads(rows["explain_value"].item())):
        facts = node.get("extra_info", {})
        table = str(facts.get("Table", "")).partition(".")[2]
        if table:
            found.setdefault(table, set()).update(_names(facts.get("Projections", [])))
    return found


def _nodes(plan: list[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for node in plan:
        yield node
        yield from _nodes(node.get("children", []))


def _names(projections: str | list[str]) -> list[str]:
    """Return a list; DuckDB writes a single name as plain text."""
    return [projections] if isinstance(projections, str) else projections
