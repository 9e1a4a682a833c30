"""What commands write: tables and JSON to stdout, words and progress to stderr."""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import cast

from rich.console import Console
from rich.table import Table

from store.digest import Json

OUT = Console(highlight=False)
ERRORS = Console(stderr=True, highlight=False, soft_wrap=True)


def write_json(value: Json) -> None:
    """Write one JSON value to stdout."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    sys.stdout.write(f"{text}\n")


def write_line(text: str) -> None:
    """Write one line to stdout, never folded."""
    OUT.print(text, soft_wrap=True, markup=False)


def write_table(
    title: str, headings: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    """Write a table to stdout; numbers and shares stand to the right."""
    table = Table(title=title, title_justify="left")
    for place, heading in enumerate(headings):
        figures = all(_is_figure(row[place]) for row in rows)
        table.add_column(heading, justify="right" if figures and rows else "left")
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
    OUT.print(table)


def write_hint(text: str) -> None:
    """Write one plain line to stderr."""
    ERRORS.print(text, markup=False)


def write_error(text: str) -> None:
    """Write one red line to stderr."""
    ERRORS.print(text, style="red", markup=False)


def _is_figure(value: object) -> bool:
    if isinstance(value, str):
        return value.endswith("%")
    return value is None or isinstance(value, int | float)


def _cell(value: object) -> str:
    if value is None:
        return "—"
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list | tuple):
        return "、".join(str(part) for part in cast("Sequence[object]", value))
    return str(value)
