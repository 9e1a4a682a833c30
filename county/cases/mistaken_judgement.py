"""Who only resembles the person whom a dirty record is about."""

import polars as pl

from county.cases.label import LABEL, LOOK_ALIKE
from county.cases.mistaken import (
    CONFUSIONS,
    ERRORS,
    NAMESAKE,
    SPOUSE,
    SUBJECTS,
    TWIN,
)
from county.columns import FORCED
from county.world import World

BIRTH_DIGITS, YEAR_DIGITS, COMMON_CHARACTERS = 14, (6, 4), 2


def mistaken_labels(world: World) -> pl.DataFrame:
    """Return one look-alike for each rule and innocent person; see `label.LABEL`."""
    found = [LABEL.to_frame()]
    for confusion in CONFUSIONS:
        persons = _subjects(world, SUBJECTS.get(confusion.rule))
        others = world.tables[confusion.path].filter(pl.col(FORCED).is_not_null())
        strangers = others.filter(pl.col("person") < 0)
        found += [
            _label(confusion.rule, TWIN, _twins(persons, strangers)),
            _label(confusion.rule, NAMESAKE, _namesakes(persons, strangers)),
            _label(confusion.rule, SPOUSE, _spouses(persons, others)),
        ]
    return pl.concat(found).unique(["rule", "person"], keep="first").sort("rule")


def _subjects(world: World, path: str | None) -> pl.DataFrame:
    """Return the people of a table, or everybody."""
    if path is None:
        return world.persons
    return world.persons.join(world.tables[path], on="person", how="semi")


def _forced(rows: pl.DataFrame, kind: str) -> pl.DataFrame:
    rows = rows.filter(pl.col(FORCED) == ERRORS[kind])
    return rows.select("person_name", "id_number", "person").unique()


def _twins(persons: pl.DataFrame, strangers: pl.DataFrame) -> pl.DataFrame:
    born = pl.col("id_number").str.head(BIRTH_DIGITS)
    common = pl.col("person_name").str.head(COMMON_CHARACTERS)
    theirs = _forced(strangers, TWIN).with_columns(born=born, common=common)
    both = persons.with_columns(born=born, common=common).join(
        theirs, on=["born", "common"], suffix="_other"
    )
    return both.filter(pl.col("person_name") != pl.col("person_name_other"))


def _namesakes(persons: pl.DataFrame, strangers: pl.DataFrame) -> pl.DataFrame:
    year = pl.col("id_number").str.slice(*YEAR_DIGITS)
    theirs = _forced(strangers, NAMESAKE).with_columns(year=year)
    both = persons.with_columns(year=year).join(
        theirs, on=["person_name", "year"], suffix="_other"
    )
    return both.filter(pl.col("id_number") != pl.col("id_number_other"))


def _spouses(persons: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    theirs = _forced(others, SPOUSE).filter(pl.col("person") >= 0)
    return persons.join(theirs, left_on="spouse", right_on="person", how="semi")


def _label(rule: str, kind: str, people: pl.DataFrame) -> pl.DataFrame:
    return people.select(
        rule=pl.lit(rule),
        person=pl.col("person"),
        kind=pl.lit(LOOK_ALIKE),
        mechanism=pl.lit(kind),
        partner=pl.lit(-1, dtype=pl.Int32),
        object=pl.lit(""),
    ).unique()
