"""How well the night knew who is who: links against the true persons.

A true person is known by the `person_id` that its row in the register of residents
got. A row is linked rightly when it got that very id. Precision is over the rows
that were tied, recall over the rows whose true person is in the register; the
register's own rows do not count.
"""

import json
from dataclasses import dataclass, fields
from pathlib import Path

import polars as pl

from county.answers import PERSON, TRACE, name_deliveries, scan_rows
from store import statement
from store.warehouse import Warehouse, read_sql

RESIDENT = "resident"
COLUMNS = ["record_id", "source_file", "source_sheet", "source_row", "delivery"]


@dataclass(frozen=True, kw_only=True)
class Links:
    """Counts of delivered rows and roles.

    `weighed` are those tied by weight, `wrong` those of them tied to another person.
    """

    tied: int = 0
    right: int = 0
    known: int = 0
    weighed: int = 0
    wrong: int = 0

    def plus(self, other: "Links") -> "Links":
        """Return the sum of two counts."""
        return Links(
            **{
                one.name: getattr(self, one.name) + getattr(other, one.name)
                for one in fields(self)
            }
        )


def count_links(warehouse: Warehouse, truth: Path) -> Links:
    """Return the counts over every dataset that the night resolved."""
    names = warehouse.frame(read_sql("county", "resolved_datasets"))[
        "dataset"
    ].to_list()
    if RESIDENT not in names:
        return Links()
    register = _register(_linked_rows(warehouse, truth, RESIDENT))
    total = Links()
    for name in names:
        if name != RESIDENT:
            total = total.plus(_count(_linked_rows(warehouse, truth, name), register))
    return total


def expected_wrong(warehouse: Warehouse) -> float | None:
    """Return how many rows the night expected to tie wrongly by weight, if it said."""
    for (summary,) in warehouse.frame(read_sql("county", "identity_stage")).iter_rows():
        weighed = json.loads(summary).get("weighed", {})
        if "expected_false_milli" in weighed:
            return round(int(weighed["expected_false_milli"]) / 1000, 1)
    return None


def _linked_rows(warehouse: Warehouse, truth: Path, dataset: str) -> pl.DataFrame:
    """Return true person and person_id of each row and role of one dataset."""
    query = statement.stacked(COLUMNS, {dataset: f"resolved.{dataset}"})
    short = {f"source_{name}": name for name in ("file", "sheet", "row")}
    trace = warehouse.frame(query).rename(short)
    trace = name_deliveries(warehouse, trace)
    rows = scan_rows(truth).filter(pl.col("dataset") == dataset).collect()
    known = trace.join(rows, on=["dataset", *TRACE])
    links = warehouse.frame(read_sql("county", "linked_records"), {"dataset": dataset})
    linked = known.join(links, on=["record_id", "role"], how="left")
    return linked.select("role", PERSON, "person_id", "is_weighed")


def _register(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the `own_id` of each true person in the register; strangers are none."""
    known = pl.col("person_id").is_not_null() & (pl.col(PERSON) >= 0)
    own = rows.filter((pl.col("role") == PERSON) & known)
    return own.group_by(PERSON).agg(own_id=pl.col("person_id").min())


def _count(rows: pl.DataFrame, register: pl.DataFrame) -> Links:
    rows = rows.join(register, on=PERSON, how="left")
    ours = pl.col("person_id").is_in(register["own_id"].implode())
    known = pl.col("own_id").is_not_null()
    right = (pl.col("person_id") == pl.col("own_id")).fill_null(value=False)
    tied = pl.col("person_id").is_not_null() & (known | ours)
    weighed = tied & pl.col("is_weighed")
    counts = rows.select(
        tied=tied.sum(),
        right=right.sum(),
        known=known.sum(),
        weighed=weighed.sum(),
        wrong=(weighed & ~right).sum(),
    )
    return Links(**counts.row(0, named=True))
