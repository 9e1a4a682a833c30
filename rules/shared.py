"""What a query names besides the tables it declares: states, networks, policies.

Found in the text itself, so that a new state or network needs no registration.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Protocol, cast

import polars as pl

from rules.explanation import explanation_for
from rules.rule import Rule
from store.errors import RuleError
from store.warehouse import read_sql

STATES, NETWORKS = "rules.states", "rules.networks"
NAMED = re.compile(
    r"\b(?:FROM|JOIN)\s+(?:[a-z]+\(\s*')?"
    r"(resolved|policy|state|network|identity)\.([a-z_0-9]+)"
)
COMMENT = re.compile(r"--[^\n]*")
IMPORTED = re.compile(r"^from (rules\.[a-z_]+) import", re.MULTILINE)


class Network(Protocol):
    """A module of `rules.networks`."""

    COLUMNS: Mapping[str, str]

    def solve(self, edges: pl.DataFrame) -> pl.DataFrame:
        """Return what the graph says, in the columns of `COLUMNS`."""
        ...


@dataclass(frozen=True, kw_only=True)
class Names:
    """The tables that queries name, by schema; states and networks in their order.

    A state stands after every state that it reads itself.
    """

    resolved: frozenset[str]
    policies: frozenset[str]
    states: tuple[str, ...]
    networks: tuple[str, ...]
    ties: bool


def without_comments(query: str) -> str:
    """Return a query's text without what follows `--` in its lines."""
    return COMMENT.sub("", query)


@cache
def names_in(*queries: str) -> Names:
    """Return what the queries and the states and networks they name read in all."""
    direct: dict[str, set[str]] = {}
    states: dict[str, None] = {}
    networks: dict[str, None] = {}
    for query in queries:
        _collect(query, direct, states, networks)
    return Names(
        resolved=frozenset(direct.get("resolved", ())),
        policies=frozenset(direct.get("policy", ())),
        states=tuple(states),
        networks=tuple(sorted(networks)),
        ties="tie" in direct.get("identity", ()),
    )


def _collect(
    query: str,
    direct: dict[str, set[str]],
    states: dict[str, None],
    networks: dict[str, None],
) -> None:
    for schema, name in sorted(set(NAMED.findall(without_comments(query)))):
        if schema == "state" and name not in states:
            _collect(state_sql(name), direct, states, networks)
            states[name] = None
        elif schema == "network" and name not in networks:
            networks[name] = None
            _collect(network_sql(name), direct, states, networks)
        else:
            direct.setdefault(schema, set()).add(name)


def names_of(rule: Rule) -> Names:
    """Return what a rule and its explanations name."""
    return names_in(rule.sql, *explaining(rule))


def policies_of(rule: Rule) -> frozenset[str]:
    """Return the policy tables that a rule declares and those that it names."""
    return names_of(rule).policies | frozenset(rule.policies)


def explaining(rule: Rule) -> tuple[str, ...]:
    """Return the queries of a rule's explanations, in their order."""
    queries = (explanation_for(name).sql for name in rule.explanations)
    return tuple(sql for sql in queries if sql is not None)


def state_sql(name: str) -> str:
    """Return the query behind `state.<name>`; raises `RuleError`."""
    return _sql(STATES, name)


def network_sql(name: str) -> str:
    """Return the query that cuts out the graph of `network.<name>`."""
    return _sql(NETWORKS, name)


def network_for(name: str) -> Network:
    """Return the module that solves `network.<name>`."""
    return cast("Network", import_module(f"{NETWORKS}.{name}"))


def modules_of(rule: Rule) -> tuple[str, ...]:
    """Return the modules, besides the rule's own, that its answer rests on."""
    names = names_of(rule)
    return (
        *_texts_of(rule),
        *(f"rules.explanations.{name}" for name in rule.explanations),
        *(f"{STATES}.{name}" for name in names.states),
        *(f"{NETWORKS}.{name}" for name in names.networks),
        *(f"rules.policy.{name}" for name in sorted(names.policies)),
    )


def _texts_of(rule: Rule) -> tuple[str, ...]:
    """Return the modules beside the topics whose words and parameters a rule takes."""
    package, _, name = rule.module.rpartition(".")
    text = (files(package) / f"{name}.py").read_text(encoding="utf-8")
    return tuple(sorted(set(IMPORTED.findall(text)) - {"rules.rule"}))


def _sql(package: str, name: str) -> str:
    if not (files(package) / f"{name}.sql").is_file():
        raise RuleError(f"没有 {package.rpartition('.')[2]}/{name}.sql")
    return read_sql(package, name)
