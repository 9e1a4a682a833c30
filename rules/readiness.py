"""Which rules can run on what has come, and which data are wanting."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import polars as pl

from rules.rule import Rule
from store.odcs import contract_for

UNAPPROVED = "没有列明批准机关、文号和对象的批准名单，不得比对个人账户"


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """Whether a rule can run, and the contract paths that are missing.

    `degraded` runs without some of its optional tables: explanations that need
    them cannot be tested, which every hit then says. `reason` says in words why a
    rule cannot run: what did not come, and what came without a row.
    """

    status: Literal["runs", "degraded", "cannot"]
    missing: tuple[str, ...]
    reason: str = ""


def readiness(
    rule: Rule, available: Collection[str], empty: Collection[str] = ()
) -> Readiness:
    """Return whether `rule` can run on the available contract paths.

    `empty` are those that came without a row; they are not available.
    """
    needed = tuple(path for path in rule.needs if path not in available)
    if needed:
        reasons = (_reason(rule, path, empty) for path in needed)
        return Readiness(status="cannot", missing=needed, reason="；".join(reasons))
    wished = tuple(path for path in rule.optional if path not in available)
    return Readiness(status="degraded" if wished else "runs", missing=wished)


def _reason(rule: Rule, path: str, empty: Collection[str]) -> str:
    if path == rule.approval:
        return UNAPPROVED
    said = "一行数据也没有" if path in empty else "没有可用的报送"
    return f"{contract_for(path).title}{said}"


def without_rows(resolved: Mapping[str, Path]) -> frozenset[str]:
    """Return the paths of tables that came without a row: these did not come."""
    return frozenset(
        path
        for path, file in resolved.items()
        if not pl.scan_parquet(file).head(1).collect().height
    )
