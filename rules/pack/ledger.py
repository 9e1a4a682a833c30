"""Which pack is in force: said by the last line of a ledger that only grows.

`policy/packs/<digest>/` holds each pack that was ever applied, and
`policy/packs/ledger.jsonl` one line for each time one came into force or was taken
back. The line is what counts: a process killed before it has changed nothing.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, Self

from rules.pack.manifest import MANIFEST, SIGNATURE, Manifest
from rules.pack.read_pack import Pack
from store.digest import Json, digest_file
from store.errors import RuleError, SettingsError
from store.record_lines import append_records, load_records
from store.stage import publish_folder
from store.two_people import are_two_people

PACKS, LEDGER = "packs", "ledger.jsonl"
DRAFT = ".draft-"
SHORT = 16
Kind = Literal["apply", "rollback"]


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Who decided, who confirmed it, why, and on which day."""

    name: str
    second: str
    reason: str
    on: date


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the ledger; `digest` is of the pack it is about."""

    kind: Kind
    digest: str
    pack_id: str
    issuer: str
    sequence: int
    decision: Decision

    @classmethod
    def of(cls, record: Mapping[str, Json]) -> Self:
        """Return the entry that a record holds; raises `ValueError`, `KeyError`."""
        return cls(
            kind="apply" if record["kind"] == "apply" else "rollback",
            digest=str(record["digest"]),
            pack_id=str(record["pack_id"]),
            issuer=str(record["issuer"]),
            sequence=int(str(record["sequence"])),
            decision=Decision(
                name=str(record["name"]),
                second=str(record["second"]),
                reason=str(record["reason"]),
                on=date.fromisoformat(str(record["on"])),
            ),
        )

    @property
    def record(self) -> Mapping[str, Json]:
        """Return the entry as recorded."""
        return {
            "kind": self.kind,
            "digest": self.digest,
            "pack_id": self.pack_id,
            "issuer": self.issuer,
            "sequence": self.sequence,
            "name": self.decision.name,
            "second": self.decision.second,
            "reason": self.decision.reason,
            "on": self.decision.on.isoformat(),
        }


def entries(policy_home: Path) -> tuple[Entry, ...]:
    """Return every line of the ledger, oldest first; raises `SettingsError`."""
    file = policy_home / PACKS / LEDGER
    try:
        return tuple(Entry.of(record) for record in load_records(file))
    except (KeyError, ValueError) as error:
        raise SettingsError(
            f"policy/{PACKS}/{LEDGER} 有一行读不出来", remedy="从备份恢复该文件"
        ) from error


def in_force(policy_home: Path | None) -> Entry | None:
    """Return the entry of the pack that is in force, if any."""
    standing: list[Entry] = []
    for entry in entries(policy_home) if policy_home is not None else ():
        if entry.kind == "apply":
            standing.append(entry)
        elif standing:
            standing.pop()
    return standing[-1] if standing else None


def contents_in_force(policy_home: Path | None) -> dict[str, bytes]:
    """Return the files of the pack in force, none without one.

    Raises `RuleError` where they are no longer what was applied.
    """
    entry = in_force(policy_home)
    if entry is None or policy_home is None:
        return {}
    if not _is_whole(policy_home, entry):
        raise RuleError(
            f"应用中的规则包 {entry.pack_id} 与应用时不符",
            remedy="重新运行 crosscheck rules pack apply，或先 rollback",
        )
    folder = policy_home / PACKS / entry.digest[:SHORT]
    manifest = Manifest.of((folder / MANIFEST).read_bytes())
    return {name: (folder / name).read_bytes() for name in manifest.contents}


def apply_pack(policy_home: Path, pack: Pack, decision: Decision) -> bool:
    """Put a pack into force; return whether anything changed.

    The pack in force again changes nothing. Raises `SettingsError` without two
    different names, `RuleError` for an earlier pack than the one in force, or one
    of another issuer.
    """
    refuse_alone(decision)
    now = in_force(policy_home)
    if now is not None and now.digest == pack.digest:
        if not _is_whole(policy_home, now):
            _store(policy_home, pack)
        return False
    _refuse_earlier(now, pack)
    _store(policy_home, pack)
    _append(policy_home, "apply", pack.digest, pack.manifest, decision)
    return True


def roll_back(policy_home: Path, decision: Decision) -> Entry:
    """Take the pack in force back and return its entry; the one before holds again.

    Raises `SettingsError` without two different names and a reason, `RuleError`
    where no pack is in force.
    """
    refuse_alone(decision)
    if not decision.reason.strip():
        raise SettingsError("退回规则包须写明理由", remedy="加上 --reason 理由")
    now = in_force(policy_home)
    if now is None:
        raise RuleError(
            "没有应用中的规则包，无可退回", remedy="用 crosscheck rules pack list 查看"
        )
    line = Entry(
        kind="rollback",
        digest=now.digest,
        pack_id=now.pack_id,
        issuer=now.issuer,
        sequence=now.sequence,
        decision=decision,
    )
    append_records(policy_home / PACKS / LEDGER, [line.record])
    return now


def refuse_alone(decision: Decision) -> None:
    """Raise `SettingsError` unless two different people are named."""
    refuse_one_person(decision.name.strip(), decision.second.strip())


def refuse_one_person(name: str, second: str) -> None:
    """Raise `SettingsError` unless both names are given and are two people's."""
    if not name or not second:
        raise SettingsError(
            "须写明经办人和复核人", remedy="加上 --name 经办人 --second 复核人"
        )
    if not are_two_people(name, second):
        raise SettingsError("经办人和复核人是同一个人", remedy="请另一人复核")


def _refuse_earlier(now: Entry | None, pack: Pack) -> None:
    if now is None:
        return
    if now.issuer != pack.manifest.issuer:
        raise RuleError(
            f"应用中的规则包由{now.issuer}签发，不能叠加{pack.manifest.issuer}的",
            remedy="先用 crosscheck rules pack rollback 退回，再应用新的",
        )
    if pack.manifest.sequence <= now.sequence:
        raise RuleError(
            f"规则包序号 {pack.manifest.sequence} 不晚于应用中的 {now.sequence}",
            remedy="请用最新一期；确须用旧的，先退回应用中的规则包",
        )


def _store(policy_home: Path, pack: Pack) -> None:
    packs = policy_home / PACKS
    packs.mkdir(parents=True, exist_ok=True)
    for left in packs.glob(f"{DRAFT}*"):
        shutil.rmtree(left, ignore_errors=True)
    draft = Path(tempfile.mkdtemp(prefix=DRAFT, dir=packs))
    try:
        for name, data in {
            **pack.contents,
            MANIFEST: pack.manifest.text,
            SIGNATURE: pack.signature,
        }.items():
            (draft / name).parent.mkdir(exist_ok=True)
            (draft / name).write_bytes(data)
        publish_folder(draft, packs / pack.digest[:SHORT])
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _append(
    policy_home: Path, kind: Kind, digest: str, manifest: Manifest, decision: Decision
) -> None:
    line = Entry(
        kind=kind,
        digest=digest,
        pack_id=manifest.pack_id,
        issuer=manifest.issuer,
        sequence=manifest.sequence,
        decision=decision,
    )
    append_records(policy_home / PACKS / LEDGER, [line.record])


def _is_whole(policy_home: Path, entry: Entry) -> bool:
    """Say whether the pack's files are still what the ledger names."""
    folder = policy_home / PACKS / entry.digest[:SHORT]
    try:
        text = (folder / MANIFEST).read_bytes()
        if hashlib.sha256(text).hexdigest() != entry.digest:
            return False
        return all(
            digest_file(folder / name) == digest
            for name, digest in Manifest.of(text).contents.items()
        )
    except OSError:
        return False
