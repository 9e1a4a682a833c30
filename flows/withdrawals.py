"""Deliveries taken back: who, when and why, in a record that only grows.

A withdrawn delivery stays in the inbox until it is destroyed; nights from that
day on do not take it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

from store.digest import Json
from store.errors import SettingsError
from store.home import Home
from store.record_lines import append_records, load_records

WITHDRAWALS = "withdrawals.jsonl"
INBOX_PREFIX = "inbox/"


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """One delivery that was taken back."""

    delivery: str
    name: str
    reason: str
    withdrawn_on: date

    @classmethod
    def of(cls, record: Mapping[str, Json]) -> Self:
        """Return the withdrawal that a record holds."""
        return cls(
            delivery=str(record["delivery"]),
            name=str(record["name"]),
            reason=str(record["reason"]),
            withdrawn_on=date.fromisoformat(str(record["withdrawn_on"])),
        )

    @property
    def record(self) -> Mapping[str, Json]:
        """Return the withdrawal as it is recorded."""
        return {
            "delivery": self.delivery,
            "name": self.name,
            "reason": self.reason,
            "withdrawn_on": self.withdrawn_on.isoformat(),
        }


def withdrawals(home: Home, as_of: date) -> dict[str, Withdrawal]:
    """Return what was withdrawn until a day, by delivery."""
    found = map(Withdrawal.of, load_records(home.intake / WITHDRAWALS))
    return {one.delivery: one for one in found if one.withdrawn_on <= as_of}


def withdraw(home: Home, withdrawal: Withdrawal) -> Withdrawal:
    """Record that a delivery was taken back, and return what was recorded.

    Raises `SettingsError` without a name or reason, for a delivery that does not
    lie in the inbox, and for one that was withdrawn before.
    """
    if not withdrawal.name.strip() or not withdrawal.reason.strip():
        raise SettingsError(
            "撤回报送须写明姓名和理由", remedy="加上 --name 姓名 --reason 理由"
        )
    delivery = delivery_name(home, withdrawal.delivery)
    earlier = withdrawals(home, date.max).get(delivery)
    if earlier is not None:
        raise SettingsError(
            f"{delivery} 已于 {earlier.withdrawn_on} 由{earlier.name}撤回",
            remedy="更正后的数据请放进新的文件夹",
        )
    recorded = Withdrawal(
        delivery=delivery,
        name=withdrawal.name.strip(),
        reason=withdrawal.reason.strip(),
        withdrawn_on=withdrawal.withdrawn_on,
    )
    append_records(home.intake / WITHDRAWALS, [recorded.record])
    return recorded


def delivery_name(home: Home, given: str) -> str:
    """Return the name of a delivery that lies in the inbox; raises `SettingsError`."""
    text = given.strip().removeprefix("./").removeprefix(INBOX_PREFIX)
    inbox = home.inbox.resolve()
    folder = (inbox / text).resolve()
    if folder.is_relative_to(inbox) and _holds_files(folder):
        return folder.relative_to(inbox).as_posix()
    raise SettingsError(
        f"收件目录里没有这一批报送：{given}",
        remedy="名称见晨报“收到的报送”的报送批次，如 县民政局/20261106_低保",
    )


def _holds_files(folder: Path) -> bool:
    return folder.is_dir() and any(path.is_file() for path in folder.iterdir())
