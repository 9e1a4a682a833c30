"""Sixth step: what later nights compare themselves with, and what may now go.

`archive/<as_of>/` holds `clues.parquet`, `feedback.parquet` (what departments have
been told), `node.parquet` (which id people had), `cover.json` (which rules could
run), `rules.json` (what those rules said), `standing.json` (since when each standing
matter is told) and `night.json`, the stages, snapshots and current tables that the
night rested on. The night before is the newest with an earlier date, so that a night
repeated on its own date gives the same again.
"""

import json
import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import cast

from flows.archive_rules import archive_rules, rules_text
from flows.check_snapshots import ACCEPTED
from flows.context import Night, content
from flows.cover_rules import ARCHIVED as COVER
from flows.cover_rules import map_text
from flows.describe_night import Outcome
from flows.held import NIGHT_FILE, held_json
from flows.run_rules import CLUES
from flows.standing import ARCHIVED as STANDING
from flows.write_feedback import ARCHIVED, archived_history, told_before
from identity.link_records import NODE_FILE
from store.digest import Json
from store.stage import publish_folder

PHASE = "归档"


def previous_clues(night: Night) -> Path | None:
    """Return the clues of the newest night with an earlier date."""
    before = _before(night)
    return None if before is None else before / CLUES


def previous_people(night: Night) -> Path | None:
    """Return who had which id in the newest night with an earlier date."""
    before = _before(night)
    if before is None or not (before / NODE_FILE).is_file():
        return None
    return before / NODE_FILE


def previous_standing(night: Night) -> Path | None:
    """Return what the newest night with an earlier date told; None where unknown."""
    before = _before(night)
    if before is None or not (before / STANDING).is_file():
        return None
    return before / STANDING


def _before(night: Night) -> Path | None:
    earlier = [day for day in night_days(night.home.archive) if day < night.as_of]
    return night.home.archive / max(earlier).isoformat() if earlier else None


def archive_night(night: Night, outcome: Outcome) -> int:
    """Archive tonight, then remove stages no recent night rests on; return how many."""
    night.watcher.begin(PHASE, 1)
    return night.timed(f"{PHASE}：归档与清理", lambda: _archive(night, outcome))


def _archive(night: Night, outcome: Outcome) -> int:
    night.home.archive.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=night.home.archive))
    try:
        shutil.copyfile(outcome.clues.file(CLUES), draft / CLUES)
        shutil.copyfile(outcome.people.link.file(NODE_FILE), draft / NODE_FILE)
        (draft / COVER).write_text(map_text(outcome.rule_map), encoding="utf-8")
        (draft / STANDING).write_text(outcome.standing.text, encoding="utf-8")
        ran = [
            one.rule
            for one in outcome.judged
            if one.withdrawn is None and not one.has_fault
        ]
        archive_rules(draft, _before(night), rules_text(ran, night.home.policy))
        sent = outcome.feedback
        told = archived_history(sent) if sent else told_before(night)
        if told is not None:
            shutil.copyfile(told, draft / ARCHIVED)
        text = json.dumps(_record(night, outcome), ensure_ascii=False, indent=1)
        (draft / NIGHT_FILE).write_text(text, encoding="utf-8")
        publish_folder(draft, night.home.archive / night.as_of.isoformat())
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return prune_stages(night)


def _record(night: Night, outcome: Outcome) -> Mapping[str, Json]:
    """Return what tonight rested on: stages, snapshots, the current tables."""
    current = outcome.current.items()
    return {
        "as_of": night.as_of.isoformat(),
        "stages": night.ledger.stage_names,
        "snapshots": held_json(outcome.checked),
        "current": {path: content(stage, ACCEPTED) for path, stage in current},
    }


def prune_stages(night: Night) -> int:
    """Remove every stage that none of the last `keep_nights` nights rests on."""
    recent = sorted(night_days(night.home.archive))[-night.settings.night.keep_nights :]
    kept = {name for day in recent for name in stages_of(night.home.archive, day)}
    kept |= set(night.ledger.stage_names)
    gone = [
        folder
        for folder in night.home.stages.glob("*/*")
        if f"{folder.parent.name}/{folder.name}" not in kept
    ]
    for folder in gone:
        shutil.rmtree(folder, ignore_errors=True)
    return len(gone)


def night_days(archive: Path) -> list[date]:
    """Return the dates of the whole nights in the archive."""
    files = archive.glob(f"[0-9]*/{NIGHT_FILE}")
    return [date.fromisoformat(file.parent.name) for file in files]


def stages_of(archive: Path, day: date) -> list[str]:
    """Return the stages that a night rested on, as `<name>/<key>`."""
    text = (archive / day.isoformat() / NIGHT_FILE).read_text(encoding="utf-8")
    return cast("list[str]", json.loads(text)["stages"])
