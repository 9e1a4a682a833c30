"""Relatives that one row names: a couple, a parent, a declared relative, a head."""

from pathlib import Path

import polars as pl

from identity.kin_source import (
    DECLARED,
    DIVORCED,
    MARRIAGE,
    MARRIED,
    OWN_ROLE,
    SPOUSE,
    SPOUSE_ROLE,
    MarriageSource,
    PairSource,
)
from identity.tied import PAIR, couples, in_order


def declared_ties(source: PairSource, accepted: Path, link: Path) -> pl.DataFrame:
    """Return the ties of rows that name a relative, one a row."""
    kin = source.kin
    rows = pl.scan_parquet(accepted).select(
        "record_id",
        "valid_from",
        "valid_to",
        relation=_stated(kin.own_word, kin.own_column),
        other_relation=_stated(kin.word, kin.column),
    )
    paired = couples(link, source.dataset, (OWN_ROLE, source.role))
    return in_order(
        rows.join(paired, on="record_id").with_columns(
            kind=pl.lit(DECLARED),
            dataset=pl.lit(source.dataset),
            other_record_id=pl.lit(None, pl.String),
        )
    ).collect()


def _stated(word: str | None, column: str | None) -> pl.Expr:
    return pl.lit(word, pl.String) if column is None else pl.col(column)


def marriage_ties(source: MarriageSource, accepted: Path, link: Path) -> pl.DataFrame:
    """Return one tie a marriage, from its registration to its divorce.

    A certificate issued again tells that a couple is (or is no longer) married, and
    opens or ends a marriage only where no registration before it did; the first day
    of a marriage opened so is unknown.
    """
    rows = pl.scan_parquet(accepted).select(
        "record_id",
        day=source.day,
        ends=pl.col(source.event).str.contains(DIVORCED, literal=True),
        begun=pl.when(pl.col(source.event) == MARRIED).then(source.day),
        relation=pl.lit(SPOUSE),
        other_relation=pl.lit(SPOUSE),
    )
    paired = couples(link, source.dataset, (OWN_ROLE, SPOUSE_ROLE))
    told = rows.drop_nulls(["day", "ends"]).join(paired, on="record_id")
    events = in_order(told).collect().sort(*PAIR, "day", "ends", "record_id")
    before = pl.col("ends").shift(1).over(PAIR)
    turns = events.filter(before.is_null() | (before != pl.col("ends"))).with_columns(
        is_first=pl.col("ends").shift(1).over(PAIR).is_null(),
        ended_on=pl.col("day").shift(-1).over(PAIR),
        ending=pl.col("record_id").shift(-1).over(PAIR),
        ending_tier=pl.col("tier").shift(-1).over(PAIR),
    )
    ends = pl.col("ends")
    return turns.filter(~ends | pl.col("is_first")).with_columns(
        kind=pl.lit(MARRIAGE),
        dataset=pl.lit(source.dataset),
        other_record_id=pl.when(~ends).then("ending"),
        valid_from=pl.when(~ends).then("begun"),
        valid_to=pl.when(ends).then("day").otherwise("ended_on"),
        tier=pl.when(ends)
        .then("tier")
        .otherwise(pl.max_horizontal("tier", "ending_tier")),
    )
