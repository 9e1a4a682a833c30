"""Which schools' rosters, hours or leaders need an explanation (PR-13G)."""

import polars as pl

from county.cases.kin import kinship
from county.cases.label import labels
from county.cases.training_rows import ENROLMENT, MIGRANT
from county.order import in_order
from county.workdays import HOLIDAYS
from county.world import World

RULE, COMPANY, CADRE = "PR-13G", "registry/company", "registry/cadre"
ALIKE, MANY, SOME, STEP, DAILY, HOMES = 0.8, 10, 3, 3, 10, 3
CLASS = ["training_organisation", "class_number"]


def judge(world: World) -> pl.DataFrame:
    """Return the schools whose classes need an explanation, and those that do not."""
    places = _places(world)
    pairs, listed, led = _pairs(places), _listed(world, places), _led(world, places)
    hours, days = _hours(places), _holidays(places)
    enough = (pl.col("shared") >= MANY) & (pl.col("share") >= ALIKE)
    planted = [
        _named(pairs.filter(enough, ~pl.col("level_up")), "same_roster"),
        _named(listed.filter("copied"), "copied_from_register"),
        _named(hours.filter(~pl.col("online")), "too_many_hours"),
        _named(_called(places).filter("many"), "one_telephone"),
        _named(led.filter("kin"), "led_by_kin"),
        _named(days.filter("taught"), "on_holidays"),
    ]
    innocent = [
        _named(pairs.filter(enough, "level_up"), "next_level"),
        _named(pairs.filter(~enough, pl.col("shared") >= SOME), "some_again"),
        _named(listed.filter("block", ~pl.col("copied")), "one_village"),
        _named(hours.filter("online"), "online"),
        _named(led.filter(~pl.col("kin")), "led_by_another"),
        _named(_called(places).filter(~pl.col("many")), "two_homes_one_telephone"),
        _named(days.filter(~pl.col("taught")), "over_a_holiday"),
    ]
    codes = world.tables[COMPANY].select(
        training_organisation="organisation_name", code="credit_code"
    )
    return labels(
        RULE,
        [_by_code(frame, codes) for frame in planted],
        [_by_code(frame, codes) for frame in innocent],
    )


def _named(frame: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return frame.select(
        pl.col("training_organisation").unique(), mechanism=pl.lit(mechanism)
    )


def _by_code(frame: pl.DataFrame, codes: pl.DataFrame) -> pl.DataFrame:
    known = frame.join(codes, on="training_organisation", how="left")
    return known.select(
        "mechanism", object=pl.coalesce("code", "training_organisation")
    )


def _places(world: World) -> pl.DataFrame:
    return (
        world.tables[ENROLMENT]
        .with_row_index("place")
        .join(
            world.persons.select("person", "household"),
            on="person",
            how="left",
            maintain_order="left",
        )
        .filter(
            pl.col("subsidy_fen") > 0,
            pl.col("person") >= 0,
            pl.col("payment_result") == "成功",
        )
        .unique(["person", *CLASS], keep="first", maintain_order=True)
        .with_columns(
            size=pl.len().over(CLASS),
            begun=pl.col("started_on").min().over(CLASS),
        )
    )


def _pairs(places: pl.DataFrame) -> pl.DataFrame:
    """Return what later classes have in common with earlier ones."""
    both = places.join(places, on="person", suffix="_before").filter(
        pl.struct("begun", *CLASS).ne(
            pl.struct(
                *(pl.col(f"{name}_before").alias(name) for name in ("begun", *CLASS))
            )
        ),
        pl.col("begun_before") <= pl.col("begun"),
    )
    found = both.group_by(*CLASS, *(f"{name}_before" for name in CLASS)).agg(
        pl.col("begun").first(),
        pl.col("begun_before").first(),
        shared=pl.len(),
        share=pl.len() / pl.min_horizontal("size", "size_before").first(),
        level_up=(
            (pl.col("trade") == pl.col("trade_before"))
            & (pl.col("level") != pl.col("level_before"))
        ).all(),
    )
    order = pl.col("begun") > pl.col("begun_before")
    names = pl.concat_str(CLASS) > pl.concat_str([f"{name}_before" for name in CLASS])
    return found.filter(order | names)


def _listed(world: World, places: pl.DataFrame) -> pl.DataFrame:
    """Return which classes are a stretch of a register, and in its order."""
    registers = pl.concat(
        in_order(path, world.tables[path])
        .select("person")
        .with_row_index("row")
        .unique("person", keep="first")
        .with_columns(register=pl.lit(path))
        for path in (MIGRANT, "registry/resident")
    )
    both = places.join(registers, on="person").sort("place")
    row = pl.col("row").cast(pl.Int64)
    near = ((row.diff() >= 1) & (row.diff() <= STEP)).sum()
    tidy = (row.sort().diff().is_between(1, STEP)).sum()
    steps = both.group_by(*CLASS, "register", maintain_order=True).agg(
        pl.col("size").first(), near=near, tidy=tidy
    )
    wanted = pl.max_horizontal(pl.lit(MANY - 1), ALIKE * (pl.col("size") - 1))
    return steps.with_columns(
        copied=pl.col("near") >= wanted, block=pl.col("tidy") >= wanted
    )


def _hours(places: pl.DataFrame) -> pl.DataFrame:
    """Return the classes with more hours than their days have room for."""
    days = (pl.col("ended_on") - pl.col("started_on")).dt.total_days() + 1
    return places.filter(pl.col("hours") > days * DAILY).with_columns(
        online=pl.col("trade").str.contains("线上")
    )


def _called(places: pl.DataFrame) -> pl.DataFrame:
    """Return the telephones of several homes at one school, and whether of many."""
    homes = places.group_by("training_organisation", "phone").agg(
        homes=pl.col("household").n_unique()
    )
    shared = homes.filter(pl.col("phone").is_not_null(), pl.col("homes") > 1)
    return shared.with_columns(many=pl.col("homes") >= HOMES)


def _holidays(places: pl.DataFrame) -> pl.DataFrame:
    """Return the classes that meet a holiday, and whether it was `taught` on."""
    off = pl.Series(HOLIDAYS).cast(pl.Date)
    within = pl.date_ranges("started_on", "ended_on")
    classes = places.unique(CLASS, keep="first", maintain_order=True)
    classes = (
        classes.with_columns(day=within)
        .explode("day")
        .with_columns(
            off=pl.col("day").is_in(off.implode()),
            edge=(pl.col("day") == pl.col("started_on"))
            | (pl.col("day") == pl.col("ended_on")),
        )
    )
    met = classes.group_by(CLASS, maintain_order=True).agg(
        off=pl.col("off").sum(),
        edge=(pl.col("off") & pl.col("edge")).any(),
        room=(~pl.col("off")).sum() * DAILY,
        hours=pl.col("hours").first(),
        online=pl.col("trade").first().str.contains("线上"),
    )
    met = met.filter(pl.col("off") > 0, ~pl.col("online"))
    return met.with_columns(taught=pl.col("edge") | (pl.col("hours") > pl.col("room")))


def _led(world: World, places: pl.DataFrame) -> pl.DataFrame:
    """Return the schools that are companies, and whether an official's kin leads."""
    posts = world.tables[CADRE].filter(pl.col("removed_on").is_null())["person"]
    near = kinship(world).filter(pl.col("person").is_in(posts.unique().implode()))
    close = pl.concat([posts, near["relative"]]).unique()
    schools = world.tables[COMPANY].join(
        places.select(organisation_name="training_organisation").unique(),
        on="organisation_name",
    )
    return schools.select(
        training_organisation="organisation_name",
        kin=pl.col("legal_representative_person").is_in(close.implode()),
    )
