"""What a file is written as: its name says it, and nothing may say otherwise."""

from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from store.errors import SettingsError

Form = TypeVar("Form", bound=StrEnum)


def form_of(forms: type[Form], asked: Form | None, out: Path) -> Form:
    """Return what a file of that name is written as; the forms' values are suffixes.

    Raises `SettingsError` where the name ends otherwise than what is asked for, or
    in nothing that can be written.
    """
    require_suffix(out, *(form.value for form in forms))
    named = forms(_suffix(out))
    if asked is not None and asked is not named:
        raise SettingsError(
            f"--format {asked.value} 与文件名 {out.name} 不一致",
            remedy=f"文件名改以 .{asked.value} 结尾，或去掉 --format",
        )
    return named


def require_suffix(out: Path, *suffixes: str) -> None:
    """Raise `SettingsError` unless the name ends in one of the suffixes (no dot)."""
    if _suffix(out) not in suffixes:
        endings = " 或 ".join(f".{suffix}" for suffix in suffixes)
        raise SettingsError(
            f"不能写成 {out.name} 这种文件", remedy=f"文件名请以 {endings} 结尾"
        )


def _suffix(out: Path) -> str:
    return out.suffix.lower().removeprefix(".")
