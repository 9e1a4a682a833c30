"""The digest of everything a rule's answer rests on besides its input."""

from rules.explanation import PACKAGE
from rules.rule import Rule
from store.digest import code_digest

MACHINERY = (
    "rules.explanation",
    "rules.policy",
    "rules.rule",
    "rules.runner",
    "rules.scratch",
    "rules.steps",
    "rules.verdict",
    "store.contract",
    "store.odcs",
    "store.resolved",
    "store.statement",
    "store.rollup_tables",
    "store.tables",
    "store.warehouse",
    "data_contracts",
)


def code_of(rule: Rule) -> str:
    """Return one digest of the rule, its explanations and what runs them.

    Two rules that read the same files have different digests only where their
    own files differ.
    """
    return code_digest(*MACHINERY, rule.module, *_explanations(rule))


def _explanations(rule: Rule) -> tuple[str, ...]:
    return tuple(f"{PACKAGE}.{name}" for name in rule.explanations)
