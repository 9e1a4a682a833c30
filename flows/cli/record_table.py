"""The rows behind a hit on the terminal, side by side."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from clues.records import Record, evidence_records
from flows.cli.screen import OUT

SHOWN_RECORDS = 4


def write_records(warehouse: Path, hit: Mapping[str, Any], *, unmasked: bool) -> None:
    """Print up to four rows of a hit's evidence in columns, like beside like."""
    chosen = _chosen([*hit["evidence_for"], *hit["evidence_against"]])
    records = evidence_records(warehouse, chosen, unmasked=unmasked)
    if not records:
        return
    table = Table(box=box.SIMPLE_HEAD, show_lines=False)
    table.add_column("", overflow="fold")
    for record in records:
        table.add_column(Text(f"{record.title}\n{record.place}"), overflow="fold")
    for name, heading in _headings(records).items():
        cells = [record.cells.get(name, ("", ""))[1] for record in records]
        table.add_row(Text(heading), *(Text(cell) for cell in cells))
    OUT.print(table)


def _chosen(pointers: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the first row of each dataset, then more rows while there is room."""
    first = list({p["dataset"]: p for p in reversed(pointers)}.values())
    first.reverse()
    others = [pointer for pointer in pointers if pointer not in first]
    return [*first, *others][:SHOWN_RECORDS]


def _headings(records: Sequence[Record]) -> dict[str, str]:
    """Return the heading of each column that any record fills: shared ones first."""
    found: dict[str, str] = {}
    counts: dict[str, int] = {}
    for record in records:
        for name, (heading, _) in record.cells.items():
            found.setdefault(name, heading)
            counts[name] = counts.get(name, 0) + 1
    return dict(sorted(found.items(), key=lambda item: -counts[item[0]]))
