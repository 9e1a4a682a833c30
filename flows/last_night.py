"""What the last night's identities rest on: its tables, its links, its weights."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from checks.generic import GENERIC
from flows.archive_night import night_days, stages_of
from flows.check_snapshots import ACCEPTED
from flows.epoch import epoch_named
from identity.known import Known, know_people
from identity.matcher.epoch import Epoch
from store.errors import MatchError
from store.home import Home
from store.odcs import all_contracts
from store.settings import load_home_key, load_settings
from store.stage import MANIFEST

LINKS = "link.parquet"
SLASH = "/"  # in the path of every contract, in no other input


@dataclass(frozen=True, kw_only=True)
class LinkedNight:
    """The identities of one night: its day, the links' folder and what it rests on.

    `manifest` is that of the stage; `accepted` are the tables by contract path.
    """

    as_of: date
    folder: Path
    manifest: Mapping[str, Any]
    accepted: Mapping[str, Path]
    generic: Path

    @property
    def links(self) -> Path:
        """Return the table of links."""
        return self.folder / LINKS

    @property
    def epoch_digest(self) -> str:
        """Return what names the weights it used, or "" for none."""
        return str(self.manifest["inputs"].get("epoch", ""))

    def known(self, home: Home) -> Known:
        """Return who was known by number, as the night found it."""
        return know_people(
            self.accepted,
            all_contracts(),
            key=load_home_key(home),
            generic=self.generic,
        )

    def epoch(self, home: Home) -> Epoch:
        """Return the weights that it used; raises `MatchError` where it has none."""
        if not self.epoch_digest:
            raise MatchError(
                f"{self.as_of} 那一夜只按号码和姓名认人，没有分量可说明",
                remedy="运行 crosscheck identity train，再运行 crosscheck night",
            )
        return epoch_named(home, self.epoch_digest)


def last_night(home: Home) -> LinkedNight:
    """Return the newest night in the archive.

    Raises `MatchError` where there is none, or where what it computed is gone.
    """
    load_settings(home)
    found = newest_night(home)
    if found is None:
        raise MatchError(
            "没有可说明的一夜：还没有运行过，或中间结果已销毁",
            remedy="先运行 crosscheck night",
        )
    return found


def newest_night(home: Home) -> LinkedNight | None:
    """Return the newest night; None where there is none or a part of it is gone."""
    day = max(night_days(home.archive), default=None)
    return None if day is None else linked_night(home, day)


def nights_before(home: Home, night: LinkedNight) -> Iterator[LinkedNight]:
    """Yield the nights before another of which all is still there, newest first."""
    earlier = (day for day in night_days(home.archive) if day < night.as_of)
    for day in sorted(earlier, reverse=True):
        found = linked_night(home, day)
        if found is not None:
            yield found


def linked_night(home: Home, day: date) -> LinkedNight | None:
    """Return the identities of a night; None where a part of them is gone."""
    folders = [home.stages / name for name in stages_of(home.archive, day)]
    stages = {path: _manifest(path) for path in folders if _is_there(path)}
    linking, generic = _only(stages, "identity"), _only(stages, "generic")
    if linking is None or generic is None:
        return None
    accepted = {
        str(stage["summary"]["dataset"]): path / ACCEPTED
        for path, stage in stages.items()
        if path.parent.name == "current"
    }
    wanted = {name for name in stages[linking]["inputs"] if SLASH in name}
    if not wanted <= set(accepted):
        return None
    return LinkedNight(
        as_of=day,
        folder=linking,
        manifest=stages[linking],
        accepted={path: accepted[path] for path in sorted(wanted)},
        generic=generic / GENERIC,
    )


def _only(stages: Mapping[Path, object], name: str) -> Path | None:
    return next((path for path in stages if path.parent.name == name), None)


def _is_there(folder: Path) -> bool:
    return (folder / MANIFEST).is_file()


def _manifest(folder: Path) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return plain
