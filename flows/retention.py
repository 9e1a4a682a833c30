"""How long a delivery may be held: what its papers say, its contract, the programme."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self, TypeAlias

from connectors.dates import date_in
from store.contract import Contract
from store.digest import Json
from store.programme import Programme

TERM = re.compile(r"(\d{1,4})\s*(年|个月|月|天|日)")
MONTHS_A_YEAR = 12
Key: TypeAlias = tuple[str, str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, kw_only=True)
class Received:
    """One dataset of one delivery, as the ledger of received data keeps it.

    `dataset` is "" for files that became no dataset; `files` maps their names to
    {sha256, sm3}; `retention` and the terms are as the hand-over sheet states
    them, else the programme's own.
    """

    delivery: str
    dataset: str
    title: str
    supplier: str
    delivered_on: date
    received_on: date
    period: str
    rows: int | None
    amount_fen: int | None
    files: Mapping[str, Mapping[str, str]]
    purpose: str
    basis: str
    approval: str
    owner: str
    retention: str

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Self:
        """Return the entry that a record holds."""
        given: dict[str, Any] = dict(record)
        for day in ("delivered_on", "received_on"):
            given[day] = date.fromisoformat(given[day])
        return cls(**given)

    @property
    def record(self) -> dict[str, Json]:
        """Return the entry as it is recorded."""
        return {
            **{name: getattr(self, name) for name in self.__dataclass_fields__},
            "delivered_on": self.delivered_on.isoformat(),
            "received_on": self.received_on.isoformat(),
            "files": {name: dict(own) for name, own in self.files.items()},
        }

    @property
    def key(self) -> Key:
        """Return what tells two entries apart: delivery, dataset and files."""
        files = sorted((name, own["sha256"]) for name, own in self.files.items())
        return self.delivery, self.dataset, tuple(files)


def destroy_on(
    entry: Received, contract: Contract | None, programme: Programme
) -> date:
    """Return the day from which an entry's data are to be destroyed.

    What the hand-over sheet states counts; else the contract's retention or the
    programme's end, whichever comes first. Files that became no dataset go half a
    year (the programme's own term) after they came.
    """
    stated = stated_end(entry.retention, entry.delivered_on)
    if stated is not None:
        return stated
    days = programme.raw_days_after_end
    if contract is not None:
        days = contract.retention_days
    ends = [entry.delivered_on + timedelta(days=days)]
    if programme.raw_until is not None:
        ends.append(programme.raw_until)
    return min(ends)


def stated_end(text: str, delivered_on: date) -> date | None:
    """Return the end that a hand-over sheet states: a day, or a term from delivery.

    None where it states none that can be read, e.g. 长期.
    """
    day = date_in(text)
    if day is not None:
        return day
    found = TERM.search(text)
    if found is None:
        return None
    count, unit = int(found.group(1)), found.group(2)
    if unit in ("天", "日"):
        return delivered_on + timedelta(days=count)
    return _months_later(delivered_on, count * (MONTHS_A_YEAR if unit == "年" else 1))


def _months_later(day: date, months: int) -> date:
    number = day.year * MONTHS_A_YEAR + day.month - 1 + months
    year, month = divmod(number, MONTHS_A_YEAR)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
