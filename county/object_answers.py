"""Hits on what is no person: organisations, units, projects, contracts, accounts."""

from pathlib import Path

import polars as pl

from county.cases.label import KEY
from county.truth import ORGANISATIONS
from county.world import NOBODY
from store.warehouse import Warehouse, read_sql


def read_objects(warehouse: Warehouse, truth: Path) -> pl.DataFrame:
    """Return rule, hit_id, outcome, is_weak, person (−1) and object.

    One row for each key that the subject goes by: its own id and, of an organisation,
    credit code and name, and the code that its name means where a clerk wrote it.
    """
    keys = warehouse.frame(read_sql("county", "object_answers"))
    if (truth / ORGANISATIONS).is_file():
        meant = pl.read_parquet(truth / ORGANISATIONS).drop_nulls("credit_code")
        codes = meant.select(object="spelling", code="credit_code").unique()
        by_code = keys.join(codes, on="object").with_columns(object="code")
        keys = pl.concat([keys, by_code.select(keys.columns)]).unique()
    nobody = pl.lit(NOBODY, dtype=pl.Int32)
    return keys.with_columns(nobody.alias("person")).sort("hit_id", "object")


def settle_subjects(answers: pl.DataFrame, cases: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each hit: the subject that has a label, else the first.

    `answers` hold for each hit all that its subject may be called.
    """
    labelled = cases.select(KEY).unique().with_columns(labelled=pl.lit(value=True))
    known = answers.join(labelled, on=KEY, how="left")
    best = known.sort("hit_id", "labelled", "person", "object", nulls_last=True)
    settled = best.unique(["rule", "hit_id"], keep="first", maintain_order=True)
    return settled.select(answers.columns)
