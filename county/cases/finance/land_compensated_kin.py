"""LC-02: compensation to officials' relatives from elsewhere, and to those of there."""

from datetime import timedelta

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Row, Value, add, facts
from county.cases.finance.staff_rows import CADRE
from county.cases.kin import kinship
from county.cases.label import few, labels
from county.cases.months import month_at
from county.redeliver import as_it_was
from county.world import World

RULE, PATH, PLOT = "LC-02", "finance/land_compensation", "relief/land_subsidy"
HOME, MARRIAGE = "registry/real_estate", "registry/marriage"
DATASETS = (PATH, CADRE, "registry/resident", MARRIAGE)
LAND_FEN, PLOT_FEN, FEW = 1_800_000, 11_000, 12


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _serving(world: World) -> pl.DataFrame:
    """Return the living who hold a post now and have held it for a year."""
    posts = world.tables[CADRE].filter(
        pl.col("removed_on").is_null(), pl.col("appointed_on") < month_at(0)
    )
    return living(world).join(posts, on="person", how="semi")


def _officials(world: World, draw: Draw, wanted: int) -> list[int]:
    free = outside(world, _serving(world), PATH, PLOT, HOME)
    return draw.take(free["person"], wanted)


def _spouses(world: World, draw: Draw, wanted: int) -> list[int]:
    """Draw officials and return their spouses, who hold no post."""
    serving = outside(world, _serving(world), PATH, PLOT, HOME)
    alive = living(world, youngest=20).join(
        world.tables[CADRE], on="person", how="anti"
    )
    wed = serving.filter(pl.col("spouse").is_in(alive["person"].to_list()))
    late = world.tables[MARRIAGE].filter(pl.col("registered_on") >= month_at(0))
    couples = [*late["person"].to_list(), *late["spouse_person"].to_list()]
    wed = wed.filter(~pl.col("person").is_in(couples))
    mates = dict(wed.select("person", "spouse").iter_rows())
    return [mates[person] for person in draw.take(mates, wanted)]


def _others(world: World, draw: Draw, wanted: int) -> list[int]:
    """Draw heads of households of whom nobody is related to an official."""
    posted = world.tables[CADRE]["person"].unique()
    kin = kinship(world).filter(pl.col("relative").is_in(posted.to_list()))
    homes = world.persons["household"].gather(posted).to_list()
    heads = living(world, youngest=24, oldest=80).filter(
        pl.col("relation_to_head") == "户主",
        ~pl.col("household").is_in(homes),
        ~pl.col("person").is_in(kin["person"].to_list()),
    )
    return draw.take(outside(world, heads, PATH, PLOT, HOME)["person"], wanted)


def _elsewhere(world: World, person: int) -> dict[str, Value]:
    """Return town and village of another village than the person's."""
    own = facts(world, person)["village"]
    places = world.persons.filter(
        pl.col("village").str.ends_with("村"), pl.col("village") != own
    )
    places = places.select("town", "village").unique().sort("town", "village")
    return places.row(person % places.height, named=True)


def _pay(world: World, person: int, place: dict[str, Value], **changes: Value) -> None:
    row = facts(world, person)
    day = month_at(4) + timedelta(days=person % 25)
    paid: Row = {
        "person": person,
        "person_name": row["person_name"],
        "id_number": row["id_number"],
        **place,
        "village_group": "2组",
        "project_name": "云溪河综合治理",
        "agreement_number": f"ZD2026-7{person:07}",
        "area_milli": 900 + person % 700,
        "land_fen": LAND_FEN + person,
        "house_fen": 0,
        "amount_fen": LAND_FEN + person,
        "signed_on": day,
        "announced_on": day - timedelta(days=100),
        "paid_on": day + timedelta(days=20),
        "account_name": row["person_name"],
        "account_number": row["account_number"],
        "payment_result": "成功",
        **changes,
    }
    add(world, PATH, [paid])


def _own_place(world: World, person: int) -> dict[str, Value]:
    row = facts(world, person)
    return {"town": row["town"], "village": row["village"]}


def _to_official(world: World, draw: Draw, wanted: int) -> int:
    """Compensate officials for land in another village."""
    people = _officials(world, draw, wanted)
    for person in people:
        _pay(world, person, _elsewhere(world, person))
    return len(people)


def _to_spouse(world: World, draw: Draw, wanted: int) -> int:
    """Compensate officials' spouses for land in another village."""
    people = _spouses(world, draw, wanted)
    for person in people:
        _pay(world, person, _elsewhere(world, person))
    return len(people)


def _at_home(world: World, draw: Draw, wanted: int) -> int:
    """Compensate officials' spouses for land in their own village."""
    people = _spouses(world, draw, wanted)
    for person in people:
        _pay(world, person, _own_place(world, person))
    return len(people)


def _farming_there(world: World, draw: Draw, wanted: int) -> int:
    """Compensate officials for land in a village where they contract a plot."""
    people = _officials(world, draw, wanted)
    for person in people:
        place, row = _elsewhere(world, person), facts(world, person)
        _pay(world, person, place)
        plot: Row = {
            "person": person,
            "person_name": row["person_name"],
            "id_number": row["id_number"],
            **place,
            "paid_for": month_at(2),
            "plot_code": f"42028190000020{person:05}",
            "contract_area_milli": 1_300,
            "subsidised_area_milli": 1_300,
            "standard_fen": PLOT_FEN,
            "amount_fen": PLOT_FEN * 13 // 10,
        }
        add(world, PLOT, [plot])
    return len(people)


def _nobodys_kin(world: World, draw: Draw, wanted: int) -> int:
    """Compensate people who are no official's relatives, for land elsewhere."""
    people = _others(world, draw, wanted)
    for person in people:
        _pay(world, person, _elsewhere(world, person))
    return len(people)


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Have what officials get for land in another village come back."""
    people = _officials(world, draw, wanted)
    for person in people:
        _pay(world, person, _elsewhere(world, person), payment_result="退回")
    return len(people)


PLANTERS: tuple[Planter, ...] = (_to_official, _to_spouse)
INNOCENTS: tuple[Planter, ...] = (_at_home, _farming_there, _nobodys_kin, _returned)


def judge(world: World) -> pl.DataFrame:
    """Return which recipients are an official's and have nothing in the village."""
    rows = world.tables[PATH].filter(pl.col("person") >= 0)
    homes = world.persons.select("person", own_village="village", home="household")
    paid = rows.join(homes, on="person")
    near = _near(world)
    posts = as_it_was(world, CADRE).select("person", "appointed_on", "removed_on")
    official = near.join(posts, left_on="official", right_on="person")
    held = paid.join(official, on="person").filter(
        pl.col("appointed_on") <= pl.col("signed_on"),
        pl.col("removed_on").is_null() | (pl.col("removed_on") >= pl.col("signed_on")),
    )
    held = held.join(
        _wed_since(world, held), on=["agreement_number", "official"], how="anti"
    )
    away = pl.col("own_village") != pl.col("village")
    arrived = pl.col("payment_result") == "成功"
    plots = world.tables[PLOT].select("person", "village")
    farming = held.join(plots, on=["person", "village"], how="semi")
    strange = held.filter(away).join(plots, on=["person", "village"], how="anti")
    owns = _owners(world, strange)
    wrong = strange.filter(arrived).join(owns, on="agreement_number", how="anti")
    mechanism = (
        pl.when(pl.col("person") == pl.col("official"))
        .then(pl.lit("official_from_elsewhere"))
        .otherwise(pl.lit("relative_from_elsewhere"))
    )
    return labels(
        RULE,
        [wrong.select("person", mechanism=mechanism).unique()],
        [
            _one(strange.filter(~arrived), "payment_returned"),
            _one(farming.filter(away), "farming_there"),
            _one(owns, "home_perhaps_there"),
            few(_one(held.filter(~away), "registered_there"), FEW),
            _one(paid.filter(away).join(near, on="person", how="anti"), "no_relative"),
        ],
    )


def _near(world: World) -> pl.DataFrame:
    """Return person and official: oneself, relatives, and who shares the household."""
    posted = world.tables[CADRE].select("person").unique()
    homes = world.persons.select("person", "household")
    shared = homes.join(homes, on="household", suffix="_other")
    pairs = [
        homes.select("person", official="person"),
        kinship(world).select("person", official="relative"),
        shared.select("person", official="person_other"),
    ]
    both = pl.concat(pairs).unique()
    return both.join(posted, left_on="official", right_on="person", how="semi")


def _wed_since(world: World, held: pl.DataFrame) -> pl.DataFrame:
    """Return the agreements whose recipient wed the official only afterwards."""
    rows = world.tables[MARRIAGE].filter(pl.col("kind") != "离婚")
    wed = rows.select("registered_on", person="person", official="spouse_person")
    turned = rows.select("registered_on", person="spouse_person", official="person")
    first = (
        pl.concat([wed, turned])
        .group_by("person", "official")
        .agg(pl.col("registered_on").min())
    )
    both = held.join(first, on=["person", "official"])
    return both.filter(pl.col("registered_on") > pl.col("signed_on"))


def _owners(world: World, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows on a house whose recipient owns one, wherever it lies."""
    owners = world.tables[HOME].select("person")
    return rows.filter(pl.col("house_fen") > 0).join(owners, on="person", how="semi")


def _one(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select("person", mechanism=pl.lit(mechanism)).unique()
