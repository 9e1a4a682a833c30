"""Branches and their head offices: a tie beside the links, never a merge."""

import polars as pl

from identity.organisation_mention import name_parts
from identity.organisation_tie import ASKED, PARTS, tie_names
from store.normalise.organisation_core import Gazetteer
from store.normalise.organisation_name import organisation_keys


def parents(
    mentions: pl.DataFrame, coded: pl.DataFrame, gazetteer: Gazetteer
) -> pl.DataFrame:
    """Return `organisation_id, parent_id` of branches whose head office is known.

    `mentions` have `head` (the head office's name within the branch's) and
    `organisation_id`. A branch with two head offices gets none.
    """
    branches = mentions.filter(
        pl.col("head").is_not_null(), pl.col("organisation_id").is_not_null()
    ).select("organisation_id", pl.col("head").alias("organisation_name"))
    offices = _offices(branches["organisation_name"], mentions, coded, gazetteer)
    found = branches.unique().join(offices, on="organisation_name")
    other = found.filter(pl.col("parent_id") != pl.col("organisation_id"))
    grouped = other.group_by("organisation_id").agg(pl.col("parent_id").unique())
    return grouped.filter(pl.col("parent_id").list.len() == 1).with_columns(
        pl.col("parent_id").list.first()
    )


def _offices(
    heads: pl.Series, mentions: pl.DataFrame, coded: pl.DataFrame, gazetteer: Gazetteer
) -> pl.DataFrame:
    """Return `organisation_name, parent_id` of each head office's name."""
    parts = name_parts(heads, gazetteer)
    keyed = parts.with_columns(
        organisation_keys(parts["organisation_name"]).alias("name_key"),
        *(pl.lit(None, pl.String).alias(fact) for fact in ("leader", "spot")),
    )
    asked = keyed.select(*ASKED, *PARTS).sort(*ASKED, *PARTS).unique("name_key")
    tied = tie_names(
        asked, coded, asked.select(pl.lit("").alias("code"), *ASKED).clear()
    )
    by_code = tied.select("name_key", code="found_code").drop_nulls()
    codes = by_code.join(_single(mentions, "code"), on="code")
    names = _single(mentions, "name_key")
    found = keyed.join(codes, on="name_key", how="left").join(
        names, on="name_key", how="left", suffix="_by_name"
    )
    parent = pl.coalesce("parent_id", "parent_id_by_name").alias("parent_id")
    return found.select("organisation_name", parent).drop_nulls()


def _single(mentions: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return the organisation of each value that stands for one, as `parent_id`."""
    ids = mentions.filter(pl.col(column).is_not_null()).group_by(column)
    found = ids.agg(pl.col("organisation_id").drop_nulls().unique().alias("ids"))
    return found.filter(pl.col("ids").list.len() == 1).select(
        column, pl.col("ids").list.first().alias("parent_id")
    )
