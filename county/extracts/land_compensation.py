"""Compensation for land and houses: once a household, to its head's own account."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from county.drawing import ages_on, choose, dates, days_of, identity, pick, serials
from county.extract import Desk, Extract
from county.file import File, half_year_files
from county.households import Ints
from county.layouts import PAID, Layout, columns_of
from county.workdays import draw_workdays, workdays_later
from county.world import World, today

PATH, CLEARANCE = "finance/land_compensation", "县征拆中心"
SHARE, LEAST = 0.01, 40
PROJECTS = ("云溪至黄石快速通道", "云溪经开区二期", "云溪河综合治理", "县中医院新院区")
LAND_YUAN, RESETTLE_YUAN, CROPS_YUAN = 16_000, 24_000, 2_200  # a mu
HOUSE_SHARE, HOUSE_YUAN, REWARD_YUAN = 0.15, 1_150, 8_000
ADULT = 20

LAYOUT = Layout(
    title="征地拆迁补偿资金发放表",
    columns=columns_of(
        ":+序号 agreement_number:协议号 project_name:征地项目 town:乡镇 village:行政村 "
        "village_group:村民小组 person_name:被征收人姓名 id_number:被征收人身份证号 "
        "area_milli:征地面积 house_area_milli:建筑面积 land_fen:土地补偿款 "
        "resettlement_fen:安置补助 crops_fen:青苗及附着物补偿 house_fen:房屋补偿款 "
        "reward_fen:签约奖励 amount_fen:补偿金额 signed_on:协议签订日期 "
        "announced_on:征地公告日期 paid_on:拨付日期 account_name:户名 "
        "account_number:银行卡号 payment_result:发放状态 measured_by:实物调查人 "
        "accepted_by:经办人 reviewed_by:审核人 approved_by:审批人 :+领款签字"
    ),
    titles=("云溪县征地拆迁补偿资金发放花名册", "单位：亩、平方米、元"),
    footers=("合计", "负责人：          制表："),
    days="slash",
    codes={"payment_result": PAID},
)


def compensate(world: World) -> None:
    """Fill finance/land_compensation for some heads of village households."""
    stream = world.generator(PATH)
    persons = world.persons
    ages, alive = ages_on(world, today), np.isnat(days_of(world, "died_on"))
    head = (persons["relation_to_head"] == "户主").to_numpy()
    rural = persons["village"].str.ends_with("村").to_numpy()
    heads = np.flatnonzero(alive & head & rural & (ages >= ADULT))
    people = choose(stream, heads, max(LEAST, world.people * SHARE))
    count = len(people)
    paid = draw_workdays(stream, count)
    rows = identity(
        world, people, "town", "village", "village_group", "account_number"
    ).with_columns(
        *_money(count, stream),
        pick(PROJECTS, people % len(PROJECTS)).alias("project_name"),
        serials("ZD2026-", np.arange(count) + 1, 6).alias("agreement_number"),
        pl.col("person_name").alias("account_name"),
        dates(paid).alias("paid_on"),
        dates(workdays_later(paid, np.full(count, -15))).alias("signed_on"),
        dates(paid - 120).alias("announced_on"),
        pl.lit("成功").alias("payment_result"),
    )
    rows = world.handled(PATH, rows)
    world.append(PATH, rows.with_columns(pl.col("accepted_by").alias("measured_by")))


def _money(count: int, stream: np.random.Generator) -> list[pl.Series]:
    """Return area and every kind of compensation, and their sum."""
    area = stream.integers(300, 4_000, count)
    house: Ints = np.where(
        stream.random(count) < HOUSE_SHARE, stream.integers(90, 260, count), 0
    )
    parts = {
        "land_fen": area * LAND_YUAN // 10,
        "resettlement_fen": area * RESETTLE_YUAN // 10,
        "crops_fen": area * CROPS_YUAN // 10,
        "house_fen": house * HOUSE_YUAN * 100,
        "reward_fen": np.where(house > 0, REWARD_YUAN * 100, 0),
    }
    total = sum(parts.values(), start=np.zeros(count, dtype=np.int64))
    return [
        pl.Series("area_milli", area),
        pl.Series("house_area_milli", house * 1_000),
        *(pl.Series(name, values) for name, values in parts.items()),
        pl.Series("amount_fen", total),
    ]


def _files() -> Iterator[File]:
    file = File(
        path=PATH,
        supplier=CLEARANCE,
        folder="征地拆迁补偿",
        name="征地拆迁补偿发放（{half}半年）.xlsx",
        layout=LAYOUT,
        sheet_by="town",
    )
    return half_year_files(file, "paid_on")


EXTRACT = Extract(
    path=PATH, fill=compensate, files=_files, desk=Desk.TOWNS, ends="paid_on"
)
