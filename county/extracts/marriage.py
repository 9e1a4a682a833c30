"""Marriages of the last twenty years, divorces, and certificates issued again."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import polars as pl

from county.drawing import ages_on, choose, dates, days_of, serials
from county.extract import Extract
from county.file import CIVIL, File, register_file
from county.households import Days, Ints
from county.layouts import Layout, columns_of
from county.livelihood import cutting
from county.standing import birthdays, day_between, last_days, living
from county.world import World, today

PATH = "registry/marriage"
SINCE, UNTIL = np.datetime64("2006-01-04"), np.datetime64(today, "D") - 8
MAN, WOMAN = 22, 20  # ages from which one may marry
USUAL_AGE = 30
REISSUED_SHARE, DIVORCED_SHARE = 0.06, 0.006
DIVORCED_AGES, LEAST_MARRIED = (32, 62), 400
LAYOUT = Layout(
    title="婚姻登记信息",
    columns=columns_of(
        ":+序号 kind:业务类型 person_name:男方姓名 id_number:男方身份证件号 "
        "spouse_name:女方姓名 spouse_id_number:女方身份证件号 registered_on:登记日期 "
        "certificate_number:结婚证字号 registry_office:登记机关 :+印制号"
    ),
    titles=("云溪县婚姻登记信息（2006年以来）",),
    days="slash",
    codes={
        "kind": {"结婚": "结婚登记", "离婚": "离婚登记", "补发结婚证": "补领结婚证"}
    },
)


def fill(world: World) -> None:
    """Fill registry/marriage (about 16 rows for 100 people)."""
    stream = world.generator("marriage")
    men = _married_men(world)
    women = world.persons["spouse"].to_numpy()[men].astype(np.int64)
    married = _wedding_days(world, men, women, stream)
    recent = married >= SINCE
    lost = ~recent & (stream.random(len(men)) < REISSUED_SHARE)
    last = np.minimum(last_days(world, men, UNTIL), last_days(world, women, UNTIL))
    again = day_between(np.full(len(men), SINCE), last, stream)
    lost &= last > SINCE
    parted = _divorces(world, stream)
    for kind, his, hers, on in (
        ("结婚", men[recent], women[recent], married[recent]),
        ("补发结婚证", men[lost], women[lost], again[lost]),
        *parted,
    ):
        world.append(PATH, _entries(world, kind, (his, hers), on))


def _married_men(world: World) -> Ints:
    persons = world.persons
    has_wife = (persons["sex"] == "男") & (persons["spouse"] >= 0)
    return np.flatnonzero(has_wife.to_numpy())


def _wedding_days(
    world: World, men: Ints, women: Ints, stream: np.random.Generator
) -> Days:
    """Return days on which both were of age and alive, and mostly before a child."""
    earliest = np.maximum(birthdays(world, men, MAN), birthdays(world, women, WOMAN))
    younger = np.maximum(
        days_of(world, "birth_on")[men], days_of(world, "birth_on")[women]
    )
    usual = younger + USUAL_AGE * 365
    child = _first_children(world, men)
    before = np.where(np.isnat(child), usual, np.minimum(usual, child - 200))
    last = np.minimum(last_days(world, men, UNTIL), last_days(world, women, UNTIL))
    latest = np.minimum(np.maximum(before, earliest + 90), last)
    return day_between(np.minimum(earliest, latest), latest, stream)


def _first_children(world: World, men: Ints) -> Days:
    children = world.persons.filter(pl.col("father") >= 0)
    eldest = children.group_by("father").agg(pl.col("birth_on").min())
    known = pl.DataFrame({"father": pl.Series(men).cast(pl.Int32)}).join(
        eldest, on="father", how="left", maintain_order="left"
    )
    return known["birth_on"].to_numpy().astype("datetime64[D]")


def _divorces(
    world: World, stream: np.random.Generator
) -> list[tuple[str, Ints, Ints, Days]]:
    """Return marriages and divorces of single people of one age who are no kin."""
    persons, ages = world.persons, ages_on(world, today)
    single = living(world) & (persons["spouse"].to_numpy() < 0)
    single &= (ages >= DIVORCED_AGES[0]) & (ages <= DIVORCED_AGES[1])
    male = (persons["sex"] == "男").to_numpy()
    born = days_of(world, "birth_on")
    size = max(2, world.people * DIVORCED_SHARE)
    men = choose(stream, np.flatnonzero(single & male), size)
    women = choose(stream, np.flatnonzero(single & ~male), size)
    pairs = min(len(men), len(women))
    men = men[np.argsort(born[men], kind="stable")][:pairs]
    women = women[np.argsort(born[women], kind="stable")][:pairs]
    kept = ~_are_kin(world, men, women).to_numpy()
    men, women = men[kept], women[kept]
    free = np.maximum(birthdays(world, men, MAN), birthdays(world, women, WOMAN))
    low = np.maximum(free, SINCE)
    married = day_between(low, np.maximum(low, UNTIL - 2 * LEAST_MARRIED), stream)
    ended = day_between(married + LEAST_MARRIED, np.full(len(men), UNTIL), stream)
    return [("结婚", men, women, married), ("离婚", men, women, ended)]


def _are_kin(world: World, men: Ints, women: Ints) -> pl.Series:
    his, hers = world.persons[men], world.persons[women]
    same = his["household"] == hers["household"]
    for side in ("mother", "father"):
        same |= (his[side] == hers[side]) & (his[side] >= 0)
        same |= (his[side] == hers["person"]) | (hers[side] == his["person"])
    return same


def _entries(
    world: World, kind: str, couple: tuple[Ints, Ints], on: Days
) -> pl.DataFrame:
    his = world.persons.select("person", "person_name", "id_number")[couple[0]]
    hers = world.persons.select(
        pl.col("person").alias("spouse_person"),
        pl.col("person_name").alias("spouse_name"),
        pl.col("id_number").alias("spouse_id_number"),
    )[couple[1]]
    letter = {"结婚": "J", "离婚": "L"}.get(kind, "BJ")
    year = dates(on).dt.year().cast(pl.String)
    number = letter + "420281-" + year + "-" + serials("", couple[0] + 1, 6)
    return his.hstack(hers).with_columns(
        pl.lit(kind).alias("kind"),
        dates(on).alias("registered_on"),
        number.alias("certificate_number"),
        pl.lit("云溪县民政局婚姻登记处").alias("registry_office"),
    )


def files() -> Iterator[File]:
    """Yield all registrations in one workbook, one sheet for each kind."""
    name = "婚姻登记信息.xlsx"
    yield replace(register_file(PATH, CIVIL, name, LAYOUT), sheet_by="kind")


EXTRACT = Extract(
    path=PATH,
    fill=fill,
    files=files,
    care=0.4,
    on_death=cutting(PATH, "registered_on"),
)
