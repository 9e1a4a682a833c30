"""Portraits: the known people with all that is known of them, to be matched with.

What the resident register says of a person counts, else what most datasets say,
then most rows, then the first in order.
"""

import polars as pl

from identity.facts import FACTS
from identity.known import Known
from identity.reference import RESIDENT_REGISTER

VOTES = ["is_registered", "datasets", "rows"]


def portraits(known: Known, claims: pl.DataFrame) -> pl.DataFrame:
    """Return one row for each person, sorted by number, under the model's names.

    Columns: `record_id` (the person's id), `id_number`, `person_name`, the facts,
    and for each fact `<fact>_teller`: the only dataset that states it, if one does
    and it is not the register. `claims` are those of `identity.profile`.
    """
    people = known.people.with_row_index("person").sort("id18")
    datasets = [source.dataset for source in known.sources]
    for fact in FACTS:
        chosen = _chosen(claims.filter(pl.col("fact") == fact), datasets)
        named = chosen.select(
            "person",
            pl.col("value").alias(fact),
            pl.col("teller").alias(f"{fact}_teller"),
        )
        people = people.join(named, on="person", how="left", maintain_order="left")
    return people.select(
        *FACTS,
        *(f"{fact}_teller" for fact in FACTS),
        record_id="person_id",
        id_number="id18",
        person_name="reference_name",
    )


def _chosen(claims: pl.DataFrame, datasets: list[str]) -> pl.DataFrame:
    """Return the value that counts for each person, and who alone tells it."""
    told = claims.with_columns(
        pl.col("source")
        .replace_strict(dict(enumerate(datasets)), return_dtype=pl.String)
        .alias("dataset")
    )
    votes = told.group_by("person", "value").agg(
        (pl.col("dataset") == RESIDENT_REGISTER).any().alias("is_registered"),
        pl.col("dataset").n_unique().alias("datasets"),
        pl.col("dataset").min().alias("teller"),
        pl.col("rows").sum(),
    )
    alone = (pl.col("datasets") == 1) & ~pl.col("is_registered")
    ranked = votes.with_columns(pl.when(alone).then("teller").alias("teller")).sort(
        ["person", *VOTES, "value"], descending=[False, *[True] * len(VOTES), False]
    )
    return ranked.unique("person", keep="first", maintain_order=True)
