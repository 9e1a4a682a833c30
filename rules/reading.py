"""Which columns a rule and its explanations really read, by contract path."""

from collections.abc import Mapping
from functools import cache

from rules.library import rule_for
from rules.rule import Rule
from rules.scratch import (
    define_macros,
    resolved_table,
    show_shared,
    show_ties,
    write_policy,
)
from rules.shared import explaining, names_of, network_sql
from store.contract import Contract
from store.odcs import contract_for
from store.plan import columns_read
from store.resolved import (
    ORGANISATION_COLUMN,
    PERSON_COLUMNS,
    organisation_roles,
    person_roles,
    resolved_types,
    role_column,
)
from store.tables import ITEM
from store.warehouse import Warehouse


@cache
def columns_of(rule_id: str) -> Mapping[str, frozenset[str]]:
    """Return the contract's own columns that the rule of that id reads."""
    return columns_in(rule_for(rule_id))


def columns_in(rule: Rule) -> Mapping[str, frozenset[str]]:
    """Return the contract's own columns that a rule reads.

    Asked of DuckDB's plan over empty tables, so that `*` counts for what is used
    of it. For what identity adds, the number and name it comes from are named;
    where a row came from is left out. Raises `EngineError` where a query does not
    bind: a column or table that no contract has.
    """
    with Warehouse.scratch(memory_mb=256, threads=1) as warehouse:
        define_macros(warehouse)
        for path in rule.reads:
            types = resolved_types(contract_for(path))
            warehouse.empty(resolved_table(path), types)
        warehouse.empty("item", {"item_no": "INTEGER", **ITEM})
        show_ties(warehouse, None)
        write_policy(warehouse, None, rule.policies)
        show_shared(warehouse, names_of(rule))
        read = [columns_read(warehouse, rule.sql, rule.params.model_dump())]
        graphs = (network_sql(name) for name in names_of(rule).networks)
        others = (*explaining(rule), *graphs)
        read += [columns_read(warehouse, sql) for sql in others]
    return {path: _own(path, read) for path in rule.reads}


def _own(path: str, read: list[dict[str, set[str]]]) -> frozenset[str]:
    names = {name for one in read for name in one.get(resolved_table(path), set())}
    contract = contract_for(path)
    own = names & {column.name for column in contract.columns}
    return frozenset(own | _behind(contract, names))


def _behind(contract: Contract, names: set[str]) -> set[str]:
    """Return the columns from which identity made the ones that are read."""
    found: set[str | None] = set()
    for person in person_roles(contract):
        of_role = {role_column(person.role, name) for name in PERSON_COLUMNS}
        if names & of_role:
            found |= {person.id_column, person.name_column}
    for firm in organisation_roles(contract):
        if role_column(firm.role, ORGANISATION_COLUMN) in names:
            found |= {firm.name_column, firm.code_column}
    return {name for name in found if name is not None}
