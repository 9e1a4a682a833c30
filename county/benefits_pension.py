"""Old-age pensions of three schemes, month by month, up to the month of death."""

import numpy as np
import polars as pl

from county.drawing import (
    FIRST,
    MONTHS,
    ages_on,
    choose,
    death_months,
    draw,
    identity,
    month_starts,
    spread,
)
from county.households import Ints
from county.world import World, first_month, today

RESIDENT_SHARE, ENTERPRISE_SHARE = 0.1285, 0.031
PENSIONABLE = 60
VERY_OLD, OLD = 80, 70
EXTRA_VERY_OLD, EXTRA_OLD = 3_000, 1_500  # 分 a month
CENTRAL, PROVINCE, CITY, COUNTY_BASE = 14_300, 1_500, 700, 2_000  # 分 a month
RETURNED_SHARE, BACK_PAY_SHARE = 0.002, 0.3
PARTS = ("central", "province", "city", "county", "extra")


def pay_pensions(world: World) -> None:
    """Fill social_security/pension_payment (about 17 rows for 100 people a month)."""
    stream = world.generator("pensions")
    people, schemes = _entitled(world, stream)
    died = death_months(world)[people]
    start = _starts(world, people)
    first = np.maximum(start, 0)
    row, month = spread(first, died)
    paid_for = month
    wide = _amounts(world, people, schemes, stream)[row]
    rows = wide.with_columns(
        month_starts(paid_for).alias("paid_for"),
        month_starts(month).alias("paid_in"),
        _flags(died[row], len(row), stream),
        (pl.lit("YL") + month_starts(month).dt.strftime("%Y%m")).alias("batch"),
    )
    world.append(
        "social_security/pension_payment",
        world.handled(
            "social_security/pension_payment",
            pl.concat([rows, _back_pay(rows, stream)]),
        ),
    )


def _entitled(world: World, stream: np.random.Generator) -> tuple[Ints, Ints]:
    """Return the people and their scheme (0 resident, 1 enterprise, 2 institution).

    Nobody whom the budget still pays draws a pension, the retired of old included:
    those of the institutions' fund are as many others.
    """
    ages, died = ages_on(world, today), death_months(world)
    staff = world.tables["finance/staff_payroll"]
    numbers = staff["person"].unique().to_numpy()
    retired = staff.filter(pl.col("staff_type") == "离退休")["person"].n_unique()
    free = np.ones(len(ages), dtype=bool)
    free[numbers] = False
    pool = np.flatnonzero(free & (ages >= PENSIONABLE) & (died >= 0))
    stream.shuffle(pool)
    size = round(world.people * ENTERPRISE_SHARE)
    enterprise = np.sort(pool[:size])
    institution = np.sort(pool[size : size + retired])
    resident = choose(stream, pool[size + retired :], world.people * RESIDENT_SHARE)
    people = np.concatenate([resident, enterprise, institution]).astype(np.int64)
    kinds = [0] * len(resident) + [1] * len(enterprise) + [2] * len(institution)
    return people, np.array(kinds, dtype=np.int64)


def _starts(world: World, people: Ints) -> Ints:
    """Return the month after the sixtieth birthday, counted from the first month."""
    born = world.persons["birth_on"].to_numpy().astype("datetime64[M]")[people]
    return (born - FIRST).astype(np.int64) + PENSIONABLE * 12 + 1


def _amounts(
    world: World, people: Ints, schemes: Ints, stream: np.random.Generator
) -> pl.DataFrame:
    count = len(people)
    ages = ages_on(world, first_month)[people]
    resident = schemes == 0
    extra = np.select(
        [ages >= VERY_OLD, ages >= OLD], [EXTRA_VERY_OLD, EXTRA_OLD], 0
    ).astype(np.int64)
    own = stream.integers(800, 9_000, count)
    whole = np.where(
        schemes == 1,
        stream.integers(1_700, 3_900, count) * 100,
        stream.integers(3_800, 6_800, count) * 100,
    )
    base: list[int | Ints] = [CENTRAL, PROVINCE, CITY, COUNTY_BASE, extra]
    columns = {
        f"{part}_base_fen": np.where(resident, value, 0).astype(np.int64)
        for part, value in zip(PARTS, base, strict=True)
    }
    columns["personal_account_fen"] = np.where(resident, own, 0)
    columns["funeral_fen"] = np.zeros(count, dtype=np.int64)
    total = np.sum(list(columns.values()), axis=0)
    columns["amount_fen"] = np.where(resident, total, whole)
    return (
        identity(world, people, "sex", "town", "village", "account_number")
        .with_columns(pl.Series(name, values) for name, values in columns.items())
        .with_columns(
            pl.Series(["居民养老", "企业养老", "机关养老"])
            .gather(schemes)
            .alias("scheme"),
            pl.col("person_name").alias("account_name"),
        )
    )


def _flags(died: Ints, count: int, stream: np.random.Generator) -> pl.Series:
    flags = draw(
        ("已支付", "退回", "未支付"),
        count,
        stream,
        (1 - 2 * RETURNED_SHARE, RETURNED_SHARE, RETURNED_SHARE),
    )
    living = pl.Series(died >= MONTHS)
    return flags.zip_with(living, pl.Series(["已支付"] * count)).alias("payment_flag")


def _back_pay(rows: pl.DataFrame, stream: np.random.Generator) -> pl.DataFrame:
    """Return a second payment of what came back, in the month after."""
    due = rows.filter(
        (pl.col("payment_flag") == "退回")
        & (pl.col("paid_in") < pl.lit(today).dt.month_start().dt.offset_by("-1mo"))
    )
    due = due.filter(pl.Series(stream.random(due.height) < BACK_PAY_SHARE))
    return due.with_columns(
        pl.col("paid_in").dt.offset_by("1mo"),
        pl.lit("已支付").alias("payment_flag"),
        (
            pl.lit("YL") + pl.col("paid_in").dt.offset_by("1mo").dt.strftime("%Y%m")
        ).alias("batch"),
    )
