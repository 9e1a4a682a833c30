"""Profiles: all that a dataset says of a person in one role, each counted once.

A payment repeated every month is one profile. Those of tied records tell where
the known people live and what accounts they have; those of untied records are
what is weighed against them.
"""

from dataclasses import dataclass

import polars as pl

from identity.cut_numbers import what_is_left
from identity.facts import FACTS
from identity.generic import GENERIC_NUMBER
from identity.known import Known
from identity.mention import MENTION, PROFILE, Source
from identity.reference import RESIDENT_REGISTER

POINTLESS_KINDS = ("placeholder", "missing")  # such a number says nothing
CLAIM = pl.Schema(
    {
        "person": pl.UInt32(),
        "fact": pl.Enum(FACTS),
        "value": pl.String(),
        "source": pl.Int32(),
        "rows": pl.Int64(),
    }
)
TOLD = pl.Schema(
    {
        **dict.fromkeys(PROFILE, pl.String),
        "rows": pl.Int64,
        "source": pl.Int32,
        "person_id": pl.String,
        "reason": pl.String,
        "number": pl.String,
    }
)
MOST_TAUGHT = 15_000  # tied profiles of one source that teach the weights


@dataclass(frozen=True, kw_only=True)
class Profiles:
    """The profiles of all sources.

    `untied` (columns `TOLD`) are those of named records that no number ties;
    `taught` an even sample of the tied ones, register aside, with their person;
    `claims` (columns `CLAIM`) say how often a source states a fact of a person, by
    the person's row among the known people.
    """

    untied: pl.DataFrame
    taught: pl.DataFrame
    claims: pl.DataFrame


def read_profiles(known: Known) -> Profiles:
    """Return the profiles of every source, sorted."""
    untied, taught = [TOLD.to_frame()], [TOLD.to_frame()]
    claims = [CLAIM.to_frame()]
    rows_of = known.people.select("person_id").with_row_index("person")
    for at, source in enumerate(known.sources):
        told = _told(at, source, known.decided)
        tied = told.filter(pl.col("person_id").is_not_null())
        untied.append(told.filter(pl.col("person_id").is_null()))
        claims.append(_claims(source, tied, rows_of))
        if source.dataset != RESIDENT_REGISTER:
            taught.append(_sample(tied))
    return Profiles(
        untied=pl.concat(untied), taught=pl.concat(taught), claims=pl.concat(claims)
    )


def _told(at: int, source: Source, decided: pl.DataFrame) -> pl.DataFrame:
    """Return the distinct profiles of one source, each with its mention's person.

    `number` is what of the delivered number may be compared.
    """
    mentions = decided.filter(
        pl.col("source") == at,
        pl.col("name_key").is_not_null() & (pl.col("name_key") != ""),
    )
    own = mentions.select(*MENTION, "person_id", "reason", number=comparable_number())
    counted = source.profiles().group_by(PROFILE).agg(pl.len().alias("rows"))
    told = counted.collect().join(own, on=MENTION, nulls_equal=True)
    placed = told.with_columns(pl.lit(at, pl.Int32).alias("source"))
    return placed.select(TOLD.names()).cast(TOLD).sort(PROFILE)


def comparable_number() -> pl.Expr:
    """Return what of a mention's delivered number may be compared, or null."""
    pointless = pl.col("id_kind").is_in(POINTLESS_KINDS) | (
        pl.col("reason").eq_missing(GENERIC_NUMBER)
    )
    return pl.when(~pointless).then(pl.coalesce(what_is_left(), "id_number"))


def _claims(source: Source, tied: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Return what one source states of the people that it is tied to."""
    stated = [fact for fact in FACTS if fact in source.facts]
    long = tied.join(people, on="person_id").unpivot(
        stated,
        index=["person", "source", "rows"],
        variable_name="fact",
        value_name="value",
    )
    counted = long.drop_nulls("value").group_by("person", "fact", "value", "source")
    claims = counted.agg(pl.col("rows").sum())
    return claims.select(CLAIM.names()).cast(CLAIM)


def _sample(tied: pl.DataFrame) -> pl.DataFrame:
    """Return at most `MOST_TAUGHT` sorted profiles, evenly picked."""
    return tied.gather_every(max(-(-tied.height // MOST_TAUGHT), 1))
