"""Allowance of the very old: what the card paid, from the eightieth birthday on."""

from collections.abc import Iterator
from functools import partial

import polars as pl

from county.card_spells import card_months, half_years, shorten
from county.extract import Desk, Extract
from county.file import CIVIL, File, half_year_files
from county.layouts import PAID, Layout, columns_of
from county.world import World

PATH = "relief/elder_allowance"
PROJECT = "高龄津贴"
BANDS = ("80-89岁", "90-99岁", "100岁以上")
LAYOUT = Layout(
    title="高龄津贴发放明细",
    columns=columns_of(
        ":+序号 town:镇(街道) village:所属社区 person_name:老人姓名 "
        "id_number:身份证号码 phone:老人联系方式 address:户籍地址 "
        "age_band:人员类型 paid_for:发放期间 standard_fen:发放标准 "
        "amount_fen:发放金额 account_name:户名 account_number:银行卡号 "
        "paid_on:发放时间 payment_result:发放状态 accepted_by:经办人 "
        "reviewed_by:审核人 approved_by:审批人 :+原始类型"
    ),
    titles=("云溪县高龄津贴发放对象花名册",),
    footers=("合计", "填表人："),
    days="%Y.%m.%d",
    codes={
        "age_band": {"80-89岁": "80-89周岁", "90-99岁": "90-99周岁"},
        "payment_result": PAID,
    },
)


def _fill(world: World) -> None:
    facts = world.persons.select(
        *("person", "person_name", "id_number", "birth_on"),
        *("phone", "address", "town", "village"),
    )
    months = card_months(world, PROJECT)
    of_age = months.join(facts, on="person", how="left", maintain_order="left").filter(
        pl.col("paid_for") >= pl.col("birth_on").dt.offset_by("80y")
    )
    spells = half_years(of_age.select(months.columns), world.generator("very old"))
    rows = spells.join(facts, on="person", how="left", maintain_order="left")
    reached = [
        (pl.col("paid_for") >= pl.col("birth_on").dt.offset_by(f"{age}y")).cast(
            pl.Int64
        )
        for age in (90, 100)
    ]
    bands = rows.select(band=reached[0] + reached[1])["band"]
    rows = rows.drop("birth_on").with_columns(
        pl.Series(BANDS).gather(bands).alias("age_band")
    )
    world.append(PATH, world.handled(PATH, rows))


def _files() -> Iterator[File]:
    file = File(
        path=PATH,
        supplier=CIVIL,
        folder="高龄津贴",
        name="津贴对象_高龄津贴2026年{half}半年.xlsx",
        layout=LAYOUT,
        sheet_by="town",
    )
    return half_year_files(file, "paid_for")


EXTRACT = Extract(
    path=PATH,
    fill=_fill,
    files=_files,
    desk=Desk.TOWNS,
    ends="paid_for",
    on_death=partial(shorten, path=PATH),
)
