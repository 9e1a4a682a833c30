"""What a night computed and is still on disk: resolved tables, kin, findings."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flows.archive_night import night_days, stages_of
from flows.resolve_people import RESOLVED
from flows.run_rules import HITS
from identity.households import TIE_FILE
from store.errors import RuleError
from store.home import Home
from store.stage import MANIFEST


@dataclass(frozen=True, kw_only=True)
class KeptNight:
    """One night: `resolved` by contract path, `hits` by the id of the rule.

    `ties` is who is kin of whom; tables that went with the years are not there.
    """

    as_of: date
    resolved: Mapping[str, Path]
    hits: Mapping[str, Path]
    ties: Path | None


def newest_kept(home: Home) -> KeptNight:
    """Return the newest night; raises `RuleError` where nothing was resolved."""
    days = night_days(home.archive)
    kept = kept_night(home, max(days)) if days else None
    if kept is None or not kept.resolved:
        raise RuleError(
            "没有可用的一夜：还没有运行过，或中间结果已清理",
            remedy="先运行 crosscheck night",
        )
    return kept


def kept_night(home: Home, day: date) -> KeptNight:
    """Return what is left of the night of a day; raises `RuleError` without one."""
    if day not in night_days(home.archive):
        raise RuleError(
            f"归档中没有 {day} 那一夜",
            remedy="可用的日期是 archive 目录下的文件夹名",
        )
    stages = [home.stages / name for name in stages_of(home.archive, day)]
    found = {folder: _manifest(folder) for folder in stages if _is_there(folder)}
    resolved: dict[str, Path] = {}
    hits: dict[str, Path] = {}
    ties: Path | None = None
    for folder, manifest in found.items():
        summary = manifest["summary"]
        match manifest["name"]:
            case "resolved":
                resolved[str(summary["dataset"])] = folder / RESOLVED
            case "finding":
                hits[str(summary["rule"])] = folder / HITS
            case "tie":
                ties = folder / TIE_FILE
            case _:
                pass
    return KeptNight(as_of=day, resolved=resolved, hits=hits, ties=ties)


def _is_there(folder: Path) -> bool:
    return (folder / MANIFEST).is_file()


def _manifest(folder: Path) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return plain
