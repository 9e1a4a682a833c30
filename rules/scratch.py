"""The tables one rule sees: resolved datasets, policy, and the rule's own words."""

from collections.abc import Collection, Mapping
from pathlib import Path

import polars as pl

from rules.explanation import explanation_for
from rules.policy import policy_tables
from rules.rule import Rule
from store import statement
from store.errors import RuleError
from store.odcs import contract_for
from store.resolved import resolved_types
from store.warehouse import Warehouse, read_sql

POINTED = (
    "record_id",
    "source_file",
    "source_sheet",
    "source_row",
    "delivery",
)


def define_tiers(warehouse: Warehouse) -> None:
    """Define which identity tiers count: `is_firm`, `is_weak`, `is_tied`."""
    warehouse.run(read_sql("rules.steps", "tiers"))


def resolved_table(path: str) -> str:
    """Return the table that a contract path is shown as: `resolved.<dataset>`."""
    return f"resolved.{path.rpartition('/')[2]}"


def show_resolved(
    warehouse: Warehouse, rule: Rule, resolved: Mapping[str, Path]
) -> None:
    """Show the tables the rule declares; an optional one not there is empty.

    Raises `RuleError` where a needed table is not there.
    """
    absent = [path for path in rule.needs if path not in resolved]
    if absent:
        raise RuleError(
            f"规则 {rule.id} 缺少数据 {'、'.join(absent)}",
            remedy="补齐报送后重新运行",
        )
    for path in rule.reads:
        if path in resolved:
            warehouse.show(resolved_table(path), [resolved[path]])
        else:
            warehouse.empty(resolved_table(path), resolved_types(contract_for(path)))


def write_policy(warehouse: Warehouse, policy_home: Path | None) -> None:
    """Write every policy table as `policy.<name>`."""
    for name, rows in policy_tables(policy_home).items():
        warehouse.write(f"policy.{name}", rows)


def write_words(warehouse: Warehouse, rule: Rule) -> None:
    """Write what the rule says of itself, for the steps to join."""
    warehouse.write("ruling", _ruling(rule))
    warehouse.write("post", _posts(rule))
    warehouse.write("template", _templates(rule))
    warehouse.write("tested", _tested(rule))


def stack_resolved(warehouse: Warehouse, paths: Collection[str]) -> None:
    """Show where each record of the given datasets came from, as `resolved_row`."""
    tables = {path: resolved_table(path) for path in sorted(paths)}
    warehouse.view("resolved_row", statement.stacked(POINTED, tables))


def _ruling(rule: Rule) -> pl.DataFrame:
    row = {
        "rule": rule.id,
        "rule_version": rule.version,
        "amount_basis": rule.amount_basis,
        "months": rule.escalation.months,
        "subjects": rule.escalation.subjects,
        "severity_shared": rule.escalation.severity_shared,
        "questions": list(rule.questions),
    }
    numbers = {"rule_version": pl.Int32, "months": pl.Int32, "subjects": pl.Int32}
    return pl.DataFrame([row], schema_overrides=numbers)


def _posts(rule: Rule) -> pl.DataFrame:
    rows = [
        {"slot": slot, "step": post.step, "unit": post.unit}
        for slot, post in enumerate(rule.chain, 1)
    ]
    return pl.DataFrame(rows)


def _templates(rule: Rule) -> pl.DataFrame:
    rows = [{"variant": name, "text": text} for name, text in rule.sentences.items()]
    return pl.DataFrame(rows)


def _tested(rule: Rule) -> pl.DataFrame:
    cards = [explanation_for(name) for name in rule.explanations]
    rows = [
        {
            "ordinal": ordinal,
            "name": card.name,
            "title": card.title,
            "wanted": card.wanted,
        }
        for ordinal, card in enumerate(cards, 1)
    ]
    return pl.DataFrame(rows, schema_overrides={"ordinal": pl.Int32})
