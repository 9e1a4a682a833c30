"""The one door to full names and numbers: role, reason, and a line in the log."""

import json
import os
from datetime import UTC, datetime

from clues.hide import hidden_text
from store.errors import PermissionDenied, StorageError
from store.home import Home
from store.settings import Settings

LOG = "unmask.log"
ROLE = "analyst"


def unmask(
    settings: Settings, reason: str, home: Home, count: int, what: str = "clues list"
) -> None:
    """Log that `count` clues are shown in full, or refuse.

    Raises `PermissionDenied` without the analyst's role or without a reason,
    and `StorageError` where the log cannot be written: no log, no look.
    The line holds at, operator, reason, what, count, and no clue's data.
    """
    if settings.operator.role != ROLE:
        raise PermissionDenied(
            "查看完整姓名和证件号码需要分析员角色",
            remedy="由管理员在 crosscheck.toml 的 [operator] 中设置 role",
        )
    if not reason.strip():
        raise PermissionDenied("查看完整信息必须写明理由", remedy="加上 --reason 理由")
    entry = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "operator": settings.operator.name,
        "reason": hidden_text(" ".join(reason.split())),
        "what": what,
        "count": count,
    }
    _append(home, json.dumps(entry, ensure_ascii=False))


def _append(home: Home, line: str) -> None:
    try:
        home.logs.mkdir(parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        handle = os.open(home.logs / LOG, flags, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as stream:
            stream.write(f"{line}\n")
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise StorageError(
            f"无法写入 logs/{LOG}，因此不显示完整信息", remedy="检查磁盘空间和目录权限"
        ) from error
