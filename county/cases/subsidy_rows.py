"""Rows of the subsidy list: projects by their nature, payments of a period."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from county.cases.edit import Row, Value, add, facts
from county.cases.months import after, last_day
from county.world import World

PROJECT, PAYMENT = "relief/subsidy_project", "relief/subsidy_payment"
MONTHLY, YEARLY, ONCE = "月", "年", "一次性"
PERSONAL, HOUSEHOLD = "人", "户"
PAY_DAY = 14
# What a project is called where the county has none of that nature.
FALLBACK: Mapping[tuple[str, str, str], tuple[str, str]] = {
    (PERSONAL, MONTHLY, "普通"): ("GL01", "高龄津贴"),
    (PERSONAL, YEARLY, "普通"): ("JS01", "农村部分计划生育家庭奖励扶助"),
    (HOUSEHOLD, YEARLY, "普通"): ("DL01", "耕地地力保护补贴"),
    (PERSONAL, ONCE, "丧葬"): ("SZ01", "丧葬补助金"),
}


@dataclass(frozen=True, kw_only=True)
class Project:
    """One subsidy project: what it is called and whom it is paid to."""

    code: str
    name: str
    amount_fen: int = 0


def project_like(
    world: World, granularity: str, cycle: str, kind: str = "普通"
) -> Project:
    """Return the first project of that nature; one is made where there is none."""
    alike = world.tables[PROJECT].filter(
        (pl.col("granularity") == granularity)
        & (pl.col("cycle") == cycle)
        & (pl.col("kind") == kind)
    )
    amount = {MONTHLY: 10_000, YEARLY: 96_000, ONCE: 200_000}[cycle]
    for row in alike.sort("project_code").head(1).iter_rows(named=True):
        return Project(
            code=row["project_code"], name=row["project_name"], amount_fen=amount
        )
    code, name = FALLBACK[granularity, cycle, kind]
    add(world, PROJECT, [_project(code, name, granularity, cycle) | {"kind": kind}])
    return Project(code=code, name=name, amount_fen=amount)


def _project(code: str, name: str, granularity: str, cycle: str) -> dict[str, Value]:
    return {
        "project_code": code,
        "project_name": name,
        "granularity": granularity,
        "cycle": cycle,
        "started_on": date(2018, 1, 1),
    }


def monthly(
    world: World, project: Project, person: int, months: Iterable[date]
) -> list[Row]:
    """Return one successful payment for each month, paid within that month."""
    return [
        payment(world, project, person)
        | {
            "paid_for": month,
            "paid_for_to": last_day(month),
            "paid_on": month + timedelta(days=PAY_DAY),
            "batch": f"{month:%Y%m}-{project.code}",
        }
        for month in months
    ]


def yearly(
    world: World, project: Project, person: int, year: int, paid_on: date
) -> list[Row]:
    """Return the payment of one calendar year."""
    return [
        payment(world, project, person)
        | {
            "paid_for": date(year, 1, 1),
            "paid_for_to": date(year, 12, 31),
            "paid_on": paid_on,
            "batch": f"{year}-{project.code}",
        }
    ]


def payment(world: World, project: Project, person: int) -> dict[str, Value]:
    """Return a successful payment without period, to the person's own account."""
    row = facts(world, person)
    return {
        "project_code": project.code,
        "project_name": project.name,
        "town": row["town"],
        "village": row["village"],
        "person_name": row["person_name"],
        "id_number": row["id_number"],
        "quantity_milli": 1000,
        "standard_fen": project.amount_fen,
        "amount_fen": project.amount_fen,
        "payee_name": row["person_name"],
        "payee_id_number": row["id_number"],
        "account_number": row["account_number"],
        "payment_result": "成功",
        "person": person,
        "payee_person": person,
    }


def pay_day_after(month: date, months: int) -> date:
    """Return the usual pay day of a later month."""
    return after(month, months) + timedelta(days=PAY_DAY)
