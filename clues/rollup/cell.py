"""The cells of a roll-up: who handled how much, and how much of it is in question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

from clues.rollup.frames import schema_of
from store.rollup_tables import BASE

HIT = "hit"
PLACED_BY: Mapping[str, str] = MappingProxyType(
    {
        "handler": "Q01",
        "reviewer": "Q01",
        "approver": "Q01",
        "payer": "Q01",
        "unit": "Q02",
        "town": "Q02",
        "village": "Q02",
        "batch": "Q02",
    }
)
SEQUENCE = "Q03"
KEYS = ("dataset", "scope", "breakdown", "name", "unit")
COUNTS = ("acts", "subjects")


@dataclass(frozen=True, kw_only=True, order=True)
class Group:
    """What is compared with each other: one question of one rule, by one breakdown.

    For the order of steps `rule` is "" and `measure` the check.
    """

    question: str
    rule: str
    measure: str
    dataset: str
    breakdown: str


@dataclass(frozen=True, kw_only=True, order=True)
class Cell:
    """One handler, place or batch: what passed through it, and what is in question."""

    name: str
    unit: str
    counted: str
    acts: int
    subjects: int
    found_acts: int
    found_subjects: int


def with_found(
    handled: pl.DataFrame, found: pl.DataFrame, undecided: pl.DataFrame
) -> pl.DataFrame:
    """Return each rule's cells with both counts (`store.rollup_tables.BASE`).

    A rule that leaves nothing in question has no row in `found`, and none here: there
    is nothing to compare. `undecided` is taken out of what was handled; a cell of
    which nothing was decided has no row.
    """
    rules = found.select("rule", "dataset", "scope").unique()
    cells = rules.join(handled, on=["dataset", "scope"])
    for name, counted in (("found", found), ("lost", undecided)):
        cells = cells.join(_named(counted, name), on=["rule", *KEYS], how="left")
    filled = cells.with_columns(pl.col("^(found|lost)_.*$").fill_null(0))
    decided = filled.with_columns(
        pl.col(name) - pl.col(f"lost_{name}") for name in COUNTS
    ).filter(pl.col("acts") > 0)
    return decided.select(list(BASE)).cast(schema_of(BASE)).sort(pl.all())


def _named(counted: pl.DataFrame, prefix: str) -> pl.DataFrame:
    named = (pl.col(name).alias(f"{prefix}_{name}") for name in COUNTS)
    return counted.select("rule", *KEYS, *named)


def cells_by_group(base: pl.DataFrame) -> dict[Group, list[Cell]]:
    """Return the cells of the breakdowns that a roll-up is about, in total order."""
    rows = base.filter(pl.col("breakdown").is_in(list(PLACED_BY)))
    grouped: dict[Group, list[Cell]] = {}
    for row in rows.iter_rows(named=True):
        group = Group(
            question=PLACED_BY[row["breakdown"]],
            rule=row["rule"],
            measure=HIT,
            dataset=row["dataset"],
            breakdown=row["breakdown"],
        )
        names = ("name", "unit", "counted", "acts", "subjects")
        cell = Cell(
            **{name: row[name] for name in names},
            found_acts=row["found_acts"],
            found_subjects=row["found_subjects"],
        )
        grouped.setdefault(group, []).append(cell)
    return _ordered(grouped)


def sequences_by_group(sequence: pl.DataFrame) -> dict[Group, list[Cell]]:
    """Return the cells of the order of steps: each act is decided for itself."""
    grouped: dict[Group, list[Cell]] = {}
    for row in sequence.iter_rows(named=True):
        group = Group(
            question=SEQUENCE,
            rule="",
            measure=row["check_name"],
            dataset=row["dataset"],
            breakdown="approver",
        )
        cell = Cell(
            name=row["name"],
            unit=row["unit"],
            counted="act",
            acts=row["acts"],
            subjects=row["acts"],
            found_acts=row["found"],
            found_subjects=row["found"],
        )
        grouped.setdefault(group, []).append(cell)
    return _ordered(grouped)


def _ordered(grouped: Mapping[Group, Iterable[Cell]]) -> dict[Group, list[Cell]]:
    return {group: sorted(grouped[group]) for group in sorted(grouped)}
