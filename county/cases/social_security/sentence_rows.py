"""Rows of the register of sentences that the cases of several rules add."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from county.cases.edit import Row, add, facts, had
from county.redeliver import as_it_was
from county.world import World

CUSTODY = "registry/custody"
PRISON, HOUSE = "监狱执行", "看守所代为执行"
INSIDE = (PRISON, HOUSE)
OUTSIDE = ("缓刑", "管制", "假释", "暂予监外执行", "取保候审")


@dataclass(frozen=True, kw_only=True)
class Term:
    """One spell: how it is served, from when, until when (null: not known)."""

    started_on: date
    ended_on: date | None
    exec_mode: str = PRISON
    kind: str = "服刑"
    released_on: date | None = None


def sentence(
    world: World,
    people: Iterable[int],
    term: Term,
    *,
    number: str | None = None,
    gone_on: date | None = None,
) -> None:
    """Enter the same spell for each person; `number`: for a stranger instead.

    Who came out on `gone_on` without a word stands in the list of May only.
    """
    rows: list[Row] = []
    for person in people:
        known = facts(world, person)
        rows.append(
            {
                "person": -1 if number else person,
                "person_name": known["person_name"],
                "id_number": number or known["id_number"],
                "kind": term.kind,
                "exec_mode": term.exec_mode,
                "started_on": term.started_on,
                "ended_on": term.ended_on,
                "released_on": term.released_on,
                "document_number": f"（2025）鄂0281刑初{person % 900 + 11}号",
            }
        )
    if gone_on:
        had(world, CUSTODY, rows, gone_on)
    else:
        add(world, CUSTODY, rows)


def terms(world: World) -> pl.DataFrame:
    """Return person, exec_mode, kind, started_on and left_on (far off if unknown).

    `is_gone` where only the list of May has the spell. Whoever is let out on parole or
    to be watched at large has left the prison then.
    """
    rows = as_it_was(world, CUSTODY).filter(pl.col("person") >= 0)
    left = pl.coalesce("released_on", "ended_on", pl.lit(date(2099, 12, 31)))
    told = ("person", "exec_mode", "kind", "started_on", "is_gone")
    known = rows.select(*told, left_on=left)
    known = known.with_row_index("spell")
    out = known.filter(pl.col("exec_mode").is_in(OUTSIDE))
    inside = known.filter(pl.col("exec_mode").is_in(INSIDE))
    both = inside.join(out.select("person", out_on="started_on"), on="person")
    within = pl.col("out_on").is_between("started_on", "left_on")
    freed = both.filter(within).group_by("spell").agg(pl.col("out_on").min())
    spells = known.join(freed, on="spell", how="left", maintain_order="left")
    return spells.select(
        *told,
        left_on=pl.min_horizontal("left_on", "out_on"),
    )
