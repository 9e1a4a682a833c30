"""Subsidies of employment: public posts, premiums of the older, new businesses."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import polars as pl

from county.drawing import (
    FIRST,
    MONTHS,
    ages_on,
    choose,
    dates,
    death_months,
    draw,
    identity,
    month_starts,
)
from county.extract import Desk, Extract
from county.file import LABOUR, File, half_year_files
from county.households import Bools, Ints
from county.layouts import PAID, Layout, columns_of
from county.standing import among, listed, living
from county.world import World, first_month, today

PATH = "social_security/employment_subsidy"
POSTS, PREMIUMS, STARTS = "公益性岗位补贴", "社会保险补贴", "一次性创业补贴"
QUARTERS, QUARTER = (2, 5, 8), 3  # counted from the first month: the first of 2026
POST_FEN, PREMIUM_FEN, START_FEN = 478_800, 168_000, 500_000
PREMIUM_SHARE, START_SHARE, OLDER, RETIRES = 0.0025, 0.0006, 40, 59
WOMEN_RETIRE = 54  # the last whole age at which a woman is surely still of working age
NEW_SINCE, NEW_UNTIL = date(2024, 11, 1), date(2026, 4, 30)
POST_NAMES = ("保洁员", "护林员", "治安巡逻员", "劳动保障协理员", "河道管护员")
POST_PEOPLE = ("大龄失业人员", "零就业家庭", "残疾人", "脱贫劳动力", "长期失业人员")
LAYOUT = Layout(
    title="就业补助资金发放明细",
    columns=columns_of(
        ":+序号 town:乡镇街 village:村（社区） subsidy_kind:补贴项目 "
        "person_name:补贴对象姓名 id_number:身份证号码 sex:性别 "
        "person_kind:就业困难人员类型 unit_name:用人单位 post:公益岗位 "
        "started_on:合同起始日期 ended_on:合同终止日期 business_name:经营实体名称 "
        "business_credit_code:统一社会信用代码 paid_for:补贴期间 "
        "amount_fen:补贴金额（元） "
        "account_number:银行卡号 payment_result:发放状态 paid_on:发放日期 "
        "accepted_by:经办人 reviewed_by:审核人 approved_by:审批人 :+公示日期"
    ),
    titles=("云溪县就业补助资金发放明细表", "单位：元"),
    footers=("合计", "填表人：          负责人："),
    months="%Y-%m",
    days="%Y-%m-%d",
    codes={"payment_result": PAID, "subsidy_kind": {PREMIUMS: "灵活就业社保补贴"}},
)


def fill(world: World) -> None:
    """Fill social_security/employment_subsidy."""
    stream = world.generator("employment_subsidy")
    for rows in (
        _posts(world, stream),
        _premiums(world, stream),
        _starts(world, stream),
    ):
        paid = rows.with_columns(pl.lit("成功").alias("payment_result"))
        world.append(PATH, world.handled(PATH, paid))


def _quarterly(rows: pl.DataFrame, fen: int, fit: Ints) -> pl.DataFrame:
    """Return the rows once for each quarter begun in or before their month `fit`."""
    parts: list[pl.DataFrame] = []
    for start in QUARTERS:
        first = month_starts(np.array([start]))[0]
        last = month_starts(np.array([start + QUARTER - 1])).dt.month_end()[0]
        part = rows.filter(pl.Series(fit >= start + QUARTER - 1)).with_columns(
            pl.lit(first).alias("paid_for"),
            pl.lit(last).alias("paid_for_to"),
            pl.lit(last).dt.offset_by("20d").alias("paid_on"),
            pl.lit(fen, dtype=pl.Int64).alias("amount_fen"),
        )
        parts.append(part)
    return pl.concat(parts)


def _posts(world: World, stream: np.random.Generator) -> pl.DataFrame:
    """Return the holders of public posts, as long as the payroll knows them."""
    payroll = world.tables["finance/staff_payroll"].filter(
        pl.col("staff_type") == "公益性岗位"
    )
    held = payroll.group_by("person").agg(
        pl.col("paid_for").min().alias("began"),
        pl.col("paid_for").max().alias("ended"),
        pl.col("unit_name").first(),
        pl.col("joined_on").first().alias("joined"),
    )
    in_business = listed(world, "registry/company")[held["person"].to_numpy()]
    fit = _working_age(world)[held["person"].to_numpy()]
    held = held.filter(
        ~pl.Series(in_business), pl.Series(fit), pl.col("began") <= first_month
    )
    held = held.sort("person")
    people = held["person"].to_numpy().astype(np.int64)
    last = held["ended"].to_numpy().astype("datetime64[M]")
    signed = np.datetime64("2025-07-01") - stream.integers(0, 480, len(people))
    began = np.maximum(signed, held["joined"].to_numpy().astype("datetime64[D]"))
    rows = _claims(world, people).with_columns(
        pl.lit(POSTS).alias("subsidy_kind"),
        draw(POST_PEOPLE, len(people), stream).alias("person_kind"),
        held["unit_name"],
        draw(POST_NAMES, len(people), stream).alias("post"),
        dates(began).alias("started_on"),
        dates(began + 3 * 365).alias("ended_on"),
    )
    return _quarterly(rows, POST_FEN, (last - FIRST).astype(np.int64))


def _premiums(world: World, stream: np.random.Generator) -> pl.DataFrame:
    """Return older people who pay their own contributions all year."""
    own = world.tables["social_security/contribution"].filter(
        pl.col("payer_kind") == "个体", pl.col("paid_for") == first_month
    )
    ages = ages_on(world, today)
    fit = among(world, own["person"]) & (ages >= OLDER) & _working_age(world)
    fit &= ~listed(world, "registry/company", "registry/custody")
    people = choose(stream, np.flatnonzero(fit), max(2, world.people * PREMIUM_SHARE))
    began = np.datetime64("2025-12-20") - stream.integers(0, 700, len(people))
    rows = _claims(world, people).with_columns(
        pl.lit(PREMIUMS).alias("subsidy_kind"),
        pl.lit("大龄失业人员").alias("person_kind"),
        dates(began).alias("started_on"),
        dates(began + 3 * 365).alias("ended_on"),
    )
    return _quarterly(rows, PREMIUM_FEN, death_months(world)[people])


def _starts(world: World, stream: np.random.Generator) -> pl.DataFrame:
    """Return owners of young businesses that are still open and draw no wage."""
    owners = world.tables["registry/company"].filter(
        pl.col("status") == "存续",
        pl.col("founded_on").is_between(NEW_SINCE, NEW_UNTIL),
    )
    fit = living(world) & ~listed(
        world,
        "finance/staff_payroll",
        "social_security/contribution",
        "social_security/pension_payment",
        "registry/custody",
    )
    fit &= ages_on(world, today) < RETIRES
    owner = owners["legal_representative_person"].to_numpy()
    pool = np.flatnonzero(fit[owner])
    chosen = choose(stream, pool, max(1, world.people * START_SHARE))
    found = owners[chosen]
    people = found["legal_representative_person"].to_numpy().astype(np.int64)
    founded = found["founded_on"].to_numpy().astype("datetime64[D]")
    year = np.timedelta64(365, "D")  # a business draws after its first year
    paid = np.maximum(founded + year, np.datetime64(first_month, "D")) + 40
    rows = _claims(world, people).with_columns(
        pl.lit(STARTS).alias("subsidy_kind"),
        draw(("返乡农民工", "其他"), len(people), stream).alias("person_kind"),
        found["organisation_name"].alias("business_name"),
        found["credit_code"].alias("business_credit_code"),
        pl.lit(START_FEN, dtype=pl.Int64).alias("amount_fen"),
        dates(paid.astype("datetime64[M]").astype("datetime64[D]")).alias("paid_for"),
        dates(paid).alias("paid_on"),
    )
    before = np.datetime64(first_month, "D") + np.timedelta64(MONTHS * 30 - 10, "D")
    return rows.filter(pl.Series(paid < before))


def _working_age(world: World) -> Bools:
    """Say of every person whether they are below the retirement age."""
    ages = ages_on(world, today)
    female = (world.persons["sex"] == "女").to_numpy()
    young: Bools = ages <= np.where(female, WOMEN_RETIRE, RETIRES)
    return young


def _claims(world: World, people: Ints) -> pl.DataFrame:
    return identity(world, people, "sex", "town", "village", "account_number")


def files() -> Iterator[File]:
    """Yield one workbook for each half-year."""
    file = File(
        path=PATH,
        supplier=LABOUR,
        folder="就业补助资金",
        name="就业补助资金（公益性岗位、社保补贴）2026年{half}半年.xlsx",
        layout=LAYOUT,
        sheet_by="subsidy_kind",
    )
    return half_year_files(file, "paid_on")


EXTRACT = Extract(
    path=PATH,
    fill=fill,
    files=files,
    after=("registry/custody",),
    desk=Desk.TOWNS,
    ends="paid_for",
)
