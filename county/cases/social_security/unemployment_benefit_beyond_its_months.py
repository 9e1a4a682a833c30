"""SS-06: benefits beyond their months, and long ones that are in order."""

from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.label import labels
from county.cases.months import month_at, window
from county.cases.social_security.benefit_rows import (
    BENEFIT,
    BUSY,
    Claim,
    benefits,
    jobless,
    pay_benefit,
)
from county.world import World, first_month

RULE = "SS-06"
DATASETS = (BENEFIT,)
STEPS, CAPS = (60, 120), (12, 18, 24)


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _claim(world: World, draw: Draw, wanted: int, claim: Claim, **ages: int) -> int:
    people = jobless(world, draw, wanted, **{"oldest": 47, **ages})
    pay_benefit(world, dict.fromkeys(people, claim))
    return len(people)


def _approved_too_long(world: World, draw: Draw, wanted: int) -> int:
    """Approve two years to people who contributed for three."""
    claim = Claim(months=window(0, 12), first=month_at(-6), approved=24, insured=36)
    return _claim(world, draw, wanted, claim)


def _beyond_the_limit(world: World, draw: Draw, wanted: int) -> int:
    """Pay for more than two years."""
    claim = Claim(months=window(0, 12), first=month_at(-17), approved=24, insured=200)
    return _claim(world, draw, wanted, claim)


def _paid_on(world: World, draw: Draw, wanted: int) -> int:
    """Pay on after the approved months, which were fewer than the law allows."""
    claim = Claim(months=window(0, 10), approved=6, insured=70)
    return _claim(world, draw, wanted, claim)


def _to_the_last_month(world: World, draw: Draw, wanted: int) -> int:
    """Pay all that the law allows, and no more."""
    claim = Claim(months=window(0, 7), first=month_at(-11), approved=18, insured=119)
    return _claim(world, draw, wanted, claim)


def _with_a_pause(world: World, draw: Draw, wanted: int) -> int:
    """Pay a year's benefit with a pause of three months that the data show."""
    months = [*window(0, 4), *window(7, 12)]
    claim = Claim(months=months, first=month_at(-2), approved=12, insured=40)
    return _claim(world, draw, wanted, claim)


def _near_retirement(world: World, draw: Draw, wanted: int) -> int:
    """Pay men on who retire within the year."""
    people = outside(world, _retiring(world), *BUSY, kin=False)["person"]
    chosen = draw.take(people, wanted)
    claim = Claim(months=window(0, 12), first=month_at(-6), approved=12, insured=40)
    pay_benefit(world, dict.fromkeys(chosen, claim))
    return len(chosen)


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Let everything come back that went out too long."""
    claim = Claim(
        months=window(0, 12),
        first=month_at(-6),
        approved=24,
        insured=36,
        result="退回",
    )
    return _claim(world, draw, wanted, claim)


PLANTERS: tuple[Planter, ...] = (_approved_too_long, _beyond_the_limit, _paid_on)
INNOCENTS: tuple[Planter, ...] = (
    _near_retirement,
    _to_the_last_month,
    _with_a_pause,
    _returned,
)


def judge(world: World) -> pl.DataFrame:
    """Return who drew too long and who only long; see `label.LABEL`."""
    rows = benefits(world).sort("person", "month")
    whole = pl.col("first_for").dt.year() * 12 + pl.col("first_for").dt.month()
    start = first_month.year * 12 + first_month.month
    before = (start - whole).clip(lower_bound=0)
    nth = pl.col("month").rank("dense").over("person", "first_for").cast(pl.Int64)
    cap = (
        pl.when(pl.col("insured_months") < STEPS[0])
        .then(CAPS[0])
        .when(pl.col("insured_months") < STEPS[1])
        .then(CAPS[1])
        .otherwise(CAPS[2])
    )
    counted = rows.with_columns(nth=before + nth, cap=cap)
    over = counted.filter(
        (pl.col("nth") > pl.col("cap")) | (pl.col("nth") > pl.col("approved_months"))
    )
    wrong = over.join(_retiring(world), on="person", how="anti")
    how = (
        pl.when(pl.col("nth") > CAPS[2])
        .then(pl.lit("beyond_the_limit"))
        .when(pl.col("nth") > pl.col("cap"))
        .then(pl.lit("approved_too_long"))
        .otherwise(pl.lit("paid_on"))
    )
    planted = wrong.select("person", mechanism=how).unique("person", keep="first")
    extended = over.select("person", mechanism=pl.lit("near_retirement")).unique()
    long = counted.filter(pl.col("approved_months") > pl.col("cap") - 1)
    exact = long.select("person", mechanism=pl.lit("long_but_allowed")).unique()
    back = world.tables[BENEFIT].filter(pl.col("payment_result") != "成功")
    returned = back.select("person", mechanism=pl.lit("returned")).unique()
    return labels(RULE, [planted], [extended, returned, exact])


def _retiring(world: World) -> pl.DataFrame:
    """Return men who turn sixty between May and October of 2026.

    They retire half a year later.
    """
    turning = pl.col("birth_on").is_between(date(1966, 5, 1), date(1966, 10, 31))
    return living(world).filter(turning & (pl.col("sex") == "男"))
