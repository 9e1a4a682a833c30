"""What people truly had that speaks against need: posts, cars, flats and firms."""

from datetime import date

import polars as pl

from county.cases.finance.firm_rows import roles
from county.cases.payroll_rows import FISCAL, PAYROLL, RETIRED
from county.redeliver import as_it_was
from county.world import World

CADRE, VEHICLE = "registry/cadre", "registry/vehicle"
ESTATE = "registry/real_estate"
NEVER = date(2099, 1, 1)
CARS = ("小型轿车", "小型普通客车", "重型货车")
SERVING = ("公务员", "参公", "事业在编")
SMALL = ("个体工商户", "农民专业合作社")
HALF, WHOLE = 500_000, 1_000_000
COLUMNS = ("person", "sort", "weighs", "since", "until")


def means(world: World) -> pl.DataFrame:
    """Return person, sort, weighs, since and until (the first day without it).

    `weighs` says whether a thing of that kind speaks against need at all.
    """
    parts = [_posts(world), _wages(world), _cars(world), _flats(world), _firms(world)]
    return pl.concat([part.select(COLUMNS) for part in parts])


def _posts(world: World) -> pl.DataFrame:
    return as_it_was(world, CADRE).select(
        "person",
        sort=pl.lit("post"),
        weighs=pl.col("identity").is_in(SERVING),
        since="appointed_on",
        until=pl.col("removed_on").fill_null(NEVER),
    )


def _wages(world: World) -> pl.DataFrame:
    paid = world.tables[PAYROLL].filter(pl.col("staff_type").is_in([*FISCAL, RETIRED]))
    month = pl.col("paid_for").dt.month_start()
    return paid.select(
        "person",
        sort=pl.lit("post"),
        weighs=pl.lit(value=True),
        since=month,
        until=month.dt.offset_by("1mo"),
    )


def _cars(world: World) -> pl.DataFrame:
    return as_it_was(world, VEHICLE).select(
        "person",
        sort=pl.lit("car"),
        weighs=pl.col("vehicle_kind").is_in(CARS),
        since=pl.coalesce("acquired_on", "first_registered_on"),
        until=pl.col("left_on").fill_null(NEVER),
    )


def _flats(world: World) -> pl.DataFrame:
    homes = as_it_was(world, ESTATE).filter(
        pl.col("use_kind") == "住宅",
        ~pl.col("register_kind").fill_null("首次").is_in(["预告", "注销"]),
    )
    return homes.select(
        "person",
        sort=pl.lit("flat"),
        weighs=(pl.col("nature") == "商品房")
        & (pl.col("acquired_by").fill_null("购买") == "购买")
        & (pl.col("share_ppm").fill_null(WHOLE) >= HALF),
        since="registered_on",
        until=pl.col("ended_on").fill_null(NEVER),
    )


def _firms(world: World) -> pl.DataFrame:
    nominal = pl.col("kinds").list.join(",").is_in(["监事", "成员"])
    return roles(world).select(
        "person",
        "since",
        "until",
        sort=pl.lit("firm"),
        weighs=~pl.col("company_kind").is_in(SMALL) & ~nominal,
    )
