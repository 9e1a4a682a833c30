"""PR-14: grants for dangerous houses against their conditions, and what looks so."""

from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Row, Value, add, facts
from county.cases.finance.staff_rows import CADRE
from county.cases.label import labels
from county.cases.relief.dibao_and_homes import HOME, home_row
from county.redeliver import as_it_was
from county.world import World

RULE, GRANT, MOVED = "PR-14", "relief/housing_grant", "relief/resettled_household"
DATASETS = (GRANT, MOVED, HOME, CADRE, "registry/resident")
GAP, WHOLE, HALF = "15y", 1_000_000, 500_000
SERVING = ("公务员", "参公", "事业在编")
DECIDED = date(2022, 4, 18)


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _heads(world: World, draw: Draw, wanted: int) -> list[int]:
    heads = living(world, youngest=35, oldest=80)
    heads = heads.filter(pl.col("relation_to_head") == "户主")
    free = outside(world, heads, GRANT, MOVED, HOME, CADRE)
    return draw.take(free["person"], wanted)


def _grant(world: World, head: int, decided: date, **changes: Value) -> Row:
    row, year = facts(world, head), date(decided.year, 1, 1)
    return {
        "granted_for": year,
        "granted_for_to": date(decided.year, 12, 31),
        "person_name": row["person_name"],
        "id_number": row["id_number"],
        "household_kind": "其他",
        "danger_grade": "D级",
        "method": "拆除重建",
        "address": row["address"],
        "floor_area_milli": 62_000,
        "amount_fen": 3_200_000,
        "decided_on": decided,
        "started_on": decided + timedelta(days=20),
        "finished_on": decided + timedelta(days=95),
        "inspected_on": decided + timedelta(days=104),
        "inspected_by": "验收组",
        "account_number": row["account_number"],
        "paid_on": decided + timedelta(days=120),
        "payment_result": "成功",
        "town": row["town"],
        "village": row["village"],
        "person": head,
        **changes,
    }


def _single(world: World, draw: Draw, wanted: int, **changes: Value) -> list[int]:
    """Give one grant each to people who have nothing else; return them."""
    people = _heads(world, draw, wanted)
    add(world, GRANT, [_grant(world, head, DECIDED, **changes) for head in people])
    return people


def _again(world: World, draw: Draw, wanted: int) -> int:
    """Give a household a second grant five years after the first."""
    people = _single(world, draw, wanted)
    later = DECIDED.replace(year=DECIDED.year - 5)
    add(world, GRANT, [_grant(world, head, later) for head in people])
    return len(people)


def _to_the_spouse(world: World, draw: Draw, wanted: int) -> int:
    """Give the spouse a grant two years after the head's."""
    heads = living(world, youngest=35, oldest=80)
    heads = heads.filter(pl.col("relation_to_head") == "户主", pl.col("spouse") >= 0)
    free = outside(world, heads, GRANT, MOVED, HOME, CADRE)
    mates = dict(free.select("person", "spouse").iter_rows())
    people = draw.take(mates, wanted)
    add(world, GRANT, [_grant(world, head, DECIDED) for head in people])
    later = DECIDED.replace(year=DECIDED.year + 2)
    add(world, GRANT, [_grant(world, mates[head], later) for head in people])
    return len(people)


def _moved_too(world: World, draw: Draw, wanted: int) -> int:
    """List people with a grant among the resettled."""
    people = _single(world, draw, wanted)
    add(world, MOVED, [_resettled(world, head) for head in people])
    return len(people)


def _resettled(world: World, head: int) -> Row:
    row = facts(world, head)
    return {
        "household_number": f"YD{head:010d}",
        "person_name": row["person_name"],
        "id_number": row["id_number"],
        "member_count": 2,
        "resettle_kind": "集中安置",
        "old_address": row["address"],
        "site": "幸福家园安置点",
        "floor_area_milli": 50_000,
        "moved_in_on": date(2018, 11, 6),
        "demolished_on": date(2019, 3, 9),
        "amount_fen": 12_000_000,
        "account_number": row["account_number"],
        "paid_on": date(2018, 1, 24),
        "town": row["town"],
        "village": row["village"],
        "person": head,
    }


def _with_flat(world: World, draw: Draw, wanted: int) -> int:
    """Give a grant to people who have a flat in town."""
    people = _single(world, draw, wanted)
    add(world, HOME, [home_row(world, head, 1) for head in people])
    return len(people)


def _finished_before(world: World, draw: Draw, wanted: int) -> int:
    """Decide on a grant two months after the house was finished."""
    finished: dict[str, Value] = {
        "started_on": DECIDED - timedelta(days=150),
        "finished_on": DECIDED - timedelta(days=60),
    }
    return len(_single(world, draw, wanted, **finished))


def _plain(world: World, draw: Draw, wanted: int) -> int:
    """Give one grant to people who have nothing else."""
    return len(_single(world, draw, wanted))


def _farmhouse(world: World, draw: Draw, wanted: int) -> int:
    """Give a grant for the farmhouse that stands in the land register."""
    people = _single(world, draw, wanted)
    own: dict[str, Value] = {"nature": "自建房", "acquired_by": "自建"}
    add(world, HOME, [home_row(world, head, 1, **own) for head in people])
    return len(people)


def _flat_since(world: World, draw: Draw, wanted: int) -> int:
    """Give a grant to people who buy a flat two years later."""
    people = _single(world, draw, wanted)
    bought = date(2024, 6, 3)
    rows = [home_row(world, head, 1, registered_on=bought) for head in people]
    add(world, HOME, rows)
    return len(people)


def _flat_sold(world: World, draw: Draw, wanted: int) -> int:
    """Give a grant to people who sold their flat the year before."""
    people = _single(world, draw, wanted)
    sold: dict[str, Value] = {
        "status": "历史",
        "register_kind": "转移",
        "ended_on": date(2021, 2, 8),
    }
    add(world, HOME, [home_row(world, head, 1, **sold) for head in people])
    return len(people)


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Have the second of two grants come back."""
    people = _single(world, draw, wanted)
    later = DECIDED.replace(year=DECIDED.year + 1)
    back: dict[str, Value] = {"payment_result": "退回"}
    add(world, GRANT, [_grant(world, head, later, **back) for head in people])
    return len(people)


PLANTERS: tuple[Planter, ...] = (
    _again,
    _to_the_spouse,
    _moved_too,
    _with_flat,
    _finished_before,
)
INNOCENTS: tuple[Planter, ...] = (
    _plain,
    _farmhouse,
    _flat_since,
    _flat_sold,
    _returned,
)


def judge(world: World) -> pl.DataFrame:
    """Return whose grant stands beside what excludes it."""
    homes = world.persons.select("person", "household", "died_on")
    rows = world.tables[GRANT].with_row_index("line").join(homes, on="person")
    paid = rows.filter(pl.col("payment_result") == "成功")
    wrong = [
        _again_at(paid),
        _named(_resettled_too(world, paid), "resettled_too"),
        _named(_flats(world, paid, before=True), "flat_in_town"),
        _named(_officials(world, paid), "public_servant"),
        _named(paid.filter(pl.col("finished_on") < pl.col("decided_on")), "finished"),
    ]
    alike = [
        _named(rows.filter(pl.col("payment_result") != "成功"), "payment_returned"),
        _named(_flats(world, paid, before=False), "flat_at_another_time"),
        _named(_farmhouses(world, paid), "own_farmhouse"),
        _named(paid.filter(pl.col("household_kind") == "其他"), "one_grant"),
    ]
    return labels(RULE, wrong, alike)


def _named(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select(pl.col("person").unique(), mechanism=pl.lit(mechanism))


def _again_at(paid: pl.DataFrame) -> pl.DataFrame:
    """Return the later of two grants to one household within the years of the gap."""
    both = paid.join(paid, on="household", suffix="_first")
    later = both.filter(
        (pl.col("decided_on") > pl.col("decided_on_first"))
        | (
            (pl.col("decided_on") == pl.col("decided_on_first"))
            & (pl.col("line") > pl.col("line_first"))
        ),
        pl.col("decided_on") < pl.col("decided_on_first").dt.offset_by(GAP),
    )
    first = pl.col("person_first").min().alias("partner")
    return later.group_by("person").agg(first, mechanism=pl.lit("granted_again"))


def _resettled_too(world: World, paid: pl.DataFrame) -> pl.DataFrame:
    homes = world.persons.select("person", "household")
    moved = world.tables[MOVED].join(homes, on="person").select("household").unique()
    return paid.join(moved, on="household", how="semi")


def _flats(world: World, paid: pl.DataFrame, *, before: bool) -> pl.DataFrame:
    """Return grants to owners of a flat, at the decision or else at another time."""
    flats = world.tables[HOME].filter(
        pl.col("nature") == "商品房",
        pl.col("use_kind") == "住宅",
        ~pl.col("register_kind").is_in(["预告", "注销"]),
        pl.col("share_ppm").fill_null(WHOLE) >= HALF,
    )
    both = paid.join(flats.select("person", "registered_on", "ended_on"), on="person")
    then = (pl.col("registered_on") < pl.col("decided_on")) & (
        pl.col("ended_on").fill_null(date(2099, 1, 1)) > pl.col("decided_on")
    )
    return both.filter(then if before else ~then)


def _officials(world: World, paid: pl.DataFrame) -> pl.DataFrame:
    posts = as_it_was(world, CADRE).filter(pl.col("identity").is_in(SERVING))
    both = paid.join(posts.select("person", "appointed_on", "removed_on"), on="person")
    return both.filter(
        pl.col("appointed_on") <= pl.col("decided_on"),
        pl.col("removed_on").fill_null(date(2099, 1, 1)) > pl.col("decided_on"),
    )


def _farmhouses(world: World, paid: pl.DataFrame) -> pl.DataFrame:
    own = world.tables[HOME].filter(pl.col("nature") == "自建房")
    return paid.join(own.select("person").unique(), on="person", how="semi").head(60)
