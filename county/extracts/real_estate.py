"""The land register: homes, second homes, parking, and what was sold."""

import numpy as np
import polars as pl

from county.calendar_days import year_of
from county.drawing import ages_on, dates, identity
from county.dwellings import FARMHOUSE, GRANTS, ownerships
from county.extract import Extract
from county.file import File, register_file
from county.households import Days, Floats
from county.layouts import Layout, columns_of
from county.offices import LAND
from county.places import REGION
from county.poor_homes import RESTS_ON
from county.world import World, today

PATH = "registry/real_estate"
TODAY = np.datetime64(today, "D")
FARM_RIGHT = "宅基地使用权/房屋所有权"
TOWN_RIGHT = "国有建设用地使用权/房屋所有权"
PRICE_FEN, WHOLE, LATEST_DAYS = 460_000, 1000, 5_400  # 分 a square metre
LAYOUT = Layout(
    title="不动产登记信息",
    columns=columns_of(
        "person_name:权利人名称 id_number:权利人证件号码 unit_number:不动产单元号 "
        "certificate_number:不动产权证书号 right_kind:权利类型 use_kind:规划用途 "
        "nature:房屋性质 address:坐落 floor_area_milli:建筑面积（平方米） "
        "register_kind:登记类型 registered_on:登簿日期 status:权属状态 "
        "ended_on:权利终止日期 ownership_kind:共有方式 share_ppm:权利比例（%） "
        "acquired_by:登记原因 price_fen:交易金额（万元） :+业务号"
    ),
    money="wan",
    days="%Y%m%d",
    codes={
        "right_kind": {FARM_RIGHT: "宅基地使用权及房屋所有权"},
        "use_kind": {"住宅": "成套住宅"},
        "nature": {"商品房": "市场化商品房"},
        "register_kind": {"首次": "首次登记", "预告": "预告登记", "转移": "转移登记"},
    },
)


def _fill(world: World) -> None:
    stream = world.generator("land register")
    lines = ownerships(world, stream).sort("unit", "person", maintain_order=True)
    facts = identity(
        world, lines["person"].to_numpy().astype(np.int64), "address", "town"
    )
    unit = lines["unit"]
    units = unit.n_unique()  # numbered without gaps
    area = pl.Series(stream.integers(62, 145, units) * 1000).gather(unit)
    day = _registered(world, lines, stream.random(units)[unit.to_numpy()])
    is_home = pl.col("use") == "住宅"
    town_flat = (
        "湖北省云溪县"
        + facts["town"]
        + "锦绣家园"
        + (unit % 1900 + 101).cast(pl.String)
        + "室"
    )
    farm = pl.col("nature") == FARMHOUSE
    rows = (
        facts.drop("address", "town")
        .hstack(lines.drop("person"))
        .with_columns(
            _unit_number(unit),
            _certificate(unit, day),
            pl.when(farm)
            .then(pl.lit(FARM_RIGHT))
            .otherwise(pl.lit(TOWN_RIGHT))
            .alias("right_kind"),
            pl.when(farm).then(facts["address"]).otherwise(town_flat).alias("address"),
            pl.when(is_home).then(area).otherwise(12_500).alias("floor_area_milli"),
            dates(day).alias("registered_on"),
            *_holding(),
            pl.when(pl.col("way") == "购买")
            .then(area // 1000 * PRICE_FEN)
            .alias("price_fen"),
            _ended(day, lines),
        )
    )
    names = {"use": "use_kind", "way": "acquired_by", "step": "register_kind"}
    world.append(PATH, rows.drop("unit", "share").rename(names))


def _registered(world: World, lines: pl.DataFrame, chance: Floats) -> Days:
    """Return days of registration; a notice comes a year before the flat itself."""
    own = pl.Series(ages_on(world, today)[lines["person"].to_numpy()])
    youngest = lines.select("unit", age=own).select(pl.col("age").min().over("unit"))
    ages = youngest["age"].to_numpy()
    span = np.minimum((ages - 21) * 365, LATEST_DAYS)
    whole = TODAY - (430 + chance * np.maximum(span - 430, 30)).astype(np.int64)
    notice = (lines["step"] == "预告").to_numpy()
    found: Days = np.where(notice, whole - 365, whole)
    return found


def _unit_number(unit: pl.Series) -> pl.Series:
    parcel = (unit // 100_000 + 1).cast(pl.String).str.zfill(6)
    plot = (unit % 100_000).cast(pl.String).str.zfill(5)
    return (str(REGION) + parcel + "JC" + plot + "F00010001").alias("unit_number")


def _certificate(unit: pl.Series, day: Days) -> pl.Expr:
    year = pl.Series(year_of(day)).cast(pl.String)
    number = unit.cast(pl.String).str.zfill(7)
    deed = pl.lit("鄂(") + year + ")云溪县不动产权第" + number + "号"
    notice = pl.lit("鄂(") + year + ")云溪县不动产证明第" + number + "号"
    return (
        pl.when(pl.col("step") == "预告")
        .then(notice)
        .otherwise(deed)
        .alias("certificate_number")
    )


def _holding() -> list[pl.Expr]:
    whole = pl.col("share") == WHOLE
    kind = (
        pl.when(pl.col("share").is_null())
        .then(pl.lit("共同共有"))
        .when(whole)
        .then(pl.lit("单独所有"))
        .otherwise(pl.lit("按份共有"))
    )
    part = pl.when(pl.col("share") < WHOLE).then(pl.col("share") * 1000)
    return [kind.alias("ownership_kind"), part.cast(pl.Int32).alias("share_ppm")]


def _ended(day: Days, lines: pl.DataFrame) -> pl.Expr:
    later = pl.Series(np.minimum(day + 365, TODAY - 20)).cast(pl.Date)
    return pl.when(pl.Series(lines["status"] == "历史")).then(later).alias("ended_on")


def _files() -> list[File]:
    return [register_file(PATH, LAND, "不动产登记信息_20261106.xlsx", LAYOUT)]


EXTRACT = Extract(
    path=PATH, fill=_fill, files=_files, after=(*RESTS_ON, GRANTS), care=0.4
)
