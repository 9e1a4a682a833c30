"""People without means, work or kin, whom the state keeps."""

import numpy as np
import polars as pl

from county.card_spells import card_months
from county.drawing import (
    ages_on,
    choose,
    identity,
    month_starts,
    pick,
    serials,
)
from county.extract import Desk, Extract
from county.file import CIVIL, File, register_file
from county.households import Ints
from county.layouts import Layout, columns_of
from county.livelihood import (
    at_home,
    closing,
    homes_of,
    housing_borrowers,
    is_one_of,
    kept_alike,
    living,
)
from county.world import World, today

PATH = "relief/tekun_person"
PROJECT, SHARE, LEAST = "特困人员供养金", 0.0034, 3
STANDARD_FEN, CARE_FEN = 93_000, (7_000, 25_000, 60_000)
SELF_CARE, SELF_CARE_SHARES = ("全自理", "半自理", "不能自理"), (0.72, 0.18, 0.1)
KEPT_SHARE, CARERS = 0.32, (25, 66)
LAYOUT = Layout(
    title="特困人员供养名册",
    columns=columns_of(
        ":+序号 town:镇办 village:村居 certificate_number:低保（特困）证号 "
        "person_name:供养对象姓名 id_number:公民身份号码 area_kind:城乡类别 "
        "care_kind:供养方式 institution:供养机构名称 self_care:生活自理能力 "
        "carer_name:照料护理人 carer_id_number:照料人身份证号 "
        "standard_fen:基本生活费（元） care_fen:照料护理费用 first_for:最初享受月 "
        "status:供养状态 stopped_on:停止供养日期 account_name:户名 "
        "account_number:一卡通账户 accepted_by:经办人 reviewed_by:审核人 "
        "approved_by:审批人 :+入院协议编号"
    ),
    titles=("云溪县特困人员救助供养花名册", "填报单位：云溪县民政局"),
    footers=("填表人：",),
    days="%Y.%m.%d",
    months="%Y年%m月",
    codes={
        "status": {"在保": "正常", "停保": "终止"},
        "care_kind": {"集中": "集中供养", "分散": "分散供养"},
        "self_care": {"不能自理": "全失能"},
    },
)


def _fill(world: World) -> None:
    stream = world.generator("tekun")
    people = _kept(world, stream)
    count = len(people)
    died = world.persons["died_on"].gather(people)
    state = stream.choice(len(SELF_CARE), size=count, p=SELF_CARE_SHARES)
    in_home = stream.random(count) < KEPT_SHARE
    facts = identity(world, people, "account_number", "town", "village")
    rows = facts.with_columns(
        serials("TK420281", people + 1, 7).alias("certificate_number"),
        pl.when(pl.col("village").str.ends_with("社区"))
        .then(pl.lit("城市"))
        .otherwise(pl.lit("农村"))
        .alias("area_kind"),
        pick(("分散", "集中"), in_home.astype(np.int64)).alias("care_kind"),
        pl.when(pl.Series(in_home))
        .then("云溪县" + pl.col("town") + "中心敬老院")
        .alias("institution"),
        pick(SELF_CARE, state).alias("self_care"),
        pl.lit(STANDARD_FEN, dtype=pl.Int64).alias("standard_fen"),
        pl.Series("care_fen", np.array(CARE_FEN)[state]),
        month_starts(-stream.integers(1, 80, count)).alias("first_for"),
        pl.when(died.is_null())
        .then(pl.lit("在保"))
        .otherwise(pl.lit("停保"))
        .alias("status"),
        died.alias("stopped_on"),
        pl.col("person_name").alias("account_name"),
    )
    rows = _with_carers(world, rows, stream)
    world.append(PATH, world.handled(PATH, rows.sort("town", "village", "person")))


def _kept(world: World, stream: np.random.Generator) -> Ints:
    """Return the kept: all whom the card pays, then others like them."""
    paid = card_months(world, PROJECT)["person"].unique().sort().to_numpy()
    alike = kept_alike(world) & living(world)
    alike &= ~at_home(world, homes_of(world, housing_borrowers(world)))
    pool = np.setdiff1d(np.flatnonzero(alike), paid)
    wanted = max(LEAST, round(world.people * SHARE)) - len(paid)
    others = choose(stream, pool, max(0, wanted))
    return np.sort(np.concatenate([paid, others])).astype(np.int64)


def _with_carers(
    world: World, rows: pl.DataFrame, stream: np.random.Generator
) -> pl.DataFrame:
    """Return the rows with a carer of the same village for those who live at home."""
    ages = ages_on(world, today)
    able = living(world) & (ages >= CARERS[0]) & (ages < CARERS[1])
    able &= ~is_one_of(world, rows["person"].to_numpy().astype(np.int64))
    carers = world.persons.filter(pl.Series(able)).select(
        "town",
        "village",
        carer_person="person",
        carer_name="person_name",
        carer_id_number="id_number",
    )
    mixed = carers[stream.permutation(carers.height)]
    chosen = mixed.unique(["town", "village"], keep="first", maintain_order=True)
    joined = rows.join(
        chosen, on=["town", "village"], how="left", maintain_order="left"
    )
    at_home_only = pl.col("care_kind") == "分散"
    return joined.with_columns(
        pl.when(at_home_only).then(name).alias(name)
        for name in ("carer_person", "carer_name", "carer_id_number")
    )


def _files() -> list[File]:
    return [register_file(PATH, CIVIL, "特困人员查询_20261106.xls", LAYOUT)]


EXTRACT = Extract(
    path=PATH,
    fill=_fill,
    files=_files,
    desk=Desk.TOWNS,
    on_death=closing(PATH, "stopped_on", status="停保"),
)
