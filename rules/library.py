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
    """Return the rule of that id, in whichever case it is typed; raises `RuleError`."""
    wanted = rule_id.strip().upper()
    for rule in all_rules():
        if rule.id == wanted:
            return rule
    raise RuleError(
        f"没有规则 {rule_id}", remedy="crosscheck rules list 列出全部规则及其编号"
    )


def _walked() -> list[ModuleInfo]:
    return list(walk_packages(rules.__path__, "rules."))
