"""The person behind each valid number: the name that counts, birth, sex.

The resident register's name counts. Where it has none, the name that most
datasets give, then most rows, then the first in order; a name with an unshown
character counts only where there is no other.
"""

import polars as pl

from identity.pseudonym import pseudonyms
from store.normalise.id_number import birth_dates, sexes
from store.normalise.person_name import UNKNOWN

RESIDENT_REGISTER = "registry/resident"


def reference_people(mentions: pl.DataFrame, key: bytes) -> pl.DataFrame:
    """Return one row for each valid number that somebody's name stands beside.

    Columns: `id18`, `reference_key`, `reference_name` (as most often spelled),
    `person_id`, `birth_on`, `sex`. `key` is the home's secret.
    """
    named = mentions.filter(pl.col("id18").is_not_null(), pl.col("name_key") != "")
    chosen = _first(_votes(named, ["name_key"]), "id18")
    spelled = named.join(chosen, on=["id18", "name_key"], how="semi")
    names = _first(_votes(spelled, ["name_key", "person_name"]), "id18")
    people = names.select(
        "id18", reference_key="name_key", reference_name=_tidy("person_name")
    )
    id18 = people["id18"]
    return people.with_columns(
        pseudonyms("P", "person|" + id18, key).alias("person_id"),
        birth_dates(id18).alias("birth_on"),
        sexes(id18).alias("sex"),
    )


def _votes(mentions: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """Return each candidate with its claims, the best first within each number."""
    claims = mentions.group_by("id18", *by).agg(
        (pl.col("dataset") == RESIDENT_REGISTER).any().alias("is_registered"),
        pl.col("dataset").n_unique().alias("datasets"),
        pl.col("rows").sum(),
    )
    shown = ~pl.col("name_key").str.contains(UNKNOWN, literal=True)
    claims = claims.with_columns(shown.alias("is_shown"))
    order = ["id18", "is_registered", "is_shown", "datasets", "rows"]
    return claims.sort(
        [*order, *by], descending=[False, *[True] * 4, *[False] * len(by)]
    )


def _first(ranked: pl.DataFrame, column: str) -> pl.DataFrame:
    return ranked.unique(column, keep="first", maintain_order=True)


def _tidy(column: str) -> pl.Expr:
    return pl.col(column).str.strip_chars()
