"""The tables one rule sees: resolved datasets, policy, and the rule's own words."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import polars as pl

from rules.coverage import Gaps
from rules.explanation import explanation_for
from rules.policy import policy_tables
from rules.policy.holes import holes_in
from rules.policy.notes import grounds, rows_said
from rules.policy.shape import all_shapes
from rules.rule import Rule
from rules.shared import (
    Names,
    explaining,
    names_in,
    names_of,
    network_for,
    network_sql,
    state_sql,
)
from store import statement
from store.errors import RuleError
from store.odcs import all_contracts, contract_for
from store.resolved import resolved_types
from store.tables import TIE
from store.warehouse import Warehouse, read_sql

TIES, EXEMPTIONS = "identity.tie", "registry/exemption_register"
GAP = {
    "dataset": pl.String(),
    "side": pl.String(),
    "words": pl.String(),
    "is_told": pl.Boolean(),
    "gap_from": pl.Date(),
    "gap_to": pl.Date(),
}
POINTED = (
    "record_id",
    "source_file",
    "source_sheet",
    "source_row",
    "delivery",
)


def define_macros(warehouse: Warehouse) -> None:
    """Define which identity tiers count (`is_firm` …) and the words queries share."""
    for name in ("tiers", "macros", "spell", "alike"):
        warehouse.run(read_sql("rules.steps", name))


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
        _show_optional(warehouse, path, resolved.get(path))


def show_exemptions(warehouse: Warehouse, file: Path | None) -> None:
    """Show the office's register of exemptions, which no rule has to declare."""
    if undeclared(warehouse, {contract_for(EXEMPTIONS).dataset}):
        _show_optional(warehouse, EXEMPTIONS, file)


def _show_optional(warehouse: Warehouse, path: str, file: Path | None) -> None:
    if file is None:
        warehouse.empty(resolved_table(path), resolved_types(contract_for(path)))
    else:
        warehouse.show(resolved_table(path), [file])


def show_ties(warehouse: Warehouse, ties: Path | None) -> None:
    """Show who is whose relative as `identity.tie`; without a file it is empty."""
    if ties is None:
        warehouse.empty(TIES, TIE)
    else:
        warehouse.show(TIES, [ties])


def show_shared(warehouse: Warehouse, names: Names) -> None:
    """Show the states and solve the networks that a rule's queries name.

    A state is a view, so that it follows the tables where these are split. A dataset
    that the rule does not declare is there without rows.
    """
    for path in undeclared(warehouse, names.resolved):
        _show_optional(warehouse, path, None)
    for name in names.states:
        warehouse.view(f"state.{name}", state_sql(name))
    for name in names.networks:
        edges = warehouse.frame(network_sql(name))
        module = network_for(name)
        warehouse.empty(f"network.{name}", module.COLUMNS)
        warehouse.write("solved", module.solve(edges))
        warehouse.append(f"network.{name}", statement.select_all("solved"))


def undeclared(warehouse: Warehouse, datasets: Collection[str]) -> list[str]:
    """Return the contract paths of the datasets that have no table yet."""
    known = warehouse.frame(read_sql("rules.steps", "known_tables"))["table_name"]
    missing = set(datasets) - set(known)
    return sorted(one.path for one in all_contracts() if one.dataset in missing)


def write_policy(
    warehouse: Warehouse,
    policy_home: Path | None,
    names: Collection[str] | None = None,
) -> None:
    """Write the policy tables of those names, or every one, as `policy.<name>`."""
    for name, rows in policy_tables(policy_home, names).items():
        warehouse.write(policy_table(name), rows)


def write_policy_notes(warehouse: Warehouse, rule: Rule) -> None:
    """Write what the rule's policy tables say that nobody verified.

    `policy_ground` has one row for each table the rule declares, `policy_said` one
    for each of their rows, with the sentence that names it on a hit, or null.
    """
    held = {
        name: warehouse.frame(statement.select_all(f"policy.{name}"))
        for name in rule.policies
    }
    states = (state_sql(name) for name in names_of(rule).states)
    queries = (rule.sql, *explaining(rule), *states)
    warehouse.write("policy_ground", grounds(held))
    warehouse.write("policy_said", rows_said(held, "\n".join(queries)))


def write_gaps(warehouse: Warehouse, rule: Rule, gaps: Gaps) -> None:
    """Write the days that the rule's datasets cannot speak for as `gap`.

    `side` says what the rule does with the dataset: act, needed or optional; or that
    its query finds no row of a policy table in force (`policy`) or none of some keys
    (`policy_key`; `repealed` where these may have been repealed), or one of its
    explanations does (`explaining`).
    """
    sides = dict.fromkeys(rule.optional, "optional")
    sides |= dict.fromkeys(rule.needs, "needed") | {rule.act: "act"}
    rows = [
        {
            "dataset": path,
            "side": side,
            "words": gap.words,
            "is_told": gap.is_told,
            "gap_from": gap.first,
            "gap_to": gap.last,
        }
        for path, side in sides.items()
        for gap in gaps.get(path, ())
    ]
    holes = [*_holes(warehouse, rule)]
    warehouse.write("gap", pl.DataFrame([*rows, *holes], schema=GAP))


def _holes(warehouse: Warehouse, rule: Rule) -> Iterator[dict[str, object]]:
    given = rule.params.model_dump()
    asking = ((rule.sql, ""), *((sql, "explaining") for sql in explaining(rule)))
    for sql, side in asking:
        names = names_in(sql)
        texts = (sql, *map(state_sql, names.states), *map(network_sql, names.networks))
        for name in sorted(names.policies & set(rule.policies)):
            frame = warehouse.frame(statement.select_all(f"policy.{name}"))
            part = "repealed" if all_shapes()[name].ends == "repeal" else "policy_key"
            for hole in holes_in(name, frame, "\n".join(texts), given):
                yield {
                    "dataset": policy_table(name),
                    "side": side or ("policy" if hole.is_whole else part),
                    "words": hole.words,
                    "is_told": True,
                    "gap_from": hole.first,
                    "gap_to": hole.last,
                }


def policy_table(name: str) -> str:
    """Return the table that a policy table is shown as."""
    return f"policy.{name}"


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
    texts = dict.fromkeys(("name", "title", "wanted"), pl.String())
    return pl.DataFrame(rows, schema={"ordinal": pl.Int32(), **texts})
