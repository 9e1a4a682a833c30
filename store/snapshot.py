"""A snapshot: one dataset of one delivery as received, with its papers.

The folder `snapshots/<id>/` holds `rows.parquet` (text, columns under their
contract names) and `manifest.json`. Connectors write it, checks read it, and
nobody edits it.

`rows.parquet` has `part` (index into `parts`), `source_row` (physical 1-based
row of the file), `complaint` (why the row could not be read whole, else null)
and one text column for each contract column that was delivered.
"""

from datetime import date
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict

ROWS = "rows.parquet"
MANIFEST = "manifest.json"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Dropped(_Frozen):
    """Rows that were read, counted and left out, by kind."""

    title: int = 0
    header: int = 0
    repeated_header: int = 0
    total: int = 0
    signature: int = 0
    blank: int = 0
    deleted: int = 0  # records that a DBF marks as deleted

    @property
    def rows(self) -> int:
        """Return how many rows were left out in all."""
        numbers: dict[str, int] = self.model_dump()
        return sum(numbers.values())


class Part(_Frozen):
    """One sheet of one file: where its rows came from and what was left out."""

    file: str
    sheet: str
    sha256: str
    header_row: int
    headings: dict[str, str]
    units: dict[str, str] = {}
    unknown_headings: tuple[str, ...] = ()
    missing_columns: tuple[str, ...] = ()
    rows_read: int
    rows_kept: int
    dropped: Dropped


class Snapshot(_Frozen):
    """The papers of a snapshot; `id` is the digest of what it was made from.

    Approval number, basis, purpose and retention are as the hand-over sheet
    states them, "" where it does not.
    """

    id: str
    dataset: str
    contract_version: str
    supplier: str
    delivery: str
    delivered_on: date
    period: str = ""
    stated_rows: int | None = None
    approval: str = ""
    basis: str = ""
    purpose: str = ""
    retention: str = ""
    parts: tuple[Part, ...]

    @property
    def rows(self) -> int:
        """Return how many rows the snapshot holds."""
        return sum(part.rows_kept for part in self.parts)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Return the snapshot whose folder is given."""
        text = (folder / MANIFEST).read_text(encoding="utf-8")
        return cls.model_validate_json(text)

    def save(self, folder: Path) -> None:
        """Write the papers into a draft folder."""
        text = self.model_dump_json(indent=1)
        (folder / MANIFEST).write_text(text, encoding="utf-8")
