"""Whom records are tied to, as far as a tie of kin may rest on it."""

from pathlib import Path

import polars as pl

TIERS = ("T1", "T2", "T3", "T4", "T5")  # T6, a name alone, never counts
PERSON, OTHER = "person_id", "other_person_id"
PAIR = (PERSON, OTHER)
SIDES = (PAIR, ("relation", "other_relation"))


def tied_records(link: Path, dataset: str, role: str) -> pl.LazyFrame:
    """Return `record_id, person_id, tier` of one role's records that are tied."""
    here = (pl.col("dataset") == dataset) & (pl.col("role") == role)
    tied = pl.col("person_id").is_not_null() & pl.col("tier").is_in(TIERS)
    return pl.scan_parquet(link).filter(here, tied).select("record_id", PERSON, "tier")


def couples(link: Path, dataset: str, roles: tuple[str, str]) -> pl.LazyFrame:
    """Return `record_id`, both people and the weaker tier where both are tied."""
    own, other = (tied_records(link, dataset, role) for role in roles)
    renamed = other.rename({PERSON: OTHER, "tier": "other_tier"})
    return own.join(renamed, on="record_id").select(
        "record_id", *PAIR, tier=pl.max_horizontal("tier", "other_tier")
    )


def in_order(ties: pl.LazyFrame) -> pl.LazyFrame:
    """Return the ties of two different people, the smaller id first."""
    turned = pl.col(PERSON) > pl.col(OTHER)
    swaps = [pair for one, two in SIDES for pair in ((one, two), (two, one))]
    return ties.filter(pl.col(PERSON) != pl.col(OTHER)).with_columns(
        pl.when(turned).then(two).otherwise(one).alias(one) for one, two in swaps
    )
