"""Whose benefit of the injury insurance should have ended (the judgement of SS-10)."""

from datetime import timedelta

import polars as pl

from county.cases.bury import earliest_deaths
from county.cases.payroll_rows import PAYROLL
from county.cases.social_security.benefit_rows import CONTRIBUTION
from county.cases.social_security.injury_rows import (
    ALLOWANCE,
    FUNERAL,
    INJURY,
    SURVIVOR,
)
from county.cases.social_security.pension_rows import PAID, PENSION, RESIDENT
from county.world import World

RULE = "SS-10"
MARRIAGE = "registry/marriage"
YOUNG = ("子", "女", "孙辈", "兄弟姐妹")
ADULT, LAG_DAYS, TOPPING_FEN = 18, 60, 5_000


def acts_after_the_end(world: World) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the payments after the end, and those that are in order all the same."""
    rows = world.tables[INJURY].filter(pl.col("payment_result") == "成功")
    kin = rows.filter(pl.col("benefit_item") == SURVIVOR).with_columns(
        person=pl.col("kin_person")
    )
    kin = kin.filter(pl.col("person") >= 0)
    allowances = _with_pension(rows.filter(pl.col("benefit_item") == ALLOWANCE), world)
    dead = _dead(kin, world)
    parts = [
        dead,
        _married(kin, world),
        _grown(kin),
        _at_work(kin, world),
        _grants(rows, world),
        allowances,
    ]
    every = pl.concat([part.select("person", "mechanism", "reason") for part in parts])
    wrong = every.filter(pl.col("reason").is_null())
    lawful = every.drop_nulls("reason").select("person", mechanism="reason").unique()
    return wrong, lawful


def beside(world: World) -> pl.DataFrame:
    """Return everybody paid who stands in another list, or is grown, or got nothing."""
    rows = world.tables[INJURY]
    who = pl.when(pl.col("kin_person") >= 0).then("kin_person").otherwise("person")
    people = rows.select(person=who).unique()
    parts = [
        people.join(world.tables[path].select("person").unique(), on="person").select(
            "person", mechanism=pl.lit(name)
        )
        for path, name in ((PENSION, "in_order_beside_pension"),)
    ]
    wed = world.tables[MARRIAGE].select(person="spouse_person").unique()
    parts.append(
        people.join(wed, on="person").select(
            "person", mechanism=pl.lit("married_before")
        )
    )
    unable = rows.filter(pl.col("kin_is_unable") == "是")
    parts.append(
        unable.select(person="kin_person", mechanism=pl.lit("unable")).unique()
    )
    back = rows.filter(pl.col("payment_result") != "成功")
    parts.append(back.select(person=who, mechanism=pl.lit("returned")).unique())
    return pl.concat(parts)


def _with_pension(rows: pl.DataFrame, world: World) -> pl.DataFrame:
    paid = world.tables[PENSION].filter(
        (pl.col("scheme") != RESIDENT)
        & (pl.col("payment_flag") == PAID)
        & (pl.col("amount_fen") > pl.col("funeral_fen").fill_null(0))
    )
    monthly = paid.group_by("person", "paid_for").agg(
        pension=pl.col("amount_fen").sum()
    )
    first = paid.group_by("person").agg(begun=pl.col("paid_for").min())
    own = rows.join(first, on="person")
    full = own.filter(pl.col("paid_for") < pl.col("begun")).group_by("person")
    both = (
        own.join(monthly, on=["person", "paid_for"])
        .join(full.agg(full=pl.col("amount_fen").max()), on="person", how="left")
        .filter(pl.col("paid_for") > pl.col("begun"))
    )
    room = (pl.col("full") - pl.col("pension")).clip(lower_bound=0) + TOPPING_FEN
    return both.select(
        "person",
        mechanism=pl.lit("with_pension"),
        reason=pl.when(pl.col("amount_fen") <= room).then(pl.lit("topped_up")),
    )


def _dead(kin: pl.DataFrame, world: World) -> pl.DataFrame:
    late = kin.join(earliest_deaths(world), on="person").filter(
        pl.col("paid_for") > pl.col("died_on").dt.month_end()
    )
    soon = pl.col("paid_on") <= pl.col("died_on") + timedelta(days=LAG_DAYS)
    return late.select(
        "person",
        mechanism=pl.lit("kin_died"),
        reason=pl.when(soon).then(pl.lit("died_lately")),
    )


def _married(kin: pl.DataFrame, world: World) -> pl.DataFrame:
    weddings = world.tables[MARRIAGE].filter(pl.col("kind") == "结婚")
    both = pl.concat(
        [
            weddings.select("person", "registered_on"),
            weddings.select("registered_on", person="spouse_person").select(
                "person", "registered_on"
            ),
        ]
    )
    again = (
        kin.filter(pl.col("kin_relation") == "配偶")
        .join(both, on="person")
        .filter(
            (pl.col("registered_on") > pl.col("injured_on"))
            & (pl.col("paid_for") > pl.col("registered_on").dt.month_end())
        )
    )
    return again.select(
        "person",
        mechanism=pl.lit("married_again"),
        reason=pl.lit(None, dtype=pl.String),
    )


def _grown(kin: pl.DataFrame) -> pl.DataFrame:
    born, paid = pl.col("kin_birth_on"), pl.col("paid_for")
    months = (paid.dt.year() - born.dt.year()) * 12 + (
        paid.dt.month().cast(pl.Int32) - born.dt.month().cast(pl.Int32)
    )
    grown = kin.filter(
        pl.col("kin_relation").is_in(YOUNG)
        & (pl.col("kin_is_unable") != "是")
        & (months > ADULT * 12)
    )
    return grown.select(
        "person", mechanism=pl.lit("grown"), reason=pl.lit(None, dtype=pl.String)
    )


def _at_work(kin: pl.DataFrame, world: World) -> pl.DataFrame:
    normal = (pl.col("payer_kind") == "单位") & (
        pl.col("contribution_kind") == "正常应缴"
    )
    work = world.tables[CONTRIBUTION].filter(normal).select("person", "paid_for")
    wages = world.tables[PAYROLL].filter(
        ~pl.col("staff_type").is_in(["离退休", "遗属补助", "村干部", "公益性岗位"])
    )
    both = kin.join(
        pl.concat([work, wages.select("person", "paid_for")]).unique(),
        on=["person", "paid_for"],
    )
    begun = both.filter(pl.col("paid_for") > pl.col("paid_for").min().over("person"))
    return begun.select(
        "person", mechanism=pl.lit("at_work"), reason=pl.lit(None, dtype=pl.String)
    )


def _grants(rows: pl.DataFrame, world: World) -> pl.DataFrame:
    own = rows.filter(pl.col("benefit_item") == FUNERAL)
    other = world.tables[PENSION].filter(
        (pl.col("funeral_fen") > 0) & (pl.col("payment_flag") == PAID)
    )
    both = own.join(other.select("person").unique(), on="person")
    return both.select(
        "person", mechanism=pl.lit("two_grants"), reason=pl.lit(None, dtype=pl.String)
    )
