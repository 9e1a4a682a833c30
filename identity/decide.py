"""Decide for each mention whether it is tied to a person, and if not, why."""

import polars as pl

from identity.comparison import agreement, same_name
from identity.tier import tier_table

NAME_CONFLICT, NO_NAME, NO_ID = "name_conflict", "no_name", "no_id"


def decide(mentions: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Return the mentions with `person_id, tier, link_milli, reason, reference_name`.

    A tier where the number is valid and the names agree (`identity.tier`), else
    a reason: the kind of the number, `no_name`, or `name_conflict`, which is
    never merged.
    """
    known = people.select("id18", "person_id", "reference_key", "reference_name")
    beside = mentions.join(known, on="id18", how="left")
    compared = beside.join(
        _compared(beside), on=["name_key", "reference_key"], how="left"
    )
    tiered = compared.join(tier_table(), on=["id_kind", "comparison"], how="left")
    tied = pl.col("tier").is_not_null()
    return tiered.with_columns(
        pl.when(tied).then("person_id").alias("person_id"),
        pl.when(~tied).then(_reason()).alias("reason"),
    )


def _reason() -> pl.Expr:
    """Return why a mention stays untied."""
    return (
        pl.when(pl.col("id_kind") == "missing")
        .then(pl.lit(NO_ID))
        .when(pl.col("id18").is_null())
        .then(pl.col("id_kind"))
        .when(pl.col("name_key").is_null() | pl.col("reference_key").is_null())
        .then(pl.lit(NO_NAME))
        .otherwise(pl.lit(NAME_CONFLICT))
    )


def _compared(beside: pl.DataFrame) -> pl.DataFrame:
    """Return for each distinct pair of keys the comparison by which they agree."""
    pairs = beside.select("name_key", "reference_key").drop_nulls().unique()
    equal = pairs["name_key"] == pairs["reference_key"]
    others = pairs.filter(~equal)
    found = [agreement(name, reference) for name, reference in others.iter_rows()]
    names = [comparison.__name__ if comparison else None for comparison in found]
    return pl.concat(
        [
            pairs.filter(equal).with_columns(comparison=pl.lit(same_name.__name__)),
            others.with_columns(pl.Series("comparison", names, dtype=pl.String)),
        ]
    )
