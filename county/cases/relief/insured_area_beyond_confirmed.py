"""AI-01: more area insured than is confirmed, and what only looks so."""

from collections.abc import Callable
from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, cases_for, living, plant_each
from county.cases.edit import Row, Value, add, facts, mark, own
from county.cases.label import few, labels
from county.cases.relief.land_area_beyond_confirmed import PLACE, RATIO, places_of
from county.cases.village_posts import village_posts
from county.world import World

RULE, INSURED = "AI-01", "relief/agricultural_insurance"
LAND = "relief/land_subsidy"
DATASETS = (INSURED, LAND, "registry/cadre", "registry/declared_kin")
RICE, CROPS, TENTH = "水稻种植保险", "稻|麦|玉米|种植", 110
FIRST, LAST = date(2026, 5, 10), date(2026, 10, 10)
EARLY, LATE = (date(2026, 3, 15), date(2026, 7, 10)), (date(2026, 7, 20), LAST)
PREMIUM_FEN, SUBSIDY_FEN, SUM_FEN = 3_300, 2_640, 110_000  # a mu
WHOLE = 100
Insure = Callable[[World, int, int], None]


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _areas(world: World) -> pl.DataFrame:
    """Return what everybody has confirmed and, by numbered contract, on lease."""
    numbered = pl.col("lease_number").is_not_null()
    plots = world.tables[LAND].group_by("person", year=pl.col("paid_for").dt.year())
    return plots.agg(
        confirmed=pl.col("contract_area_milli").sum(),
        leased=pl.col("leased_area_milli").fill_null(0).filter(numbered).sum(),
    )


def _with(insure: Insure) -> Planter:
    """Return a planter of people with land, all their own and not yet insured."""

    def planted(world: World, draw: Draw, wanted: int) -> int:
        areas = _areas(world).filter(pl.col("leased") == 0)
        mine = living(world, youngest=24).join(areas, on="person")
        free = mine.join(world.tables[INSURED], on="person", how="anti")
        known = dict(free.select("person", "confirmed").iter_rows())
        people = draw.take(known, wanted)
        for person in people:
            insure(world, person, known[person])
        return len(people)

    return planted


def _policy(
    world: World, person: int, area: int, serial: int, **changes: Value
) -> None:
    row = facts(world, person)
    names = ("person_name", "id_number", "town", "village", "account_number")
    known: dict[str, Value] = {name: row[name] for name in names}
    policy: Row = {
        **known,
        "policy_number": f"PNY2026{person:07d}{serial}",
        "insurance_kind": RICE,
        "insurer": "人保财险云溪支公司",
        "insured_from": FIRST,
        "insured_to": LAST,
        "insured_quantity_milli": area,
        "sum_insured_fen": area * SUM_FEN // 1000,
        "premium_fen": area * PREMIUM_FEN // 1000,
        "subsidy_fen": area * SUBSIDY_FEN // 1000,
        "self_paid_fen": area * (PREMIUM_FEN - SUBSIDY_FEN) // 1000,
        "person": person,
        **changes,
    }
    add(world, INSURED, [policy])


def _once(percent: int, **changes: Value) -> Insure:
    """Insure a share of the confirmed area under one policy."""

    def insure(world: World, person: int, area: int) -> None:
        _policy(world, person, area * percent // WHOLE, 1, **changes)

    return insure


def _twice(world: World, person: int, area: int) -> None:
    """Insure the whole area twice for the same months."""
    _policy(world, person, area, 1)
    _policy(world, person, area, 2, insurer="太平洋产险云溪支公司")


def _in_two_seasons(world: World, person: int, area: int) -> None:
    """Insure the whole area once for early and once for late rice."""
    for serial, (first, last) in enumerate((EARLY, LATE)):
        _policy(world, person, area, serial, insured_from=first, insured_to=last)


def _leasing(world: World, person: int, area: int) -> None:
    """Insure half as much again, which is on lease by contract."""
    number = f"云土流转字第8{person}号"
    leased = {"leased_area_milli": area // 2}
    mark(world, LAND, own([person]), lease_number=number, **leased)
    _policy(world, person, area * 150 // WHOLE, 1)


def _serving(world: World, draw: Draw, wanted: int) -> int:
    """Insure many times what their village has for relatives of its cadres."""
    posts = village_posts(world).filter("is_kin", pl.col("removed_on").is_null())
    posts = posts.join(places_of(world), on=["town", "village"])
    free = living(world, youngest=24).join(posts, on=["person", "town", "village"])
    free = free.join(world.tables[INSURED], on="person", how="anti")
    known = dict(free.select("person", "median").iter_rows())
    people = draw.take(known, min(wanted, 3))
    for person in people:
        _policy(world, person, known[person] * (RATIO + 2), 1)
    return len(people)


PLANTERS: tuple[Planter, ...] = (
    _with(_once(160)),
    _with(_once(125)),
    _with(_twice),
    _serving,
)
INNOCENTS: tuple[Planter, ...] = (
    _with(_once(108)),
    _with(_in_two_seasons),
    _with(_leasing),
    _with(_once(300, insurance_kind="能繁母猪养殖保险")),
)


def judge(world: World) -> pl.DataFrame:
    """Return who insured more of one crop at one time than there is land for."""
    policies = world.tables[INSURED].with_columns(
        year=pl.col("insured_from").dt.year(), area="insured_quantity_milli"
    )
    crops = policies.filter(pl.col("insurance_kind").str.contains(CROPS))
    key = ["person", "insurance_kind"]
    pairs = crops.join(crops, on=key, suffix="_other").filter(
        (pl.col("insured_from_other") <= pl.col("insured_to"))
        & (pl.col("insured_to_other") >= pl.col("insured_from"))
    )
    each = [*key, "year", "insured_from", "policy_number"]
    sums = pairs.group_by(each).agg(
        together=pl.col("area_other").sum(), policies=pl.len()
    )
    sums = sums.join(_areas(world), on=["person", "year"])
    over = pl.col("together") * WHOLE > pl.col("confirmed") * TENTH
    land = pl.col("confirmed") + pl.col("leased")
    lawful = land * TENTH >= pl.col("together") * WHOLE
    mechanism = (
        pl.when(pl.col("policies") > 1)
        .then(pl.lit("insured_twice"))
        .otherwise(pl.lit("insured_too_much"))
    )
    wrong = sums.filter(over & ~lawful).select("person", mechanism=mechanism)
    seasons = sums.group_by("person").agg(pl.col("insured_from").n_unique())
    some = cases_for(world.people)
    kinds = {
        "on_lease": sums.filter(over & lawful),
        "two_seasons": seasons.filter(pl.col("insured_from") > 1),
        "animals": policies.filter(~pl.col("insurance_kind").str.contains(CROPS)),
        "within_tolerance": sums.filter(
            ~over & (pl.col("together") > pl.col("confirmed"))
        ),
    }
    far = _far_above(world, crops, sums.filter(over))
    alike = [
        few(rows.select("person", mechanism=pl.lit(name)).unique(), some)
        for name, rows in kinds.items()
    ]
    return labels(RULE, [wrong.unique(), far], alike)


def _far_above(world: World, crops: pl.DataFrame, beyond: pl.DataFrame) -> pl.DataFrame:
    """Return cadres and relatives who insured many times what their village has."""
    areas = _areas(world).select("person", "year", "leased")
    rows = crops.join(beyond, on=["person", "year"], how="anti")
    rows = rows.join(areas, on=["person", "year"], how="left")
    rows = rows.join(places_of(world), on=PLACE)
    rows = rows.join(village_posts(world), on=["person", "town", "village"])
    own_area = pl.col("area") - pl.col("leased").fill_null(0)
    there = (pl.col("appointed_on") <= pl.col("insured_to")) & (
        pl.col("removed_on").is_null()
        | (pl.col("removed_on") >= pl.col("insured_from"))
    )
    rows = rows.filter(there, own_area >= pl.col("median") * RATIO)
    mechanism = pl.lit("cadre_or_kin_far_above")
    return rows.select("person", mechanism=mechanism).unique()
