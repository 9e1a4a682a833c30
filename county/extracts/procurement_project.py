"""Purchases above the limit: one of a category for each unit, tendered when large."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from county.drawing import dates, pick, serials
from county.extract import Desk, Extract
from county.file import FINANCE, File, register_file
from county.households import Days, Ints
from county.layouts import Layout, columns_of
from county.purchases import (
    CATEGORIES,
    FIRST_PROJECT_LINE,
    categories,
    indicator_numbers,
    supplier_columns,
    unit_columns,
    years_of,
    yuan,
)
from county.workdays import FIRST_DAY, workdays, workdays_later
from county.world import World

PATH = "finance/procurement_project"
SHARE, LEAST, TENDERED_SHARE = 0.004, 24, 0.3
FIRST_NOTICE, DAYS_OF_TENDERS = 45, 170  # out of the budget of the coming year
BUDGET_YEAR = 2026
TENDER = "公开招标"
METHODS = (TENDER, "竞争性磋商", "竞争性谈判", "询价", "单一来源")
METHOD_SHARES = (0.45, 0.2, 0.28, 0.07)  # of those below the limit
NOTICE_DAYS = (21, 11, 6, 4, 6)  # calendar days from notice to opening, at least
SMALL_YUAN, LARGE_YUAN = (350_000, 1_480_000), (4_300_000, 15_000_000)
AGENCIES = (
    "湖北正达招标代理有限公司",
    "云溪县政府采购中心",
    "湖北中诚项目咨询有限公司",
)

LAYOUT = Layout(
    title="政府采购项目台账",
    columns=columns_of(
        ":+序号 project_number:采购项目编号 section_number:包号 "
        "project_name:采购项目名称 purchaser_name:采购单位 "
        "purchaser_credit_code:采购单位信用代码 agency_name:采购代理机构 "
        "category_code:品目编码 category_name:采购品目 project_kind:采购类别 "
        "budget_for:采购年度 indicator_number:指标文号 "
        "budget_fen:采购预算（元） procurement_method:采购方式 "
        "method_approval_number:变更批复文号 "
        "announced_on:公告发布日期 opened_on:开标时间 awarded_on:成交日期 "
        "winner_name:中标单位 winner_credit_code:中标单位信用代码 "
        "award_fen:中标（成交）金额 bidder_count:投标家数 handled_by:项目联系人 "
        "reviewed_by:审核人 approved_by:审批人 :+评审专家组"
    ),
    titles=("云溪县政府采购项目台账", "（2025年11月—2026年10月）"),
    footers=("制表：", "复核："),
    days="slash",
    codes={"procurement_method": {"竞争性磋商": "磋商", "单一来源": "单一来源采购"}},
)


def plan_projects(world: World) -> None:
    """Fill finance/procurement_project; winners follow from `rivals`."""
    stream = world.generator(PATH)
    units = world.tables["registry/unit"].height
    count = max(LEAST, round(world.people * SHARE))
    serial = np.arange(count)
    unit = serial % units
    which = (serial // units + unit) % len(CATEGORIES)
    large = stream.random(count) < TENDERED_SHARE
    low = stream.integers(*SMALL_YUAN, count) // 1000 * 1000
    high = stream.integers(*LARGE_YUAN, count) // 10_000 * 10_000
    small_method = 1 + stream.choice(4, size=count, p=METHOD_SHARES)
    method = np.where(large, 0, small_method).astype(np.int64)
    announced, opened, awarded = _calendar(method, stream)
    year, budget = years_of(announced), np.full(count, BUDGET_YEAR)
    rows = pl.DataFrame(
        [
            serials("YXCG-", year * 10_000 + serial + 1, 8).alias("project_number"),
            *unit_columns(world, unit, "purchaser_name", "purchaser_credit_code"),
            *categories(which),
            pl.Series("project_kind", [c.kind for c in CATEGORIES]).gather(which),
            indicator_numbers(budget, unit, which + FIRST_PROJECT_LINE).alias(
                "indicator_number"
            ),
            yuan(np.where(large, high, low)).alias("budget_fen"),
            pick(METHODS, method).alias("procurement_method"),
            pick(AGENCIES, serial % len(AGENCIES)).alias("agency_name"),
            dates(announced).alias("announced_on"),
            dates(opened).alias("opened_on"),
            dates(awarded).alias("awarded_on"),
            pl.Series("bidder_count", _bidders(method, stream)),
            pl.Series("award_milli", stream.integers(880, 975, count)),
            pl.Series("winner", stream.integers(0, _suppliers(world), count)),
        ]
    )
    world.append(PATH, world.handled(PATH, _named(world, rows)).rename(_HANDLED))


_HANDLED = {"accepted_by": "handled_by"}


def _suppliers(world: World) -> int:
    return world.tables["finance/supplier"].height


def _calendar(method: Ints, stream: np.random.Generator) -> tuple[Days, Days, Days]:
    count = len(method)
    announced = workdays(
        FIRST_DAY + FIRST_NOTICE + stream.integers(0, DAYS_OF_TENDERS, count)
    )
    notice = np.array(NOTICE_DAYS)[method] + stream.integers(0, 6, count)
    opened = workdays(announced + notice)
    return announced, opened, workdays_later(opened, stream.integers(1, 6, count))


def _bidders(method: Ints, stream: np.random.Generator) -> Ints:
    more = stream.integers(0, 3, len(method))
    least = np.array((4, 3, 3, 3, 1))[method]
    return np.where(method == len(METHODS) - 1, 1, least + more).astype(np.int64)


def _named(world: World, rows: pl.DataFrame) -> pl.DataFrame:
    winner = rows["winner"].to_numpy()
    award = pl.col("budget_fen") * pl.col("award_milli") // 1000 // 10_000 * 10_000
    return rows.with_columns(
        *supplier_columns(world, winner, "winner_name", "winner_credit_code"),
        (
            pl.col("purchaser_name").str.strip_prefix("云溪县")
            + pl.col("category_name")
            + pl.lit("采购项目")
        ).alias("project_name"),
        pl.lit("1").alias("section_number"),
        pl.date(BUDGET_YEAR, 1, 1).alias("budget_for"),
        pl.date(BUDGET_YEAR, 12, 31).alias("budget_for_to"),
        award.alias("award_fen"),
    ).drop("winner", "award_milli")


def _files() -> Iterator[File]:
    yield register_file(PATH, FINANCE, "政府采购项目台账.xlsx", LAYOUT)


EXTRACT = Extract(
    path=PATH,
    fill=plan_projects,
    files=_files,
    after=("finance/supplier",),
    desk=Desk.COUNTY,
)
