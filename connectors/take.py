"""Take one delivery: read its files, publish a snapshot for each dataset.

An unreadable file refuses itself and the dataset that it belongs to: a month
with one township missing must not pass for the whole month. The rest of the
delivery is taken. What was taken is remembered under the digest of files,
contracts and code, so an unchanged delivery is not read again.
"""

import json
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from connectors.compare import empty_datasets, handover_refusals
from connectors.delivery import Delivery
from connectors.mapping import SavedMapping, mappings_digest
from connectors.matching import Headings
from connectors.publish import contract_digest, publish_snapshot, reader_digest
from connectors.refusal import Refusal
from connectors.storage import disk_watched
from connectors.take_file import Taken, take_file
from connectors.unpack import Unpacked, refused_archives, unpacked
from store.contract import Contract
from store.digest import Json, digest_file, digest_json
from store.errors import PasswordError
from store.stage import publish_file

RECEIPTS = ".intake"


@dataclass(frozen=True, kw_only=True)
class Intake:
    """What came of one delivery: snapshot folders, and what was refused."""

    delivery: str
    snapshots: tuple[Path, ...]
    refusals: tuple[Refusal, ...]


def take_delivery(
    delivery: Delivery,
    snapshots: Path,
    contracts: Sequence[Contract],
    mappings: Sequence[SavedMapping] = (),
    *,
    passwords: Sequence[str] = (),
) -> Intake:
    """Return the snapshots of a delivery, taking it unless that was done before.

    `mappings` are those of the home, of all suppliers; `passwords` are tried on
    archives that have one, and a delivery with a password that is not known is
    tried again the next time.
    Raises `StorageError` where the disk is full; everything that is wrong with
    the delivery itself becomes a refusal.
    """
    with disk_watched():
        snapshots.mkdir(parents=True, exist_ok=True)
        digests = _digests(delivery)
        key = _key(delivery, digests, contracts, mappings)
        receipt = snapshots / RECEIPTS / f"{key}.json"
        remembered = _remembered(delivery, receipt, snapshots)
        if remembered is not None:
            return remembered
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=snapshots))
        try:
            inner, found = unpacked(delivery, digests, draft, passwords)
            taken = Taken(
                delivery=inner,
                known=tuple(Headings.of(contract) for contract in contracts),
                digests=found.digests,
                draft=draft,
                mappings=tuple(mappings),
            )
            intake = _take(taken, found, snapshots, contracts)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        if len(digests) == len(delivery.files) and not _is_locked(intake):
            _remember(intake, receipt)
        return intake


def _is_locked(intake: Intake) -> bool:
    """Say whether a password was missing, which the next night may know."""
    return any(each.error == PasswordError.__name__ for each in intake.refusals)


def _take(
    taken: Taken, found: Unpacked, snapshots: Path, contracts: Sequence[Contract]
) -> Intake:
    delivery, known, draft = taken.delivery, taken.known, taken.draft
    taken.refusals += refused_archives(delivery, found, known)
    for file in delivery.files:
        take_file(file, taken)
    taken.refusals += empty_datasets(delivery, taken.parts)
    taken.refusals += handover_refusals(delivery, taken.parts, known, found.archives)
    blocked = {refusal.dataset for refusal in taken.refusals}
    folders = tuple(
        publish_snapshot(delivery, contract, parts, draft=draft, snapshots=snapshots)
        for contract in contracts
        if contract.path not in blocked
        and (parts := [p for p in taken.parts if p.contract is contract])
    )
    refusals = (*taken.refusals, *taken.notices)
    return Intake(delivery=delivery.name, snapshots=folders, refusals=refusals)


def _digests(delivery: Delivery) -> dict[str, str]:
    """Return the SHA-256 of each file that can be opened."""
    digests: dict[str, str] = {}
    for file in delivery.files:
        with suppress(OSError):
            digests[file.name] = digest_file(file)
    return digests


def _key(
    delivery: Delivery,
    digests: dict[str, str],
    contracts: Sequence[Contract],
    mappings: Sequence[SavedMapping],
) -> str:
    handover = asdict(delivery.handover) if delivery.handover else {}
    basis: Json = {
        "delivery": delivery.name,
        "supplier": delivery.supplier,
        "delivered_on": delivery.delivered_on.isoformat(),
        "handover": json.dumps(handover, default=str, sort_keys=True),
        "waivers": [asdict(waiver) for waiver in delivery.waivers],
        "files": digests,
        "contracts": [contract_digest(contract) for contract in contracts],
        "mappings": mappings_digest(mappings),
        "need_approval": [c.path for c in contracts if c.needs_approval],
        "code": reader_digest(),
    }
    return digest_json(basis)


def _remembered(delivery: Delivery, receipt: Path, snapshots: Path) -> Intake | None:
    """Return what an earlier night took, if all of it is still there."""
    if not receipt.is_file():
        return None
    record = json.loads(receipt.read_text(encoding="utf-8"))
    folders = tuple(snapshots / name for name in record["snapshots"])
    if not all(folder.is_dir() for folder in folders):
        return None
    refusals = tuple(Refusal(**refusal) for refusal in record["refusals"])
    return Intake(delivery=delivery.name, snapshots=folders, refusals=refusals)


def _remember(intake: Intake, receipt: Path) -> None:
    receipt.parent.mkdir(exist_ok=True)
    record = {
        "snapshots": [folder.name for folder in intake.snapshots],
        "refusals": [refusal.record for refusal in intake.refusals],
    }
    draft = receipt.with_suffix(".draft")
    draft.write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
    publish_file(draft, receipt)
