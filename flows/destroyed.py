"""Deliveries that were destroyed, or are being destroyed: never taken again."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from store.digest import digest_file
from store.home import Home
from store.record_lines import load_records

DESTRUCTIONS = "destructions.jsonl"
PLAN = "purge.json"


def destructions(home: Home) -> list[dict[str, Any]]:
    """Return the record of each delivery that was destroyed, in their order."""
    return list(load_records(home.intake / DESTRUCTIONS))


def destroyed_files(home: Home) -> dict[str, frozenset[str]]:
    """Return the SHA-256 of the files of each destroyed delivery, by its name.

    A purge that was killed counts from the moment that its plan stood.
    """
    entries: list[Mapping[str, Any]] = [*destructions(home)]
    plan = home.intake / PLAN
    if plan.is_file():
        entries += json.loads(plan.read_text(encoding="utf-8"))["deliveries"]
    found: dict[str, frozenset[str]] = {}
    for entry in entries:
        name = str(entry["delivery"])
        found[name] = found.get(name, frozenset()) | set(entry["files"].values())
    return found


def is_destroyed(
    name: str, files: Sequence[Path], known: Mapping[str, frozenset[str]]
) -> bool:
    """Say whether a delivery is what was destroyed: its name, and no other files.

    A department may use a folder's name again for new files.
    """
    digests = known.get(name)
    if digests is None:
        return False
    return all(file.is_file() and digest_file(file) in digests for file in files)
