"""FN-06: purchases that exceed a threshold only together, and what only looks so."""

from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw
from county.cases.finance.contract_rows import (
    CONTRACT,
    PROJECT,
    SERVICE,
    Parties,
    buy,
    sign,
)
from county.cases.label import few, labels
from county.world import World

RULE = "FN-06"
DATASETS = (PROJECT, CONTRACT)
TENDER_FEN, LIMIT_FEN, SPAN = 200_000_000, 30_000_000, 90
LARGE_FEN, SMALL_FEN = 90_000_000, 9_600_000
START, AUTUMN = date(2026, 3, 2), date(2026, 8, 3)
LATE = timedelta(days=40)
SERVICES = {"category_code": SERVICE}
EXEMPT = "应急|抢险|救灾|抢修|涉密"
FEW = 12


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    parties = Parties(world, draw, "FN06")
    for number in range(count):
        (_in_parts, _by_itself)[number % 2](world, parties)
    for number in range(count):
        INNOCENTS[number % len(INNOCENTS)](world, parties)


def _projects(world: World, parties: Parties, times: int, **changes: str) -> None:
    """Buy three times out of one line of the budget."""
    buyer = parties.buyer()
    line = f"云财预〔2026〕9{parties.number()}号"
    for turn in range(times):
        day = START + turn * LATE
        own = {**buyer, "indicator_number": line, **changes}
        buy(world, parties, LARGE_FEN, day, own)


def _in_parts(world: World, parties: Parties) -> None:
    _projects(world, parties, 3)


def _by_itself(world: World, parties: Parties) -> None:
    """Sign four small contracts with one supplier within two months."""
    buyer, seller = parties.buyer(), parties.seller()
    for turn in range(4):
        day = AUTUMN + timedelta(days=18 * turn)
        sign(world, parties, SMALL_FEN, day, {**SERVICES, **buyer, **seller})


def _below(world: World, parties: Parties) -> None:
    """Buy twice, which stays below the threshold."""
    _projects(world, parties, 2)


def _approved(world: World, parties: Parties) -> None:
    """Have the way of buying approved."""
    _projects(world, parties, 3, method_approval_number="云财采批〔2026〕7号")


def _emergency(world: World, parties: Parties) -> None:
    """Buy for the flood."""
    _projects(world, parties, 3, project_name="防汛抢险物资")


def _agreed(world: World, parties: Parties) -> None:
    """Call off from a framework agreement."""
    _projects(world, parties, 3, procurement_method="框架协议")


def _other_lines(world: World, parties: Parties) -> None:
    """Buy out of three lines of the budget."""
    buyer = parties.buyer()
    for turn in range(3):
        line = f"云财预〔2026〕9{parties.number()}号"
        day = START + turn * LATE
        buy(world, parties, LARGE_FEN, day, {**buyer, "indicator_number": line})


def _over_the_year(world: World, parties: Parties) -> None:
    """Sign small contracts with one supplier, months apart."""
    buyer, seller = parties.buyer(), parties.seller()
    for turn in range(4):
        day = date(2025, 11, 10) + timedelta(days=100 * turn)
        sign(world, parties, SMALL_FEN, day, {**SERVICES, **buyer, **seller})


def _other_suppliers(world: World, parties: Parties) -> None:
    """Sign small contracts with four suppliers."""
    buyer = parties.buyer()
    for turn in range(4):
        day = AUTUMN + timedelta(days=18 * turn)
        seller = parties.seller()
        sign(world, parties, SMALL_FEN, day, {**SERVICES, **buyer, **seller})


INNOCENTS = (
    _below,
    _approved,
    _emergency,
    _agreed,
    _other_lines,
    _over_the_year,
    _other_suppliers,
)


def judge(world: World) -> pl.DataFrame:
    """Return which units bought in parts and which only seem to."""
    projects, small = _budget_lines(world), _small(world)
    innocent = [few(one.filter(~pl.col("wrong")), FEW) for one in (projects, small)]
    wrong = [one.filter("wrong") for one in (projects, small)]
    named = ["object", "mechanism"]
    return labels(
        RULE, [one.select(named) for one in wrong], [o.select(named) for o in innocent]
    )


def _budget_lines(world: World) -> pl.DataFrame:
    """Return units with several purchases of one category in one year."""
    table = world.tables[PROJECT].filter(
        pl.col("project_kind") != "工程",
        pl.col("procurement_method") != "公开招标",
        pl.col("award_fen") < TENDER_FEN,
    )
    free = (
        pl.col("method_approval_number").is_not_null()
        | pl.col("project_name").str.contains(EXEMPT)
        | (pl.col("procurement_method") == "框架协议")
    )
    by_line = (
        table.with_columns(free=free)
        .group_by(
            pl.col("category_code").str.head(3),
            "indicator_number",
            object="purchaser_credit_code",
        )
        .agg(
            all=pl.col("award_fen").sum(),
            bound=pl.col("award_fen").filter(~pl.col("free")).sum(),
            many=pl.len(),
        )
    )
    lines = pl.len().over("object", "category_code")
    seen = by_line.filter((pl.col("many") > 1) | (lines > 1))
    wrong = (pl.col("bound") > TENDER_FEN) & (pl.col("many") > 1)
    return seen.select(
        "object",
        mechanism=pl.when(wrong)
        .then(pl.lit("bought_in_parts"))
        .when(pl.col("many") == 1)
        .then(pl.lit("other_lines_of_the_budget"))
        .when(pl.col("all") <= TENDER_FEN)
        .then(pl.lit("below_the_threshold"))
        .otherwise(pl.lit("approved_or_exempt")),
        wrong=wrong,
    ).unique()


def _small(world: World) -> pl.DataFrame:
    """Return units with several small contracts of one category."""
    table = world.tables[CONTRACT].filter(
        pl.col("project_number").is_null(),
        pl.col("procurement_method") == "自行采购",
        ~pl.col("category_code").str.starts_with("B"),
        pl.col("amount_fen") < LIMIT_FEN,
    )
    rows = table.select(
        object="purchaser_credit_code",
        seller="supplier_credit_code",
        category=pl.col("category_code").str.head(3),
        day="signed_on",
        fen="amount_fen",
    )
    pairs = rows.join(rows, on=["object", "category"], suffix="_before").filter(
        (pl.col("day") - pl.col("day_before")).dt.total_days().is_between(0, SPAN)
    )
    key = ["object", "category", "seller", "day"]
    sums = pairs.group_by(*key).agg(
        own=pl.col("fen_before")
        .filter(pl.col("seller") == pl.col("seller_before"))
        .sum(),
        every=pl.col("fen_before").sum(),
    )
    many = rows.group_by("object", "category").len("many").filter(pl.col("many") > 1)
    wrong = pl.col("own") > LIMIT_FEN
    found = sums.join(many, on=["object", "category"])
    return found.select(
        "object",
        mechanism=pl.when(wrong)
        .then(pl.lit("small_contracts_in_a_row"))
        .when(pl.col("every") > LIMIT_FEN)
        .then(pl.lit("several_suppliers"))
        .otherwise(pl.lit("months_apart")),
        wrong=wrong,
    ).unique()
