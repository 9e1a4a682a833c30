"""The password of a source, from a file only its owner can read or the environment."""

import os

from store.errors import SettingsError
from store.home import Home
from store.source_settings import Source

OTHERS = 0o077


def password_of(name: str, source: Source, home: Home) -> str:
    """Return the password of a source, "" where none is configured.

    Raises `SettingsError` where the file or the variable is missing or empty, or
    others may read the file. The password itself is never part of a message.
    """
    if source.password_env:
        password = os.environ.get(source.password_env, "")
        place = f"环境变量 {source.password_env}"
    elif source.password_file:
        password = _first_line(name, source.password_file, home)
        place = source.password_file
    else:
        return ""
    if not password:
        raise SettingsError(f"来源 {name} 的口令为空：{place}", remedy="写入口令后重试")
    return password


def _first_line(name: str, given: str, home: Home) -> str:
    file = home.root / given
    if not file.is_file():
        raise SettingsError(
            f"来源 {name} 的口令文件 {given} 不存在",
            remedy=f"把口令写进 {given}（一行），并运行 chmod 600 {given}",
        )
    if file.stat().st_mode & OTHERS:
        raise SettingsError(
            f"来源 {name} 的口令文件 {given} 其他用户也能读",
            remedy=f"运行 chmod 600 {given}",
        )
    lines = file.read_text(encoding="utf-8").splitlines()
    return lines[0] if lines else ""
