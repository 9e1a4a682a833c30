"""What a night rested on, as its archive remembers it for later nights."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from flows.check_snapshots import Checked
from store.digest import Json, digest_json
from store.snapshot import Snapshot

NIGHT_FILE = "night.json"


@dataclass(frozen=True, kw_only=True)
class Held:
    """One snapshot that a night rested on."""

    id: str
    delivery: str
    dataset: str
    supplier: str
    delivered_on: date
    files: str  # digest of the files' names and digests

    @property
    def order(self) -> tuple[date, str]:
        """Return the order in which snapshots replace each other."""
        return self.delivered_on, self.delivery


def held_json(checked: Iterable[Checked]) -> Json:
    """Return what a night rested on, for the archive."""
    return {one.snapshot.id: _held_json(one) for one in checked}


def held_tonight(one: Checked) -> Held:
    """Return a snapshot of the night that is running."""
    return held_of(one.snapshot.id, cast("Mapping[str, Any]", _held_json(one)))


def _held_json(one: Checked) -> Json:
    papers = one.snapshot
    return {
        "delivery": papers.delivery,
        "dataset": papers.dataset,
        "supplier": papers.supplier,
        "delivered_on": one.delivered_on.isoformat(),
        "files": _files_digest(papers),
    }


def held_of(name: str, entry: Mapping[str, Any]) -> Held:
    """Return a snapshot as an archive remembers it."""
    return Held(
        id=name,
        delivery=entry["delivery"],
        dataset=entry["dataset"],
        supplier=entry["supplier"],
        delivered_on=date.fromisoformat(entry["delivered_on"]),
        files=entry["files"],
    )


def _files_digest(papers: Snapshot) -> str:
    files = sorted({(part.file, part.sha256) for part in papers.parts})
    return digest_json([list(file) for file in files])
