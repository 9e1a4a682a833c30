"""PR-16: subsidised area beyond the confirmed one, and what only looks so."""

import polars as pl

from county.cases.choose import Draw, Planter, cases_for, living, plant_each
from county.cases.edit import Value, mark, own
from county.cases.label import few, labels
from county.cases.village_posts import village_posts
from county.world import World

RULE, LAND, CADRE = "PR-16", "relief/land_subsidy", "registry/cadre"
DATASETS = (LAND, CADRE, "registry/declared_kin", "registry/resident")
ARABLE = ("水田", "旱地", "水浇地")
TENTH, TWENTIETH, RATIO, LEAST = 110, 105, 5, 10
CONTRACT, AREA = pl.col("contract_area_milli"), pl.col("subsidised_area_milli")
HOME = ["person", "year"]
PLACE = ["town", "village", "year"]


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)
    _village(world, draw)


def _one_plot(world: World, draw: Draw, wanted: int) -> list[int]:
    """Draw people with a single plot and nothing on lease, no cadres or kin."""
    plots = world.tables[LAND].filter(pl.col("leased_area_milli").is_null())
    once = plots.filter(pl.len().over("person") == 1)
    fit = living(world).join(once, on="person", how="semi")
    fit = fit.join(village_posts(world), on="person", how="anti")
    return draw.take(fit["person"], wanted)


def _with(**changes: Value | pl.Expr) -> Planter:
    """Return a planter of people whose one plot is changed in this way."""

    def planted(world: World, draw: Draw, wanted: int) -> int:
        people = _one_plot(world, draw, wanted)
        mark(world, LAND, own(people), **changes)
        return len(people)

    return planted


def _serving(*, is_kin: bool) -> Planter:
    """Return a planter of village cadres, or of relatives, with much confirmed land."""

    def planted(world: World, draw: Draw, wanted: int) -> int:
        posts = village_posts(world)
        held = posts.filter(pl.col("is_kin") == is_kin, pl.col("removed_on").is_null())
        land = world.tables[LAND].filter(pl.len().over("town", "village") > LEAST + 2)
        land = land.join(held, on=["person", "town", "village"], how="semi")
        people = living(world).join(land, on="person", how="semi")
        chosen = draw.take(people["person"], min(wanted, 3))
        large = pl.lit(96_000, dtype=pl.Int64)
        mark(
            world,
            LAND,
            own(chosen),
            contract_area_milli=large,
            measured_area_milli=large,
            subsidised_area_milli=large,
        )
        return len(chosen)

    return planted


def _village(world: World, draw: Draw) -> None:
    """Let everybody of one village be paid for a twelfth more than is confirmed."""
    plots = world.tables[LAND]
    sizes = plots.group_by("town", "village").agg(people=pl.col("person").n_unique())
    taken = pl.col("household").is_in(sorted(draw.taken))
    drawn = plots.join(world.persons.filter(taken), on="person", how="semi")
    sizes = sizes.join(drawn, on=["town", "village"], how="anti")
    sizes = sizes.filter(pl.col("people") >= LEAST).sort("town", "village")
    for town, village, _ in sizes.head(1).iter_rows():
        there = (pl.col("town") == town) & (pl.col("village") == village)
        mark(world, LAND, there, subsidised_area_milli=CONTRACT * 108 // 100)


MEASURED = {"subsidised_area_milli": CONTRACT * 107 // 100}
PLANTERS: tuple[Planter, ...] = (
    _with(subsidised_area_milli=CONTRACT * 150 // 100),
    _with(subsidised_area_milli=CONTRACT * 130 // 100),
    _with(land_kind="林地"),
    _serving(is_kin=False),
    _serving(is_kin=True),
)
INNOCENTS: tuple[Planter, ...] = (
    _with(**MEASURED),
    _with(
        subsidised_area_milli=CONTRACT * 140 // 100,
        leased_area_milli=CONTRACT * 40 // 100,
        lease_number="云土流转字第90001号",
    ),
    _with(contract_area_milli=pl.lit(96_000), subsidised_area_milli=pl.lit(96_000)),
)


def judge(world: World) -> pl.DataFrame:
    """Return who was paid for too much or other land, and which villages were."""
    homes, places = _homes(world), places_of(world)
    beyond = AREA * 100 > CONTRACT * TENTH
    lawful = (CONTRACT + pl.col("leased")) * TENTH >= AREA * 100
    cadres = _cadres(world, homes, places)
    kin, own_land = pl.lit("kin_far_above"), pl.lit("cadre_far_above")
    who = pl.when("is_kin").then(kin).otherwise(own_land)
    planted = [
        homes.filter(beyond & ~lawful).select("person", mechanism=pl.lit("area")),
        homes.filter("other").select("person", mechanism=pl.lit("no_arable_land")),
        cadres.filter("large").select("person", mechanism=who),
        places.filter(pl.col("confirmed") * TWENTIETH < AREA * 100).select(
            "object", mechanism=pl.lit("village_sum")
        ),
    ]
    large = homes.join(places, on=PLACE).filter(
        pl.col("own") >= pl.col("median") * RATIO
    )
    near = homes.filter(~beyond & (AREA > CONTRACT))
    some = cases_for(world.people)
    alike = [
        homes.filter(beyond & lawful).select("person", mechanism=pl.lit("on_lease")),
        large.select("person", mechanism=pl.lit("large_and_no_cadre")).unique(),
        few(near.select("person", mechanism=pl.lit("within_tolerance")), some),
        few(cadres.select("person", mechanism=pl.lit("cadre_like_others")), some),
        few(places.select("object", mechanism=pl.lit("village_within")), some),
    ]
    return labels(RULE, planted, alike)


def _homes(world: World) -> pl.DataFrame:
    """Return one line for each person and year: areas, lease by contract, own area."""
    plots = world.tables[LAND].with_columns(year=pl.col("paid_for").dt.year())
    lease = pl.col("leased_area_milli").fill_null(0)
    numbered = pl.col("lease_number").is_not_null()
    homes = plots.group_by(HOME).agg(
        CONTRACT.sum(),
        AREA.sum(),
        pl.col("town", "village").sort().first(),
        pl.col("paid_for").min(),
        leased=lease.filter(numbered).sum(),
        stated=lease.sum(),
        other=(~pl.col("land_kind").is_in(ARABLE) & (AREA > 0)).any(),
    )
    own_area = pl.max_horizontal(AREA - pl.col("leased"), pl.lit(0))
    return homes.with_columns(own=own_area).sort(HOME)


def places_of(world: World) -> pl.DataFrame:
    """Return each village and year of enough homes: sums and the median own area."""
    places = (
        _homes(world)
        .group_by(PLACE)
        .agg(
            AREA.sum(),
            confirmed=(CONTRACT + pl.col("stated")).sum(),
            median=pl.col("own").quantile(0.5, "lower").cast(pl.Int64),
            homes=pl.len(),
        )
    )
    name = pl.col("town") + pl.col("village")
    return places.filter(pl.col("homes") >= LEAST).with_columns(object=name).sort(PLACE)


def _cadres(world: World, homes: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """Return the land of village cadres and kin of a year, and whether far above."""
    both = homes.join(village_posts(world), on=["person", "town", "village"])
    both = both.join(places.select(*PLACE, "median"), on=PLACE)
    last = pl.date(pl.col("year"), 12, 31)
    there = (pl.col("appointed_on") <= last) & (
        pl.col("removed_on").is_null() | (pl.col("removed_on") >= pl.col("paid_for"))
    )
    far = pl.col("own") >= pl.col("median") * RATIO
    rows = both.filter(there).with_columns(large=far)
    return rows.unique(["person", "year", "large"])
