"""Journeys abroad: short ones, by people who are not wanted here meanwhile."""

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
import polars as pl

from county.cases.edit import mark, own, remove, since
from county.drawing import ages_on, choose, dates, draw, identity
from county.extract import Extract
from county.file import POLICE, File, half_year_files
from county.households import Ints
from county.layouts import Layout, columns_of
from county.standing import among, listed, living
from county.world import World, first_month, today

PATH = "registry/exit_entry"
SHARE, SECOND_SHARE, LONG_SHARE = 0.018, 0.3, 0.02
AGES = (20, 75)
WINDOW, SECOND_AFTER = 150, 170  # days from the first month on
PLACES = ("香港", "澳门", "泰国", "日本", "越南", "韩国", "马来西亚", "新加坡")
WEIGHTS = (5, 4, 4, 2, 2, 1, 1, 1)
PASSES = 2  # the first two places ask for a pass, the others for a passport
LAYOUT = Layout(
    title="出入境记录",
    columns=columns_of(
        "person_name:姓名 id_number:公民身份号码 :+国籍 document_kind:证件类别 "
        "exited_on:出境时间 entered_on:入境时间 travelled_to:前往国家（地区） "
        "port:口岸名称 :+交通工具"
    ),
    days="%Y%m%d",
    codes={"document_kind": {"普通护照": "因私护照", "港澳通行证": "往来港澳通行证"}},
)


def fill(world: World) -> None:
    """Fill registry/exit_entry (about two rows for 100 people)."""
    stream = world.generator("exit_entry")
    ages = ages_on(world, today)
    wanted = listed(world, "relief/training_enrolment", "registry/custody")
    lately = pl.col("signed_on") >= first_month
    wanted |= among(world, world.tables["loan/loan_contract"].filter(lately)["person"])
    pool = living(world) & ~wanted & (ages >= AGES[0]) & (ages <= AGES[1])
    people = choose(stream, np.flatnonzero(pool), max(4, world.people * SHARE))
    again = people[stream.random(len(people)) < SECOND_SHARE]
    world.append(PATH, _journeys(world, people, 0, stream))
    world.append(PATH, _journeys(world, again, SECOND_AFTER, stream))


def _journeys(
    world: World, people: Ints, after: int, stream: np.random.Generator
) -> pl.DataFrame:
    count = len(people)
    start = np.datetime64(first_month, "D") + after + stream.integers(0, WINDOW, count)
    days = stream.integers(2, 15, count)
    stays = (stream.random(count) < LONG_SHARE) & (after > 0)
    back = np.where(stays, np.datetime64("NaT", "D"), start + days)
    place = stream.choice(
        len(PLACES), size=count, p=np.array(WEIGHTS) / sum(WEIGHTS)
    ).astype(np.int64)
    passport = pl.Series((place >= PASSES).astype(np.int64))
    return identity(world, people).with_columns(
        dates(start).alias("exited_on"),
        dates(back).alias("entered_on"),
        pl.Series(PLACES).gather(place).alias("travelled_to"),
        pl.Series(["港澳通行证", "普通护照"]).gather(passport).alias("document_kind"),
        draw(("天河机场", "罗湖口岸", "白云机场"), count, stream).alias("port"),
    )


def end_with_death(world: World, deaths: Mapping[int, date]) -> None:
    """Take out journeys after a death; who was abroad came home with it."""
    remove(world, PATH, pl.col("exited_on") > since(deaths))
    out = pl.col("entered_on").is_null() | (pl.col("entered_on") > since(deaths))
    mark(world, PATH, own(deaths) & out, entered_on=since(deaths))


def files() -> Iterator[File]:
    """Yield one file for each half-year."""
    file = File(
        path=PATH,
        supplier=POLICE,
        folder="出入境记录",
        name="出入境记录2026年{half}半年.csv",
        layout=LAYOUT,
    )
    return half_year_files(file, "exited_on")


EXTRACT = Extract(
    path=PATH,
    fill=fill,
    files=files,
    after=("registry/custody",),
    care=0.2,
    on_death=end_with_death,
)
