"""Minimum living allowance: households without wage, employer or earned pension."""

import numpy as np
import polars as pl

from county.drawing import (
    FIRST,
    ages_on,
    dates,
    death_months,
    draw,
    identity,
    month_starts,
    pick,
    serials,
    spread,
)
from county.households import Ints
from county.staff import staff_people
from county.world import World, today

HOUSEHOLD_SHARE = 0.0217
URBAN_FEN, RURAL_FEN = 42_000, 31_000  # 分 a month and person
_UNUSED = (
    *("sex", "birth_on", "village_group", "address", "phone", "account_number"),
    *("died_on", "spouse", "mother", "father"),
)
PAID_DAY = 9  # days after the first of the month
RETURNED_SHARE, NEW_SHARE = 0.003, 0.06
INSURED_SHARE, DISABLED_SHARE, STOPPED_SHARE, FADING_SHARE = 0.2, 0.22, 0.02, 0.01
RESIDENT = "居民养老"
YOUNGEST_HEAD, OLD_HEAD, OLD_WEIGHT = 25, 55, 3.0


def grant_dibao(world: World) -> None:
    """Fill relief/dibao_member and relief/dibao_payment."""
    stream = world.generator("dibao")
    homes = _poor_homes(world, stream)
    members = _members(world, homes, stream)
    world.append("relief/dibao_member", members)
    _pay(world, homes, members, stream)


def _poor_homes(world: World, stream: np.random.Generator) -> pl.DataFrame:
    """Return household, head, first month and whether urban, of chosen households."""
    persons = world.persons.with_columns(ages_today=pl.Series(ages_on(world, today)))
    rich = persons[_paid_people(world)]["household"].unique()
    kin = persons.filter(
        pl.any_horizontal(
            pl.col(side).is_in(staff_people(world).tolist())
            for side in ("spouse", "mother", "father")
        )
    )["household"].unique()
    heads = persons.filter(
        (pl.col("relation_to_head") == "户主")
        & pl.col("died_on").is_null()
        & (pl.col("ages_today") >= YOUNGEST_HEAD)
        & ~pl.col("household").is_in(rich.implode())
        & ~pl.col("household").is_in(kin.implode())
    ).unique("household", keep="first", maintain_order=True)
    size = min(heads.height, max(4, round(world.people * HOUSEHOLD_SHARE)))
    weight = np.where(heads["ages_today"].to_numpy() > OLD_HEAD, OLD_WEIGHT, 1.0)
    chosen = np.sort(
        stream.choice(heads.height, size=size, replace=False, p=weight / weight.sum())
    )
    start = -stream.integers(1, 110, size)
    fresh = stream.random(size) < NEW_SHARE
    start = np.where(fresh, stream.integers(0, 9, size), start)
    return heads[chosen].select(
        "household",
        pl.col("person").alias("head_person"),
        pl.col("person_name").alias("head_name"),
        pl.col("id_number").alias("head_id_number"),
        pl.col("account_number").alias("head_account"),
        pl.col("village").str.ends_with("社区").alias("urban"),
        pl.Series("start", start),
    )


def _paid_people(world: World) -> Ints:
    """Return everybody on a payroll, insured by an employer or with a pension of it."""
    contributions = world.tables["social_security/contribution"]
    employed = contributions.filter(pl.col("payer_kind") == "单位")["person"].unique()
    pensions = world.tables["social_security/pension_payment"]
    earned = pensions.filter(pl.col("scheme") != RESIDENT)["person"].unique()
    people = np.concatenate([staff_people(world), earned, employed])
    return np.unique(people).astype(np.int64)


def _members(
    world: World, homes: pl.DataFrame, stream: np.random.Generator
) -> pl.DataFrame:
    persons = world.persons.filter(pl.col("died_on").is_null())
    rows = persons.join(homes, on="household", how="inner", maintain_order="left")
    head = rows["person"] == rows["head_person"]
    extra = pl.Series(stream.random(rows.height) < INSURED_SHARE)
    rows = rows.filter(head | extra)
    count = rows.height
    disabled = stream.random(count) < DISABLED_SHARE
    stopped = stream.random(count) < STOPPED_SHARE
    start = rows["start"].to_numpy()
    fading = stream.random(count) < FADING_SHARE
    status = np.where(stopped & (start < 0), 1, np.where(fading, 2, 0))
    stop = (FIRST + stream.integers(3, 11, count)).astype("datetime64[D]")
    stop = np.where(status == 1, stop, np.datetime64("NaT", "D"))
    grade = draw(("一级", "二级", "三级", "四级"), count, stream, (1, 2, 3, 4))
    number = serials("DB420281", rows["household"].to_numpy() + 1, 7)
    work = draw(("无业", "务农", "灵活就业", "在校"), count, stream, (4, 4, 2, 1))
    return rows.with_columns(
        number.alias("certificate_number"),
        pick(("农村", "城市"), rows["urban"].to_numpy().astype(np.int64)).alias(
            "area_kind"
        ),
        month_starts(start).alias("first_for"),
        pl.Series(["在保", "停保", "渐退"]).gather(status).alias("status"),
        dates(stop).alias("stopped_on"),
        work.alias("employment"),
        pl.Series(["否", "是"]).gather(disabled.astype(np.int64)).alias("is_disabled"),
        pl.when(pl.Series(disabled)).then(grade).alias("disability_grade"),
    ).drop("household", "head_account", "urban", "start", *_UNUSED)


def _pay(
    world: World,
    homes: pl.DataFrame,
    members: pl.DataFrame,
    stream: np.random.Generator,
) -> None:
    counts = members.group_by("head_person").agg(
        pl.len().cast(pl.Int32).alias("insured_count"),
        pl.col("certificate_number").first(),
        pl.col("status").first(),
        pl.col("stopped_on").first(),
    )
    homes = homes.join(counts, on="head_person", how="inner", maintain_order="left")
    heads = homes["head_person"].to_numpy().astype(np.int64)
    row, month = spread(homes["start"].to_numpy(), _last_months(world, homes, heads))
    fen = np.where(homes["urban"].to_numpy(), URBAN_FEN, RURAL_FEN)
    fen = (
        fen * homes["insured_count"].to_numpy()
        + stream.integers(-80, 120, len(fen)) * 100
    )
    wide = identity(world, heads, "account_number", "town", "village").with_columns(
        homes["certificate_number"],
        homes["insured_count"],
        pl.Series("amount_fen", fen),
    )[row]
    result = draw(
        ("成功", "失败", "退回"), len(row), stream,
        (1 - 2 * RETURNED_SHARE, RETURNED_SHARE, RETURNED_SHARE),
    )  # fmt: skip
    wide = wide.with_columns(
        month_starts(month).alias("paid_for"),
        result.alias("payment_result"),
        (month_starts(month) + pl.duration(days=PAID_DAY)).alias("paid_on"),
    )
    world.append("relief/dibao_payment", world.handled("relief/dibao_payment", wide))


def _last_months(world: World, homes: pl.DataFrame, heads: Ints) -> Ints:
    """Return the last month of pay: before the head's stop, or the month of death."""
    stops = homes["stopped_on"].to_numpy().astype("datetime64[M]")
    months = np.where(np.isnat(stops), 999, (stops - FIRST).astype(np.int64) - 1)
    return np.minimum(months, death_months(world)[heads])
