"""What the night answered, in terms of the true persons of the county.

A hit points at rows of the delivered files; the truth knows for each row and role
which person it is about (`truth/rows.parquet`: dataset, delivery, file, sheet, row,
role, person, id_error, name_error). A hit belongs to the persons behind those rows
that the night itself tied to the hit's subject; where the subject is a household, to
whichever person of its rows is labelled. `county.object_answers` has the rest.
"""

from pathlib import Path
from typing import Any, cast

import polars as pl

from county.object_answers import read_objects, settle_subjects
from store.warehouse import Warehouse, read_sql

ROWS = "rows.parquet"
PERSON = "person"
TRACE = ["delivery", "file", "sheet", "row"]


def read_rows(truth: Path, trace: pl.DataFrame) -> pl.DataFrame:
    """Return the truth of the rows named in `trace` (dataset and `TRACE`)."""
    wanted = trace.select("dataset", *TRACE).unique().lazy()
    rows = scan_rows(truth).join(wanted, on=["dataset", *TRACE], how="semi")
    return rows.collect()


def scan_rows(truth: Path) -> pl.LazyFrame:
    """Return the truth of every delivered row, datasets under their short names."""
    return pl.scan_parquet(truth / ROWS).with_columns(
        pl.col("dataset").str.split("/").list.last(),
        pl.col("sheet").fill_null(""),
        pl.col("row").cast(pl.Int32),
        pl.col(PERSON).cast(pl.Int32),
    )


def read_hits(warehouse: Warehouse, truth: Path, cases: pl.DataFrame) -> pl.DataFrame:
    """Return rule, hit_id, outcome, is_weak, true person and object of every answer.

    `outcome` is hit, cannot_decide or suppressed; `is_weak` where the hit rests on a
    tie of T4 or T5; `person` is −1 where no row of the hit is known to the truth, or
    where the subject is no person and `object` is its natural key, else "".
    """
    people = _read_people(warehouse, truth).with_columns(object=pl.lit(""))
    is_home = pl.col("is_household")
    homes = people.filter(is_home).drop("is_household")
    objects = read_objects(warehouse, truth).select(homes.columns)
    settled = settle_subjects(pl.concat([homes, objects]), cases)
    others = people.filter(~is_home).drop("is_household")
    return pl.concat([others, settled]).sort("rule", "hit_id", PERSON, "object")


def _read_people(warehouse: Warehouse, truth: Path) -> pl.DataFrame:
    hits = warehouse.frame(read_sql("county", "answers")).unnest("evidence")
    pointers = name_deliveries(warehouse, hits)
    own = pointers.filter(pl.col("is_subject"))
    rest = pointers.join(own, on="hit_id", how="anti").with_columns(role=pl.lit(PERSON))
    every = pl.concat([own, rest.select(own.columns)])
    known = read_rows(truth, every).filter(pl.col(PERSON) >= 0)
    found = every.join(known, on=["dataset", *TRACE, "role"]).select("hit_id", PERSON)
    each = ("rule", "hit_id", "outcome", "is_weak", "is_household")
    answers = hits.select(each).unique()
    answers = answers.join(found.unique(), on="hit_id", how="left")
    return answers.with_columns(pl.col(PERSON).fill_null(-1))


def read_statuses(warehouse: Warehouse) -> dict[str, str]:
    """Return `in_use` or `shadow` by rule; nothing where the night does not say."""
    return _said_of_rules(warehouse, "status")


def read_lacks(warehouse: Warehouse) -> dict[str, list[str]]:
    """Return by rule why it did not run, or which data its acts lacked, in words."""
    return _said_of_rules(warehouse, "lacks")


def _said_of_rules(warehouse: Warehouse, column: str) -> dict[str, Any]:
    if not warehouse.frame(read_sql("county", "has_statuses")).item():
        return {}
    rows = warehouse.frame(read_sql("county", "rule_statuses"))
    known = column in rows.columns  # an older night does not say what was lacking
    return dict(rows.select("rule", column).iter_rows()) if known else {}


def name_deliveries(warehouse: Warehouse, trace: pl.DataFrame) -> pl.DataFrame:
    """Return the trace with deliveries named as the truth names them.

    The warehouse calls a delivery by the head of the file's digest, the truth by
    its place in the inbox; datasets get their short names.
    """
    digits = cast("int", trace["delivery"].str.len_chars().max() or 0)
    names = warehouse.frame(read_sql("county", "taken_files"), {"digits": digits})
    return (
        trace.rename({"delivery": "digest"})
        .join(names, on=["file", "digest"], how="left")
        .with_columns(
            pl.col("dataset").str.split("/").list.last(),
            pl.col("sheet").fill_null(""),
        )
        .drop("digest")
    )
