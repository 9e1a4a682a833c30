"""Who drew unemployment benefit after its end (the judgement of SS-05)."""

from datetime import date

import polars as pl

from county.cases.bury import earliest_deaths
from county.cases.label import labels
from county.cases.months import after, last_day, month_at
from county.cases.namesakes import namesakes
from county.cases.social_security.benefit_rows import BENEFIT, benefits
from county.cases.social_security.pension_rows import PAID, PENSION
from county.cases.social_security.sentence_rows import CUSTODY, INSIDE, terms
from county.world import World

RULE = "SS-05"
RESIDENT, VETERAN, JOURNEY = (
    "registry/resident",
    "registry/veteran",
    "registry/exit_entry",
)
ABROAD_DAYS = 180
LAG_DAYS = {"death": 60, "custody": 90}
NEVER = date(2099, 12, 31)


def judge(world: World) -> pl.DataFrame:
    """Return who drew after the end and who only seems to; see `label.LABEL`."""
    spells = _spells(world)
    acts = (
        benefits(world)
        .join(spells, on="person")
        .filter(
            (pl.col("month") > pl.col("began").dt.month_end())
            & (pl.col("month").dt.month_end() < pl.col("ended").dt.month_start())
        )
    )
    known_by = pl.col("began") + pl.duration(days=pl.col("lag"))
    in_time = pl.col("paid_on") <= known_by
    wrong = acts.filter(~in_time).sort("person", "month", "how")
    planted = wrong.select("person", mechanism="how").unique("person", keep="first")
    soon = acts.filter(in_time).select("person", mechanism=pl.lit("within_the_lag"))
    rows = world.tables[BENEFIT].select("person").unique()
    beside = rows.join(_any_spell(world), on="person")
    return labels(RULE, [planted], [soon, beside, _strangers(world)])


def _spells(world: World) -> pl.DataFrame:
    """Return person, how, began, ended and lag of all that ends the benefit."""
    dead = earliest_deaths(world).select(
        "person", how=pl.lit("dead"), began="died_on", lag=LAG_DAYS["death"]
    )
    term = terms(world).filter(
        pl.col("exec_mode").is_in(INSIDE) & (pl.col("kind") != "羁押")
    )
    prison = term.select(
        "person",
        how=pl.lit("in_prison"),
        began="started_on",
        ended="left_on",
        lag=LAG_DAYS["custody"],
    )
    gone = world.tables[RESIDENT].filter(
        pl.col("status").is_in(["参军注销", "出国定居注销"])
    )
    struck_off = gone.select("person", how="status", began="changed_on", lag=0)
    served = world.tables[VETERAN].select(
        "person",
        how=pl.lit("served"),
        began="enlisted_on",
        ended="discharged_on",
        lag=0,
    )
    every = [dead, prison, struck_off, served, _journeys(world), _pensions(world)]
    return pl.concat(
        [one.with_columns(pl.col("lag").cast(pl.Int64)) for one in every],
        how="diagonal",
    ).with_columns(pl.col("ended").fill_null(NEVER))


def _journeys(world: World) -> pl.DataFrame:
    back = pl.col("entered_on").fill_null(last_day(month_at(11)))
    long = (back - pl.col("exited_on")).dt.total_days() > ABROAD_DAYS
    trips = world.tables[JOURNEY].filter(long & (pl.col("person") >= 0))
    return trips.select(
        "person",
        how=pl.lit("abroad"),
        began="exited_on",
        ended="entered_on",
        lag=0,
    )


def _pensions(world: World) -> pl.DataFrame:
    """Return the time from the first to the last pension."""
    paid = world.tables[PENSION].filter(pl.col("payment_flag") == PAID)
    spell = paid.group_by("person").agg(
        began=pl.col("paid_for").min(), last=pl.col("paid_for").max()
    )
    ends = pl.col("last").map_elements(lambda day: after(day, 1), return_dtype=pl.Date)
    return spell.select(
        "person", how=pl.lit("pensioned"), began="began", ended=ends, lag=0
    )


def _any_spell(world: World) -> pl.DataFrame:
    parts = [
        world.tables[path]
        .select("person")
        .unique()
        .with_columns(mechanism=pl.lit(name))
        for path, name in (
            (PENSION, "stopped_in_time"),
            (CUSTODY, "sentence_outside"),
            (VETERAN, "discharged"),
            (JOURNEY, "travelled"),
        )
    ]
    return pl.concat(parts).filter(pl.col("person") >= 0)


def _strangers(world: World) -> pl.DataFrame:
    known = world.tables[BENEFIT].filter(pl.col("person") >= 0)
    found = namesakes(known, world.tables["registry/death"])
    return found.with_columns(mechanism=pl.lit("namesake_dead"))
