"""Children of officials in the lists of homes registered as poor."""

import polars as pl

from county.cases.relief.means_of_people import CADRE
from county.redeliver import as_it_was
from county.world import NOBODY, World

OF_AGE = "18y"


def official_children(
    world: World, near: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return heads who list an official's child without its parents; and the rest.

    `near` is whom each home lists: person, head, day, status, listed.
    """
    own = near.filter("listed", pl.col("status") != "清退")
    facts_of = world.persons.select(
        "person", "father", "mother", "birth_on", "household", "relation_to_head"
    )
    rows = own.select("person", "head", "day").join(facts_of, on="person")
    sides = [
        rows.drop("father", "mother").with_columns(rows[side].alias("parent"))
        for side in ("father", "mother")
    ]
    pairs = pl.concat(sides).filter(pl.col("parent") > NOBODY)
    listed = own.select("head", parent="person", beside=pl.lit(value=True))
    pairs = pairs.join(listed, on=["head", "parent"], how="left").with_columns(
        pl.col("beside").fill_null(value=False).any().over("head", "person")
    )
    posts = as_it_was(world, CADRE).select(
        "appointed_on", "removed_on", parent="person"
    )
    pairs = pairs.join(posts, on="parent").join(_known(world), on=["parent", "person"])
    young = pl.col("birth_on").dt.offset_by(OF_AGE) > pl.col("day")
    there = (pl.col("appointed_on") < pl.col("day")) & (
        pl.col("removed_on").is_null() | (pl.col("removed_on") > pl.col("day"))
    )
    wrong = young & there & ~pl.col("beside")
    reason = (
        pl.when("beside")
        .then(pl.lit("child_with_its_parent"))
        .when(~young)
        .then(pl.lit("grown_child_of_official"))
        .otherwise(pl.lit("office_came_later"))
    )
    away = pl.lit("child_of_official_listed_apart")
    found = [
        pairs.filter(wrong).select(person="head", mechanism=away),
        pairs.filter(~wrong).select(person="head", mechanism=reason),
    ]
    first, rest = (frame.unique().sort("person", "mechanism") for frame in found)
    return first, rest


def _known(world: World) -> pl.DataFrame:
    """Return parent and person where a household's head or a declaration says so."""
    heads = world.persons.filter(pl.col("relation_to_head") == "户主")
    homes = world.persons.filter(pl.col("relation_to_head").is_in(["子", "女"]))
    books = heads.select("household", parent="person").join(
        homes.select("household", "person"), on="household"
    )
    told = world.tables["registry/declared_kin"].filter(
        pl.col("kin_relation").is_in(["子", "女"])
    )
    declared = told.select(parent="person", person="kin_person")
    return pl.concat([books.select("parent", "person"), declared]).unique()
