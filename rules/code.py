"""The digest of everything a rule's answer rests on besides its input."""

from rules.rule import Rule
from rules.shared import modules_of
from store.digest import code_digest

MACHINERY = (
    "rules.coverage",
    "rules.explanation",
    "rules.policy.cells",
    "rules.policy.holes",
    "rules.policy.notes",
    "rules.policy.row",
    "rules.policy.shape",
    "rules.policy.words",
    "rules.rule",
    "rules.runner",
    "rules.scratch",
    "rules.shared",
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
    """Return one digest of the rule, what it shares with others and what runs them.

    Two rules that read the same files have different digests only where their
    own files differ.
    """
    return code_digest(*MACHINERY, rule.module, *modules_of(rule))
