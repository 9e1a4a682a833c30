"""The rules that ship: found by walking the package, with nothing to register."""

from functools import cache
from importlib import import_module
from itertools import pairwise
from pkgutil import ModuleInfo, walk_packages

import rules
from rules.rule import Rule
from store.errors import RuleError


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return the `RULE` of every rule module, sorted by id.

    Raises `RuleError` where two modules claim one id.
    """
    modules = (import_module(entry.name) for entry in _walked())
    found = [getattr(module, "RULE", None) for module in modules]
    ordered = sorted((r for r in found if isinstance(r, Rule)), key=lambda r: r.id)
    for one, other in pairwise(ordered):
        if one.id == other.id:
            raise RuleError(f"规则编号 {one.id} 重复：{one.module}、{other.module}")
    return tuple(ordered)


def rule_for(rule_id: str) -> Rule:
    """Return the rule of that id; raises `RuleError`."""
    for rule in all_rules():
        if rule.id == rule_id:
            return rule
    raise RuleError(f"没有规则 {rule_id}")


def _walked() -> list[ModuleInfo]:
    return list(walk_packages(rules.__path__, "rules."))
