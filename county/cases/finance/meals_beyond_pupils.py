"""SM-01: meals beyond pupils, days or price, and what only looks so."""

from datetime import date

import polars as pl

from county.cases.choose import Draw
from county.cases.edit import Row, mark
from county.cases.finance.contract_rows import UNIT, Parties
from county.cases.finance.handled_rows import enter
from county.cases.label import few, labels
from county.world import World

RULE = "SM-01"
MEAL, STUDENT = "finance/school_meal", "registry/student"
DATASETS = (MEAL,)
PUPILS, DAYS, PRICE = 200, 20, 1_000
MARCH, MAY = date(2026, 3, 1), date(2026, 5, 1)
SPARE = 1.05
FEW = 12


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each, mostly at small schools."""
    parties = Parties(world, Draw(world, RULE), "SM01")
    _beyond_register(world)
    number = 0
    for kind in (VIOLATIONS, INNOCENTS):
        for turn in range(count):
            number += 1
            for changes in kind[turn % len(kind)]:
                _serve(world, parties, number, changes)


def _beyond_register(world: World) -> None:
    """Let one school of the register feed half as many again as it has pupils."""
    known = set(world.tables[STUDENT]["school"].to_list())
    schools = sorted(known & set(world.tables[MEAL]["school_name"].to_list()))
    own = (pl.col("school_name") == schools[0]) & (pl.col("meal_for") == MAY)
    more = {name: pl.col(name) * 3 // 2 for name in ("enrolled", "diners", "meals")}
    mark(world, MEAL, own, **more, amount_fen=pl.col("amount_fen") * 3 // 2)


VIOLATIONS: tuple[tuple[Row, ...], ...] = (
    ({"meals": 5_000, "amount_fen": 5_000 * PRICE},),
    ({"diners": 150, "meals": 3_900, "amount_fen": 3_900 * PRICE},),
    ({"amount_fen": 4_600_000},),
)
INNOCENTS: tuple[tuple[Row, ...], ...] = (
    ({"meals": 4_300, "amount_fen": 4_300 * PRICE, "staff_meals": 320},),
    ({"meals": 4_150, "amount_fen": 4_150 * PRICE},),
    (
        {"standard_fen": 500, "amount_fen": 2_000_000},
        {"standard_fen": 500, "amount_fen": 2_000_000},
    ),
    ({"diners": 120, "meals": 2_400, "amount_fen": 2_400 * PRICE},),
)


def _serve(world: World, parties: Parties, number: int, changes: Row) -> None:
    """Enter one month of a small school with a supplier of its own."""
    row: Row = {
        "school_name": f"云溪县新塘第{number}小学",
        "meal_for": MARCH,
        "meal_for_to": date(2026, 3, 31),
        **parties.seller(),
        "enrolled": PUPILS,
        "diners": PUPILS,
        "meal_days": DAYS,
        "meals": PUPILS * DAYS,
        "standard_fen": PRICE,
        "amount_fen": PUPILS * DAYS * PRICE,
        "subsidy_fen": PUPILS * DAYS * 500,
        "staff_meals": 40,
        "settled_on": date(2026, 4, 8),
        "canteen_kind": "配餐企业",
        **changes,
    }
    enter(world, MEAL, [row], {"accepted_by": "handled_by"})


def judge(world: World) -> pl.DataFrame:
    """Return which schools billed beyond their pupils and which only seem to."""
    rows = _with_pupils(world)
    most = pl.min_horizontal("pupils", "diners") * pl.col("meal_days")
    beyond = pl.col("meals") - most
    costs = pl.col("meals") * pl.col("standard_fen")
    every = rows.with_columns(
        is_much=beyond > most * (SPARE - 1),
        is_staff=(beyond > 0) & (beyond <= pl.col("staff_meals")),
        is_dear=pl.col("amount_fen") > costs * SPARE,
        is_some=beyond > 0,
        is_double=pl.len().over("school_name", "meal_for") > 1,
    )
    wrong = every.filter((pl.col("is_much") & ~pl.col("is_staff")) | pl.col("is_dear"))
    alike = every.join(wrong, on="object", how="anti").filter(
        pl.col("is_some") | pl.col("is_double") | (pl.col("diners") < pl.col("pupils"))
    )
    return labels(
        RULE,
        [_named(wrong, is_dear="money_beyond_price", is_much="meals_beyond_pupils")],
        [
            few(
                _named(
                    alike,
                    is_double="two_suppliers",
                    is_much="staff_ate_too",
                    is_some="within_the_tolerance",
                ),
                FEW,
            )
        ],
    )


def _named(rows: pl.DataFrame, **mechanisms: str) -> pl.DataFrame:
    """Return object and mechanism: the first column that holds names it."""
    name = pl.lit("not_all_eat")
    for column, mechanism in reversed(mechanisms.items()):
        name = pl.when(column).then(pl.lit(mechanism)).otherwise(name)
    return rows.select("object", mechanism=name).unique()


def _with_pupils(world: World) -> pl.DataFrame:
    """Return the meals with `object` and the pupils that the register tells of."""
    codes = world.tables[UNIT].select(
        school_name="organisation_name", object="credit_code"
    )
    meals = world.tables[MEAL].join(codes, on="school_name", how="left")
    attending = (
        meals.select("school_name", "meal_for")
        .unique()
        .join(world.tables[STUDENT], left_on="school_name", right_on="school")
        .filter(
            pl.col("enrolled_on") <= pl.col("meal_for").dt.month_end(),
            pl.col("left_on").fill_null(date(2099, 1, 1)) >= pl.col("meal_for"),
        )
        .group_by("school_name", "meal_for")
        .len("known")
    )
    return meals.join(
        attending, on=["school_name", "meal_for"], how="left"
    ).with_columns(
        object=pl.coalesce("object", "school_name"),
        pupils=pl.coalesce(pl.col("known").cast(pl.Int64), "enrolled"),
    )
