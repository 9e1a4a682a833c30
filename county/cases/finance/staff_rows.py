"""Who is on the payroll all through the window, and rows of their own registers."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from county.cases.choose import living
from county.cases.edit import Row, Value, add, facts
from county.cases.payroll_rows import FISCAL, PAYROLL
from county.world import World, first_month

CUSTODY, DISCIPLINE = "registry/custody", "registry/discipline_decision"
CADRE, COMPANY = "registry/cadre", "registry/company"
MEMBER = "registry/company_member"
WINDOW_MONTHS = 12


def steady_staff(world: World, types: Iterable[str] = FISCAL) -> list[int]:
    """Return the living who were paid as staff of these types in every month."""
    paid = world.tables[PAYROLL].filter(
        pl.col("staff_type").is_in(list(types)),
        pl.col("paid_for") >= first_month,
        pl.col("left_on").is_null(),
    )
    months = paid.group_by("person").agg(pl.col("paid_for").n_unique())
    steady = months.filter(pl.col("paid_for") == WINDOW_MONTHS)
    return living(world).join(steady, on="person", how="semi")["person"].to_list()


def named(world: World, person: int) -> dict[str, Value]:
    """Return the columns that say who a row is about."""
    row = facts(world, person)
    return {
        "person_name": row["person_name"],
        "id_number": row["id_number"],
        "person": person,
    }


def confine(world: World, spells: Iterable[tuple[int, str, date, date]]) -> None:
    """Enter spells of custody or supervision: person, way, first and last day."""
    rows: list[Row] = [
        {
            **named(world, person),
            "kind": "服刑" if mode in ("监狱执行", "看守所代为执行") else "社区矫正",
            "exec_mode": mode,
            "started_on": start,
            "ended_on": end,
            "authority": "云溪县人民法院",
        }
        for person, mode, start, end in spells
    ]
    add(world, CUSTODY, rows)


def decide(
    world: World, people: Iterable[int], kind: str, consequence: str, day: date
) -> None:
    """Enter one decision of discipline for each of the people."""
    rows: list[Row] = [
        {
            **named(world, person),
            "unit_name": "云溪县财政局",
            "decision_kind": kind,
            "decided_on": day,
            "effective_on": day,
            "pay_consequence": consequence,
            "authority": "中共云溪县纪律检查委员会",
        }
        for person in people
    ]
    add(world, DISCIPLINE, rows)
