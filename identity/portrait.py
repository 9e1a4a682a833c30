"""Portraits: the known people with all that is known of them, to be matched with.

What the resident register says of a person counts, else what most datasets say,
then most rows, then the first in order.
"""

import polars as pl

from identity.facts import FACTS
from identity.reference import RESIDENT_REGISTER


def portraits(people: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each person, sorted by number, under the model's names.

    Columns: `record_id` (the person's id), `id_number`, `person_name`, the facts,
    and for each fact `<fact>_teller`: the only dataset that states it, if one does
    and it is not the register.
    """
    known = people.sort("id18").select(
        record_id="person_id", id_number="id18", person_name="reference_name"
    )
    chosen = _chosen(claims)
    for fact in FACTS:
        own = chosen.filter(pl.col("fact") == fact).select(
            "person_id", pl.col("value").alias(fact), teller(fact)
        )
        known = known.join(
            own,
            left_on="record_id",
            right_on="person_id",
            how="left",
            maintain_order="left",
        )
    return known


def teller(fact: str) -> pl.Expr:
    """Return the expression `<fact>_teller` over the chosen claims."""
    return pl.col("teller").alias(f"{fact}_teller")


def registered(people: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """Return the people whom the resident register knows; all if it knows nobody."""
    own = claims.filter(pl.col("dataset") == RESIDENT_REGISTER)
    found = people.join(own, on="person_id", how="semi")
    return found if found.height else people


def _chosen(claims: pl.DataFrame) -> pl.DataFrame:
    """Return the best claim for each person and fact."""
    votes = claims.group_by("person_id", "fact", "value").agg(
        (pl.col("dataset") == RESIDENT_REGISTER).any().alias("is_registered"),
        pl.col("dataset").n_unique().alias("datasets"),
        pl.col("dataset").min().alias("teller"),
        pl.col("rows").sum(),
    )
    alone = (pl.col("datasets") == 1) & ~pl.col("is_registered")
    ranked = votes.with_columns(pl.when(alone).then("teller").alias("teller")).sort(
        ["person_id", "fact", "is_registered", "datasets", "rows", "value"],
        descending=[False, False, True, True, True, False],
    )
    return ranked.unique(["person_id", "fact"], keep="first", maintain_order=True)
