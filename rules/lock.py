"""`rules.lock`: the rules in use, so that none changes without a new version.

One line for each rule: `id = { version = 1, sha256 = "…" }`. The digest is over
the rule's own files and those of its explanations, states, networks and policy
tables. What all rules run through (steps and macros) has a line and a version of its
own, `runner`.
"""

import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from rules.library import all_rules
from rules.rule import Rule
from rules.runner import VERSION
from rules.shared import modules_of
from store.digest import code_digest, digest_json
from store.errors import CrosscheckError, RuleError

RUNNER = "runner"
MACHINERY = (
    "rules.acts",
    "rules.coverage",
    "rules.policy.holes",
    "rules.runner",
    "rules.scratch",
    "rules.steps",
    "rules.verdict",
)
HEADING = "# Written by `./dev rules-lock`; a rule that changes gets a new version.\n"


class Locked(BaseModel):
    """What the lock remembers of one rule."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int
    sha256: str


def fingerprint(rule: Rule) -> str:
    """Return the digest of the rule's own files and of what it shares with others."""
    code = code_digest(rule.module, *modules_of(rule))
    return digest_json({"code": code, "params": rule.params.model_dump()})


def locked_now() -> dict[str, Locked]:
    """Return what the lock would say of the rules as they stand, by rule id."""
    rules = {
        rule.id: Locked(version=rule.version, sha256=fingerprint(rule))
        for rule in all_rules()
    }
    return {**rules, RUNNER: Locked(version=VERSION, sha256=code_digest(*MACHINERY))}


def write_lock(file: Path) -> None:
    """Write the lock of the rules as they stand.

    Raises `RuleError` where a rule changed without a higher version, so that a
    version means one text, and where one is gone that was not retired.
    """
    known = read_lock(file) if file.is_file() else {}
    current = locked_now()
    for rule_id, before in known.items():
        _refuse(rule_id, before, current.get(rule_id))
    lines = (
        f'{rule_id} = {{ version = {entry.version}, sha256 = "{entry.sha256}" }}\n'
        for rule_id, entry in current.items()
    )
    file.write_text(HEADING + "".join(lines), encoding="utf-8")


def _refuse(rule_id: str, before: Locked, now: Locked | None) -> None:
    """Raise `RuleError` for a rule that is gone, or changed without a new version."""
    if now is None:
        raise RuleError(
            f"规则 {rule_id} 已不在库中，编号却用过",
            remedy="停用的规则留在库中：status 改为 RETIRED 并写明理由和替代规则",
        )
    if now != before and now.version <= before.version:
        raise RuleError(
            f"{rule_id} 有改动，版本 {now.version} 却不高于已锁定的 {before.version}",
            remedy="先把 version 加一，再更新 rules.lock",
        )


def read_lock(file: Path) -> dict[str, Locked]:
    """Return the entries of a lock file by rule id; raises `RuleError`."""
    try:
        entries = tomllib.loads(file.read_text(encoding="utf-8"))
        return {name: Locked.model_validate(entry) for name, entry in entries.items()}
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise RuleError(f"{file.name} 有误：{error}") from error


def stale_rules(locked: Mapping[str, Locked]) -> tuple[str, ...]:
    """Return the ids of rules that differ from the lock, are new or are gone."""
    current = locked_now()
    ids = sorted({*current, *locked})
    return tuple(name for name in ids if current.get(name) != locked.get(name))


if __name__ == "__main__":
    try:
        write_lock(Path("rules.lock"))
    except CrosscheckError as error:
        sys.exit(str(error))
