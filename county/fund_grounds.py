"""On what grounds people of the innocent county draw on their housing fund.

Who buys owns the home, or the spouse does; who rents has none, nor has the spouse;
who left work does none; heirs draw what the dead had saved.
"""

from datetime import date, timedelta

import numpy as np
import polars as pl

from county.drawing import ages_on, choose, dates, days_of
from county.households import Bools, Days, Ints
from county.livelihood import living
from county.standing import birthdays, day_between, listed
from county.world import World, today

ACCOUNTS, HOME = "registry/housing_fund", "registry/real_estate"
FIRST_ON, LAST_ON = date(2023, 11, 1), today - timedelta(days=30)
SINCE, UNTIL = np.datetime64(FIRST_ON, "D"), np.datetime64(LAST_ON, "D")
PENDING_DAYS, LATEST_SALE = 300, date(2023, 8, 1)
RENTING, REPAYING, AWAITING, AFAR, LEAVING = 0.5, 0.5, 0.04, 0.03, 0.004
RETIRED_AGE, RETIRED_LATEST, YEARS = 60, 63, 3
PRICES_YUAN = (320_000, 680_000)
GROUND = pl.Schema(
    {
        "person": pl.Int32,
        "reason": pl.String,
        "applied": pl.Date,
        "home_number": pl.String,
        "home_place": pl.String,
        "home_address": pl.String,
        "home_price_fen": pl.Int64,
    }
)


def grounds(world: World, stream: np.random.Generator) -> pl.DataFrame:
    """Return one row for each withdrawal, under `GROUND`'s columns."""
    alive = living(world)
    accounts = world.tables[ACCOUNTS].filter(pl.col("status") == "正常")
    savers = np.intersect1d(
        accounts["person"].unique().to_numpy(), np.flatnonzero(alive)
    )
    homes = _homes(world)
    owned = homes.filter(pl.col("person").is_in(savers.tolist()))
    housed = np.union1d(owned["person"].to_numpy(), _housed(world))
    without = np.setdiff1d(savers, housed)
    renters = choose(stream, without, len(without) * RENTING)
    others = np.setdiff1d(without, renters)
    waiting = choose(stream, others, max(2, len(savers) * AWAITING))
    afar = choose(stream, np.setdiff1d(others, waiting), max(2, len(savers) * AFAR))
    parts = [
        _bought(owned, stream),
        _repaying(owned, stream),
        _yearly(renters, "租房", stream),
        _presale(waiting, "本县", stream),
        _presale(afar, "外地", stream),
        *_at_the_end(world, stream),
    ]
    return pl.concat([pl.DataFrame(schema=GROUND), *map(_shaped, parts)])


def _shaped(rows: pl.DataFrame) -> pl.DataFrame:
    absent = [
        pl.lit(None, dtype=kind).alias(name)
        for name, kind in GROUND.items()
        if name not in rows.columns
    ]
    shown = rows.with_columns(absent)
    return shown.select(pl.col(name).cast(kind) for name, kind in GROUND.items())


def _homes(world: World) -> pl.DataFrame:
    """Return the bought flats with everybody who owns them or whose spouse does."""
    flats = world.tables[HOME].filter(
        pl.col("nature") == "商品房",
        pl.col("use_kind") == "住宅",
        pl.col("register_kind") == "首次",
        pl.col("status") == "现势",
        pl.col("acquired_by") == "购买",
    )
    told = flats.select(
        "person", "registered_on",
        home_number="certificate_number", home_address="address",
        home_price_fen="price_fen", home_place=pl.lit("本县"),
    )  # fmt: skip
    spouse = world.persons["spouse"].gather(told["person"].cast(pl.Int64))
    theirs = told.with_columns(spouse.alias("person")).filter(pl.col("person") >= 0)
    both = pl.concat([told, theirs]).unique(["person", "home_number"])
    return both.sort("person", "home_number")


def _housed(world: World) -> Ints:
    """Return who ever had any entry in the land register, and their spouses."""
    owners = np.flatnonzero(listed(world, HOME))
    spouse = world.persons["spouse"].to_numpy()[owners]
    return np.union1d(owners, spouse[spouse >= 0])


def _bought(owned: pl.DataFrame, stream: np.random.Generator) -> pl.DataFrame:
    """Return withdrawals within some months of the purchase."""
    lately = owned.filter(pl.col("registered_on") >= LATEST_SALE)
    later = pl.Series("later", stream.integers(92, 200, lately.height))
    return lately.with_columns(later).with_columns(
        applied=pl.col("registered_on") + pl.duration(days="later"),
        reason=pl.lit("购房"),
    )


def _repaying(owned: pl.DataFrame, stream: np.random.Generator) -> pl.DataFrame:
    """Return yearly withdrawals of some owners towards the loan for their home."""
    people = owned["person"].unique().sort().to_numpy()
    some = choose(stream, people, len(people) * REPAYING)
    rows = _yearly(some, "偿还贷款", stream)
    first = owned.unique("person", keep="first", maintain_order=True)
    return rows.join(first, on="person", how="left", maintain_order="left")


def _yearly(people: Ints, reason: str, stream: np.random.Generator) -> pl.DataFrame:
    """Return a withdrawal in each of three years, at about the same time of year."""
    day = SINCE + stream.integers(0, 340, len(people))
    every = np.concatenate([day + 365 * turn for turn in range(YEARS)])
    rows = pl.DataFrame({"person": np.tile(people, YEARS), "applied": dates(every)})
    return rows.with_columns(reason=pl.lit(reason)).filter(pl.col("applied") <= LAST_ON)


def _presale(people: Ints, place: str, stream: np.random.Generator) -> pl.DataFrame:
    """Return purchases by a contract that the land register does not know (yet)."""
    count = len(people)
    price = stream.integers(*PRICES_YUAN, count) // 1000 * 100_000
    town = "云溪县" if place == "本县" else "武汉市"
    number = pl.Series(people + 100_000).cast(pl.String)
    return pl.DataFrame(
        {
            "person": people,
            "applied": dates(UNTIL - stream.integers(0, PENDING_DAYS, count)),
            "home_price_fen": price,
        }
    ).with_columns(
        pl.lit("购房").alias("reason"),
        pl.lit(place).alias("home_place"),
        (f"{town}商预售合同2026字第" + number + "号").alias("home_number"),
        (f"{town}滨江新城" + number + "室").alias("home_address"),
    )


def _at_the_end(world: World, stream: np.random.Generator) -> list[pl.DataFrame]:
    """Return who drew everything: former employees, pensioners, heirs of the dead."""
    ages = ages_on(world, today)
    payroll = world.tables["finance/staff_payroll"]
    old = payroll.filter(pl.col("staff_type") == "离退休")["person"].unique()
    retired = old.sort().to_numpy().astype(np.int64)
    fit = (ages[retired] >= RETIRED_AGE) & (ages[retired] <= RETIRED_LATEST)
    retired = retired[fit & living(world)[retired]]
    leavers = choose(
        stream, np.flatnonzero(_out_of_work(world)), max(4, world.people * LEAVING)
    )
    left = day_between(
        np.full(len(leavers), SINCE), np.full(len(leavers), UNTIL), stream
    )
    birthday = birthdays(world, retired, RETIRED_AGE)
    dead = np.flatnonzero(listed(world, ACCOUNTS) & ~living(world))
    died = days_of(world, "died_on")[dead]
    return [
        _final(leavers, "终止劳动关系", left),
        _final(retired, "离退休", birthday + stream.integers(95, 160, len(retired))),
        _final(dead, "死亡继承", died + stream.integers(40, 200, len(dead))),
    ]


def _final(people: Ints, reason: str, applied: Days) -> pl.DataFrame:
    rows = pl.DataFrame({"person": people, "applied": dates(applied)})
    within = pl.col("applied").is_between(FIRST_ON, LAST_ON)
    return rows.with_columns(reason=pl.lit(reason)).filter(within)


def _out_of_work(world: World) -> Bools:
    """Say of everybody whether they are of working age and nowhere at work."""
    busy = listed(
        world,
        ACCOUNTS,
        "finance/staff_payroll",
        "social_security/contribution",
        "relief/dibao_member",
        "registry/company",
    )
    ages = ages_on(world, today)
    of_age = (ages >= 25) & (ages <= 52)  # noqa: PLR2004 - of working age
    found: Bools = of_age & living(world) & ~busy
    return found
