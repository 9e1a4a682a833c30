"""Run one rule beside a finished night: on its tables, without touching the home."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.compare_hits import HitChange, hit_changes
from flows.kept_night import newest_kept
from rules.coverage import gaps_of
from rules.readiness import readiness, without_rows
from rules.rule import Rule
from rules.runner import HITS, inputs_of, run_rule
from rules.shared import names_of
from store.digest import Json
from store.errors import RuleError
from store.home import Home
from store.settings import load_settings

CANNOT = "cannot"


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What a rule would have said on a night's tables, against what was said.

    `missing` are optional datasets that were not there; `compared` says whether the
    rule, as it stood then, ran that night.
    """

    as_of: date
    rule: Rule
    counters: Mapping[str, Json]
    missing: tuple[str, ...]
    compared: bool
    changes: tuple[HitChange, ...]


def try_rule(home: Home, rule: Rule) -> Trial:
    """Run a rule of any status on the newest night's resolved tables.

    Months that these do not hold are wanting, as at night; nobody asks what is overdue.
    Findings lie in a temporary folder only while they are compared. Raises
    `RuleError` where there is no night, or a needed dataset is not there.
    """
    night = newest_kept(home)
    empty = without_rows(night.resolved)
    usable = {path: f for path, f in night.resolved.items() if path not in empty}
    ready = readiness(rule, usable, empty)
    if ready.status == CANNOT:
        raise RuleError(
            f"规则 {rule.id} 不能试运行：{night.as_of} 那一夜没有可用的数据："
            f"{ready.reason}",
            remedy="补齐报送并运行一夜后再试",
        )
    use = load_settings(home).night
    wanted = {path: usable[path] for path in inputs_of(rule) if path in usable}
    with TemporaryDirectory(prefix="crosscheck-try-") as folder:
        counters = run_rule(
            rule,
            wanted,
            Path(folder),
            policy_home=home.policy,
            memory_mb=use.memory_mb,
            threads=use.threads,
            ties=night.ties if names_of(rule).ties else None,
            gaps=gaps_of(wanted),
        )
        before = night.hits.get(rule.id)
        changes = hit_changes(before, Path(folder) / HITS)
    return Trial(
        as_of=night.as_of,
        rule=rule,
        counters=counters,
        missing=ready.missing,
        compared=before is not None,
        changes=changes,
    )
