"""What a purge is to destroy, written down before anything goes.

The plan holds names, digests and counts, never a row. While it stands, nights
leave its deliveries alone; a purge that was killed is finished from it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Self

from flows.destroyed import PLAN, destructions
from flows.received import by_delivery
from flows.received_rows import DESTROYED, DUE, Line, ledger_lines
from flows.withdrawals import delivery_name
from store.digest import Json, digest_file
from store.errors import SettingsError, StorageError
from store.home import Home
from store.settings import Settings
from store.snapshot import MANIFEST, Snapshot
from store.stage import publish_file

SNAPSHOTS = "[0-9a-f]*"
LISTS = ("datasets", "snapshots")


@dataclass(frozen=True, kw_only=True)
class Doomed:
    """One delivery that is to go: its files by digest, its snapshots, its datasets."""

    delivery: str
    supplier: str
    delivered_on: str
    destroy_on: str
    datasets: tuple[Mapping[str, Any], ...]  # title, rows, basis
    files: Mapping[str, str]
    snapshots: tuple[str, ...]

    @property
    def record(self) -> dict[str, Json]:
        """Return the delivery as JSON."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A purge: its number, who ordered it and why, and what goes."""

    certificate: str
    name: str
    reason: str
    as_of: str
    deliveries: tuple[Doomed, ...]
    verified_files: int | None = None  # scanned, without a trace; None: not yet
    removed: Mapping[str, int] = field(default_factory=dict[str, int])

    @classmethod
    def load(cls, home: Home) -> Self | None:
        """Return the plan of a purge that has not ended, or None."""
        file = home.intake / PLAN
        if not file.is_file():
            return None
        record: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        entries: list[Mapping[str, Any]] = record["deliveries"]
        record["deliveries"] = tuple(Doomed(**_tupled(entry)) for entry in entries)
        return cls(**record)

    def save(self, home: Home) -> None:
        """Write the plan whole; raises `StorageError`."""
        file = home.intake / PLAN
        draft = file.with_name(f".{file.name}.draft")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps(self.record, ensure_ascii=False, indent=1)
            draft.write_text(text, encoding="utf-8")
            publish_file(draft, file)
        except OSError as error:
            raise StorageError("无法写入销毁计划", remedy="检查磁盘空间") from error

    @property
    def record(self) -> dict[str, Json]:
        """Return the plan as JSON."""
        return asdict(self)

    @property
    def snapshots(self) -> frozenset[str]:
        """Return the ids of all snapshots that go."""
        return frozenset(name for one in self.deliveries for name in one.snapshots)

    @property
    def names(self) -> frozenset[str]:
        """Return the names of the deliveries that go."""
        return frozenset(one.delivery for one in self.deliveries)


def due_deliveries(home: Home, settings: Settings, as_of: date) -> list[str]:
    """Return the deliveries of which something is to be destroyed by a day.

    A delivery goes whole, with the first of its datasets that is due.
    """
    lines = ledger_lines(home, settings, as_of)
    return sorted({line.entry.delivery for line in lines if line.status == DUE})


def plan_purge(
    home: Home, settings: Settings, as_of: date, wanted: Sequence[str]
) -> tuple[Doomed, ...]:
    """Return what is to go: the deliveries named, or else all that is due.

    Raises `SettingsError` for a name that neither the inbox nor the ledger knows.
    """
    lines = ledger_lines(home, settings, as_of)
    known = {line.entry.delivery for line in lines if line.status != DESTROYED}
    names = (
        [name if name in known else delivery_name(home, name) for name in wanted]
        if wanted
        else due_deliveries(home, settings, as_of)
    )
    papers = _papers(home)
    own = {name: [x for x in lines if x.entry.delivery == name] for name in names}
    return tuple(_doomed(home, name, own[name], papers) for name in sorted(set(names)))


def next_certificate(home: Home, as_of: date) -> str:
    """Return the number of the next certificate of a year, e.g. `XH-2026-0003`."""
    year = f"XH-{as_of.year}-"
    used = {str(record["certificate"]) for record in destructions(home)}
    numbers = [int(one.removeprefix(year)) for one in used if one.startswith(year)]
    return f"{year}{max(numbers, default=0) + 1:04}"


def refuse_without_name(name: str, reason: str) -> None:
    """Raise `SettingsError` unless somebody orders the purge and says why."""
    if not name.strip() or not reason.strip():
        raise SettingsError(
            "销毁须写明姓名和理由",
            remedy="加上 --name 姓名 --reason 理由，或用 --dry-run 只看清单",
        )


def _doomed(
    home: Home, name: str, lines: Iterable[Line], papers: Sequence[Snapshot]
) -> Doomed:
    folder = home.inbox / name
    files = {
        file.name: digest_file(file)
        for file in sorted(folder.iterdir() if folder.is_dir() else ())
        if file.is_file()
    }
    standing = [line for line in lines if line.status != DESTROYED]
    entries = by_delivery(line.entry for line in standing).get(name, [])
    recorded = {
        file: own["sha256"] for entry in entries for file, own in entry.files.items()
    }
    digests = {**recorded, **files}
    snapshots = [
        one
        for one in papers
        if one.delivery == name or _share(one, set(digests.values()))
    ]
    return Doomed(
        delivery=name,
        supplier=next((e.supplier for e in entries), name.split("/", maxsplit=1)[0]),
        delivered_on=str(min((e.delivered_on for e in entries), default="")),
        destroy_on=str(min((line.destroy_on for line in standing), default="")),
        datasets=tuple(
            {"title": e.title, "rows": e.rows, "period": e.period, "basis": e.basis}
            for e in entries
        ),
        files=digests,
        snapshots=tuple(sorted(one.id for one in snapshots)),
    )


def _share(papers: Snapshot, digests: set[str]) -> bool:
    """Say whether a snapshot was made from one of the files, whoever brought it.

    The same files delivered twice are one snapshot; the next night makes it again
    from the delivery that stays.
    """
    return any(part.sha256 in digests for part in papers.parts)


def _papers(home: Home) -> list[Snapshot]:
    manifests = home.snapshots.glob(f"{SNAPSHOTS}/{MANIFEST}")
    return [Snapshot.load(Path(file).parent) for file in sorted(manifests)]


def _tupled(entry: Mapping[str, Any]) -> dict[str, Any]:
    lists: dict[str, Any] = {name: tuple(entry[name]) for name in LISTS}
    return {**entry, **lists}
