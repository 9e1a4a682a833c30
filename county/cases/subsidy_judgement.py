"""For whom a subsidy truly went on after death (the judgement of PR-01)."""

import polars as pl

from county.cases.bury import earliest_deaths
from county.cases.label import labels
from county.cases.namesakes import namesakes
from county.cases.subsidy_rows import HOUSEHOLD, PAYMENT, PROJECT, YEARLY
from county.world import World

RULE, CADRE = "PR-01", "registry/cadre"
SUCCESS, LAG_DAYS, CROWD = "成功", 60, 3


def judge(world: World) -> pl.DataFrame:
    """Return for whom a subsidy went on after death; see `label.LABEL`."""
    late = _payments_after_death(world).with_columns(reason=_reason())
    wrong = late.filter(pl.col("reason").is_null())
    crowd = pl.col("person").n_unique().over("account_number") >= CROWD
    posts = world.tables[CADRE]["person"] if CADRE in world.tables else pl.Series([-2])
    posts = posts.cast(pl.Int32).unique().implode()
    official = pl.col("payee_person").is_in(posts) & (
        pl.col("payee_person") != pl.col("person")
    )
    planted = wrong.with_columns(
        crowd=crowd.fill_null(value=False), official=official.fill_null(value=False)
    )
    planted = planted.group_by("person").agg(mechanism=_mechanism())
    innocent = late.drop_nulls("reason").select("person", mechanism="reason")
    return labels(RULE, [planted], [innocent, _namesakes(world)])


def _payments_after_death(world: World) -> pl.DataFrame:
    projects = world.tables[PROJECT].select(
        "project_code", "granularity", "cycle", purpose="kind"
    )
    paid = world.tables[PAYMENT].join(earliest_deaths(world), on="person")
    late = (
        pl.col("paid_on").fill_null(pl.col("paid_for_to"))
        > pl.col("died_on").dt.month_end()
    )
    paid = paid.filter(late).join(projects, on="project_code", how="left")
    return paid.join(_survivors(world, paid), on="person", how="left")


def _survivors(world: World, dead: pl.DataFrame) -> pl.DataFrame:
    """Return how many of the household live today, for each of the dead."""
    alive = world.persons.filter(pl.col("died_on").is_null())
    homes = alive.group_by("household").agg(survivors=pl.len())
    return (
        dead.select(pl.col("person").unique())
        .join(world.persons.select("person", "household"), on="person")
        .join(homes, on="household", how="left")
        .select("person", pl.col("survivors").fill_null(0))
    )


def _reason() -> pl.Expr:
    """Return why a payment after death is in order, or null."""
    died = pl.col("died_on")
    contains = (pl.col("paid_for") <= died) & (pl.col("paid_for_to") >= died)
    is_long = pl.col("paid_for_to") > pl.col("paid_for").dt.month_end()
    in_lag = pl.col("paid_on") <= died + pl.duration(days=LAG_DAYS)
    shared = (pl.col("granularity") == HOUSEHOLD) & (pl.col("survivors") > 0)
    return (
        pl.when(pl.col("payment_result") != SUCCESS)
        .then(pl.lit("payment_returned"))
        .when(pl.col("purpose").is_in(["丧葬", "抚恤"]))
        .then(pl.lit("funeral_grant"))
        .when(contains & is_long)
        .then(pl.lit("year_of_death"))
        .when(pl.col("paid_for") <= died)
        .then(pl.lit("back_pay"))
        .when(shared)
        .then(pl.lit("household_lives"))
        .when(in_lag)
        .then(pl.lit("registered_late"))
    )


def _mechanism() -> pl.Expr:
    return (
        pl.when(pl.col("crowd").any())
        .then(pl.lit("one_account_many_dead"))
        .when(pl.col("official").any())
        .then(pl.lit("official_collects"))
        .when((pl.col("granularity") == HOUSEHOLD).any())
        .then(pl.lit("household_without_living"))
        .when((pl.col("cycle") == YEARLY).any())
        .then(pl.lit("year_after_death"))
        .otherwise(pl.lit("monthly_goes_on"))
    )


def _namesakes(world: World) -> pl.DataFrame:
    dead = world.tables["registry/death"]
    drawing = world.tables[PAYMENT].join(dead, on="person", how="anti")
    return namesakes(drawing, dead).with_columns(mechanism=pl.lit("namesake_of_dead"))
