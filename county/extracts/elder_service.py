"""Services to and visits of the old: each on a day on which they were alive."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from county.drawing import ages_on, dates, days_of, death_months, identity, pick
from county.extract import Extract
from county.file import HEALTH, File, half_year_files
from county.households import Bools, Days, Ints
from county.layouts import Layout, columns_of
from county.livelihood import cutting
from county.names import draw_surnames, given_names, surname_list
from county.world import World, first_month, today

PATH = "relief/elder_service"
SHARE, OLD, DAYS, PROVIDERS = 0.1, 65, 365, 40
AWAY = (
    ("registry/custody", "started_on", "ended_on"),
    ("social_security/medical_settlement", "admitted_on", "discharged_on"),
)
KINDS = ("公卫随访", "健康体检", "居家养老", "日间照料", "机构养老")
KIND_SHARES = (0.44, 0.2, 0.24, 0.09, 0.03)
CLINIC_KINDS = 2  # the first two are the clinics'
CONTACTS = ("上门", "到院", "电话")
CONTACT_SHARES = np.array(
    [
        [0.4, 0.35, 0.25],
        [0.1, 0.9, 0.0],
        [1.0, 0.0, 0.0],
        [0.0, 1.0, 0.0],
        [0.0, 1.0, 0.0],
    ]
)
FEES = np.array([0, 0, 4_000, 6_000, 120_000])
LAYOUT = Layout(
    title="老年人服务与随访记录",
    columns=columns_of(
        "person_name:老人姓名 id_number:居民身份证号码 town:所属乡镇 "
        "village:村(居)委会 "
        "service_kind:服务项目 institution:服务机构名称 served_on:随访日期 "
        "contact_kind:随访方式 provider_name:责任医生 fee_fen:服务费用（元） :+记录编号"
    ),
    days="%Y-%m-%d",
    codes={
        "contact_kind": {"上门": "入户", "到院": "门诊", "电话": "电话随访"},
        "service_kind": {"居家养老": "居家上门服务", "公卫随访": "健康随访"},
    },
)


def _fill(world: World) -> None:
    stream = world.generator("visits")
    old = np.flatnonzero((ages_on(world, today) >= OLD) & (death_months(world) >= 0))
    people = stream.choice(old, size=round(world.people * SHARE)).astype(np.int64)
    day = np.datetime64(first_month, "D") + stream.integers(0, DAYS, len(people))
    died = days_of(world, "died_on")[people]
    seen = (np.isnat(died) | (day < died)) & ~_away(world, people, day)
    people, day = people[seen], day[seen]
    count = len(people)
    kind = stream.choice(len(KINDS), size=count, p=KIND_SHARES).astype(np.int64)
    steps = CONTACT_SHARES.cumsum(axis=1)[kind]
    contact = (stream.random(count)[:, None] >= steps).sum(axis=1).astype(np.int64)
    facts = identity(world, people, "town", "village")
    place = pl.Series(["卫生院", "养老服务中心"]).gather(
        (kind >= CLINIC_KINDS).astype(np.int64)
    )
    rows = facts.with_columns(
        pick(KINDS, kind).alias("service_kind"),
        ("云溪县" + facts["town"] + place).alias("institution"),
        dates(day).alias("served_on"),
        pick(CONTACTS, np.minimum(contact, len(CONTACTS) - 1)).alias("contact_kind"),
        _providers(facts["town"], stream).alias("provider_name"),
        pl.Series("fee_fen", FEES[kind]),
    )
    world.append(PATH, rows.sort("served_on", "person"))


def _away(world: World, people: Ints, day: Days) -> Bools:
    """Say of every service whether its day lies in a sentence or a hospital stay."""
    spells = pl.concat(
        [
            world.tables[path].select("person", start=start, end=end)
            for path, start, end in AWAY
        ]
    )
    rows = pl.DataFrame({"person": people, "day": dates(day)}).with_row_index("row")
    inside = rows.cast({"person": pl.Int32}).join(spells, on="person")
    covered = pl.col("day").is_between("start", pl.col("end").fill_null(today))
    found = np.zeros(len(people), dtype=bool)
    found[inside.filter(covered)["row"].to_numpy()] = True
    return found


def _providers(towns: pl.Series, stream: np.random.Generator) -> pl.Series:
    """Return one of three providers of each town."""
    names = pl.Series(surname_list()).gather(draw_surnames(PROVIDERS, stream))
    male = stream.random(PROVIDERS) < 0.4  # noqa: PLR2004 - a share
    born = np.full(PROVIDERS, 1984)
    names = names + given_names(born, male, np.arange(PROVIDERS), stream)
    turn: Ints = stream.integers(0, 3, len(towns)).astype(np.int64)
    town = towns.rank("dense").cast(pl.Int64).to_numpy()
    return names.gather((town * 3 + turn) % PROVIDERS)


def _files() -> Iterator[File]:
    file = File(
        path=PATH,
        supplier=HEALTH,
        folder="老年人服务与随访",
        name="养老服务与公共卫生随访记录（{half}半年）.csv",
        layout=LAYOUT,
    )
    return half_year_files(file, "served_on")


EXTRACT = Extract(
    path=PATH,
    fill=_fill,
    files=_files,
    after=tuple(path for path, _, _ in AWAY),
    ends="served_on",
    on_death=cutting(PATH, "served_on"),
)
