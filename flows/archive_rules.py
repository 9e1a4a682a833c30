"""What a night's rules said: their texts in the archive, to be compared later.

`archive/<as_of>/rules.json` has each rule's version, digest and sections; a section
stands once however many rules share it. A night whose rules are those of the night
before shares that night's file.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rules.lock import fingerprint
from rules.policy import policy_tables
from rules.rule import Rule
from rules.shared import policies_of
from rules.text import texts_of
from store.digest import Json, digest_json
from store.errors import RuleError
from store.home import Home

RULES_FILE = "rules.json"


@dataclass(frozen=True, kw_only=True)
class KeptRule:
    """A rule as a night used it, or as it stands."""

    version: int
    sha256: str
    texts: Mapping[str, str]


def archive_rules(folder: Path, before: Path | None, text: str) -> None:
    """Write the text of the rules into `folder`, shared with `before` if the same."""
    earlier = before / RULES_FILE if before is not None else None
    if earlier is not None and earlier.is_file():
        same = earlier.read_text(encoding="utf-8") == text
        if same and _linked(earlier, folder / RULES_FILE):
            return
    (folder / RULES_FILE).write_text(text, encoding="utf-8")


def rules_text(rules: Sequence[Rule], policy_home: Path | None) -> str:
    """Return what the archive keeps of the rules that a night ran."""
    kept = {rule.id: standing_rule(rule, policy_home) for rule in rules}
    texts: dict[str, str] = {}
    entries: dict[str, Json] = {}
    for rule_id, one in kept.items():
        digests = {name: digest_json(text) for name, text in one.texts.items()}
        texts |= {digests[name]: text for name, text in one.texts.items()}
        entries[rule_id] = {
            "version": one.version,
            "sha256": one.sha256,
            "sections": dict(digests),
        }
    whole: Json = {"rules": entries, "texts": dict(sorted(texts.items()))}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def standing_rule(rule: Rule, policy_home: Path | None) -> KeptRule:
    """Return a rule as it stands, with the office's policy in force."""
    return KeptRule(
        version=rule.version,
        sha256=fingerprint(rule),
        texts=texts_of(rule, policy_tables(policy_home, policies_of(rule))),
    )


def archived_rule(home: Home, day: date, rule_id: str) -> KeptRule:
    """Return a rule as the night of that day used it.

    Raises `RuleError` where the night, its rules or that rule is not there.
    """
    file = home.archive / day.isoformat() / RULES_FILE
    if not file.is_file():
        raise RuleError(
            f"{day} 那一夜没有存下规则文本",
            remedy="换一个归档中的日期（archive 目录下的文件夹名）",
        )
    whole: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    entry = whole["rules"].get(rule_id)
    if entry is None:
        raise RuleError(f"{day} 那一夜没有运行规则 {rule_id}")
    sections = entry["sections"].items()
    return KeptRule(
        version=entry["version"],
        sha256=entry["sha256"],
        texts={name: whole["texts"][digest] for name, digest in sections},
    )


def _linked(earlier: Path, file: Path) -> bool:
    """Say whether the file could be shared; not every disk can."""
    try:
        os.link(earlier, file)
    except OSError:
        return False
    return True
