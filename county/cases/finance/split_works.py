"""FN-07: works let in parts below the tender threshold, and what only looks so."""

from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw
from county.cases.finance.contract_rows import (
    CONTRACT,
    PROJECT,
    WORKS,
    Parties,
    buy,
    sign,
)
from county.cases.label import few, labels
from county.world import World

RULE = "FN-07"
DATASETS = (CONTRACT, PROJECT)
LIMIT_FEN, DESIGN_FEN, SPAN = 400_000_000, 100_000_000, 365
PART_FEN = 168_000_000
FEW = 12
SPRING = date(2026, 2, 25)
PARTS = ("一标段", "二标段", "三标段")
TENDERED = ("公开招标", "邀请招标")
TALKED_OVER = {"category_code": WORKS, "procurement_method": "竞争性谈判"}
WRONG = ("services_in_phases", "let_group_by_group", "let_in_sections")
MARKS = r"[一二三四]+(标段|期|组)"


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    parties = Parties(world, draw, "FN07")
    for number in range(count):
        PLANTERS[number % len(PLANTERS)](world, parties)
    for number in range(count):
        INNOCENTS[number % len(INNOCENTS)](world, parties)


def _let(
    world: World,
    parties: Parties,
    names: tuple[str, ...],
    *,
    fen: int = PART_FEN,
    gap: int = 30,
    **changes: str,
) -> None:
    """Sign a contract for each name, one after the other, for one owner."""
    owner = parties.buyer()
    for turn, name in enumerate(names):
        day = SPRING + timedelta(days=gap * turn)
        own = {**owner, **parties.seller(), **TALKED_OVER}
        sign(world, parties, fen, day, {**own, "contract_name": name, **changes})


def _sections(world: World, parties: Parties) -> None:
    """Let a road in three sections."""
    _let(world, parties, tuple(f"马畈村道路硬化工程{part}" for part in PARTS))


def _groups(world: World, parties: Parties) -> None:
    """Let a village's ditches group by group."""
    names = tuple(f"石塘村{group}组沟渠整治工程" for group in "一二三")
    _let(world, parties, names)


def _supervision(world: World, parties: Parties) -> None:
    """Let the supervision of works in two phases."""
    names = ("河堤工程监理一期", "河堤工程监理二期")
    _let(world, parties, names, fen=60_000_000)


def _tendered(world: World, parties: Parties) -> None:
    """Tender a road in three sections."""
    names = tuple(f"沿河道路工程{part}" for part in PARTS)
    _let(world, parties, names, procurement_method="公开招标")


def _villages(world: World, parties: Parties) -> None:
    """Let the roads of three villages."""
    _let(world, parties, tuple(f"{village}村通组道路工程" for village in "石马陈"))


def _below(world: World, parties: Parties) -> None:
    """Let works in two sections that stay below the threshold."""
    _let(world, parties, tuple(f"学校围墙工程{part}" for part in PARTS[:2]))


def _years_apart(world: World, parties: Parties) -> None:
    """Let the second section after fourteen months."""
    names = tuple(f"卫生院改造工程{part}" for part in ("一期", "二期", "三期"))
    _let(world, parties, names, gap=-430)


def _flood(world: World, parties: Parties) -> None:
    """Let repairs after a flood."""
    _let(world, parties, tuple(f"堤防水毁抢险工程{part}" for part in PARTS))


def _planned(world: World, parties: Parties) -> None:
    """Let works that are planned in the budgets of two years."""
    owner = parties.buyer()
    for turn, year in enumerate((2025, 2025, 2026)):
        both = {**owner, **parties.seller()}
        project = buy(
            world,
            parties,
            PART_FEN,
            date(2025, 11, 12) + timedelta(days=20 * turn),
            {
                **both,
                "category_code": WORKS,
                "budget_for": date(year, 1, 1),
                "budget_for_to": date(year, 12, 31),
            },
        )
        sign(
            world,
            parties,
            PART_FEN,
            SPRING + timedelta(days=30 * turn),
            {
                **both,
                **TALKED_OVER,
                "project_number": project,
                "section_number": "1",
                "contract_name": f"高标准农田工程第{turn + 1}期",
            },
        )


PLANTERS = (_sections, _groups, _supervision)
INNOCENTS = (_tendered, _villages, _below, _years_apart, _flood, _planned)


def judge(world: World) -> pl.DataFrame:
    """Return owners that let works in parts and those that only seem to."""
    years = world.tables[PROJECT].select(
        "project_number", year=pl.col("budget_for").dt.year()
    )
    works = world.tables[CONTRACT].filter(pl.col("category_code").str.starts_with("B"))
    named = works.join(
        years.unique("project_number"), on="project_number", how="left"
    ).select(
        "amount_fen",
        "contract_name",
        "year",
        object="purchaser_credit_code",
        day="starts_on",
        work=pl.col("contract_name")
        .str.replace_all(MARKS, "")
        .str.replace_all(r"第\d期", ""),
        tendered=pl.col("procurement_method").is_in(TENDERED),
        flood=pl.col("contract_name").str.contains("抢险"),
        by_group=pl.col("contract_name").str.contains("[一二三四]组"),
    )
    groups = named.group_by("object", "work").agg(
        fen=pl.col("amount_fen").sum(),
        most=pl.col("amount_fen").max(),
        parts=pl.len(),
        days=(pl.col("day").max() - pl.col("day").min()).dt.total_days(),
        tendered=pl.col("tendered").all(),
        flood=pl.col("flood").any(),
        years=pl.col("year").n_unique(),
        by_group=pl.col("by_group").any(),
    )
    judged = groups.with_columns(mechanism=_mechanism())
    is_wrong = pl.col("mechanism").is_in(WRONG)
    wrong = judged.filter(is_wrong)
    # A unit that lets works of several villages has several works.
    innocent = judged.filter(
        (pl.col("parts") > 1) | (pl.len().over("object") > 1),
        ~is_wrong,
    )
    several = pl.col("mechanism") == "different_works"
    innocents = [innocent.filter(~several), few(innocent.filter(several), FEW)]
    known = ["object", "mechanism"]
    return labels(RULE, [wrong.select(known)], [one.select(known) for one in innocents])


def _mechanism() -> pl.Expr:
    design = pl.col("work").str.contains("监理|设计|勘察")
    limit = pl.when(design).then(DESIGN_FEN).otherwise(LIMIT_FEN)
    return (
        pl.when(pl.col("parts") == 1)
        .then(pl.lit("different_works"))
        .when("tendered")
        .then(pl.lit("tendered"))
        .when(pl.col("fen") <= limit)
        .then(pl.lit("below_the_threshold"))
        .when(pl.col("most") >= limit)
        .then(pl.lit("one_above_by_itself"))
        .when(pl.col("days") > SPAN)
        .then(pl.lit("years_apart"))
        .when("flood")
        .then(pl.lit("after_a_flood"))
        .when(pl.col("years") > 1)
        .then(pl.lit("planned_by_year"))
        .when(design)
        .then(pl.lit("services_in_phases"))
        .when("by_group")
        .then(pl.lit("let_group_by_group"))
        .otherwise(pl.lit("let_in_sections"))
    )
