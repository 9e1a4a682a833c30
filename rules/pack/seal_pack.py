"""Make a signed pack from a folder: the city's side of the disc."""

import hashlib
import os
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rules.pack.contents import read_contents
from rules.pack.ledger import PACKS, refuse_one_person
from rules.pack.manifest import MANIFEST, SIGNATURE, Manifest, signed_bytes
from rules.pack.read_pack import NAME, Pack
from store.errors import RuleError, SettingsError, StorageError
from store.record_lines import append_records, load_records
from store.signing import SigningKey

ISSUED = "issued.jsonl"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can state: no clock in it


@dataclass(frozen=True, kw_only=True)
class Issue:
    """Who issues a pack, who confirmed it, on which day, and what it is about."""

    issuer: str
    entered_by: str
    confirmed_by: str
    created_on: date
    note: str


def seal_pack(  # noqa: PLR0913 - what is sealed, by whom, and who looks at it before
    folder: Path,
    file: Path,
    issue: Issue,
    key: SigningKey,
    policy_home: Path,
    *,
    check: Callable[[Mapping[str, bytes]], object] = len,
) -> Pack:
    """Write what lies in the folder as a signed pack: policy, standing, mappings.

    `check` looks at what this package cannot read itself. The number is one more than
    the office's last. Raises `SettingsError` for a file that is there already and for
    names that are missing or one person's, `RuleError` for contents that whoever
    receives them would refuse.
    """
    refuse_one_person(issue.entered_by, issue.confirmed_by)
    if file.exists():
        raise SettingsError(f"{file} 已经存在", remedy="换一个文件名")
    contents = _contents(folder)
    read_contents(contents)
    check(contents)
    issued = load_records(policy_home / PACKS / ISSUED)
    sequence = len(issued) + 1
    manifest = Manifest(
        pack_id=f"{issue.created_on:%Y%m%d}-{sequence:03}",
        issuer=issue.issuer,
        created_on=issue.created_on,
        sequence=sequence,
        parent=str(issued[-1]["pack_id"]) if issued else "",
        entered_by=issue.entered_by,
        confirmed_by=issue.confirmed_by,
        note=issue.note,
        contents={n: hashlib.sha256(data).hexdigest() for n, data in contents.items()},
    )
    signature = key.sign(signed_bytes(manifest.text))
    pack = Pack(manifest=manifest, signature=signature, contents=contents)
    record = {**manifest.model_dump(mode="json"), "digest": pack.digest}
    append_records(policy_home / PACKS / ISSUED, [record])
    _write(file, pack)
    return pack


def _contents(folder: Path) -> dict[str, bytes]:
    if not folder.is_dir():
        raise SettingsError(f"没有文件夹 {folder}", remedy="检查路径")
    found = {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    odd = [name for name in found if NAME.fullmatch(name) is None]
    if odd:
        raise RuleError(
            f"文件夹里有规则包不能带的文件：{'、'.join(odd)}",
            remedy="只放 policy/表名.csv、status.toml 和 mappings/ 的映射",
        )
    if not found:
        raise RuleError(
            "文件夹里没有可签发的内容", remedy="放入 policy/表名.csv 或 status.toml"
        )
    return {name: path.read_bytes() for name, path in found.items()}


def _write(file: Path, pack: Pack) -> None:
    entries = {
        MANIFEST: pack.manifest.text,
        SIGNATURE: pack.signature,
        **pack.contents,
    }
    draft = file.with_name(f".{file.name}.part")
    try:
        with draft.open("wb") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
                for name, data in entries.items():
                    archive.writestr(zipfile.ZipInfo(name, EPOCH), data)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(file)
    except OSError as error:
        raise StorageError(
            f"写不出 {file.name}", remedy="检查磁盘空间和目录权限"
        ) from error
