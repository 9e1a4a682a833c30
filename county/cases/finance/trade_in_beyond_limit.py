"""TI-02: trade-ins beyond pieces or money, and what only looks so."""

from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Value
from county.cases.finance.trade_in_rows import (
    FRIDGE,
    PHONE,
    RETURNED,
    Changes,
    buy,
    buyers,
    purchase,
)
from county.cases.label import few, labels
from county.extracts.trade_in_subsidy import PATH, due
from county.world import World

RULE = "TI-02"
DATASETS = (PATH,)
AUTUMN = date(2025, 11, 2)
LATER: Changes = {"invoice_on": date(2026, 5, 21)}
COOLER: Changes = {
    **FRIDGE,
    "goods_kind": "空调",
    "subsidy_fen": 72_000,  # a fifth of the price, as in 2025
    "invoice_on": AUTUMN,
}
CEILING_FEN, PIECES_OF_2025, FEW = 600_000, 3, 12


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _buys(goods: Changes, *turns: Changes) -> Planter:
    """Return what has each buyer buy once for each of the changes."""

    def plant_some(world: World, draw: Draw, wanted: int) -> int:
        people = buyers(world, draw, wanted)
        for one in people:
            rows = (
                purchase(world, one, turn, goods, changes)
                for turn, changes in enumerate(turns, 3)
            )
            buy(world, *rows)
        return len(people)

    return plant_some


def _spouses(world: World, draw: Draw, wanted: int) -> int:
    """Have husband and wife buy one phone each."""
    wed = living(world, youngest=24, oldest=70).filter(pl.col("spouse") >= 0)
    alive = living(world)["person"].implode()
    wed = wed.filter(pl.col("spouse").is_in(alive))
    people = draw.take(outside(world, wed, PATH)["person"], wanted)
    for one in people:
        other = int(world.persons["spouse"][one])
        buy(world, *(purchase(world, each, 3, PHONE, {}) for each in (one, other)))
    return len(people)


def _phone(**changes: Value) -> Changes:
    return {**PHONE, **changes}


PLANTERS: tuple[Planter, ...] = (
    _buys(PHONE, {}, LATER),
    _buys(COOLER, {}, {}, {}, {}),
    _buys(FRIDGE, {"subsidy_fen": 72_000}),  # last year's share
    _buys(_phone(price_fen=420_000), {"subsidy_fen": 63_000}),  # above the cap
    _buys(_phone(price_fen=680_000), {"subsidy_fen": 50_000}),  # too dear a phone
)
INNOCENTS: tuple[Planter, ...] = (
    _buys(COOLER, {}, {}, {}),
    _spouses,
    _buys(PHONE, {"invoice_on": date(2025, 12, 28)}, LATER),  # last year's, paid late
    _buys(PHONE, RETURNED, LATER),
    _buys(PHONE, {"status": "审核驳回"}, {}),
)


def judge(world: World) -> pl.DataFrame:
    """Return who was paid for too many pieces or too much, and who only seems to be."""
    rows = world.tables[PATH].filter(pl.col("person") >= 0)
    year = pl.col("invoice_on").dt.year()
    own = ["person", "category", "goods_kind", "year"]
    paid = rows.with_columns(year=year, due=due(rows)).filter(
        pl.col("status") != "审核驳回"
    )
    kept = paid.filter(pl.col("status") == "已拨付").with_columns(
        pieces=pl.len().over(own)
    )
    cooler = (pl.col("goods_kind") == "空调") & (pl.col("year") == AUTUMN.year)
    allowed = pl.when(cooler).then(PIECES_OF_2025).otherwise(1)
    too_dear = (pl.col("category") == "数码") & (pl.col("price_fen") > CEILING_FEN)
    within = kept.filter(pl.col("pieces") <= allowed)
    several = rows.filter(pl.len().over("person", "goods_kind") > 1)
    homes = world.persons.select("person", "household")
    at_home = kept.join(homes, on="person").filter(
        pl.col("person").n_unique().over("household", "goods_kind") > 1
    )
    return labels(
        RULE,
        [
            kept.filter(pl.col("pieces") > allowed).select(
                "person", mechanism=pl.lit("too_many_pieces")
            ),
            within.filter(too_dear).select("person", mechanism=pl.lit("too_dear")),
            within.filter(~too_dear, pl.col("subsidy_fen") > pl.col("due")).select(
                "person", mechanism=pl.lit("too_much_money")
            ),
        ],
        [
            within.filter(pl.col("pieces") > 1).select(
                "person", mechanism=pl.lit("three_air_conditioners")
            ),
            several.filter(pl.col("status") == "已退回").select(
                "person", mechanism=pl.lit("one_returned")
            ),
            several.filter(pl.col("status") == "审核驳回").select(
                "person", mechanism=pl.lit("resubmitted")
            ),
            several.select("person", mechanism=pl.lit("bought_last_year")).unique(),
            few(at_home.select("person").unique(), FEW).with_columns(
                mechanism=pl.lit("another_at_home")
            ),
        ],
    )
