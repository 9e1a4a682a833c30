"""One night's roll-up, from the tables of the rules stage to four tables of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import polars as pl

from clues.labels import scheme_of
from clues.rollup.cell import PLACED_BY, cells_by_group, sequences_by_group, with_found
from clues.rollup.compare import ABOVE, compare, rollup_rows, scope_rows, undated_rows
from clues.rollup.disparity import apart, disparity_rows
from clues.rollup.frames import frame_of, stacked
from clues.rollup.shared_problems import shared_problem_rows
from clues.words import refuse_accusing
from store.digest import Json
from store.rollup_tables import (
    DISPARITY,
    FOUND,
    HANDLED,
    ROLLUP,
    ROLLUP_SCOPE,
    SEQUENCE,
    SHARED_PROBLEM,
)
from store.settings import Rollup
from store.tables import Columns

BASE_FILE = "base.parquet"
ROLLUP_FILE, SCOPE_FILE = "rollup.parquet", "scope.parquet"
SHARED_FILE, DISPARITY_FILE = "shared.parquet", "disparity.parquet"


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What the rules stage counted: files of `HANDLED`, `SEQUENCE` and `FOUND`.

    `found` is what stays in question, `undecided` what data could not decide.
    `hits` are the rules' hits, `acts` the contract path of each rule's acts.
    """

    handled: Sequence[Path]
    sequences: Sequence[Path]
    found: Sequence[Path]
    undecided: Sequence[Path]
    hits: Sequence[Path]
    acts: Mapping[str, str]


def roll_up(counted: Counted, out: Path, limits: Rollup) -> dict[str, Json]:
    """Write roll-up, its scope, shared problems, disparity and base; return counts.

    The base holds no group of people. Raises `ClueError` where a sentence accuses.
    """
    handled = stacked(counted.handled, HANDLED)
    found, undecided = (
        stacked(files, FOUND) for files in (counted.found, counted.undecided)
    )
    base = with_found(handled, found, undecided)
    groups = cells_by_group(base) | sequences_by_group(
        stacked(counted.sequences, SEQUENCE)
    )
    scopes = compare(groups, limits)
    rows = rollup_rows(scopes, limits)
    shared = shared_problem_rows(counted.hits, counted.acts, limits)
    uneven = disparity_rows(base, limits)
    _write(rows, ROLLUP, out / ROLLUP_FILE)
    undated = undated_rows(groups, counted.acts.values())
    _write([*scope_rows(scopes, rows), *undated], ROLLUP_SCOPE, out / SCOPE_FILE)
    _write(shared, SHARED_PROBLEM, out / SHARED_FILE)
    _write(uneven, DISPARITY, out / DISPARITY_FILE)
    worked = base.filter(pl.col("breakdown").is_in([*PLACED_BY, "all"]))
    worked.write_parquet(out / BASE_FILE, compression="zstd")
    return {
        "compared": len(rows),
        "above": sum(row["standing"] == ABOVE for row in rows),
        "shared": len(shared),
        "apart": len(apart(uneven)),
    }


def _write(rows: Sequence[Mapping[str, object]], columns: Columns, file: Path) -> None:
    for row in rows:
        refuse_accusing(str(row.get("sentence", "")), _schemes(row), where="倒查")
    frame_of(rows, columns).write_parquet(file, compression="zstd")


def _schemes(row: Mapping[str, object]) -> list[str]:
    """Return the schemes that a sentence names: they are called what they are."""
    matters = cast("Sequence[str]", row.get("matters", ()))
    return [scheme_of(matter) for matter in matters]
