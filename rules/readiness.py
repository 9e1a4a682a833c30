"""Which rules can run on what has come, and which data are wanting."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from rules.rule import Rule


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """Whether a rule can run, and the contract paths that are missing.

    `degraded` runs without some of its optional tables: explanations that need
    them cannot be tested, which every hit then says.
    """

    status: Literal["runs", "degraded", "cannot"]
    missing: tuple[str, ...]


def readiness(rule: Rule, available: Collection[str]) -> Readiness:
    """Return whether `rule` can run on the available contract paths."""
    needed = tuple(path for path in rule.needs if path not in available)
    if needed:
        return Readiness(status="cannot", missing=needed)
    wished = tuple(path for path in rule.optional if path not in available)
    return Readiness(status="degraded" if wished else "runs", missing=wished)
