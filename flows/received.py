"""The ledger of received data (数据接收台账): every delivery, once, for years.

`intake/received.jsonl` only grows; each night adds what it had not seen. The
records of who handed over what outlive the data (three years at least:
网络数据安全管理条例 12).
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from pathlib import Path

import polars as pl

from connectors.delivery import Delivery
from connectors.file_digest import stated_digest
from connectors.handover import SM3
from connectors.readers.archive import delivered_name
from flows.check_snapshots import ACCEPTED, Checked
from flows.context import Night
from flows.retention import Key, Received
from flows.take_snapshots import Taken
from store.contract import Contract
from store.digest import digest_file
from store.errors import DeliveryError
from store.home import Home
from store.meaning import Meaning
from store.record_lines import append_records, load_records
from store.snapshot import Snapshot
from store.stage import Stage

RECEIVED = "received.jsonl"
PHASE = "登记"
UNUSED = "（未采用的文件）"


def received(home: Home) -> tuple[Received, ...]:
    """Return every entry of the ledger in the order they were made."""
    records = load_records(home.intake / RECEIVED)
    return tuple(Received.of(record) for record in records)


def record_received(
    night: Night, taken: Taken, checked: Sequence[Checked]
) -> tuple[Received, ...]:
    """Add what came for the first time to the ledger and return all of it."""
    night.watcher.begin(PHASE, 1)
    return night.timed(f"{PHASE}：接收台账", lambda: _record(night, taken, checked))


def _record(
    night: Night, taken: Taken, checked: Sequence[Checked]
) -> tuple[Received, ...]:
    known = {entry.key for entry in received(night.home)}
    fresh = [
        *(_of_snapshot(night, one, known) for one in checked),
        *(_of_rest(night, one, checked, known) for one in taken.lying),
    ]
    entries = [entry.record for entry in fresh if entry is not None]
    append_records(night.home.intake / RECEIVED, entries)
    return received(night.home)


def _of_snapshot(night: Night, one: Checked, known: Set[Key]) -> Received | None:
    """Return the entry of a snapshot, unless the ledger has it."""
    papers = one.snapshot
    digests = {delivered_name(part.file): part.sha256 for part in papers.parts}
    key = (papers.delivery, papers.dataset, tuple(sorted(digests.items())))
    contract = night.contract(papers.dataset)
    if key in known or contract is None:
        return None
    folder = night.home.inbox / papers.delivery
    return Received(
        delivery=papers.delivery,
        dataset=papers.dataset,
        title=contract.title,
        supplier=papers.supplier,
        delivered_on=papers.delivered_on,
        received_on=night.as_of,
        period=papers.period or _months(one.stage),
        rows=papers.rows,
        amount_fen=_amount_fen(contract, one.stage),
        files={
            name: {"sha256": sha256, "sm3": _sm3(folder / name)}
            for name, sha256 in sorted(digests.items())
        },
        **_terms(night, papers),
    )


def _of_rest(
    night: Night,
    delivery: Delivery,
    checked: Sequence[Checked],
    known: Set[Key],
) -> Received | None:
    """Return the entry of a delivery's files that became no dataset of its own."""
    own = [one.snapshot for one in checked if one.snapshot.delivery == delivery.name]
    used = {delivered_name(part.file) for papers in own for part in papers.parts}
    rest = [
        file
        for file in delivery.files
        if file.name not in used | _named(delivery, known)
    ]
    if not rest:
        return None
    return Received(
        delivery=delivery.name,
        dataset="",
        title=UNUSED,
        supplier=delivery.supplier,
        delivered_on=delivery.delivered_on,
        received_on=night.as_of,
        period="",
        rows=None,
        amount_fen=None,
        files={
            file.name: {"sha256": _sha256(file), "sm3": _sm3(file)} for file in rest
        },
        **_terms(night, None),
    )


def _named(delivery: Delivery, known: Set[Key]) -> set[str]:
    """Return the files of a delivery that the ledger names, whatever they became."""
    return {
        name for own, _, files in known if own == delivery.name for name, _ in files
    }


def _terms(night: Night, papers: Snapshot | None) -> dict[str, str]:
    programme = night.settings.programme
    stated = papers or None
    return {
        "purpose": (stated and stated.purpose) or programme.purpose,
        "basis": (stated and stated.basis) or programme.legal_basis,
        "approval": stated.approval if stated else "",
        "owner": programme.owner,
        "retention": stated.retention if stated else "",
    }


def _months(stage: Stage) -> str:
    months = stage.summary.get("months")
    found = [str(month) for month in months] if isinstance(months, list) else []
    return f"{found[0]} 至 {found[-1]}" if len(found) > 1 else "".join(found)


def _amount_fen(contract: Contract, stage: Stage) -> int | None:
    """Return the sum of a dataset's first column of money over its accepted rows."""
    money = [c.name for c in contract.columns if c.meaning is Meaning.MONEY]
    if not money:
        return None
    rows = pl.scan_parquet(stage.file(ACCEPTED)).select(pl.col(money[0]).sum())
    return int(rows.collect().item())


def _sha256(file: Path) -> str:
    return _digest_or_nothing(file, None)


def _sm3(file: Path) -> str:
    return _digest_or_nothing(file, SM3)


def _digest_or_nothing(file: Path, algorithm: str | None) -> str:
    """Return the digest of a delivered file, "" where it cannot be read."""
    try:
        return stated_digest(file, algorithm) if algorithm else digest_file(file)
    except (OSError, DeliveryError):
        return ""


def by_delivery(entries: Iterable[Received]) -> Mapping[str, list[Received]]:
    """Return the entries by the delivery that they came with."""
    found: dict[str, list[Received]] = {}
    for entry in entries:
        found.setdefault(entry.delivery, []).append(entry)
    return found
