"""Work injuries: allowances of the disabled, pensions of the killed one's kin."""

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np
import polars as pl

from county.cases.edit import remove
from county.drawing import (
    MONTHS,
    ages_on,
    choose,
    dates,
    days_of,
    draw,
    identity,
    month_starts,
    pick,
    spread,
)
from county.extract import Desk, Extract
from county.file import SOCIAL, File, half_year_files
from county.households import Ints
from county.layouts import PAID, Layout, columns_of
from county.standing import birthdays, listed, living
from county.world import World, first_month, today

PATH = "social_security/injury_payment"
DISABLED_SHARE, BEREAVED_SHARE = 0.0003, 0.15  # of people; of children who may draw
AGES, ADULT = (26, 57), 18
BUSY = (
    "social_security/contribution",
    "social_security/pension_payment",
    "social_security/unemployment_benefit",
    "relief/dibao_member",
    "finance/staff_payroll",
    "registry/company",
    "registry/custody",
)
GRADES, GRADE_FEN = ("一级", "二级", "三级", "四级"), (4_100, 3_800, 3_500, 3_200)
CARE_FEN, KIN_FEN, PAID_DAY = 1_450, 1_380, 19  # yuan, yuan
LAYOUT = Layout(
    title="工伤保险待遇支付明细",
    columns=columns_of(
        ":+序号 unit_name:参保单位 person_name:工伤职工 id_number:职工身份证号 "
        "injury_grade:伤残等级 injured_on:工伤时间 benefit_item:待遇项目 "
        "kin_name:供养亲属 kin_id_number:供养亲属身份证号 kin_relation:供养亲属关系 "
        "kin_birth_on:供养亲属出生日期 kin_is_unable:是否丧失劳动能力 "
        "paid_for:待遇月份 amount_fen:支付金额（元） account_number:银行账户 "
        "payment_result:支付状态 paid_on:支付日期 accepted_by:经办人 "
        "reviewed_by:复核人 approved_by:审批人 :+备注"
    ),
    titles=("云溪县工伤保险待遇支付明细表", ""),
    footers=("合计", "复核：          制表："),
    days="%Y-%m-%d",
    months="%Y年%m月",
    codes={"payment_result": PAID, "kin_relation": {"子": "儿子", "女": "女儿"}},
)


def fill(world: World) -> None:
    """Fill social_security/injury_payment."""
    stream = world.generator("injury_payment")
    disabled = _pay_disabled(world, stream)
    bereaved = _pay_bereaved(world, stream)
    rows = pl.concat([disabled, bereaved], how="diagonal").with_columns(
        (pl.col("paid_for") + pl.duration(days=PAID_DAY)).alias("paid_on"),
        pl.lit("成功").alias("payment_result"),
    )
    world.append(PATH, world.handled(PATH, rows))


def _firms(world: World, count: int, stream: np.random.Generator) -> pl.Series:
    firms = world.tables["registry/company"].filter(
        pl.col("company_kind") == "有限责任公司"
    )["organisation_name"]
    return draw(firms.to_list(), count, stream).alias("unit_name")


def _pay_disabled(world: World, stream: np.random.Generator) -> pl.DataFrame:
    """Return the allowances, and care for the two worst grades."""
    ages = ages_on(world, today)
    pool = living(world) & ~listed(world, *BUSY)
    pool &= (ages >= AGES[0]) & (ages <= AGES[1])
    people = choose(stream, np.flatnonzero(pool), max(2, world.people * DISABLED_SHARE))
    count = len(people)
    grade = stream.integers(0, len(GRADES), count)
    injured = np.datetime64(first_month, "D") - stream.integers(60, 1700, count)
    wide = identity(world, people, "account_number").with_columns(
        _firms(world, count, stream),
        pick(GRADES, grade).alias("injury_grade"),
        dates(injured).alias("injured_on"),
        pl.lit("伤残津贴").alias("benefit_item"),
        pl.Series("amount_fen", np.array(GRADE_FEN)[grade] * 100 + people % 300 * 100),
    )
    row, month = spread(np.zeros(count, dtype=np.int64), np.full(count, MONTHS))
    rows = wide[row].with_columns(month_starts(month).alias("paid_for"))
    care = rows.filter(pl.col("injury_grade").is_in(GRADES[:2])).with_columns(
        pl.lit("生活护理费").alias("benefit_item"),
        pl.lit(CARE_FEN * 100, dtype=pl.Int64).alias("amount_fen"),
    )
    return pl.concat([rows, care])


def _pay_bereaved(world: World, stream: np.random.Generator) -> pl.DataFrame:
    """Return the pensions of children whose father was killed at work, until 18."""
    child, father = _orphans(world, stream)
    died = days_of(world, "died_on")[father]
    first = np.datetime64(first_month, "M")
    grown = birthdays(world, child, ADULT).astype("datetime64[M]")
    start = (died.astype("datetime64[M]") - first).astype(np.int64) + 1
    last = (grown - first).astype(np.int64)
    kin = identity(world, child, "sex", "birth_on", "account_number").select(
        pl.col("person").alias("kin_person"),
        pl.col("person_name").alias("kin_name"),
        pl.col("id_number").alias("kin_id_number"),
        pl.col("sex").replace({"男": "子"}).alias("kin_relation"),
        pl.col("birth_on").alias("kin_birth_on"),
        pl.lit("否").alias("kin_is_unable"),
        "account_number",
    )
    wide = (
        identity(world, father)
        .hstack(kin)
        .with_columns(
            _firms(world, len(child), stream),
            pl.lit("工亡").alias("injury_grade"),
            dates(died).alias("injured_on"),
            pl.lit("供养亲属抚恤金").alias("benefit_item"),
            pl.lit(KIN_FEN * 100, dtype=pl.Int64).alias("amount_fen"),
        )
    )
    row, month = spread(start, last)
    return wide[row].with_columns(month_starts(month).alias("paid_for"))


def _orphans(world: World, stream: np.random.Generator) -> tuple[Ints, Ints]:
    """Return some living children under age and their fathers who died working age."""
    persons = world.persons
    father = persons["father"].to_numpy().astype(np.int64)
    died, born = days_of(world, "died_on"), days_of(world, "birth_on")
    safe = np.maximum(father, 0)
    young = (died[safe] - born[safe]).astype(np.int64) < AGES[1] * 365
    pool = living(world) & (father >= 0) & ~np.isnat(died[safe]) & young
    pool &= ages_on(world, first_month) < ADULT
    pool &= ~listed(world, "relief/dibao_member", "relief/subsidy_payment")
    found = np.flatnonzero(pool)
    child = choose(stream, found, np.ceil(len(found) * BEREAVED_SHARE))
    return child, father[child]


def end_with_death(world: World, deaths: Mapping[int, date]) -> None:
    """Stop what somebody drew for themselves or as kin after the month of death."""
    for who in ("person", "kin_person"):
        died = pl.col(who).replace_strict(deaths, default=None, return_dtype=pl.Date)
        draws = (
            pl.col("kin_person") >= 0
            if who == "kin_person"
            else pl.col("kin_person") < 0
        )
        remove(world, PATH, draws & (pl.col("paid_for") > died.dt.month_end()))


def files() -> Iterator[File]:
    """Yield one workbook for each half-year."""
    file = File(
        path=PATH,
        supplier=SOCIAL,
        folder="工伤保险待遇",
        name="工伤保险待遇支付2026年{half}半年.xls",
        layout=LAYOUT,
    )
    return half_year_files(file, "paid_for")


EXTRACT = Extract(
    path=PATH,
    fill=fill,
    files=files,
    after=("registry/custody", "social_security/unemployment_benefit"),
    desk=Desk.COUNTY,
    on_death=end_with_death,
)
