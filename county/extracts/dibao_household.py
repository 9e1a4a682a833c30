"""Households in minimum living allowance: the same as in the members' and payments'."""

import numpy as np
import polars as pl

from county.benefits_dibao import RURAL_FEN, URBAN_FEN
from county.drawing import draw, identity
from county.extract import Desk, Extract
from county.file import BANK, CIVIL, File, register_file
from county.layouts import Layout, columns_of
from county.livelihood import closing, living
from county.world import World

PATH = "relief/dibao_household"
MEMBERS, PAYMENTS = "relief/dibao_member", "relief/dibao_payment"
HOMELESS_SHARE = 0.4
EXTRA_FEN = 5_000  # a month for each disabled member
REASONS = ("缺乏劳动力", "因残", "因病", "因学", "收入低且不稳定")
LAYOUT = Layout(
    title="最低生活保障家庭查询",
    columns=columns_of(
        ":+序号 town:所属街道 village:所属社区 certificate_number:低保（特困）证号 "
        "person_name:户主姓名 id_number:户主身份证号 area_kind:低保类别 "
        "member_count:家庭人口（数） insured_count:保障人口（数） "
        "yearly_income_fen:家庭年总收入（元） amount_fen:户月保障金额（元） "
        "class_amount_fen:家庭/人员分类施保总额（元） total_fen:合计（元） "
        "first_for:最初享受月份 reason:申请理由 method:救助金计算方式 tier:分档类型 "
        "homes_count:拥有产权住房套数 floor_area_milli:住房总面积 "
        "assets_fen:金融资产总额（元） account_name:银行账户名称 "
        "bank_name:开户银行 account_number:银行帐号 status:低保状态 "
        "stopped_on:停保时间 "
        "accepted_by:经办人 reviewed_by:审核人 approved_by:审批人 :+核查方式"
    ),
    titles=("云溪县最低生活保障家庭查询", "导出单位：云溪县民政局"),
    footers=("填表人：",),
    months="%Y-%m",
    codes={
        "area_kind": {"城市": "城市低保", "农村": "农村低保"},
        "status": {"在保": "正常享受"},
        "tier": {"A类": "A", "B类": "B", "C类": "C"},
    },
)


def _fill(world: World) -> None:
    stream = world.generator("dibao households")
    homes = _homes(world)
    heads = homes["person"].to_numpy().astype(np.int64)
    count = len(heads)
    urban = (homes["area_kind"] == "城市").to_numpy()
    due = np.where(urban, URBAN_FEN, RURAL_FEN) * homes["insured_count"].to_numpy()
    total = homes["paid_fen"].fill_null(pl.Series(due)).to_numpy()
    extra = homes["disabled"].to_numpy() * EXTRA_FEN
    income = homes["member_count"].to_numpy() * stream.integers(900, 3_600, count) * 100
    facts = identity(world, heads, "account_number", "town", "village")
    rows = facts.hstack(homes.drop("person", "paid_fen", "disabled")).with_columns(
        pl.col("person_name").alias("account_name"),
        pl.lit(BANK).alias("bank_name"),
        pl.Series("yearly_income_fen", income),
        pl.Series("amount_fen", total - extra),
        pl.Series("class_amount_fen", extra),
        pl.Series("total_fen", total),
        draw(REASONS, count, stream).alias("reason"),
        draw(("补差", "分档"), count, stream, (3, 2)).alias("method"),
        draw(("A类", "B类", "C类"), count, stream, (2, 5, 3)).alias("tier"),
        pl.Series(
            "homes_count",
            np.where(urban & (stream.random(count) < HOMELESS_SHARE), 0, 1),
        ),
        pl.Series("floor_area_milli", stream.integers(45, 125, count) * 1000),
        pl.Series("assets_fen", stream.integers(0, 90, count) * 10_000),
    )
    world.append(PATH, world.handled(PATH, rows))


def _homes(world: World) -> pl.DataFrame:
    """Return one line for each head, in the order of the members' register."""
    members = world.tables[MEMBERS]
    paid = world.tables[PAYMENTS].unique("person", keep="first", maintain_order=True)
    living_members = (
        world.persons.filter(pl.Series(living(world)))
        .group_by("household")
        .agg(pl.len().cast(pl.Int32).alias("member_count"))
    )
    homes = members.group_by("head_person", maintain_order=True).agg(
        pl.col("certificate_number", "area_kind", "first_for", "status").first(),
        pl.col("stopped_on").first(),
        pl.len().cast(pl.Int32).alias("insured_count"),
        (pl.col("is_disabled") == "是").sum().cast(pl.Int64).alias("disabled"),
    )
    return (
        homes.rename({"head_person": "person"})
        .join(
            paid.select("person", paid_fen="amount_fen"),
            on="person",
            how="left",
            maintain_order="left",
        )
        .join(world.persons.select("person", "household"), on="person", how="left")
        .join(living_members, on="household", how="left", maintain_order="left")
        .drop("household")
        .sort("person")
    )


def _files() -> list[File]:
    urban = pl.col("area_kind") == "城市"
    return [
        File(
            path=PATH,
            supplier=CIVIL,
            on=paper.on,
            folder="低保家庭",
            name=paper.name,
            layout=LAYOUT,
            rows=rows,
        )
        for paper, rows in (
            (
                register_file(PATH, CIVIL, "城市低保家庭查询_20261106.xlsx", LAYOUT),
                urban,
            ),
            (
                register_file(PATH, CIVIL, "农村低保家庭查询_20261106.xlsx", LAYOUT),
                ~urban,
            ),
        )
    ]


EXTRACT = Extract(
    path=PATH,
    fill=_fill,
    files=_files,
    desk=Desk.TOWNS,
    on_death=closing(PATH, "stopped_on", status="停保"),
)
