"""Meals of schools: no more plates than pupils and days, none in the holidays."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from county.drawing import dates, month_starts, pick
from county.extract import Desk, Extract
from county.file import File, half_year_files
from county.households import Ints
from county.layouts import Layout, columns_of
from county.purchases import FOOD, draw_suppliers, supplier_columns
from county.workdays import workdays
from county.world import World

PATH, EDUCATION = "finance/school_meal", "县教育局"
SCHOOLS = "学校$|小学$|中学$"
DAYS = (20, 23, 12, 5, 22, 21, 18, 20, 4, 0, 22, 17)  # of school, from November on
STANDARD_YUAN, SUBSIDY_YUAN = (9, 12), 5

LAYOUT = Layout(
    title="校园餐供应结算表",
    columns=columns_of(
        ":+序号 school_name:学校 meal_for:供餐月份 supplier_name:食材供应商 "
        "supplier_credit_code:供应商统一社会信用代码 enrolled:在籍学生数 "
        "diners:用餐人数 meal_days:就餐天数 meals:就餐人次 standard_fen:餐标 "
        "amount_fen:结算总额 "
        "subsidy_fen:营养膳食补助 parents_fen:学生缴费 staff_meals:陪餐餐次 "
        "settled_on:结算时间 canteen_kind:供餐模式 handled_by:经办人 "
        "reviewed_by:审核人 approved_by:校长签字 :+食堂许可证号"
    ),
    titles=("云溪县中小学校园餐供应结算表", "云溪县教育局"),
    footers=("合计",),
    days="%Y.%m.%d",
    months="%Y年%m月",
    codes={"canteen_kind": {"自营食堂": "学校自营"}},
)


def serve_meals(world: World) -> None:
    """Fill finance/school_meal: each school buys from one supplier all year."""
    stream = world.generator(PATH)
    units = world.tables["registry/unit"]
    schools = units.filter(pl.col("organisation_name").str.contains(SCHOOLS))
    count = schools.height
    enrolled = stream.integers(120, 900, count)
    supplier = draw_suppliers(world, FOOD, count, stream)
    standard = stream.integers(*STANDARD_YUAN, count)
    month, school = np.divmod(np.arange(len(DAYS) * count), count)
    stated = enrolled[school] - stream.integers(0, 6, len(school))
    names = schools["organisation_name"].gather(school)
    pupils = _pupils(world, names, month_starts(month), stated)
    diners = pupils * stream.integers(930, 1_000, len(school)) // 1_000
    days = np.array(DAYS)[month]
    meals = diners * days
    starts = month_starts(month)
    settled = starts.dt.month_end().to_numpy().astype("datetime64[D]") + 8
    rows = pl.DataFrame(
        [
            schools["organisation_name"].gather(school).alias("school_name"),
            starts.alias("meal_for"),
            *supplier_columns(
                world, supplier[school], "supplier_name", "supplier_credit_code"
            ),
            pl.Series("enrolled", pupils),
            pl.Series("diners", diners),
            pl.Series("meal_days", days),
            pl.Series("meals", meals),
            pl.Series("standard_fen", standard[school] * 100),
            pl.Series("amount_fen", meals * standard[school] * 100),
            pl.Series("subsidy_fen", meals * SUBSIDY_YUAN * 100),
            pl.Series("staff_meals", days * (pupils // 60 + 2)),
            dates(workdays(settled)).alias("settled_on"),
            pick(("自营食堂",), school * 0).alias("canteen_kind"),
        ]
    ).filter(pl.col("meal_days") > 0)
    rows = rows.with_columns(
        (pl.col("amount_fen") - pl.col("subsidy_fen")).alias("parents_fen")
    )
    handled = world.handled(PATH, rows).rename({"accepted_by": "handled_by"})
    world.append(PATH, handled)


def _pupils(world: World, names: pl.Series, months: pl.Series, stated: Ints) -> Ints:
    """Return the pupils in the register by school and month, else those stated."""
    asked = pl.DataFrame([names.alias("school"), months.alias("month")])
    entered = pl.col("enrolled_on") <= pl.col("month").dt.month_end()
    stays = pl.col("left_on").is_null() | (pl.col("left_on") >= pl.col("month"))
    counted = (
        asked.unique()
        .join(world.tables["registry/student"], on="school")
        .filter(entered & stays)
        .group_by("school", "month")
        .agg(pl.col("student_number").n_unique().alias("pupils"))
    )
    found = asked.join(
        counted, on=["school", "month"], how="left", maintain_order="left"
    )
    known = found["pupils"].cast(pl.Int64).fill_null(pl.Series(stated))
    return known.to_numpy().astype(np.int64)


def _files() -> Iterator[File]:
    file = File(
        path=PATH,
        supplier=EDUCATION,
        folder="校园餐",
        name="校园餐供应结算（{half}半年）.xls",
        layout=LAYOUT,
    )
    return half_year_files(file, "meal_for")


EXTRACT = Extract(
    path=PATH,
    fill=serve_meals,
    files=_files,
    after=("finance/supplier", "registry/student"),
    desk=Desk.COUNTY,
)
