"""Which files the departments hand over: when, by whom, in which format.

Two half-years of payments (2026-05-06 and 2026-11-06), registers as they stand in
November (those of `county.redeliver` as they stood in May too), and one month of
pensions delivered again after a correction. Further datasets bring their own files
(`county.extracts`).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import polars as pl

from county import layouts, layouts_office
from county.extracts import all_extracts
from county.file import (
    BANK,
    CIVIL,
    CORRECTED_MONTH,
    CORRECTED_ON,
    FINANCE,
    HEALTH,
    LABOUR,
    MARKET,
    MIGRANTS,
    POLICE,
    SOCIAL,
    STAFFING,
    File,
    half_year_files,
    monthly,
    monthly_files,
    register_file,
)
from county.redeliver import REGISTERS, in_may


def all_files() -> list[File]:
    """Return every file of the year; files without rows are left out later."""
    files = _last_files()
    return files + [in_may(file) for file in files if file.path in REGISTERS]


def _last_files() -> list[File]:
    return [
        *_pensions(),
        *_contributions(),
        *_civil_affairs(),
        *_finance(),
        *_training(),
        *_registers(),
        *(file for extract in all_extracts() for file in extract.files()),
    ]


def _pensions() -> Iterator[File]:
    for month, on, rows in monthly("paid_in"):
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
    file = File(
        path="social_security/contribution",
        supplier=SOCIAL,
        folder="社保缴费明细",
        name="社保缴费明细{month:%Y%m}.xlsx",
        layout=layouts.CONTRIBUTION,
        sheet_by="insurance",
    )
    return monthly_files(file, "paid_in")


def _civil_affairs() -> Iterator[File]:
    yield File(
        path="relief/dibao_member",
        supplier=CIVIL,
        folder="低保名册",
        name="低保人员查询_20261106.xls",
        layout=layouts.DIBAO_MEMBER,
        sheet_by="area_kind",
    )
    payments = File(
        path="relief/dibao_payment",
        supplier=CIVIL,
        folder="低保金发放",
        name="低保金发放{month:%Y%m}.xlsx",
        layout=layouts.DIBAO_PAYMENT,
    )
    yield from monthly_files(payments, "paid_for")


def _finance() -> Iterator[File]:
    yield register_file(
        "relief/subsidy_project", FINANCE, "补贴项目清单.xlsx", layouts.SUBSIDY_PROJECT
    )
    card = File(
        path="relief/subsidy_payment",
        supplier=FINANCE,
        folder="一卡通补贴发放",
        name="惠民惠农补贴一卡通{month:%Y%m}.xlsx",
        layout=layouts.SUBSIDY_PAYMENT,
        sheet_by="town",
    )
    yield from monthly_files(card, "paid_on")
    wages = File(
        path="finance/staff_payroll",
        supplier=FINANCE,
        folder="财政统发工资",
        name="统发工资{month:%Y%m}.dbf",
        layout=layouts_office.STAFF,
    )
    yield from monthly_files(wages, "paid_for")
    interest = File(
        path="finance/interest_subsidy",
        supplier=FINANCE,
        folder="创业担保贷款贴息",
        name="贴息资金拨付明细（2026年{half}半年）.xls",
        layout=layouts_office.INTEREST,
    )
    yield from half_year_files(interest, "paid_on")


def _training() -> Iterator[File]:
    file = File(
        path="relief/training_enrolment",
        supplier=LABOUR,
        folder="培训补贴",
        name="技能培训学员名册（{half}半年）.xlsx",
        layout=layouts.TRAINING,
        sheet_by="fund_source",
    )
    return half_year_files(file, "started_on")


def _registers() -> Iterator[File]:
    migrants = register_file(
        "relief/migrant", MIGRANTS, "移民后扶人口花名册.xls", layouts_office.MIGRANT
    )
    yield replace(migrants, sheet_by="reservoir")
    yield register_file(
        "registry/resident", POLICE, "常住人口信息.csv", layouts_office.RESIDENT
    )
    yield register_file(
        "registry/company", MARKET, "市场主体登记信息.xlsx", layouts_office.COMPANY
    )
    yield register_file("registry/unit", STAFFING, "机构名录.xlsx", layouts_office.UNIT)
    yield register_file(
        "loan/loan_contract", BANK, "贷款合同台账.dbf", layouts_office.LOAN_CONTRACT
    )
    yield register_file(
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
            register_file("registry/death", supplier, name, layout),
            rows=source == words,
        )
