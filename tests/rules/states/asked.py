"""Ask one state over given tables, as a rule would see it."""

from rules.scratch import define_macros, show_shared
from rules.shared import names_in, state_sql
from store.warehouse import Warehouse
from tests.support.tables import (
    MEMORY_MB,
    THREADS,
    Given,
    as_text,
    load_table,
    parse_table,
)


def check_state(name: str, *, given: Given, expect: str) -> None:
    """Compare the rows of `state.<name>` on `given` (contract path → table)."""
    expected = parse_table(expect)
    with Warehouse.scratch(memory_mb=MEMORY_MB, threads=THREADS) as warehouse:
        define_macros(warehouse)
        for path, text in given.items():
            load_table(warehouse, path, text)
        show_shared(warehouse, names_in(state_sql(name)))
        warehouse.view(f"state.{name}", state_sql(name))
        found = warehouse.frame(f"FROM state.{name} ORDER BY ALL").to_dicts()
    columns = list(expected[0]) if expected else ["records"]
    actual = [{column: as_text(row[column]) for column in columns} for row in found]
    assert sorted(actual, key=repr) == sorted(expected, key=repr)
