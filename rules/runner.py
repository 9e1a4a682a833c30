"""Put one rule to the resolved tables: acts, explanations, hits.

The rule's query finds the acts in question; the explanations are put to them;
what is left counts. Everything is SQL over total orders, so the same tables give
the same files byte for byte.
"""

from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType

from rules.acts import acts_query
from rules.coverage import Gaps
from rules.rule import Rule
from rules.scratch import (
    EXEMPTIONS,
    define_macros,
    resolved_table,
    show_exemptions,
    show_resolved,
    show_shared,
    show_ties,
    stack_resolved,
    write_gaps,
    write_policy,
    write_policy_notes,
    write_words,
)
from rules.shared import names_of
from rules.verdict import write_verdicts
from store.digest import Json
from store.errors import RuleError
from store.odcs import contract_for
from store.rollup_tables import REASON
from store.tables import HIT, HIT_ITEM, ITEM
from store.warehouse import Warehouse, read_sql

VERSION = 5  # of all that rules run through; `rules.lock` holds its digest
HITS, ITEMS, REASONS = "hits.parquet", "items.parquet", "reasons.parquet"
SPANS = "uncovered.parquet"
STEPS = (
    "settled",
    "cited",
    "evidence",
    "chain",
    "explanation",
    "missing",
    "policy_note",
    "sentence",
    "weight",
)
NO_GAPS: Gaps = MappingProxyType({})
UNCOVERED = {"item_no": "INTEGER", "missing": "VARCHAR"}
HANDED_OVER = {"hit": HIT, "hit_item": HIT_ITEM}
MALFORMED = {
    "repeated": "同一行为重复返回",
    "unnamed": "没有对象、事项或行为编号",
    "unworded": "没有对应表述的情形",
}


def run_rule(  # noqa: PLR0913 - the signature the flow and the rules agreed on
    rule: Rule,
    resolved: Mapping[str, Path],
    out: Path,
    *,
    policy_home: Path | None,
    memory_mb: int,
    threads: int,
    ties: Path | None = None,
    gaps: Gaps = NO_GAPS,
) -> dict[str, Json]:
    """Write the rule's hits, items, reasons and uncovered days; return its counters.

    `resolved` maps contract paths to resolved Parquet files, that of exemptions for
    every rule, `ties` is identity's
    file of kin, `gaps` says which days a dataset cannot speak for. The counters are
    those of `design/peers.md` §7: `eligible` acts that there are, `evaluated`
    acts tied to a person, hits by outcome, and `items`, the acts in question;
    `uncovered` are evaluated acts without a finding of which data are wanting, and
    `gaps` says which.
    Raises `RuleError` where a needed table is missing or the rule is malformed.
    """
    with Warehouse.scratch(
        memory_mb=memory_mb, threads=threads, spill=out
    ) as warehouse:
        define_macros(warehouse)
        show_resolved(warehouse, rule, resolved)
        show_ties(warehouse, ties)
        write_policy(warehouse, policy_home, rule.policies)
        show_shared(warehouse, names_of(rule))
        show_exemptions(warehouse, resolved.get(EXEMPTIONS))
        write_gaps(warehouse, rule, gaps)
        warehouse.empty("raw_item", ITEM)
        collect_items(warehouse, rule)
        settle_items(warehouse, rule, set(inputs_of(rule)) & set(resolved))
        warehouse.export("FROM hit ORDER BY hit_id", out / HITS)
        warehouse.export("FROM hit_item ORDER BY ALL", out / ITEMS)
        _keep_reasons(warehouse, rule, out)
        return _counters(warehouse, rule)


def inputs_of(rule: Rule) -> tuple[str, ...]:
    """Return the contract paths that a rule is given: its own and the exemptions."""
    return tuple(sorted({*rule.reads, EXEMPTIONS}))


def collect_items(warehouse: Warehouse, rule: Rule) -> None:
    """Add the acts that the rule's query finds to the table `raw_item`.

    Where the tables are split by the rule's partition keys, this is the part
    that runs once for each bucket; explanations and hits follow over all of them.
    """
    warehouse.append("raw_item", rule.sql, rule.params.model_dump())


def settle_items(warehouse: Warehouse, rule: Rule, available: Collection[str]) -> None:
    """Turn `raw_item` into the tables `hit` and `hit_item`.

    `available` are the contract paths that really came. Raises `RuleError` where
    the rule returned one act twice or a variant that has no sentence.
    """
    write_words(warehouse, rule)
    write_policy_notes(warehouse, rule)
    stack_resolved(warehouse, available)
    warehouse.derive("item", read_sql("rules.steps", "item"))
    _refuse_malformed(warehouse, rule)
    warehouse.derive("exempted", read_sql("rules.steps", "exempted"))
    warehouse.derive("item_gap", read_sql("rules.steps", "item_gap"))
    write_verdicts(warehouse, rule, available)
    _find_uncovered(warehouse)
    for step in STEPS:
        warehouse.derive(step, read_sql("rules.steps", step))
    for table, columns in HANDED_OVER.items():
        warehouse.empty(table, columns)
        warehouse.append(table, read_sql("rules.steps", table))


def _find_uncovered(warehouse: Warehouse) -> None:
    warehouse.empty("uncovered", UNCOVERED)
    if warehouse.count("gap"):
        warehouse.append("uncovered", read_sql("rules.steps", "uncovered"))


def _refuse_malformed(warehouse: Warehouse, rule: Rule) -> None:
    found = warehouse.frame(read_sql("rules.steps", "malformed")).row(0, named=True)
    for name, count in found.items():
        if count:
            raise RuleError(f"规则 {rule.id} 的查询有误：{MALFORMED[name]} {count} 处")


def _counters(warehouse: Warehouse, rule: Rule) -> dict[str, Json]:
    tally = warehouse.frame(read_sql("rules.steps", "tally")).row(0, named=True)
    gaps = warehouse.frame(read_sql("rules.steps", "gaps_met"))["words"]
    return {
        "rule": rule.id,
        "title": rule.title,
        **{name: int(count) for name, count in tally.items()},
        "gaps": [str(words) for words in gaps],
    }


def _keep_reasons(warehouse: Warehouse, rule: Rule, out: Path) -> None:
    """Write why the acts ended as they did, and the days nobody can speak for."""
    acts = acts_query(contract_for(rule.act), resolved_table(rule.act))
    warehouse.view("act", acts)
    warehouse.derive("span_gap", read_sql("rules.steps", "span_gap"))
    warehouse.derive("uncovered_span", read_sql("rules.steps", "uncovered_span"))
    warehouse.empty("reasoned", REASON)
    warehouse.append("reasoned", read_sql("rules.steps", "reason"))
    warehouse.export("FROM reasoned ORDER BY ALL", out / REASONS)
    warehouse.export("FROM uncovered_span ORDER BY ALL", out / SPANS)
