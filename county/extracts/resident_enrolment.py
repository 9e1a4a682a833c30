"""Resident pension insurance: who draws, and who pays in without an employer."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl

from county.cases.edit import mark, own, since
from county.drawing import ages_on, choose, dates, draw, identity, serials
from county.extract import Extract
from county.file import SOCIAL, File, register_file
from county.households import Bools, Ints
from county.layouts import Layout, columns_of
from county.standing import among, birthdays, day_between, last_days, listed, living
from county.world import World, today

PATH = "social_security/resident_enrolment"
PENSION = "social_security/pension_payment"
PAYER_SHARE, PAUSED_SHARE = 0.2515, 0.04
AGES = (17, 59)
BEGAN, WAIT = np.datetime64("2011-07-01"), 1100  # days until most had joined
FIRST_AGE = 16
LAYOUT = Layout(
    title="城乡居民养老保险参保明细",
    columns=columns_of(
        ":+行政区划 town:乡（镇） village:村（社区） household_kind:户籍性质 "
        "personal_number:个人编号 person_name:姓名 document_kind:证件类型 "
        "id_number:证件号码 "
        "sex:性别 birth_on:出生日期 insured_identity:参保身份 business_status:业务状态 "
        "enrolment_status:参保状态 payment_status:缴费状态 is_land_lost:被征地身份 "
        "enrolled_on:参保时间 stopped_on:终止参保日期 :+参保档次"
    ),
    titles=("云溪县城乡居民基本养老保险参保明细",),
    days="%Y%m%d",
    codes={
        "document_kind": {"居民身份证": "01"},
        "sex": {"男": "1", "女": "2"},
        "insured_identity": {
            "普通": "011",
            "残疾一级": "021",
            "残疾二级": "022",
            "特困": "031",
            "低保对象": "061",
            "计生特扶": "071",
        },
        "enrolment_status": {"正常参保": "1", "暂停参保": "2", "终止参保": "4"},
        "payment_status": {"参保缴费": "1", "暂停缴费": "2", "终止缴费": "3"},
        "is_land_lost": {"是": "1", "否": "0"},
    },
)


def fill(world: World) -> None:
    """Fill social_security/resident_enrolment (about 38 rows for 100 people)."""
    stream = world.generator("resident_enrolment")
    pensions = world.tables[PENSION]
    drawing = pensions.filter(pl.col("scheme") == "居民养老")["person"].unique().sort()
    payers = choose(stream, np.flatnonzero(_may_pay(world)), world.people * PAYER_SHARE)
    old = drawing.to_numpy().astype(np.int64)
    people = np.concatenate([old, payers])
    draws = np.arange(len(people)) < len(old)
    world.append(PATH, _entries(world, people, draws, stream))


def _may_pay(world: World) -> Bools:
    ages = ages_on(world, today)
    elsewhere = listed(
        world, PENSION, "social_security/contribution", "registry/student"
    )
    staff = world.tables["finance/staff_payroll"]
    elsewhere |= among(world, staff.filter(pl.col("staff_type") != "村干部")["person"])
    return living(world) & ~elsewhere & (ages >= AGES[0]) & (ages <= AGES[1])


def _entries(
    world: World, people: Ints, draws: Bools, stream: np.random.Generator
) -> pl.DataFrame:
    count = len(people)
    rows = identity(
        world, people, "sex", "birth_on", "town", "village", "died_on"
    ).rename({"died_on": "stopped_on"})
    low = np.maximum(birthdays(world, people, FIRST_AGE), BEGAN)
    high = last_days(world, people, np.datetime64(today, "D") - 40)
    enrolled = day_between(low, np.maximum(low, np.minimum(low + WAIT, high)), stream)
    paused = (stream.random(count) < PAUSED_SHARE) & ~draws
    dead = rows["stopped_on"].is_not_null().to_numpy()
    state = np.select([dead, draws, paused], [3, 1, 2], 0).astype(np.int64)
    special = draw(("普通", "计生特扶"), count, stream, (0.995, 0.005))
    for name, whose in _paid_for_by_government(world):
        special = special.set(pl.Series(among(world, whose)[people]), name)
    return rows.with_columns(
        serials("42028", people, 8).alias("personal_number"),
        pl.lit("居民身份证").alias("document_kind"),
        pl.when(pl.col("village").str.ends_with("社区"))
        .then(pl.lit("非农业"))
        .otherwise(pl.lit("农业"))
        .alias("household_kind"),
        special.alias("insured_identity"),
        *_states(state),
        draw(("否", "是"), count, stream, (0.97, 0.03)).alias("is_land_lost"),
        dates(enrolled).alias("enrolled_on"),
    )


def _paid_for_by_government(world: World) -> list[tuple[str, pl.Series]]:
    """Return the identities for which the government pays in, and who has them."""
    valid = world.tables["registry/disability_certificate"].filter(
        pl.col("status") == "有效"
    )
    severe = [
        (f"残疾{grade}", valid.filter(pl.col("disability_grade") == grade)["person"])
        for grade in ("二级", "一级")
    ]
    return [
        *severe,
        ("特困", world.tables["relief/tekun_person"]["person"]),
        ("低保对象", world.tables["relief/dibao_member"]["person"]),
    ]


def _states(state: Ints) -> list[pl.Series]:
    """Return the three statuses: paying, drawing, paused or ended."""
    words = {
        "business_status": ("正常缴费", "正常待遇", "暂停缴费", "终止"),
        "enrolment_status": ("正常参保", "正常参保", "暂停参保", "终止参保"),
        "payment_status": ("参保缴费", "终止缴费", "暂停缴费", "终止缴费"),
    }
    return [pl.Series(each).gather(state).alias(name) for name, each in words.items()]


def end_with_death(world: World, deaths: Mapping[int, date]) -> None:
    """End the insurance on the day of death."""
    mark(
        world,
        PATH,
        own(deaths),
        business_status="终止",
        enrolment_status="终止参保",
        payment_status="终止缴费",
        stopped_on=since(deaths),
    )


def files() -> Iterator[File]:
    """Yield the register in one workbook, one sheet for each town."""
    register = register_file(PATH, SOCIAL, "居保参保明细.xlsx", LAYOUT)
    yield replace(register, sheet_by="town")


EXTRACT = Extract(
    path=PATH,
    fill=fill,
    files=files,
    after=(
        "registry/student",
        "registry/disability_certificate",
        "relief/tekun_person",
    ),
    care=0.6,
    on_death=end_with_death,
)
