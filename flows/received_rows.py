"""The ledger of received data with what became of each entry, as rows of text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from flows.destroyed import destructions
from flows.received import received
from flows.retention import Received, destroy_on
from flows.withdrawals import Withdrawal, withdrawals
from store.contract import Contract
from store.home import Home
from store.odcs import all_contracts
from store.settings import Settings

HELD, WITHDRAWN, DUE, DESTROYED = "在用", "已撤回", "应销毁", "已销毁"
SCHEMA: Mapping[str, type[pl.DataType] | pl.DataType] = {
    "delivery": pl.String,
    "dataset": pl.String,
    "title": pl.String,
    "supplier": pl.String,
    "delivered_on": pl.Date,
    "received_on": pl.Date,
    "period": pl.String,
    "rows": pl.Int64,
    "amount_fen": pl.Int64,
    "files": pl.List(pl.String),
    "sha256": pl.List(pl.String),
    "sm3": pl.List(pl.String),
    "purpose": pl.String,
    "basis": pl.String,
    "approval": pl.String,
    "owner": pl.String,
    "retention": pl.String,
    "destroy_on": pl.Date,
    "status": pl.String,
    "destroyed_on": pl.Date,
    "certificate": pl.String,
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One entry of the ledger and what became of it by a day."""

    entry: Received
    destroy_on: date
    status: str
    destroyed_on: date | None = None
    certificate: str = ""

    @property
    def formats(self) -> str:
        """Return the kinds of files, e.g. `xlsx、csv`."""
        kinds = {Path(name).suffix.lstrip(".").lower() for name in self.entry.files}
        return "、".join(sorted(filter(None, kinds)))

    @property
    def row(self) -> dict[str, Any]:
        """Return the line as a row of `meta.received`."""
        entry = self.entry
        own = {n: getattr(entry, n) for n in SCHEMA if hasattr(entry, n)}
        return {
            **own,
            "files": list(entry.files),
            "sha256": [file["sha256"] for file in entry.files.values()],
            "sm3": [file["sm3"] for file in entry.files.values()],
            "destroy_on": self.destroy_on,
            "status": self.status,
            "destroyed_on": self.destroyed_on,
            "certificate": self.certificate,
        }


def ledger_lines(home: Home, settings: Settings, as_of: date) -> tuple[Line, ...]:
    """Return the ledger as it stands on a day, by date, department and dataset."""
    return lines_of(received(home), home, settings, as_of)


def lines_of(
    entries: Iterable[Received], home: Home, settings: Settings, as_of: date
) -> tuple[Line, ...]:
    """Return the lines of some entries as they stand on a day."""
    contracts = {contract.path: contract for contract in all_contracts()}
    gone = {
        (str(record["delivery"]), str(digest)): record
        for record in destructions(home)
        for digest in dict(record["files"]).values()
    }
    back = withdrawals(home, as_of)
    found = [
        _line(entry, _Fates(gone, back), contracts.get(entry.dataset), settings, as_of)
        for entry in entries
        if entry.received_on <= as_of
    ]
    return tuple(sorted(found, key=_order))


def received_frame(lines: Sequence[Line]) -> pl.DataFrame:
    """Return the lines as the table `meta.received`."""
    rows = [line.row for line in lines]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


@dataclass(frozen=True)
class _Fates:
    """What was destroyed (by delivery and digest) and what was withdrawn."""

    gone: Mapping[tuple[str, str], Mapping[str, Any]]
    back: Mapping[str, Withdrawal]

    def destruction(self, entry: Received) -> Mapping[str, Any] | None:
        keys = ((entry.delivery, own["sha256"]) for own in entry.files.values())
        return next((self.gone[key] for key in keys if key in self.gone), None)


def _line(
    entry: Received,
    fates: _Fates,
    contract: Contract | None,
    settings: Settings,
    as_of: date,
) -> Line:
    ends = destroy_on(entry, contract, settings.programme)
    record = fates.destruction(entry)
    if record is not None:
        return Line(
            entry=entry,
            destroy_on=ends,
            status=DESTROYED,
            destroyed_on=date.fromisoformat(record["destroyed_on"]),
            certificate=str(record["certificate"]),
        )
    held = WITHDRAWN if entry.delivery in fates.back else HELD
    return Line(entry=entry, destroy_on=ends, status=DUE if ends <= as_of else held)


def _order(line: Line) -> tuple[date, str, str, str, date]:
    entry = line.entry
    return (
        entry.delivered_on,
        entry.supplier,
        entry.delivery,
        entry.dataset,
        entry.received_on,
    )
