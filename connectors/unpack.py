"""Archives of a delivery, unpacked: their members lie beside its other files.

A member is called `包.zip › 名单.xlsx` wherever a name is shown, and carries the
digest of the archive, which is what was handed over. A hand-over sheet in an
archive counts as if it had lain beside it. An archive may hold archives; those
may not.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from connectors.delivery import (
    SIDECARS,
    UNKNOWN_SUPPLIER,
    Delivery,
    is_ignored,
    merged_handovers,
)
from connectors.handover import HandOver, is_handover, read_handover
from connectors.matching import Headings
from connectors.readers.archive import MOST_BYTES, WITHIN, Archive, Member, is_archive
from connectors.recognise import hinted_dataset
from connectors.refusal import Refusal, refusal_of
from store.errors import CrosscheckError, DeliveryError, Place

MOST_DEPTH = 2  # an archive in an archive
NAME_BYTES = 240  # what a file system allows, less a little
CONTROLS = re.compile(r"[\0-\x1f\x7f]")


@dataclass(kw_only=True)
class Unpacked:
    """A delivery's files, with archives replaced by what they held.

    `digests` are those of the delivered files, by shown name; `archives` the
    files that were unpacked.
    """

    digests: dict[str, str]
    draft: Path
    passwords: Sequence[str] = ()
    files: list[Path] = field(default_factory=list[Path])
    archives: dict[str, Path] = field(default_factory=dict[str, Path])
    handovers: list[HandOver] = field(default_factory=list[HandOver])
    failed: list[tuple[Path, CrosscheckError]] = field(
        default_factory=list[tuple[Path, CrosscheckError]]
    )
    folders: int = 0
    left: int = MOST_BYTES

    def folder(self) -> Path:
        """Return a new folder to unpack into."""
        self.folders += 1
        folder = self.draft / "unpacked" / f"{self.folders:04}"
        folder.mkdir(parents=True)
        return folder


def unpacked(
    delivery: Delivery,
    digests: Mapping[str, str],
    draft: Path,
    passwords: Sequence[str],
) -> tuple[Delivery, Unpacked]:
    """Return a delivery whose archives are unpacked into `draft`, and its papers."""
    found = Unpacked(digests=dict(digests), draft=draft, passwords=passwords)
    for file in delivery.files:
        _add(file, found, digest=digests.get(file.name, ""), depth=0)
    own = [delivery.handover] if delivery.handover else []
    handover = merged_handovers([*own, *found.handovers])
    supplier = delivery.supplier
    if supplier == UNKNOWN_SUPPLIER and handover and handover.supplier:
        supplier = handover.supplier
    files = tuple(found.files)
    return replace(delivery, files=files, handover=handover, supplier=supplier), found


def refused_archives(
    delivery: Delivery, found: Unpacked, known: Sequence[Headings]
) -> Iterator[Refusal]:
    """Yield a refusal for what could not be unpacked, with its likely dataset."""
    for file, error in found.failed:
        lines = delivery.handover.lines_for(file.name) if delivery.handover else ()
        stated = " ".join(line.dataset for line in lines)
        dataset = hinted_dataset(f"{stated}\n{file.name}", known)
        yield refusal_of(error, delivery=delivery.name, dataset=dataset)


def _add(file: Path, found: Unpacked, *, digest: str, depth: int) -> None:
    if not digest or not is_archive(file):
        found.files.append(file)
        return
    found.archives[file.name] = file
    try:
        if depth >= MOST_DEPTH:
            raise DeliveryError(
                "压缩包一层套一层，超过两层的不解压",
                place=Place(file=file.name),
                remedy="请解压后再放入",
            )
        for inner in _extracted(file, found):
            found.digests[inner.name] = digest
            if is_handover(inner):
                found.handovers.append(read_handover(inner))
            else:
                _add(inner, found, digest=digest, depth=depth + 1)
    except CrosscheckError as error:
        found.failed.append((file, error))


def _extracted(file: Path, found: Unpacked) -> list[Path]:
    """Return the members of an archive as files, without sidecars and rubbish."""
    folder = found.folder()
    with closing(Archive(file, found.passwords, found.left)) as archive:
        targets: dict[str, Member] = {}
        for member in archive.members:
            if not _is_rubbish(member):
                targets[_shown(file, member, taken=targets)] = member
        for name, member in targets.items():
            archive.extract(member, folder / name)
        found.left = archive.left
    data = [name for name in targets if not name.lower().endswith(SIDECARS)]
    if not data:
        raise DeliveryError(
            "压缩包里没有文件", place=Place(file=file.name), remedy="请重新报送"
        )
    return [folder / name for name in data]


def _is_rubbish(member: Member) -> bool:
    """Say whether a member is what systems leave behind, and no file of anybody's."""
    *folders, name = PurePosixPath(member.name).parts or ("",)
    left_behind = is_ignored(name) and not name.lower().endswith(SIDECARS)
    return not name or left_behind or "__MACOSX" in folders


def _shown(file: Path, member: Member, *, taken: Container[str]) -> str:
    """Return the name that a member is shown and stored under: no two are alike."""
    inner = WITHIN.join(PurePosixPath(member.name).parts)
    name = CONTROLS.sub("_", f"{file.name}{WITHIN}{inner}")
    while len(name.encode()) > NAME_BYTES:
        name = "…" + name[2:]
    number = 2
    unique = name
    while unique in taken:
        stem, dot, suffix = name.rpartition(".")
        unique = f"{stem}（{number}）{dot}{suffix}"
        number += 1
    return unique
