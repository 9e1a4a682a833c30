"""Who truly trained on money meant for migrants (the judgement of PR-13A)."""

import polars as pl

from county.cases.kin import kinship
from county.cases.label import few, labels
from county.cases.training_rows import ENROLMENT, MIGRANT, MIGRANT_MONEY, NEIGHBOUR
from county.world import World

RULE = "PR-13A"
GRACE_MONTHS, REMOVED_LIMIT = "12mo", 40


def judge(world: World) -> pl.DataFrame:
    """Return who was no migrant at the start of a class; see `label.LABEL`."""
    acts = _strangers(world)
    acts = acts.join(_family(world, acts), on=["person", "started_on"], how="left")
    acts = acts.join(_entered(world), on="person", how="left")
    acts = acts.with_columns(reason=_reason())
    elsewhere = acts["person"].is_in(_kin_elsewhere(world).implode())
    wrong = acts.filter(pl.col("reason").is_null() & ~elsewhere)
    planted = wrong.group_by("person").agg(mechanism=_mechanism(world))
    innocent = acts.drop_nulls("reason").select("person", mechanism="reason")
    return labels(RULE, [planted], [innocent, _removed_later(world)])


def _paid_places(world: World) -> pl.DataFrame:
    return (
        world.tables[ENROLMENT]
        .filter(
            (pl.col("fund_source") == MIGRANT_MONEY)
            & (pl.col("subsidy_fen") > 0)
            & (pl.col("person") >= 0)
        )
        .select("person", "started_on", "enrollee_kind", "payment_result", "village")
    )


def _in_support(world: World, acts: pl.DataFrame) -> pl.DataFrame:
    """Return person, started_on of those who were in the register on that day."""
    migrants = world.tables[MIGRANT].select("person", "supported_from", "removed_on")
    both = acts.select("person", "started_on").unique().join(migrants, on="person")
    day = pl.col("started_on")
    begun = pl.col("supported_from").is_null() | (pl.col("supported_from") <= day)
    kept = pl.col("removed_on").is_null() | (pl.col("removed_on") > day)
    return both.filter(begun & kept).select("person", "started_on").unique()


def _strangers(world: World) -> pl.DataFrame:
    acts = _paid_places(world)
    inside = _in_support(world, acts)
    return acts.join(inside, on=["person", "started_on"], how="anti")


def _family(world: World, acts: pl.DataFrame) -> pl.DataFrame:
    """Return the relation to a migrant of one's own household, on the first day."""
    kin = kinship(world).filter("together")
    pairs = acts.select("person", "started_on").unique().join(kin, on="person")
    theirs = pairs.select("started_on", person="relative").unique()
    inside = _in_support(world, theirs).rename({"person": "relative"})
    found = pairs.join(inside, on=["relative", "started_on"], how="semi")
    return found.group_by("person", "started_on").agg(
        migrant_is=pl.col("relation").sort().last()
    )


def _entered(world: World) -> pl.DataFrame:
    entries = world.tables[MIGRANT].group_by("person")
    return entries.agg(
        entered=pl.col("supported_from").max(), removed=pl.col("removed_on").max()
    )


def _reason() -> pl.Expr:
    """Return why a stranger's place was in order, or null."""
    day, entered = pl.col("started_on"), pl.col("entered")
    soon = (entered > day) & (entered <= day.dt.offset_by(GRACE_MONTHS))
    return (
        pl.when(pl.col("payment_result") != "成功")
        .then(pl.lit("payment_returned"))
        .when(pl.col("enrollee_kind") == NEIGHBOUR)
        .then(pl.lit("reservoir_neighbour"))
        .when(pl.col("migrant_is").is_not_null())
        .then(pl.col("migrant_is") + "_is_migrant")
        .when(soon)
        .then(pl.lit("entered_later"))
    )


def _mechanism(world: World) -> pl.Expr:
    listed = world.tables[MIGRANT]["person"].unique()
    homes = world.persons.filter(pl.col("person").is_in(listed.implode()))["village"]
    return (
        pl.when((pl.col("removed") <= pl.col("started_on")).any())
        .then(pl.lit("removed_before_class"))
        .when(pl.len() > 1)
        .then(pl.lit("several_classes"))
        .when(pl.col("village").is_in(homes.unique().implode()).any())
        .then(pl.lit("migrant_village"))
        .otherwise(pl.lit("outsider"))
    )


def _kin_elsewhere(world: World) -> pl.Series:
    """Return people with migrant kin only in another household: not for us to judge."""
    listed = world.tables[MIGRANT].select(relative="person").unique()
    kin = kinship(world).filter(~pl.col("together"))
    return kin.join(listed, on="relative", how="semi")["person"].unique()


def _removed_later(world: World) -> pl.DataFrame:
    """Return trainees who were migrants on the day, but are struck off today."""
    acts = _paid_places(world)
    removed = world.tables[MIGRANT].filter(pl.col("removed_on").is_not_null())
    inside = _in_support(world, acts).join(removed, on="person", how="semi")
    people = inside.select(pl.col("person").unique(), mechanism=pl.lit("removed_later"))
    return few(people, REMOVED_LIMIT)
