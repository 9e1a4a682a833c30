"""PR-04: an allowance beside several homes, and households that only look so."""

from collections.abc import Iterable, Sequence
from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.dibao_rows import MEMBER, PAYMENT, Aid, grant
from county.cases.edit import Row, Value, add, facts, had, mark, own
from county.cases.exempt import EXEMPTED, EXEMPTIONS, covered, exempt
from county.cases.label import labels
from county.cases.months import MONTHS_A_YEAR, window
from county.cases.relief.insured import insured_months
from county.redeliver import as_it_was
from county.world import World

RULE, HOME = "PR-04", "registry/real_estate"
DATASETS = (MEMBER, PAYMENT, HOME)
YEAR = tuple(window(0, MONTHS_A_YEAR))
LONG_AGO, NEVER = date(2019, 5, 14), date(2099, 1, 1)
ALLOWED, HALF = 1, 500_000
SOLD_ON, LATE = date(2026, 6, 30), tuple(window(8, MONTHS_A_YEAR))


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _heads(world: World, draw: Draw, wanted: int) -> list[int]:
    heads = living(world, youngest=24, oldest=75)
    heads = heads.filter(pl.col("relation_to_head") == "户主")
    return draw.take(outside(world, heads, MEMBER, PAYMENT, HOME)["person"], wanted)


def home_row(world: World, owner: int, place: int, **changes: Value) -> Row:
    """Return a row of the land register: a flat bought long ago, unless changed."""
    row = facts(world, owner)
    return {
        "person_name": row["person_name"],
        "id_number": row["id_number"],
        "unit_number": f"420281900001JC{owner:07d}F{place:08d}",
        "certificate_number": f"鄂(2019)云溪县不动产权第9{owner:07d}{place}号",
        "right_kind": "国有建设用地使用权/房屋所有权",
        "use_kind": "住宅",
        "nature": "商品房",
        "address": f"湖北省云溪县{row['town']}安居小区{place}栋",
        "floor_area_milli": 91_000,
        "register_kind": "首次",
        "registered_on": LONG_AGO,
        "status": "现势",
        "ownership_kind": "单独所有",
        "acquired_by": "购买",
        "price_fen": 41_860_000,
        "person": owner,
        **changes,
    }


def _pay(world: World, people: Iterable[int]) -> None:
    grant(world, {person: Aid(months=YEAR) for person in people})


def _two_flats(world: World, draw: Draw, wanted: int) -> int:
    """Pay people who have owned two flats for years."""
    people = _heads(world, draw, wanted)
    _pay(world, people)
    add(world, HOME, [home_row(world, p, n) for p in people for n in (1, 2)])
    return len(people)


def _farmhouse_and_flat(world: World, draw: Draw, wanted: int) -> int:
    """Pay people who own a farmhouse and, since long ago, a flat in town."""
    people = _heads(world, draw, wanted)
    _pay(world, people)
    farm = {"nature": "自建房", "acquired_by": "自建", "price_fen": None}
    add(world, HOME, [home_row(world, p, 1, **farm) for p in people])
    add(world, HOME, [home_row(world, p, 2) for p in people])
    return len(people)


def _bought_while_insured(world: World, draw: Draw, wanted: int) -> int:
    """Pay people who bought their only flat a year after they were taken on."""
    people = _heads(world, draw, wanted)
    _pay(world, people)
    bought = date(2024, 8, 20)
    add(world, HOME, [home_row(world, p, 1, registered_on=bought) for p in people])
    return len(people)


def _with(**second: Value) -> Planter:
    """Return a planter of people with one home and a second one of some kind."""

    def planted(world: World, draw: Draw, wanted: int) -> int:
        people = _heads(world, draw, wanted)
        _pay(world, people)
        add(world, HOME, [home_row(world, p, 1) for p in people])
        add(world, HOME, [home_row(world, p, 2, **second) for p in people])
        return len(people)

    return planted


def _gone(months: Sequence[date]) -> Planter:
    """Return a planter of people whose second flat only the register of May has."""

    def planted(world: World, draw: Draw, wanted: int) -> int:
        people = _heads(world, draw, wanted)
        grant(world, {person: Aid(months=months) for person in people})
        add(world, HOME, [home_row(world, p, 1) for p in people])
        had(world, HOME, [home_row(world, p, 2) for p in people], SOLD_ON)
        return len(people)

    return planted


def _exempt(*, is_approved: bool) -> Planter:
    """Return a planter of people with two flats, and a document that allows them."""

    def planted(world: World, draw: Draw, wanted: int) -> int:
        people = _heads(world, draw, wanted)
        _pay(world, people)
        add(world, HOME, [home_row(world, p, n) for p in people for n in (1, 2)])
        exempt(world, RULE, people, is_approved=is_approved, subject_kind="户")
        return len(people)

    return planted


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Have the payments of people with two flats come back."""
    people = _heads(world, draw, wanted)
    placed = len(people)
    _pay(world, people)
    add(world, HOME, [home_row(world, p, n) for p in people for n in (1, 2)])
    mark(world, PAYMENT, own(people), payment_result="失败")
    return placed


def _couple(world: World, draw: Draw, wanted: int) -> int:
    """Pay couples who own one flat together, each with a row of their own."""
    heads = living(world, youngest=24, oldest=75)
    heads = heads.filter(pl.col("relation_to_head") == "户主", pl.col("spouse") >= 0)
    free = outside(world, heads, MEMBER, PAYMENT, HOME)
    mates = dict(free.select("person", "spouse").iter_rows())
    people = draw.take(mates, wanted)
    grant(world, {p: Aid(months=YEAR, members=(mates[p],)) for p in people})
    joint = {"ownership_kind": "共同共有"}
    rows = [home_row(world, p, 1, **joint) for p in people]
    for person in people:
        mate = facts(world, mates[person])
        same = home_row(world, person, 1)["unit_number"]
        who = {name: mate[name] for name in ("person_name", "id_number", "person")}
        rows.append({**home_row(world, person, 1, **joint), **who, "unit_number": same})
    add(world, HOME, rows)
    return len(people)


PLANTERS: tuple[Planter, ...] = (
    _two_flats,
    _farmhouse_and_flat,
    _bought_while_insured,
    _gone(YEAR),
    _exempt(is_approved=False),
)
INNOCENTS: tuple[Planter, ...] = (
    _exempt(is_approved=True),
    _gone(LATE),
    _with(use_kind="车位"),
    _with(nature="安置房", acquired_by="拆迁安置"),
    _with(acquired_by="继承", ownership_kind="按份共有", share_ppm=333_000),
    _with(status="历史", register_kind="转移", ended_on=date(2025, 6, 30)),
    _with(status="历史", register_kind="预告", ended_on=date(2020, 6, 30)),
    _couple,
    _returned,
)


def judge(world: World) -> pl.DataFrame:
    """Return the heads of households that owned too much while they were paid."""
    paid = _months(world, success=True)
    counts = paid.group_by("head", "month").agg(
        homes=pl.col("unit_number").filter("real").n_unique(),
        counted=pl.col("unit_number")
        .filter(pl.col("real") & ~pl.col("lawful"))
        .n_unique(),
        bought=(pl.col("real") & pl.col("fresh")).any(),
        is_gone=(pl.col("real") & pl.col("is_gone")).any(),
    )
    wrong = counts.filter((pl.col("counted") > ALLOWED) | pl.col("bought"))
    acts = wrong.select(
        month_end=pl.col("month").dt.month_end(), person="head", first="month"
    )
    exempted = covered(world, RULE, acts, "first", "month_end")
    spared = wrong.filter(exempted).select(person="head", mechanism=pl.lit(EXEMPTED))
    wrong = wrong.filter(~exempted)
    mechanism = (
        pl.when("is_gone")
        .then(pl.lit("gone_from_the_register"))
        .when(pl.col("head").is_in(_unapproved(world).implode()))
        .then(pl.lit("exempted_by_nobody"))
        .when("bought")
        .then(pl.lit("bought_while_insured"))
        .otherwise(pl.lit("several_homes"))
    )
    several = paid.filter(pl.len().over("head", "month") > 1)
    innocent = several.select(person="head", mechanism=_reason())
    back = _months(world, success=False)
    back = back.filter(pl.len().over("head", "month") > 1)
    back = back.select(person="head", mechanism=pl.lit("payment_returned"))
    planted = wrong.select(person="head", mechanism=mechanism)
    plain = pl.col("mechanism") == "one_home_many_rows"
    alike = [
        spared.unique(),
        innocent.filter(~plain).unique(),
        innocent.filter(plain).unique(),
    ]
    return labels(RULE, [planted.unique()], [*alike, back.unique()])


def _unapproved(world: World) -> pl.Series:
    entries = world.tables[EXEMPTIONS]
    return entries.filter(pl.col("approved_by").is_null())["person"]


def _months(world: World, *, success: bool) -> pl.DataFrame:
    """Return each insured month beside each row of the land register."""
    since = world.tables[MEMBER].group_by("person").agg(pl.col("first_for").min())
    homes = as_it_was(world, HOME).drop("status").join(since, on="person")
    open_end = pl.col("ended_on").fill_null(NEVER)
    bought = (pl.col("nature") == "商品房") & (pl.col("acquired_by") == "购买")
    months = insured_months(world, success=success)
    both = months.filter(pl.col("status") != "渐退").join(homes, on="person")
    through = (pl.col("registered_on") < pl.col("month")) & (
        open_end > pl.col("month").dt.month_end()
    )
    return both.with_columns(
        real=through
        & (pl.col("use_kind") == "住宅")
        & ~pl.col("register_kind").is_in(["预告", "注销"]),
        lawful=(
            pl.col("acquired_by")
            .is_in(["拆迁安置", "继承", "赠与"])
            .fill_null(value=False)
            | pl.col("nature").is_in(["安置房", "保障房"]).fill_null(value=False)
            | (pl.col("share_ppm").fill_null(1_000_000) < HALF)
        ),
        fresh=(bought & (pl.col("registered_on") >= pl.col("first_for"))).fill_null(
            value=False
        ),
    )


def _reason() -> pl.Expr:
    """Return the reason of the row that makes a household look so."""
    return (
        pl.when(pl.col("use_kind") != "住宅")
        .then(pl.lit("no_dwelling"))
        .when(pl.col("register_kind") == "预告")
        .then(pl.lit("notice_of_a_right"))
        .when("lawful")
        .then(pl.lit("resettled_or_inherited"))
        .when("is_gone")
        .then(pl.lit("sold_between_two_registers"))
        .when(pl.col("ended_on").is_not_null())
        .then(pl.lit("sold_before"))
        .otherwise(pl.lit("one_home_many_rows"))
    )
