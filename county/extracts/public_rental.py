"""Tenants of public housing and receivers of rent subsidy: town dwellers in need."""

import numpy as np
import polars as pl

from county.drawing import ages_on, choose, dates, identity, pick, serials
from county.extract import Desk, Extract
from county.file import File, register_file
from county.households import NOBODY, Ints
from county.layouts import Layout, columns_of
from county.livelihood import (
    at_home,
    closing,
    homes_of,
    living,
    living_heads,
    people_of,
    well_off,
)
from county.offices import HOUSING
from county.world import World, today

PATH = "relief/public_rental"
HOUSEHOLDS = "relief/registered_household"
SHARE, LEAST, LEFT_SHARE, SUBSIDY_SHARE, TERM = 0.008, 3, 0.1, 0.35, 3 * 365
RENT_FEN, SUBSIDY_FEN = 180, 21_000  # a square metre; a month
NIGHT = np.datetime64("NaT", "D")
TODAY = np.datetime64(today, "D")
LAYOUT = Layout(
    title="公租房和租赁补贴保障对象名册",
    columns=columns_of(
        ":+序号 town:街道 village:社区 contract_number:公租房合同编号 "
        "person_name:承租人 id_number:承租人身份证号 "
        "spouse_name:配偶姓名 spouse_id_number:配偶证件号码 "
        "member_count:保障人数 support_kind:保障形式 address:公租房地址 "
        "floor_area_milli:租赁面积（平方米） rent_fen:租金（元） "
        "subsidy_fen:月补贴（元） income_fen:家庭人均收入（元） "
        "decided_on:批准日期 rented_from:起租日期 rented_to:合同到期日期 "
        "status:合同状态 left_on:腾退日期 accepted_by:经办人 reviewed_by:审核人 "
        "approved_by:审批人 :+房屋编号"
    ),
    titles=("云溪县公租房和住房租赁补贴保障对象名册",),
    footers=("制表人：",),
    days="slash",
    codes={
        "support_kind": {"租赁补贴": "货币补贴"},
        "status": {"在租": "履约中", "退出": "已退出"},
    },
)


def _fill(world: World) -> None:
    stream = world.generator("public rental")
    heads = _tenants(world, stream)
    count = len(heads)
    start = TODAY - stream.integers(60, 2_900, count)
    left = np.where(
        stream.random(count) < LEFT_SHARE,
        start + stream.integers(40, 900, count),
        NIGHT,
    )
    left = np.where(left > TODAY, NIGHT, left)
    renewals = (TODAY - start).astype(np.int64) // TERM + 1
    until = np.where(np.isnat(left), start + renewals * TERM, left)
    paid = stream.random(count) < SUBSIDY_SHARE
    area = stream.integers(36, 61, count)
    rows = identity(world, heads, "town", "village").with_columns(
        serials("GZF", heads + 1, 7).alias("contract_number"),
        *_spouses(world, heads),
        _members(world, heads),
        pick(("实物配租", "租赁补贴"), paid.astype(np.int64)).alias("support_kind"),
        pl.Series("number", stream.integers(101, 2_400, count)).cast(pl.String),
        pl.Series("area", area * 1000),
        pl.Series("rent", area * RENT_FEN),
        pl.Series("income_fen", stream.integers(60, 140, count) * 1_000),
        dates(start - stream.integers(20, 120, count)).alias("decided_on"),
        dates(start).alias("rented_from"),
        dates(until).alias("rented_to"),
        pick(("退出", "在租"), np.isnat(left).astype(np.int64)).alias("status"),
        dates(left).alias("left_on"),
    )
    lets = pl.Series(~paid)
    there = "云溪县" + pl.col("town") + "安居苑" + pl.col("number") + "室"
    rows = rows.with_columns(
        pl.when(lets).then(there).alias("address"),
        pl.when(lets).then("area").alias("floor_area_milli"),
        pl.when(lets).then("rent").alias("rent_fen"),
        pl.when(~lets).then(pl.lit(SUBSIDY_FEN, dtype=pl.Int64)).alias("subsidy_fen"),
    ).drop("number", "area", "rent")
    world.append(PATH, world.handled(PATH, rows))


def _tenants(world: World, stream: np.random.Generator) -> Ints:
    urban = world.persons["village"].str.ends_with("社区").to_numpy()
    registered = homes_of(world, people_of(world, HOUSEHOLDS))
    work = world.tables["social_security/contribution"]
    employed = work.filter(pl.col("payer_kind") == "单位")["person"].unique().to_numpy()
    apart = np.union1d(registered, homes_of(world, employed))
    fit = living_heads(world) & urban & ~well_off(world) & ~at_home(world, apart)
    fit &= ages_on(world, today) >= 20  # noqa: PLR2004 - of age when they applied
    return choose(stream, np.flatnonzero(fit), max(LEAST, world.people * SHARE))


def _spouses(world: World, heads: Ints) -> list[pl.Series]:
    alive = living(world)
    spouse = world.persons["spouse"].to_numpy()[heads]
    spouse = np.where((spouse >= 0) & alive[spouse], spouse, NOBODY)
    known = pl.Series(spouse).replace({NOBODY: None})
    return [
        pl.Series("spouse_person", spouse).cast(pl.Int32),
        world.persons["person_name"].gather(known).alias("spouse_name"),
        world.persons["id_number"].gather(known).alias("spouse_id_number"),
    ]


def _members(world: World, heads: Ints) -> pl.Series:
    household = world.persons["household"].to_numpy()
    size = np.bincount(household[living(world)], minlength=int(household.max()) + 1)
    return pl.Series("member_count", size[household[heads]]).cast(pl.Int32)


def _files() -> list[File]:
    return [register_file(PATH, HOUSING, "公租房和租赁补贴名册.xlsx", LAYOUT)]


EXTRACT = Extract(
    path=PATH,
    fill=_fill,
    files=_files,
    after=(HOUSEHOLDS,),
    desk=Desk.COUNTY,
    on_death=closing(PATH, "left_on", status="退出"),
)
