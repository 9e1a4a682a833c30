"""Registered households that were moved out of places nobody can live from."""

import numpy as np
import polars as pl

from county.drawing import choose, dates, identity, pick
from county.extract import Desk, Extract
from county.file import File, register_file
from county.layouts import Layout, columns_of
from county.livelihood import well_off
from county.offices import PLANNING
from county.world import World

PATH = "relief/resettled_household"
HOUSEHOLDS = "relief/registered_household"
SHARE, LEAST, PER_HEAD_MILLI = 0.12, 2, 25_000  # at most 25 m² for each member
GRANT_FEN, OWN_FEN = 6_000_000, 200_000  # for each member
BEFORE, TOGETHER_SHARE = "2017-01-01", 0.8
LAYOUT = Layout(
    title="易地扶贫搬迁户台账",
    columns=columns_of(
        ":+序号 town:乡镇 village:村(居) household_number:建档立卡户编号 "
        "person_name:搬迁户主 id_number:户主身份证号 member_count:搬迁人数 "
        "resettle_kind:安置方式 old_address:迁出地 site:安置点名称 "
        "address:安置房地址 floor_area_milli:安置面积（平方米） "
        "moved_in_on:入住时间 demolished_on:拆旧日期 "
        "amount_fen:住房补助资金（万元） self_raised_fen:农户自筹（万元） "
        "account_number:一卡通卡号 paid_on:拨付日期 accepted_by:经办人 "
        "reviewed_by:审核人 approved_by:审批人 :+后续扶持措施"
    ),
    titles=("云溪县“十三五”易地扶贫搬迁户台账", "单位：万元"),
    footers=("合计",),
    money="wan",
    days="%Y.%m.%d",
    codes={"resettle_kind": {"集中安置": "集中", "分散安置": "分散"}},
)


def _fill(world: World) -> None:
    stream = world.generator("resettled")
    homes = world.tables[HOUSEHOLDS]
    early = (homes["identified_on"].dt.to_string("%Y-%m-%d") < BEFORE).to_numpy()
    size = max(LEAST, homes.height * SHARE)
    early &= ~well_off(world)[homes["person"].to_numpy()]
    homes = homes[choose(stream, np.flatnonzero(early), size)]
    heads, count = homes["person"].to_numpy().astype(np.int64), homes.height
    members = homes["member_count"].to_numpy().astype(np.int64)
    paid = np.datetime64("2017-03-01") + stream.integers(0, 1_000, count)
    moved = paid + stream.integers(150, 320, count)
    together = (stream.random(count) < TOGETHER_SHARE).astype(np.int64)
    facts = identity(world, heads, "account_number", "town", "village", "address")
    rows = facts.rename({"address": "old_address"}).with_columns(
        homes["household_number"],
        pl.Series("member_count", members).cast(pl.Int32),
        pick(("分散安置", "集中安置"), together).alias("resettle_kind"),
        (pl.col("town") + "幸福家园安置点").alias("site"),
        pl.Series("number", stream.integers(101, 1_860, count)).cast(pl.String),
        pl.Series("floor_area_milli", members * PER_HEAD_MILLI),
        pl.Series("amount_fen", members * GRANT_FEN),
        pl.Series("self_raised_fen", members * OWN_FEN),
        dates(paid).alias("paid_on"),
        dates(moved).alias("moved_in_on"),
        dates(moved + stream.integers(20, 300, count)).alias("demolished_on"),
    )
    there = "湖北省云溪县" + pl.col("town") + "幸福家园" + pl.col("number") + "室"
    rows = rows.with_columns(there.alias("address")).drop("number")
    world.append(PATH, world.handled(PATH, rows))


def _files() -> list[File]:
    return [
        register_file(PATH, PLANNING, "易地扶贫搬迁户台账.xls", LAYOUT, really="html")
    ]


EXTRACT = Extract(
    path=PATH, fill=_fill, files=_files, after=(HOUSEHOLDS,), desk=Desk.TOWNS
)
