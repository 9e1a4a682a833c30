"""What public units buy, from whom, and out of which line of their budget."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from county.households import Days, Ints
from county.world import World

SUPPLIERS = "finance/supplier"
FOOD = ("餐饮", "超市", "果蔬", "农业")  # in the names of those who sell food
PLACES = 40  # budget lines a unit may have in one year
WAGES_LINE, OFFICE_LINE, FIRST_PROJECT_LINE = 0, 1, 2
WORKS_LINE = 30  # works that go on from year to year


@dataclass(frozen=True, kw_only=True)
class Category:
    """One entry of the purchasing catalogue; no two share their first three signs."""

    code: str
    name: str
    kind: str


CATEGORIES = tuple(
    Category(code=code, name=name, kind=kind)
    for code, name, kind in (
        ("A02010105", "台式计算机", "货物"),
        ("A05010201", "办公桌椅", "货物"),
        ("A07030100", "工作制服", "货物"),
        ("A03010000", "图书教材", "货物"),
        ("C16010000", "软件开发服务", "服务"),
        ("C21040000", "物业管理服务", "服务"),
        ("C23090100", "印刷服务", "服务"),
        ("C18010000", "人员培训服务", "服务"),
        ("B01020000", "业务用房施工", "工程"),
        ("B02010000", "通村道路工程", "工程"),
        ("B07010000", "装修工程", "工程"),
        ("B08010000", "房屋修缮工程", "工程"),
    )
)


def categories(which: Ints) -> list[pl.Series]:
    """Return `category_code` and `category_name` of entries of the catalogue."""
    return [
        pl.Series("category_code", [c.code for c in CATEGORIES]).gather(which),
        pl.Series("category_name", [c.name for c in CATEGORIES]).gather(which),
    ]


def indicator_numbers(years: Ints, unit: Ints, line: Ints) -> pl.Series:
    """Return the number of a unit's budget line in a year (指标文号)."""
    place = pl.Series(unit * PLACES + line + 1).cast(pl.String).str.zfill(5)
    return "云财预〔" + pl.Series(years).cast(pl.String) + "〕" + place + "号"


def years_of(days: Days) -> Ints:
    """Return the calendar year of each day."""
    return days.astype("datetime64[Y]").astype(np.int64) + 1970


def unit_columns(world: World, unit: Ints, *names: str) -> list[pl.Series]:
    """Return name, and credit code, of public units under the names given."""
    units = world.tables["registry/unit"]
    wanted = ("organisation_name", "credit_code")
    return [
        units[column].gather(unit).alias(name)
        for column, name in zip(wanted, names, strict=False)
    ]


def supplier_columns(world: World, which: Ints, *names: str) -> list[pl.Series]:
    """Return name, and credit code, of suppliers under the names given."""
    suppliers = world.tables[SUPPLIERS]
    wanted = ("supplier_name", "supplier_credit_code")
    return [
        suppliers[column].gather(which).alias(name)
        for column, name in zip(wanted, names, strict=False)
    ]


def draw_suppliers(
    world: World, words: Sequence[str], count: int, stream: np.random.Generator
) -> Ints:
    """Return the numbers of drawn suppliers whose names hold one of the words.

    Where there are none of these, any supplier will do.
    """
    names = world.tables[SUPPLIERS]["supplier_name"]
    fit = np.flatnonzero(names.str.contains("|".join(words)).to_numpy())
    fit = fit if len(fit) else np.arange(len(names))
    chosen: Ints = fit[stream.integers(0, len(fit), count)].astype(np.int64)
    return chosen


def yuan(values: Ints | pl.Series) -> pl.Series:
    """Return whole yuan as 分."""
    return pl.Series(values).cast(pl.Int64) * 100
