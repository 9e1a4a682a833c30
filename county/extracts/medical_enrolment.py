"""Medical insurance: nearly everybody, all who are on relief, each in one scheme."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import numpy as np
import polars as pl

from county.cases.edit import mark, own, since
from county.drawing import ages_on, dates, days_of, identity, month_starts, serials
from county.extract import Extract
from county.extracts.student import students
from county.file import File, register_file
from county.households import Bools, Ints
from county.layouts import Layout, columns_of
from county.standing import among, living
from county.world import World, first_month, today

PATH = "social_security/medical_enrolment"
MEDICAL = "县医保局"
ABSENT_SHARE = 0.05  # of residents who did not enrol this year
YEAR, CHANGED_SINCE = 2026, date(2026, 3, 1)
CHILD, PUPIL_LAST, ADULT = 6, 17, 18
OWN_FEN, POOR_FEN, FISCAL_FEN = 40_000, 20_000, 67_000
RESIDENT, EMPLOYEE = "居民医保", "职工医保"
LAYOUT = Layout(
    title="基本医疗保险参保人员信息",
    columns=columns_of(
        "personal_number:psn_no person_name:参保人姓名 id_number:证件号码 "
        "insurance:险种类型 person_kind:参保人员类别 enrolment_status:人员参保状态 "
        "insured_for:参保年度 first_for:首次参保年月 stopped_on:终止参保日期 "
        "personal_share_fen:个人缴费金额 fiscal_share_fen:财政补助金额 "
        "unit_name:参保单位 town:乡镇（街道） village:村（社区） :+统筹区"
    ),
    days="%Y-%m-%d",
    codes={
        "insurance": {EMPLOYEE: "310", RESIDENT: "390"},
        "enrolment_status": {"正常参保": "1", "终止参保": "4"},
        "person_kind": {"在职": "在职职工", "退休": "退休人员"},
    },
)


def fill(world: World) -> None:
    """Fill social_security/medical_enrolment (about 96 rows for 100 people)."""
    stream = world.generator("medical_enrolment")
    employees = _employees(world)
    ours = living(world) | (
        days_of(world, "died_on") >= np.datetime64(first_month, "D")
    )
    absent = stream.random(world.persons.height) < ABSENT_SHARE
    absent &= ~_poor(world) & ~_without_support(world)
    residents = np.flatnonzero(ours & ~among(world, employees["person"]) & ~absent)
    changed = employees.filter(pl.col("began") >= CHANGED_SINCE)
    before = changed["person"].to_numpy().astype(np.int64)
    ended = (changed["began"] - timedelta(days=1)).alias("stopped_on")
    world.append(PATH, _employee_rows(world, employees))
    world.append(PATH, _resident_rows(world, residents))
    world.append(
        PATH,
        _resident_rows(world, before).with_columns(
            ended, pl.lit("终止参保").alias("enrolment_status")
        ),
    )


def _employees(world: World) -> pl.DataFrame:
    """Return person, person_kind, unit_name and `began` of the employees' scheme."""
    paid = world.tables["social_security/contribution"].filter(
        pl.col("insurance") == EMPLOYEE
    )
    working = paid.group_by("person").agg(
        pl.lit("在职").alias("person_kind"),
        pl.col("unit_name").first(),
        pl.col("paid_for").min().alias("began"),
    )
    parts = [
        working,
        _drawing(world, "social_security/pension_payment", "退休"),
        _drawing(world, "social_security/unemployment_benefit", "失业人员"),
    ]
    both = pl.concat(parts).unique("person", keep="first", maintain_order=True)
    return both.sort("person")


def _drawing(world: World, path: str, kind: str) -> pl.DataFrame:
    rows = world.tables[path]
    if "scheme" in rows.columns:
        rows = rows.filter(pl.col("scheme") != "居民养老")
    return rows.select(
        "person",
        pl.lit(kind).alias("person_kind"),
        pl.lit(None, dtype=pl.String).alias("unit_name"),
        pl.lit(None, dtype=pl.Date).alias("began"),
    ).unique("person", keep="first", maintain_order=True)


def _employee_rows(world: World, employees: pl.DataFrame) -> pl.DataFrame:
    people = employees["person"].to_numpy().astype(np.int64)
    return _stated(world, people).with_columns(
        employees["person_kind"],
        employees["unit_name"],
        pl.lit(EMPLOYEE).alias("insurance"),
        pl.coalesce(employees["began"], month_starts(-(people % 200) - 1)).alias(
            "first_for"
        ),
    )


def _resident_rows(world: World, people: Ints) -> pl.DataFrame:
    ages = ages_on(world, today)[people]
    pupil = students(world)[people]
    kind = np.select(
        [ages < CHILD, pupil & (ages <= PUPIL_LAST), pupil & (ages >= ADULT)],
        ["未成年居民", "中小学生", "大学生"],
        np.where(ages < ADULT, "未成年居民", "成年居民"),
    )
    poor, kept = _poor(world)[people], _without_support(world)[people]
    born = days_of(world, "birth_on")[people]
    began = np.maximum(born, np.datetime64("2011-01-01")).astype("datetime64[M]")
    return _stated(world, people).with_columns(
        pl.Series("person_kind", kind.astype(str).tolist()),
        pl.lit(RESIDENT).alias("insurance"),
        dates(began.astype("datetime64[D]")).alias("first_for"),
        pl.Series(
            "personal_share_fen",
            np.select([kept, poor], [0, POOR_FEN], OWN_FEN).astype(np.int64),
        ),
        pl.lit(FISCAL_FEN, dtype=pl.Int64).alias("fiscal_share_fen"),
    )


def _poor(world: World) -> Bools:
    return among(world, world.tables["relief/dibao_member"]["person"])


def _without_support(world: World) -> Bools:
    """Say of everybody whether the state pays the whole of their share (特困)."""
    return among(world, world.tables["relief/tekun_person"]["person"])


def _stated(world: World, people: Ints) -> pl.DataFrame:
    rows = identity(world, people, "town", "village", "died_on")
    ended = pl.col("died_on").is_not_null()
    return rows.with_columns(
        serials("42000000", people, 9).alias("personal_number"),
        pl.when(ended)
        .then(pl.lit("终止参保"))
        .otherwise(pl.lit("正常参保"))
        .alias("enrolment_status"),
        pl.lit(date(YEAR, 1, 1)).alias("insured_for"),
        pl.lit(date(YEAR, 12, 31)).alias("insured_for_to"),
    ).rename({"died_on": "stopped_on"})


def end_with_death(world: World, deaths: Mapping[int, date]) -> None:
    """End the insurance on the day of death."""
    running = own(deaths) & pl.col("stopped_on").is_null()
    mark(world, PATH, running, enrolment_status="终止参保", stopped_on=since(deaths))


def files() -> Iterator[File]:
    """Yield the register as it stands in November."""
    yield register_file(PATH, MEDICAL, "医保参保人员信息.csv", LAYOUT)


EXTRACT = Extract(
    path=PATH,
    fill=fill,
    files=files,
    after=(
        "registry/student",
        "relief/tekun_person",
        "social_security/unemployment_benefit",
    ),
    care=0.4,
    on_death=end_with_death,
)
