"""What must hold for the SQL of every rule and explanation."""

import re
from collections.abc import Iterable
from importlib.resources import files

import pytest
from sqlglot import exp, parse

from rules.explanation import Explanation, all_explanations
from rules.policy.shape import all_shapes
from rules.rule import Rule
from rules.scratch import (
    define_macros,
    resolved_table,
    show_shared,
    show_ties,
    write_policy,
)
from rules.shared import names_in, names_of
from store.meaning import Meaning
from store.odcs import contract_for
from store.resolved import resolved_types
from store.tables import ITEM, VERDICT
from store.warehouse import Warehouse
from tests.house.every import EXPLANATIONS, RULES, every_explanation, every_rule
from tests.support.tables import load_table

SHARED = re.compile(r"(state|network|identity)\.")
REQUIRED = {
    *("subject_kind", "subject_id", "matter", "act", "variant", "act_on", "event_on"),
    *("period_from", "period_to", "amount_fen", "tier", "link_milli", "evidence_for"),
    *("chain", "severity"),
}


@every_rule
def test_sql_is_one_query_with_exactly_the_declared_parameters(rule: Rule) -> None:
    query = only_query(rule.sql)
    assert parameters(query) == set(type(rule.params).model_fields)


@every_explanation
def test_explanation_is_one_query_without_parameters(explanation: Explanation) -> None:
    if explanation.sql is not None:
        assert not parameters(only_query(explanation.sql))


@every_rule
def test_sql_reads_only_declared_tables(rule: Rule) -> None:
    declared = {dataset(path) for path in rule.reads}
    names = names_of(rule)
    assert names.resolved <= declared
    assert names.policies <= set(rule.policies)
    own = {name for name in tables(only_query(rule.sql)) if not SHARED.match(name)}
    assert own <= {f"resolved.{name}" for name in declared} | policy_of(rule.policies)
    assert {dataset(path) for path in rule.needs} <= names.resolved


@every_rule
def test_rule_declares_what_its_explanations_need(rule: Rule) -> None:
    known = all_explanations()
    for name in rule.explanations:
        assert set(known[name].needs) <= set(rule.reads), name
        assert set(known[name].policies) <= set(rule.policies), name
    assert set(rule.policies) <= set(all_shapes())
    assert rule.act in rule.needs


@every_explanation
def test_explanation_reads_only_declared_tables(explanation: Explanation) -> None:
    if explanation.sql is None:
        return
    needed = {dataset(path) for path in explanation.needs}
    names = names_in(explanation.sql)
    assert needed <= names.resolved
    assert names.policies <= set(explanation.policies)
    own = {n for n in tables(only_query(explanation.sql)) if not SHARED.match(n)}
    resolved = {f"resolved.{name}" for name in names.resolved}
    assert own - {"item"} <= resolved | policy_of(explanation.policies)


@every_rule
def test_sql_binds_against_the_contracts(rule: Rule) -> None:
    with Warehouse.scratch(memory_mb=256, threads=1) as warehouse:
        for path in rule.reads:
            load_table(warehouse, path, "")
        define_macros(warehouse)
        show_ties(warehouse, None)
        write_policy(warehouse, None, rule.policies)
        show_shared(warehouse, names_of(rule))
        items = warehouse.frame(rule.sql, rule.params.model_dump())
    assert REQUIRED <= set(items.columns) <= set(ITEM)


@every_explanation
def test_explanation_binds_against_the_contracts(explanation: Explanation) -> None:
    if explanation.sql is None:
        return
    with Warehouse.scratch(memory_mb=256, threads=1) as warehouse:
        for path in explanation.needs:
            load_table(warehouse, path, "")
        define_macros(warehouse)
        show_ties(warehouse, None)
        write_policy(warehouse, None, explanation.policies)
        show_shared(warehouse, names_in(explanation.sql))
        warehouse.empty("item", {"item_no": "INTEGER", **ITEM})
        verdicts = warehouse.frame(explanation.sql)
    assert verdicts.columns == list(VERDICT)


@every_rule
def test_partition_names_every_table_of_the_query_and_columns_that_exist(
    rule: Rule,
) -> None:
    read = {
        path
        for path in rule.reads
        if resolved_table(path) in tables(only_query(rule.sql))
    }
    assert set(rule.partition) >= read
    for path, key in rule.partition.items():
        assert path in rule.reads
        assert key is None or key in resolved_types(contract_for(path))


@every_rule
def test_joins_partitioned_tables_by_their_key(rule: Rule) -> None:
    split = {resolved_table(p): key for p, key in rule.partition.items() if key}
    query = only_query(rule.sql)
    for table in query.find_all(exp.Table):
        key = split.get(f"{table.db}.{table.name}")
        if key:
            select = table.find_ancestor(exp.Select)
            assert select is not None
            star = any(select.find_all(exp.Star))
            assert star or key in {
                column.name for column in select.find_all(exp.Column)
            }


@pytest.mark.parametrize(
    "sql",
    [
        *(rule.sql for rule in RULES),
        *(e.sql for e in EXPLANATIONS if e.sql is not None),
        *(
            entry.read_text(encoding="utf-8")
            for package in ("rules.steps", "rules.states", "rules.networks")
            for entry in files(package).iterdir()
            if entry.name.endswith(".sql")
        ),
    ],
    ids=lambda sql: sql.splitlines()[0][3:43],
)
def test_sql_says_what_it_is_and_gives_the_same_rows_every_time(sql: str) -> None:
    assert sql.startswith("-- ")
    found = {
        name
        for name in ("now", "random", "current_date", "today", "any_value", "first")
        if re.search(rf"\b{name}\s*\(", sql)
    }
    assert not found


def test_no_rule_asks_for_the_shape_of_a_name() -> None:
    personal = {Meaning.PHONE, Meaning.ADDRESS}
    for rule in RULES:
        columns = {column.name for column in only_query(rule.sql).find_all(exp.Column)}
        offered = {
            column.name
            for path in rule.reads
            for column in contract_for(path).columns
            if column.meaning in personal
        }
        assert not columns & offered, rule.id


@pytest.mark.parametrize("package", ["rules.states", "rules.networks"])
def test_every_state_and_network_is_named_by_somebody(package: str) -> None:
    stems = {e.name[:-4] for e in files(package).iterdir() if e.name.endswith(".sql")}
    names = [names_of(rule) for rule in RULES]
    wanted = {
        "rules.states": {one for each in names for one in each.states},
        "rules.networks": {one for each in names for one in each.networks},
    }
    assert stems == wanted[package]


def policy_of(names: Iterable[str]) -> set[str]:
    """Return the policy tables of those names."""
    return {f"policy.{name}" for name in names}


def dataset(path: str) -> str:
    """Return the dataset of a contract path."""
    return path.rpartition("/")[2]


def only_query(sql: str) -> exp.Query:
    """Return the one query that the text is."""
    (query,) = parse(sql, dialect="duckdb")
    assert isinstance(query, exp.Query)
    return query


def parameters(query: exp.Query) -> set[str]:
    """Return the names of the query's `$parameters`."""
    named = (*query.find_all(exp.Parameter), *query.find_all(exp.Placeholder))
    return {found.name for found in named}


def tables(query: exp.Query) -> set[str]:
    """Return the tables that the query reads, besides its own."""
    own = {cte.alias for cte in query.find_all(exp.CTE)}
    found = {
        f"{table.db}.{table.name}" if table.db else table.name
        for table in query.find_all(exp.Table)
    }
    return found - own - {""}  # a table function, such as `spell`
