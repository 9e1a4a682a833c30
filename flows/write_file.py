"""Write a file that somebody asked for by name, whole or not at all."""

from pathlib import Path

from store.errors import SettingsError


def write_text(file: Path, text: str) -> None:
    """Write text as UTF-8; into place only when whole.

    Raises `SettingsError` where its folder does not exist.
    """
    part = draft_of(file)
    part.write_text(text, encoding="utf-8")
    part.replace(file)


def draft_of(file: Path) -> Path:
    """Return the name that a file has until it is whole.

    Raises `SettingsError` where its folder does not exist.
    """
    if not file.parent.is_dir():
        raise SettingsError(f"没有文件夹 {file.parent.name}", remedy="先建好再运行")
    return file.with_name(f".{file.name}.part")
