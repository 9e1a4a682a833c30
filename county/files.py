"""Which files the departments hand over: when, by whom, in which format.

Two half-years of payments (2026-05-06 and 2026-11-06), registers as they stand in
November, and one month of pensions delivered again after a correction.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from county import layouts, layouts_office
from county.layouts import Layout
from county.world import last_month

FIRST_HALF, SECOND_HALF = date(2026, 5, 6), date(2026, 11, 6)
HALF = date(2026, 5, 1)  # payments before this month are in the first delivery
CORRECTED_MONTH, CORRECTED_ON = date(2026, 3, 1), date(2026, 5, 20)
SOCIAL, CIVIL, FINANCE = "县社保中心", "县民政局", "县财政局"
LABOUR, MIGRANTS, BANK = "县人社局", "县移民局", "云溪农商行"
POLICE, HEALTH, MARKET, STAFFING = "县公安局", "县卫健局", "县市场监管局", "县编办"


@dataclass(frozen=True, kw_only=True)
class File:
    """One file of one delivery.

    `rows` are those of the table at `path`; `sheet_by` names the column whose
    values become sheets ("" for one sheet); `is_faulty` files are corrected by a
    later delivery of the same rows.
    """

    path: str
    supplier: str
    on: date
    folder: str
    name: str
    layout: Layout
    rows: pl.Expr
    period: str = ""
    sheet_by: str = ""
    is_faulty: bool = False

    @property
    def form(self) -> str:
        """Return xlsx, xls, csv or dbf."""
        return self.name.rpartition(".")[2]

    @property
    def delivery(self) -> str:
        """Return the delivery's folder within the inbox."""
        return f"{self.supplier}/{self.on:%Y%m%d}_{self.folder}"


def all_files() -> list[File]:
    """Return every file of the year; files without rows are left out later."""
    return [
        *_pensions(),
        *_contributions(),
        *_civil_affairs(),
        *_finance(),
        *_training(),
        *_registers(),
    ]


def months_until_last() -> list[date]:
    """Return the first days of the months of the year."""
    year, month = last_month.year, last_month.month
    ordinals = [year * 12 + month - 1 - back for back in range(11, -1, -1)]
    return [date(number // 12, number % 12 + 1, 1) for number in ordinals]


def _monthly(column: str) -> Iterator[tuple[date, date, pl.Expr]]:
    """Yield (month, day of delivery, its rows); the ends take what lies beyond."""
    months = months_until_last()
    for month in months:
        here = pl.col(column).dt.month_start() == month
        if month == months[0]:
            here = pl.col(column) < months[1]
        elif month == months[-1]:
            here = pl.col(column) >= month
        yield month, FIRST_HALF if month < HALF else SECOND_HALF, here


def _halves(column: str) -> Iterator[tuple[date, str, pl.Expr]]:
    before = (pl.col(column) < HALF).fill_null(value=False)
    yield FIRST_HALF, "上", before
    yield SECOND_HALF, "下", ~before


def _pensions() -> Iterator[File]:
    for month, on, rows in _monthly("paid_in"):
        faulty = month == CORRECTED_MONTH
        yield from _pension_files(month, on, rows, is_faulty=faulty)
        if faulty:
            yield from _pension_files(month, CORRECTED_ON, rows, is_faulty=False)


def _pension_files(
    month: date, on: date, rows: pl.Expr, *, is_faulty: bool
) -> Iterator[File]:
    resident = pl.col("scheme") == "居民养老"
    again = "（更正）" if on == CORRECTED_ON else ""
    folder = f"养老待遇发放{again}"
    for kind, layout, own, suffix in (
        ("居保", layouts.RESIDENT_PENSION, resident, "csv"),
        ("职保", layouts.WORKER_PENSION, ~resident, "xlsx"),
    ):
        yield File(
            path="social_security/pension_payment",
            supplier=SOCIAL,
            on=on,
            folder=folder,
            name=f"{kind}待遇发放{month:%Y%m}{again}.{suffix}",
            layout=layout,
            rows=rows & own,
            period=f"{month:%Y%m}",
            is_faulty=is_faulty,
        )


def _contributions() -> Iterator[File]:
    for month, on, rows in _monthly("paid_in"):
        yield File(
            path="social_security/contribution",
            supplier=SOCIAL,
            on=on,
            folder="社保缴费明细",
            name=f"社保缴费明细{month:%Y%m}.xlsx",
            layout=layouts.CONTRIBUTION,
            rows=rows,
            period=f"{month:%Y%m}",
            sheet_by="insurance",
        )


def _civil_affairs() -> Iterator[File]:
    yield File(
        path="relief/dibao_member",
        supplier=CIVIL,
        on=SECOND_HALF,
        folder="低保名册",
        name="低保人员查询_20261106.xls",
        layout=layouts.DIBAO_MEMBER,
        rows=pl.lit(value=True),
        sheet_by="area_kind",
    )
    for month, on, rows in _monthly("paid_for"):
        yield File(
            path="relief/dibao_payment",
            supplier=CIVIL,
            on=on,
            folder="低保金发放",
            name=f"低保金发放{month:%Y%m}.xlsx",
            layout=layouts.DIBAO_PAYMENT,
            rows=rows,
            period=f"{month:%Y%m}",
        )


def _finance() -> Iterator[File]:
    yield _register(
        "relief/subsidy_project", FINANCE, "补贴项目清单.xlsx", layouts.SUBSIDY_PROJECT
    )
    for month, on, rows in _monthly("paid_on"):
        yield File(
            path="relief/subsidy_payment",
            supplier=FINANCE,
            on=on,
            folder="一卡通补贴发放",
            name=f"惠民惠农补贴一卡通{month:%Y%m}.xlsx",
            layout=layouts.SUBSIDY_PAYMENT,
            rows=rows,
            period=f"{month:%Y%m}",
            sheet_by="town",
        )
    for month, on, rows in _monthly("paid_for"):
        yield File(
            path="finance/staff_payroll",
            supplier=FINANCE,
            on=on,
            folder="财政统发工资",
            name=f"统发工资{month:%Y%m}.dbf",
            layout=layouts_office.STAFF,
            rows=rows,
            period=f"{month:%Y%m}",
        )
    for on, half, rows in _halves("paid_on"):
        yield File(
            path="finance/interest_subsidy",
            supplier=FINANCE,
            on=on,
            folder="创业担保贷款贴息",
            name=f"贴息资金拨付明细（2026年{half}半年）.xls",
            layout=layouts_office.INTEREST,
            rows=rows,
        )


def _training() -> Iterator[File]:
    for on, half, rows in _halves("started_on"):
        yield File(
            path="relief/training_enrolment",
            supplier=LABOUR,
            on=on,
            folder="培训补贴",
            name=f"技能培训学员名册（{half}半年）.xlsx",
            layout=layouts.TRAINING,
            rows=rows,
            sheet_by="fund_source",
        )


def _registers() -> Iterator[File]:
    migrants = _register(
        "relief/migrant", MIGRANTS, "移民后扶人口花名册.xls", layouts_office.MIGRANT
    )
    yield replace(migrants, sheet_by="reservoir")
    yield _register(
        "registry/resident", POLICE, "常住人口信息.csv", layouts_office.RESIDENT
    )
    yield _register(
        "registry/company", MARKET, "市场主体登记信息.xlsx", layouts_office.COMPANY
    )
    yield _register("registry/unit", STAFFING, "机构名录.xlsx", layouts_office.UNIT)
    yield _register(
        "loan/loan_contract", BANK, "贷款合同台账.dbf", layouts_office.LOAN_CONTRACT
    )
    yield _register(
        "loan/loan_note", BANK, "贷款借据台账.dbf", layouts_office.LOAN_NOTE
    )
    source = pl.col("source")
    for supplier, name, layout, words in (
        (POLICE, "死亡注销人员.csv", layouts_office.DEATH_POLICE, "公安注销"),
        (
            HEALTH,
            "死亡医学证明登记.xlsx",
            layouts_office.DEATH_HOSPITAL,
            "卫健死亡证明",
        ),
        (CIVIL, "殡仪馆火化登记.xls", layouts_office.DEATH_CREMATION, "民政火化"),
        (SOCIAL, "社保死亡人员.csv", layouts_office.DEATH_POLICE, "社保终止"),
    ):
        yield replace(
            _register("registry/death", supplier, name, layout), rows=source == words
        )


def _register(path: str, supplier: str, name: str, layout: Layout) -> File:
    return File(
        path=path,
        supplier=supplier,
        on=SECOND_HALF,
        folder=name.partition(".")[0],
        name=name,
        layout=layout,
        rows=pl.lit(value=True),
    )
