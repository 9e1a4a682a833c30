"""Find the deliveries in the inbox: every folder that directly holds data files."""

import os
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from connectors.dates import date_in
from connectors.handover import HandOver, is_handover, read_handover
from connectors.refusal import Refusal, refusal_of
from connectors.waiver import Waiver, waivers_of
from store.errors import CrosscheckError, GrowingError, Place

CHINA = timezone(timedelta(hours=8))
UNFINISHED = (".part", ".tmp", ".crdownload", ".download", ".filepart", ".partial")
IGNORED_STARTS = ("~$", ".", "._")
IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini"})
SIDECARS = (".cpg", ".md5", ".sha256")
UNKNOWN_SUPPLIER = "未注明单位"
DATE_PREFIX = re.compile(r"^20\d\d[-.年]?\d{1,2}[-.月]?\d{1,2}日?[_\-\s]*")


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """The files that one department handed over together.

    `name` is the folder relative to the inbox, `/`-separated ("." for the inbox
    itself); `files` are the data files, without the hand-over sheet; `waivers` are
    those that speak of this delivery.
    """

    name: str
    supplier: str
    delivered_on: date
    files: tuple[Path, ...]
    handover: HandOver | None
    waivers: tuple[Waiver, ...] = ()

    def waived(self, dataset: str) -> str:
        """Return who waived the hand-over sheet of a dataset and why, or ""."""
        for waiver in self.waivers:
            if waiver.covers(dataset) and (waiver.delivery or self.handover is None):
                return waiver.words
        return ""


@dataclass(frozen=True, kw_only=True)
class Inbox:
    """What the inbox held: deliveries to take, and what cannot be taken."""

    deliveries: tuple[Delivery, ...]
    refusals: tuple[Refusal, ...]


def find_deliveries(
    inbox: Path, *, as_of: date, settle_seconds: int, waivers: Sequence[Waiver] = ()
) -> Inbox:
    """Return the deliveries dated until `as_of`, sorted by date and name.

    A delivery with a file that is still being written is refused whole: its
    other files may be of the same dataset. A file counts as growing when it has
    the suffix of an unfinished copy, or was written in the last
    `settle_seconds` and changes while we wait that long.
    """
    deliveries: list[Delivery] = []
    refusals: list[Refusal] = []
    folders = dict(_folders(inbox))
    growing = _growing([f for fs in folders.values() for f in fs], settle_seconds)
    for folder, files in folders.items():
        name = folder.relative_to(inbox).as_posix()
        unfinished = [file for file in files if file in growing]
        if unfinished:
            refusals += [_still_growing(name, file) for file in unfinished]
            continue
        delivery, unread = _delivery(inbox, folder, files)
        delivery = replace(delivery, waivers=waivers_of(delivery.name, waivers))
        refusals += unread
        if delivery.delivered_on <= as_of and delivery.files:
            deliveries.append(delivery)
    deliveries.sort(key=lambda each: (each.delivered_on, each.name))
    return Inbox(deliveries=tuple(deliveries), refusals=tuple(refusals))


def _folders(inbox: Path) -> Iterator[tuple[Path, list[Path]]]:
    for root, folders, names in os.walk(inbox):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files = [Path(root, name) for name in sorted(names) if not is_ignored(name)]
        if files:
            yield Path(root), files


def is_ignored(name: str) -> bool:
    """Say whether a file is none of the delivery's: hidden, a lock, a side file."""
    lower = name.lower()
    return (
        lower.startswith(IGNORED_STARTS)
        or lower in IGNORED_NAMES
        or lower.endswith(SIDECARS)
    )


def is_unfinished(name: str) -> bool:
    """Say whether a file's name says that it is still being copied."""
    return name.lower().endswith(UNFINISHED)


def _growing(files: list[Path], settle_seconds: int) -> set[Path]:
    unfinished = {file for file in files if is_unfinished(file.name)}
    fresh = [file for file in files if time.time() - _mtime(file) < settle_seconds]
    if not fresh:
        return unfinished
    before = {file: _signs(file) for file in fresh}
    time.sleep(settle_seconds)
    return unfinished | {file for file in fresh if _signs(file) != before[file]}


def _mtime(file: Path) -> float:
    return file.stat().st_mtime


def _signs(file: Path) -> tuple[int, int] | None:
    """Return size and time of a file; None once it is gone."""
    try:
        state = file.stat()
    except FileNotFoundError:
        return None
    return state.st_size, state.st_mtime_ns


def _still_growing(delivery: str, file: Path) -> Refusal:
    error = GrowingError(
        "文件还在写入，本次报送整体留到下一次",
        place=Place(file=file.name),
        remedy="等拷贝完成后重新运行；若是残留的临时文件请删除",
    )
    return refusal_of(error, delivery=delivery)


def _delivery(
    inbox: Path, folder: Path, files: list[Path]
) -> tuple[Delivery, list[Refusal]]:
    name = folder.relative_to(inbox).as_posix()
    sheets, refusals = _handovers(name, files)
    handover = merged_handovers(sheets)
    data = tuple(file for file in files if not is_handover(file))
    delivery = Delivery(
        name=name,
        supplier=(handover and handover.supplier) or _supplier(name),
        delivered_on=(handover and handover.delivered_on) or _date(name, files),
        files=data,
        handover=handover,
    )
    return delivery, refusals


def _handovers(name: str, files: list[Path]) -> tuple[list[HandOver], list[Refusal]]:
    sheets: list[HandOver] = []
    refusals: list[Refusal] = []
    for file in files:
        if is_handover(file):
            try:
                sheets.append(read_handover(file))
            except CrosscheckError as error:
                refusals.append(refusal_of(error, delivery=name))
    return sheets, refusals


def merged_handovers(sheets: Sequence[HandOver]) -> HandOver | None:
    """Return the hand-over sheets of one delivery as one, or None without any."""
    if not sheets:
        return None
    return HandOver(
        file=sheets[0].file,
        supplier=next((s.supplier for s in sheets if s.supplier), ""),
        delivered_on=next((s.delivered_on for s in sheets if s.delivered_on), None),
        lines=tuple(line for sheet in sheets for line in sheet.lines),
        approval=next((s.approval for s in sheets if s.approval), ""),
        basis=next((s.basis for s in sheets if s.basis), ""),
        purpose=next((s.purpose for s in sheets if s.purpose), ""),
        retention=next((s.retention for s in sheets if s.retention), ""),
    )


def _supplier(name: str) -> str:
    first = "" if name == "." else name.split("/", maxsplit=1)[0]
    return DATE_PREFIX.sub("", first) or UNKNOWN_SUPPLIER


def _date(name: str, files: list[Path]) -> date:
    """Return the date in the folder's name, a file's name, or the last change."""
    for text in (*reversed(name.split("/")), *(file.name for file in files)):
        found = date_in(text)
        if found is not None:
            return found
    latest = max(_mtime(file) for file in files)
    return datetime.fromtimestamp(latest, tz=CHINA).date()
