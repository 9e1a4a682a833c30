"""Records that only grow: one JSON line each, on disk before anybody is told so.

A line that a killed process left torn was never confirmed to anybody; the next
append cuts it off and readers leave it out.
"""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from store.digest import Json, canonical_json
from store.errors import SettingsError, StorageError

NEWLINE = b"\n"


def append_records(file: Path, records: Sequence[Mapping[str, Json]]) -> None:
    """Append records and flush them to disk; raises `StorageError`."""
    if not records:
        return
    text = "".join(f"{canonical_json(record)}\n" for record in records)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("ab") as stream:
            whole = len(_whole(file))
            stream.truncate(whole)
            stream.write(text.encode())
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise StorageError(
            f"无法写入 {file.name}", remedy="检查磁盘空间和目录权限"
        ) from error


def load_records(file: Path) -> list[dict[str, Json]]:
    """Return the records of a file, none where there is no file.

    Raises `SettingsError` for a line that was changed by hand and cannot be read.
    """
    if not file.is_file():
        return []
    lines = enumerate(_whole(file).splitlines(), 1)
    return [_loaded(file, number, line) for number, line in lines]


def _loaded(file: Path, number: int, line: bytes) -> dict[str, Json]:
    try:
        record = json.loads(line)
    except ValueError:
        record = None
    if not isinstance(record, dict):
        raise SettingsError(
            f"{file.name} 第 {number} 行已损坏", remedy="从备份恢复该文件后重新运行"
        )
    return cast("dict[str, Json]", record)


def _whole(file: Path) -> bytes:
    content = file.read_bytes()
    return content[: content.rfind(NEWLINE) + 1]
