"""Which rules can run on what has come, and which data are wanting."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import polars as pl

from rules.rule import Rule

UNAPPROVED = "没有列明批准机关、文号和对象的批准名单，不得比对个人账户"


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """Whether a rule can run, and the contract paths that are missing.

    `degraded` runs without some of its optional tables: explanations that need
    them cannot be tested, which every hit then says. `reason` says in words why a
    rule on personal accounts refuses.
    """

    status: Literal["runs", "degraded", "cannot"]
    missing: tuple[str, ...]
    reason: str = ""


def readiness(rule: Rule, available: Collection[str]) -> Readiness:
    """Return whether `rule` can run on the available contract paths."""
    needed = tuple(path for path in rule.needs if path not in available)
    if needed:
        reason = UNAPPROVED if rule.approval in needed else ""
        return Readiness(status="cannot", missing=needed, reason=reason)
    wished = tuple(path for path in rule.optional if path not in available)
    return Readiness(status="degraded" if wished else "runs", missing=wished)


def with_rows(rule: Rule, resolved: Mapping[str, Path]) -> tuple[str, ...]:
    """Return the paths that came; an approval that names nobody did not come."""
    return tuple(
        path
        for path, file in resolved.items()
        if path != rule.approval or pl.scan_parquet(file).head(1).collect().height
    )
