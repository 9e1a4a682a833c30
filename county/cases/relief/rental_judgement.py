"""Who rents public housing beside a home of size, or wages above the limit."""

from datetime import date

import polars as pl

from county.cases.label import labels
from county.redeliver import as_it_was
from county.world import World

RULE, RENTAL, HOME = "K16", "relief/public_rental", "registry/real_estate"
FUND, PAYROLL = "registry/housing_fund", "finance/staff_payroll"
SEEN_ON = date(2026, 11, 6)
FARMHOUSE, LASTING = "自建房", "正常"
METRES, MONTHS_TO_MOVE = 15, 6
LIMITS = {"实物配租": 230_000, "租赁补贴": 180_000}


def judge(world: World) -> pl.DataFrame:
    """Return the tenants with a home of size or wages above the limit."""
    let = world.tables[RENTAL].with_columns(
        seen=pl.col("left_on").fill_null(SEEN_ON),
        limit=pl.col("support_kind").replace_strict(LIMITS) * pl.col("member_count"),
    )
    couple = pl.concat(
        [
            let.select("contract_number", one="person"),
            let.select("contract_number", one="spouse_person"),
        ]
    ).filter(pl.col("one") >= 0)
    homes = _homes(world, let, couple)
    wages = _wages(world, let, couple)
    large = homes.filter("large", ~pl.col("farmhouse"))
    return labels(
        RULE,
        [
            _named(large.filter(~pl.col("lately")), "owns_a_home"),
            _named(wages.filter("over"), "earns_above_the_limit"),
        ],
        [
            _named(large.filter("lately"), "moving_out"),
            _named(homes.filter("farmhouse"), "farmhouse"),
            _named(homes.filter(~pl.col("large")), "small_home"),
            _named(_bought_after(world, let), "moved_out_before"),
            _named(wages.filter(~pl.col("over")), "earns_below_the_limit"),
        ],
    )


def _named(frame: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return frame.select(pl.col("person").unique(), mechanism=pl.lit(mechanism))


def _homes(world: World, let: pl.DataFrame, couple: pl.DataFrame) -> pl.DataFrame:
    """Return what each tenancy's couple owned at most, and from when to when."""
    owned = as_it_was(world, HOME).filter(
        pl.col("use_kind") == "住宅",
        ~pl.col("register_kind").is_in(["预告", "注销"]),
    )
    both = couple.join(owned, left_on="one", right_on="person")
    both = (
        both.unique(["contract_number", "unit_number"])
        .join(
            let.select("contract_number", "seen", "rented_from"), on="contract_number"
        )
        .filter(
            pl.col("registered_on") < pl.col("seen"),
            pl.col("ended_on").fill_null(SEEN_ON) > pl.col("rented_from"),
        )
    )
    return (
        _stretches(both)
        .join(let, on="contract_number")
        .with_columns(
            large=pl.col("area") >= METRES * 1000 * pl.col("member_count"),
        )
        .group_by("contract_number", "person", "rented_from")
        .agg(
            farmhouse=pl.col("farmhouse").all(),
            large=pl.col("large").any(),
            since=pl.col("day").filter("large").min(),
            until=pl.col("until").filter("large").max(),
        )
        .with_columns(
            lately=(pl.col("since") > pl.col("rented_from"))
            & (pl.col("since").dt.offset_by(f"{MONTHS_TO_MOVE}mo") >= pl.col("until"))
        )
    )


def _stretches(both: pl.DataFrame) -> pl.DataFrame:
    """Return what a couple owned from each change to the next: area, farmhouses."""
    came = both.select(
        "contract_number", "seen", day=pl.max_horizontal("registered_on", "rented_from")
    )
    went = both.filter(pl.col("ended_on") < pl.col("seen"))
    turns = pl.concat(
        [came, went.select("contract_number", "seen", day="ended_on")]
    ).unique()
    turns = turns.sort("contract_number", "day").with_columns(
        until=pl.col("day").shift(-1).over("contract_number").fill_null(pl.col("seen"))
    )
    share = pl.col("share_ppm").fill_null(1_000_000)
    return (
        turns.drop("seen")
        .join(both, on="contract_number")
        .filter(
            pl.col("registered_on") <= pl.col("day"),
            pl.col("ended_on").is_null() | (pl.col("ended_on") > pl.col("day")),
        )
        .group_by("contract_number", "day", "until")
        .agg(
            area=(pl.col("floor_area_milli") * share // 1_000_000).sum(),
            farmhouse=(pl.col("nature") == FARMHOUSE).all(),
        )
    )


def _wages(world: World, let: pl.DataFrame, couple: pl.DataFrame) -> pl.DataFrame:
    """Return the tenancies of people in paid work, and whether that is too much."""
    base = world.tables[FUND].filter(pl.col("status") == LASTING)
    pay = world.tables[PAYROLL].group_by("person").agg(pl.col("gross_fen").mean())
    sums = (
        couple.join(base, left_on="one", right_on="person", how="left")
        .join(pay, left_on="one", right_on="person", how="left")
        .group_by("contract_number")
        .agg(
            wages=pl.max_horizontal("base_fen", "gross_fen").sum(),
            known=pl.max_horizontal("base_fen", "gross_fen").count(),
        )
        .filter(pl.col("known") > 0)
    )
    return sums.join(let, on="contract_number").with_columns(
        over=pl.col("wages") > pl.col("limit")
    )


def _bought_after(world: World, let: pl.DataFrame) -> pl.DataFrame:
    """Return who owns a home since after the tenancy."""
    owned = world.tables[HOME].select("person", "registered_on")
    both = let.drop_nulls("left_on").join(owned, on="person")
    return both.filter(pl.col("registered_on") > pl.col("left_on"))
