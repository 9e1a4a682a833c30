"""Grants for dangerous houses: one for each poor household that was not moved."""

from dataclasses import replace

import numpy as np
import polars as pl

from county.calendar_days import days_in, first_days, last_days, moved
from county.drawing import choose, dates, draw, identity, pick
from county.extract import Desk, Extract
from county.file import File, register_file
from county.households import Ints
from county.layouts import PAID, Layout, columns_of
from county.livelihood import is_one_of, people_of, well_off
from county.names import draw_surnames, given_names, surname_list
from county.offices import HOUSING
from county.poor_homes import allowance_since
from county.world import World

PATH = "relief/housing_grant"
HOUSEHOLDS, RESETTLED = "relief/registered_household", "relief/resettled_household"
SHARE, LEAST, FIRST_YEAR, LAST_YEAR = 0.45, 3, 2016, 2024
REBUILT_SHARE = 0.45
REPAIR_FEN, REBUILD_FEN = (8, 16), (28, 43)  # thousands of yuan
INSPECTORS = 6
LAYOUT = Layout(
    title="农村危房改造补助台账",
    columns=columns_of(
        ":+序号 granted_for:改造年度 town:镇(街道) village:村 "
        "person_name:改造户姓名 id_number:户主身份证号码 household_kind:对象类别 "
        "danger_grade:鉴定等级 method:建设方式 address:建房地址 "
        "floor_area_milli:建筑面积（平方米） amount_fen:补助金额（元） "
        "decided_on:批准日期 started_on:开工时间 finished_on:竣工时间 "
        "inspected_on:验收时间 inspected_by:验收人员 account_number:一卡通账号 "
        "paid_on:打卡日期 payment_result:发放状态 accepted_by:经办人 "
        "reviewed_by:审核人 approved_by:审批人 :+档案编号"
    ),
    titles=("云溪县农村危房改造补助对象台账", ""),
    footers=("合计", "填报单位：（盖章）"),
    days="%Y/%m/%d",
    codes={
        "household_kind": {"低保户": "农村低保户", "脱贫户": "建档立卡户"},
        "danger_grade": {"C级": "C", "D级": "D"},
        "payment_result": PAID,
    },
)


def _fill(world: World) -> None:
    stream = world.generator("dangerous houses")
    homes = world.tables[HOUSEHOLDS]
    moved_out = is_one_of(world, people_of(world, RESETTLED))
    fit = ~moved_out & ~well_off(world)
    stay = np.flatnonzero(fit[homes["person"].to_numpy()])
    homes = homes[choose(stream, stay, max(LEAST, len(stay) * SHARE))]
    heads, count = homes["person"].to_numpy().astype(np.int64), homes.height
    known = homes["identified_on"].dt.year().to_numpy() + 1
    first = np.minimum(np.maximum(known, FIRST_YEAR), LAST_YEAR)
    year = first + (stream.random(count) * (LAST_YEAR - first + 1)).astype(np.int64)
    rebuilt = stream.random(count) < REBUILT_SHARE
    thousands = np.where(
        rebuilt,
        stream.integers(*REBUILD_FEN, count),
        stream.integers(*REPAIR_FEN, count),
    )
    rows = identity(world, heads, "account_number", "address", "town", "village")
    rows = rows.with_columns(
        first_days(year).alias("granted_for"),
        last_days(year).alias("granted_for_to"),
        _household_kind(world, homes, year),
        pick(("C级", "D级"), rebuilt.astype(np.int64)).alias("danger_grade"),
        pl.when(pl.Series(rebuilt))
        .then(draw(("拆除重建", "异地新建"), count, stream, (3, 1)))
        .otherwise(pl.lit("修缮加固"))
        .alias("method"),
        pl.Series("floor_area_milli", stream.integers(40, 110, count) * 1000),
        pl.Series("amount_fen", thousands * 100_000),
        *_course(year, stream),
        draw(_inspectors(world), count, stream).alias("inspected_by"),
        pl.lit("成功").alias("payment_result"),
    )
    world.append(PATH, world.handled(PATH, rows.sort("granted_for", "person")))


def _household_kind(world: World, homes: pl.DataFrame, year: Ints) -> pl.Expr:
    """Return what each household was in its year."""
    since = homes.select("person").join(
        allowance_since(world), on="person", how="left", maintain_order="left"
    )["first_for"]
    poor = (since < first_days(year)).fill_null(value=False)
    watched = homes["household_kind"] == "监测户"
    return (
        pl.when(watched)
        .then(pl.lit("监测户"))
        .when(poor)
        .then(pl.lit("低保户"))
        .otherwise(pl.lit("脱贫户"))
        .alias("household_kind")
    )


def _course(year: Ints, stream: np.random.Generator) -> list[pl.Series]:
    """Return the days from decision to payment, each after the one before."""
    day = moved(days_in(first_days(year)), np.full(len(year), 70))
    named: list[pl.Series] = []
    for name, fewest, most in (
        ("decided_on", 1, 70),
        ("started_on", 5, 30),
        ("finished_on", 40, 90),
        ("inspected_on", 4, 20),
        ("paid_on", 5, 25),
    ):
        day = moved(day, stream.integers(fewest, most, len(year)))
        named.append(dates(day).alias(name))
    return named


def _inspectors(world: World) -> list[str]:
    stream = world.generator("inspectors of houses")
    surnames = pl.Series(surname_list()).gather(draw_surnames(INSPECTORS, stream))
    male = np.ones(INSPECTORS, dtype=np.bool_)
    born = np.full(INSPECTORS, 1978)
    given = given_names(born, male, np.arange(INSPECTORS), stream)
    return (surnames + given).to_list()


def _files() -> list[File]:
    file = register_file(PATH, HOUSING, "农村危房改造台账（2016-2024）.xlsx", LAYOUT)
    return [replace(file, sheet_by="town")]


EXTRACT = Extract(
    path=PATH, fill=_fill, files=_files, after=(HOUSEHOLDS, RESETTLED), desk=Desk.TOWNS
)
