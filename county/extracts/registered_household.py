"""Households once registered as poor, or watched lest they become poor again."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import polars as pl

from county.calendar_days import first_days, last_days, moved, year_of
from county.drawing import ages_on, dates, draw, identity, pick, serials
from county.extract import Desk, Extract
from county.file import BANK, File, register_file
from county.households import Bools, Days, Ints
from county.layouts import Layout, columns_of
from county.livelihood import (
    at_home,
    homes_of,
    is_one_of,
    living,
    living_heads,
    people_of,
    well_off,
)
from county.offices import FARMING
from county.registration import presupposed
from county.staff import staff_people
from county.world import World, today

PATH, PARTNERS = "relief/registered_household", "registry/company_member"
SHARE, DIBAO_WEIGHT = 0.04, 8.0
KINDS, KIND_SHARES = ("脱贫户", "监测户", "脱贫监测户"), (0.82, 0.1, 0.08)
WATCHED = ("脱贫不稳定户", "边缘易致贫户", "突发严重困难户")
CAUSES = (
    "因病",
    "因残",
    "缺劳力",
    "因学",
    "缺技术",
    "缺资金",
    "自身发展动力不足",
    "因灾",
)
CAUSE_SHARES = (36, 18, 16, 10, 8, 6, 4, 2)
FIRST_DAY = date(2014, 1, 6)
POOR_FROM, WATCHED_FROM = np.datetime64(FIRST_DAY), np.datetime64("2020-09-01")
MARGIN, POOR_DAYS = timedelta(days=10), 1_000
LAST_EXIT, SETTLED_SHARE = 2020, 0.6
LAYOUT = Layout(
    title="脱贫户和监测对象家庭信息",
    columns=columns_of(
        ":+序号 town:乡(镇) village:行政村 village_group:自然村 "
        "household_number:户编号 person_name:户主姓名 id_number:户主证件号码 "
        "household_kind:户类型 monitoring_kind:监测对象类别 "
        "member_count:家庭人口数 identified_on:识别时间 exited_in:脱贫年度 "
        "risk_removed_on:风险消除日期 cause:致贫原因 "
        "income_fen:家庭人均纯收入（元） phone:联系电话 bank_name:开户行 "
        "account_number:银行卡号 "
        "status:在册状态 accepted_by:经办人 reviewed_by:审核人 approved_by:审批人 "
        ":+帮扶责任人"
    ),
    titles=("云溪县脱贫户和监测对象家庭基本信息",),
    days="%Y-%m-%d",
    codes={
        "household_kind": {"脱贫户": "已脱贫户", "监测户": "防返贫监测户"},
        "cause": {"缺劳力": "缺劳动力"},
    },
)


def _fill(world: World) -> None:
    stream = world.generator("registered households")
    homes = _homes(world, stream)
    heads, count = homes["person"].to_numpy().astype(np.int64), homes.height
    presumed = homes["before"].is_not_null().to_numpy()
    kind = stream.choice(len(KINDS), size=count, p=KIND_SHARES)
    kind = np.where(presumed & (kind == 1), 2, kind)
    watched = kind > 0
    late = moved(np.full(count, WATCHED_FROM), stream.integers(0, 2_100, count))
    poor = _poor_since(homes["before"], stream)
    identified: Days = np.where(kind == 1, late, poor)
    facts = identity(
        world, heads, "phone", "account_number", "town", "village", "village_group"
    )
    rows = facts.with_columns(
        serials("6", heads + 1, 8).alias("household_number"),
        pick(KINDS, kind).alias("household_kind"),
        pl.when(pl.Series(watched))
        .then(draw(WATCHED, count, stream, (3, 5, 2)))
        .alias("monitoring_kind"),
        _living_members(world, heads).alias("member_count"),
        dates(identified).alias("identified_on"),
        *_exits(identified, kind != 1, stream),
        dates(_settled(late, watched, stream)).alias("risk_removed_on"),
        draw(CAUSES, count, stream, CAUSE_SHARES).alias("cause"),
        pl.Series("income_fen", stream.integers(70, 160, count) * 10_000),
        pl.lit("在册").alias("status"),
        pl.lit(BANK).alias("bank_name"),
    )
    world.append(PATH, world.handled(PATH, rows))


def _homes(world: World, stream: np.random.Generator) -> pl.DataFrame:
    """Return person (the head) and before: the day by which it was registered."""
    presumed = presupposed(world).filter(pl.col("before") > FIRST_DAY + MARGIN)
    village = world.persons["village"].str.ends_with("村").to_numpy()
    partners = homes_of(world, people_of(world, PARTNERS))
    able = living_heads(world) & village & ~well_off(world) & ~at_home(world, partners)
    able &= ages_on(world, today) >= 25  # noqa: PLR2004 - adult when identified last
    able[presumed["person"].to_numpy()] = False
    pool = np.flatnonzero(able)
    dibao = is_one_of(world, people_of(world, "relief/dibao_member", "head_person"))
    weight = np.where(dibao[pool], DIBAO_WEIGHT, 1.0)
    size = min(len(pool), max(5, round(world.people * SHARE) - presumed.height))
    chosen = stream.choice(pool, size=size, replace=False, p=weight / weight.sum())
    others = pl.DataFrame({"person": pl.Series(np.sort(chosen)).cast(pl.Int32)})
    return pl.concat([presumed, others], how="diagonal").sort("person")


def _poor_since(before: pl.Series, stream: np.random.Generator) -> Days:
    """Return days of identification in the first thousand, each before its day."""
    span = (before - FIRST_DAY).dt.total_days().fill_null(POOR_DAYS)
    most = np.minimum(span.to_numpy(), POOR_DAYS)
    days = (stream.random(len(before)) * most).astype(np.int64)
    return moved(np.full(len(before), POOR_FROM), days)


def _living_members(world: World, heads: Ints) -> pl.Series:
    homes = world.persons["household"].to_numpy()
    counted = living(world) & ~is_one_of(world, staff_people(world))
    size = np.bincount(homes[counted], minlength=int(homes.max()) + 1)
    return pl.Series(size[homes[heads]]).cast(pl.Int32)


def _exits(identified: Days, left: Bools, stream: np.random.Generator) -> list[pl.Expr]:
    year = year_of(identified)
    exit_year = np.minimum(year + stream.integers(1, 6, len(year)), LAST_EXIT)
    first = first_days(exit_year)
    last = last_days(exit_year)
    known = pl.Series(left)
    return [
        pl.when(known).then(first).alias("exited_in"),
        pl.when(known).then(last).alias("exited_in_to"),
    ]


def _settled(late: Days, watched: Bools, stream: np.random.Generator) -> Days:
    day = moved(late, stream.integers(200, 700, len(late)))
    known = watched & (stream.random(len(late)) < SETTLED_SHARE)
    known &= day < np.datetime64(date(2026, 10, 1))
    settled: Days = np.where(known, day, np.datetime64("NaT", "D"))
    return settled


def _files() -> list[File]:
    file = register_file(PATH, FARMING, "脱贫户和监测对象家庭_20261106.xlsx", LAYOUT)
    return [replace(file, sheet_by="town")]


EXTRACT = Extract(
    path=PATH, fill=_fill, files=_files, after=(PARTNERS,), desk=Desk.TOWNS
)
