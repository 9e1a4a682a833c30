"""Clues as files: JSON lines for machines, a workbook for people."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal, TypeAlias

from clues.clue import Clue
from clues.render import clue_json
from clues.workbook import write_workbook
from store.digest import canonical_json
from store.errors import StorageError

Format: TypeAlias = Literal["jsonl", "xlsx"]


def export_clues(
    clues: Sequence[Clue], file: Path, form: Format, *, unmasked: bool = False
) -> None:
    """Write clues in the given order; equal clues give equal bytes.

    Raises `StorageError` where the file cannot be written.
    """
    try:
        WRITERS[form](clues, file, unmasked)
    except OSError as error:
        raise StorageError(
            f"无法写入 {file.name}", remedy="检查目录和磁盘空间"
        ) from error


def jsonl_text(clues: Sequence[Clue], *, unmasked: bool = False) -> str:
    """Return one line of canonical JSON for each clue."""
    lines = (canonical_json(clue_json(clue, unmasked=unmasked)) for clue in clues)
    return "".join(f"{line}\n" for line in lines)


def _write_jsonl(clues: Sequence[Clue], file: Path, unmasked: bool) -> None:  # noqa: FBT001 - one signature for all writers
    text = jsonl_text(clues, unmasked=unmasked)
    file.write_text(text, encoding="utf-8", newline="\n")


def _write_xlsx(clues: Sequence[Clue], file: Path, unmasked: bool) -> None:  # noqa: FBT001 - one signature for all writers
    write_workbook(clues, file, unmasked=unmasked)


WRITERS: Mapping[str, Callable[[Sequence[Clue], Path, bool], None]] = {
    "jsonl": _write_jsonl,
    "xlsx": _write_xlsx,
}
