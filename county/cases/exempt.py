"""Entries of the office's register of exemptions, and what they truly cover."""

from collections.abc import Collection
from datetime import date

import polars as pl

from county.cases.edit import Row, Value, facts, mark, own
from county.cases.finance.handled_rows import enter
from county.columns import FORCED
from county.world import World

EXEMPTIONS = "registry/exemption_register"
FROM, EVER = date(2024, 4, 1), date(2099, 1, 1)
EXEMPTED = "exempted"


def exempt(
    world: World,
    rule: str,
    people: Collection[int],
    *,
    is_approved: bool = True,
    **changes: Value,
) -> None:
    """Enter a document by which a rule does not hold for these people."""
    rows: list[Row] = []
    for person in people:
        row = facts(world, person)
        rows.append(
            {
                "entry_number": f"HM2026-9{person:06d}-{rule}",
                "subject_kind": "人员",
                "person_name": row["person_name"],
                "id_number": row["id_number"],
                "rule_code": rule,
                "document_number": f"云纪函〔2024〕{person % 90 + 10}号",
                "document_title": "关于有关人员特殊情况的复函",
                "issued_by": "云溪县人民政府办公室",
                "issued_on": FROM,
                "reason": "经集体研究，属政策允许的特殊情况",
                "exempt_from": FROM,
                "exempt_to": None,
                "person": person,
                FORCED: "clean",  # the office writes down the numbers of its own list
                **changes,
            }
        )
    if rows:
        enter(world, EXEMPTIONS, rows, {})
    if not is_approved:
        nobodys = own(people) & (pl.col("rule_code") == rule)
        mark(world, EXEMPTIONS, nobodys, approved_by=None)


def exemptions(world: World, rule: str) -> pl.DataFrame:
    """Return person, from and to (far off if open) of the entries that count.

    An entry that nobody approved covers nothing.
    """
    entries = world.tables[EXEMPTIONS].filter(
        pl.col("rule_code") == rule,
        pl.col("approved_by").is_not_null(),
        pl.col("person") >= 0,
    )
    until = pl.col("exempt_to").fill_null(EVER)
    return entries.select("person", exempt_from="exempt_from", exempt_to=until)


def covered(
    world: World, rule: str, acts: pl.DataFrame, first: str, last: str
) -> pl.Series:
    """Say of each act (`person`, its first and last day) whether an entry covers it."""
    one = acts.select("person", first=first, last=last).with_row_index("act")
    both = one.join(exemptions(world, rule), on="person")
    inside = both.filter(
        pl.col("exempt_from") <= pl.col("first"), pl.col("last") <= pl.col("exempt_to")
    )
    return one.select(pl.col("act").is_in(inside["act"].unique().implode())).to_series()
