"""A clue: hits of one subject and matter, merged, with its row in `clue.clue`."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, Self

import polars as pl

from clues.certainty import UNCONFIRMED, identity_of
from clues.labels import CLUE
from store.digest import Json, canonical_json

NESTED = ("parts", "questions", "related", "hits", "recheck")
TUPLES = ("rules", "questions", "recheck")
GONE = "gone"
TYPES: Mapping[str, type[pl.DataType] | pl.DataType] = {
    "rules": pl.List(pl.String),
    "amount_fen": pl.Int64,
    "period_from": pl.Date,
    "period_to": pl.Date,
    "score": pl.Int32,
    "gone_on": pl.Date,
}


@dataclass(frozen=True, kw_only=True)
class Clue:
    """One candidate clue; `fields` of its hits as interfaces §6, money in 分.

    `gone_on` is the date of the first night that no longer raised it, else None;
    `recheck` says what moved beneath it: reason, delivery, what, on. `queue` is
    `clue`, or `entitlement` for what somebody is due and did not get (应享未享).
    """

    clue_id: str
    fingerprint: str
    since_last: str
    gone_on: date | None = None
    subject_kind: str
    subject_id: str
    subject_name: str
    subject_number: str
    matter: str
    rules: tuple[str, ...]
    amount_fen: int
    period_from: date | None
    period_to: date | None
    score: int
    parts: Mapping[str, int]
    sentence: str
    questions: tuple[str, ...]
    related: Sequence[Mapping[str, Json]]
    hits: Sequence[Mapping[str, Json]]
    recheck: Sequence[Mapping[str, Json]] = ()
    queue: str = CLUE

    @property
    def order(self) -> tuple[bool, int, str]:
        """Return the total order of clues: highest score first, then the id.

        Those whose identity is to be confirmed come after all others.
        """
        return (self.identity == UNCONFIRMED, -self.score, self.clue_id)

    @property
    def identity(self) -> str:
        """Return `confirmed`, or `unconfirmed` where all hits rest on weak ties."""
        return identity_of(hit.get("tier") for hit in self.hits)

    @property
    def is_gone(self) -> bool:
        """Say whether tonight's data no longer raise it."""
        return self.since_last == GONE

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> Self:
        """Return the clue of one row; nested columns are JSON text.

        Archives older than the column `recheck` have no marks, and those older
        than `queue` hold nothing but candidate clues.
        """
        known = {name: row[name] for name in COLUMNS if name in row}
        known |= {name: json.loads(row[name]) for name in NESTED if name in row}
        known |= {name: tuple(known.get(name, ())) for name in TUPLES}
        return cls(**known)

    def to_row(self) -> dict[str, Any]:
        """Return the clue as one row; nested values become canonical JSON text."""
        row = {name: getattr(self, name) for name in COLUMNS}
        row |= {name: canonical_json(row[name]) for name in NESTED}
        return row | {"rules": list(self.rules)}


COLUMNS = tuple(field.name for field in fields(Clue))
SCHEMA = {name: TYPES.get(name, pl.String) for name in COLUMNS}


def save_clues(clues: Sequence[Clue], file: Path) -> None:
    """Write clues to a Parquet file in their total order."""
    rows = [clue.to_row() for clue in sorted(clues, key=lambda clue: clue.order)]
    pl.DataFrame(rows, schema=SCHEMA, orient="row").write_parquet(
        file, compression="zstd"
    )


def load_clues(file: Path) -> tuple[Clue, ...]:
    """Return the clues of a Parquet file in the order they were written."""
    return clues_of(pl.read_parquet(file, glob=False))


def of_queue(clues: Iterable[Clue], queue: str) -> tuple[Clue, ...]:
    """Return the clues of one queue, in the order given."""
    return tuple(clue for clue in clues if clue.queue == queue)


def clues_of(rows: pl.DataFrame) -> tuple[Clue, ...]:
    """Return the clues of a frame of `clue.clue`."""
    return tuple(Clue.from_row(row) for row in rows.iter_rows(named=True))
