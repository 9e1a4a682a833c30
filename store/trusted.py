"""Whose signatures an office accepts: a record of names and keys that only grows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

from store.digest import Json
from store.errors import SettingsError
from store.record_lines import append_records, load_records
from store.signing import PublicKey

TRUSTED = "trusted.jsonl"


@dataclass(frozen=True, kw_only=True)
class Signer:
    """An office whose key was compared over the telephone, and by whom."""

    name: str
    key: PublicKey
    checked_by: str
    checked_on: date

    @classmethod
    def of(cls, record: Mapping[str, Json]) -> Self:
        """Return the signer that a record holds."""
        return cls(
            name=str(record["name"]),
            key=PublicKey.of_line(str(record["key"])),
            checked_by=str(record["checked_by"]),
            checked_on=date.fromisoformat(str(record["checked_on"])),
        )

    @property
    def record(self) -> Mapping[str, Json]:
        """Return the signer as recorded."""
        return {
            "name": self.name,
            "key": self.key.line,
            "checked_by": self.checked_by,
            "checked_on": self.checked_on.isoformat(),
        }


def signers(keys: Path) -> tuple[Signer, ...]:
    """Return the trusted signers by name; raises `SettingsError` for a torn record."""
    found: dict[str, Signer] = {}
    for record in load_records(keys / TRUSTED):
        if "until" in record:
            found.pop(str(record["name"]), None)
            continue
        try:
            signer = Signer.of(record)
        except (KeyError, ValueError) as error:
            raise SettingsError(
                f"keys/{TRUSTED} 有一行读不出来", remedy="从备份恢复该文件"
            ) from error
        found[signer.name] = signer
    return tuple(found[name] for name in sorted(found))


def trust(keys: Path, signer: Signer, heard: str) -> None:
    """Record a signer whose fingerprint was heard from the office itself.

    Raises `SettingsError` where the digits differ, a name is missing, or the name
    stands for another key.
    """
    if not signer.name.strip() or not signer.checked_by.strip():
        raise SettingsError(
            "须写明签发单位和核对人", remedy="加上 --name 单位 --by 姓名"
        )
    if _digits(heard) != _digits(signer.key.fingerprint):
        raise SettingsError(
            "指纹与公钥文件不符，没有记入",
            remedy="请对方用 crosscheck keys show 逐组念指纹；仍不符则文件可能被换过",
        )
    known = {one.name: one.key for one in signers(keys)}
    if known.get(signer.name, signer.key) != signer.key:
        raise SettingsError(
            f"{signer.name} 已有另一把公钥",
            remedy="对方更换了密钥时，先运行 crosscheck keys distrust 再记新的",
        )
    if signer.name not in known:
        append_records(keys / TRUSTED, [signer.record])


def distrust(keys: Path, name: str, *, by: str, on: date) -> None:
    """Record that a signer is trusted no longer; raises `SettingsError`."""
    if name not in {one.name for one in signers(keys)}:
        raise SettingsError(f"没有信任过 {name}", remedy="名称见 crosscheck keys show")
    if not by.strip():
        raise SettingsError("须写明办理人", remedy="加上 --by 姓名")
    gone = {"name": name, "by": by, "until": on.isoformat()}
    append_records(keys / TRUSTED, [gone])


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
