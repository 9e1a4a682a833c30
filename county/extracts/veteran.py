"""Veterans: mostly men; whoever borrowed or learnt as one is on the list."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import polars as pl

from county.drawing import ages_on, choose, dates, days_of, identity, serials
from county.extract import Extract
from county.file import SECOND_HALF, File, register_file
from county.households import Days, Ints
from county.layouts import Layout, columns_of
from county.standing import birthdays, day_between, listed, living
from county.world import World, today

PATH = "registry/veteran"
VETERANS = "县退役军人事务局"
SHARE, AGES = 0.024, (23, 78)
KINDS, KIND_SHARES = (
    ("退役义务兵", "退役军士", "转业军官", "复员军人", "残疾军人"),
    (0.72, 0.19, 0.05, 0.02, 0.02),
)
SERVED = (2, 8, 14, 4, 3)  # years
RESETTLED = ("自主就业", "安排工作", "转业安置", "自主就业", "自主就业")
COUNTED_SINCE = np.datetime64("2019-01-15")  # when veterans were first registered
LAYOUT = Layout(
    title="退役军人信息登记表",
    columns=columns_of(
        ":+序号 town:所属乡镇 village:村（社区） person_name:退役军人姓名 "
        "id_number:公民身份号码 sex:性别 birth_on:出生年月日 kind:退役类别 "
        "enlisted_on:入伍时间 discharged_on:退役时间 resettlement:安置方式 "
        "certificate_number:优待证号 registered_on:采集日期 :+立功受奖情况"
    ),
    titles=("云溪县退役军人信息登记表",),
    footers=("填表人：          审核人：",),
    days="%Y.%m.%d",
    codes={"kind": {"退役军士": "退役士官"}},
)


def fill(world: World) -> None:
    """Fill registry/veteran (about two and a half rows for 100 people)."""
    stream = world.generator("veteran")
    ages = ages_on(world, today)
    latest = _latest_discharge(world)
    named = ~np.isnat(latest) & living(world)
    male = (world.persons["sex"] == "男").to_numpy()
    pool = living(world) & male & ~named & (ages >= AGES[0]) & (ages <= AGES[1])
    pool &= ~listed(world, "registry/student", "registry/custody")
    people = choose(stream, np.flatnonzero(pool), max(3, world.people * SHARE))
    both = np.concatenate([np.flatnonzero(named), people]).astype(np.int64)
    world.append(PATH, _entries(world, both, latest[both], stream))


def _latest_discharge(world: World) -> Days:
    """Return by when those who acted as veterans had left the army; NaT for others."""
    lent = world.tables["loan/loan_contract"].filter(
        pl.col("borrower_kind") == "退役军人"
    )
    taught = world.tables["relief/training_enrolment"].filter(
        pl.col("fund_source") == "退役"
    )
    acts = pl.concat(
        [
            lent.select("person", on="signed_on"),
            taught.select("person", on="started_on"),
        ]
    )
    first = acts.group_by("person").agg(pl.col("on").min()).sort("person")
    latest = np.full(world.persons.height, np.datetime64("NaT", "D"))
    people = first["person"].to_numpy()
    latest[people] = first["on"].to_numpy().astype("datetime64[D]") - 30
    grown = days_of(world, "birth_on") + np.timedelta64(20 * 366, "D")
    return np.where(latest >= grown, latest, np.datetime64("NaT", "D"))


def _entries(
    world: World, people: Ints, latest: Days, stream: np.random.Generator
) -> pl.DataFrame:
    count = len(people)
    kind = stream.choice(len(KINDS), size=count, p=KIND_SHARES).astype(np.int64)
    kind = np.where(np.isnat(latest), kind, 0)
    enlisted = day_between(
        birthdays(world, people, 19), birthdays(world, people, 21), stream
    )
    enlisted = enlisted.astype("datetime64[Y]").astype("datetime64[D]") + 250
    last = np.where(np.isnat(latest), np.datetime64(today, "D") - 60, latest)
    served = np.array(SERVED)[kind] * 365 - 2
    discharged = np.minimum(enlisted + served, last)
    enlisted = np.minimum(enlisted, discharged - 300)
    known = np.maximum(discharged, COUNTED_SINCE)
    lately = np.full(count, np.datetime64(today, "D") - 10)
    registered = np.maximum(day_between(known, lately, stream), discharged)
    rows = identity(world, people, "sex", "birth_on", "town", "village")
    return rows.with_columns(
        pl.Series(KINDS).gather(kind).alias("kind"),
        pl.Series(RESETTLED).gather(kind).alias("resettlement"),
        dates(enlisted).alias("enlisted_on"),
        dates(discharged).alias("discharged_on"),
        serials("42028100", people + 1, 7).alias("certificate_number"),
        dates(registered).alias("registered_on"),
    )


def files() -> Iterator[File]:
    """Yield the register, one sheet for each town."""
    name = f"退役军人登记_{SECOND_HALF:%Y%m%d}.xls"
    yield replace(register_file(PATH, VETERANS, name, LAYOUT), sheet_by="town")


EXTRACT = Extract(
    path=PATH,
    fill=fill,
    files=files,
    after=("registry/student", "registry/custody"),
    care=0.8,
)
