"""Rows of the fiscal payroll: who is paid by the county, as what, in which months."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from county.cases.choose import Draw
from county.cases.edit import Row, Value, add, facts
from county.world import World

PAYROLL, UNIT = "finance/staff_payroll", "registry/unit"
FISCAL = ("公务员", "参公", "事业在编", "工勤")
RETIRED, SURVIVOR = "离退休", "遗属补助"
NOT_FISCAL = ("村干部", "公益性岗位", "三支一扶", "临聘", "辅警", "国企")
WAGES: Mapping[str, int] = {SURVIVOR: 115_000, "公益性岗位": 160_000, "村干部": 290_000}
WAGE = 610_000


@dataclass(frozen=True, kw_only=True)
class Job:
    """A place on the payroll: paid in `months`, joined and left on these days."""

    staff_type: str
    months: tuple[date, ...]
    joined_on: date = date(2012, 7, 1)
    left_on: date | None = None


def fiscal_type(draw: Draw) -> str:
    """Return one of the types of staff that the budget keeps."""
    return FISCAL[draw.number(0, len(FISCAL) - 1)]


def employ(
    world: World, jobs: Mapping[int, Job], *, number: Mapping[int, str] | None = None
) -> None:
    """Put persons on the payroll; with `number`, strangers of that number instead.

    A stranger has the person's name and is nobody of the county.
    """
    units = _units(world)
    rows: list[Row] = []
    for person, job in jobs.items():
        unit = units[person % len(units)]
        who = _who(world, person, (number or {}).get(person))
        rows += [{**row, **unit, **who} for row in _months(job)]
    add(world, PAYROLL, rows)


def _who(world: World, person: int, number: str | None) -> dict[str, Value]:
    row = facts(world, person)
    return {
        "person_name": row["person_name"],
        "id_number": number or row["id_number"],
        "account_number": None if number else row["account_number"],
        "person": -1 if number else person,
    }


def _months(job: Job) -> Iterable[Row]:
    wage = WAGES.get(job.staff_type, WAGE)
    for month in job.months:
        last = job.left_on is not None and job.left_on < month.replace(day=28)
        yield {
            "staff_type": job.staff_type,
            "position": "办事员",
            "joined_on": job.joined_on,
            "left_on": job.left_on if last or month == job.months[-1] else None,
            "gross_fen": wage,
            "deduction_fen": wage * 17 // 100,
            "net_fen": wage - wage * 17 // 100,
            "paid_for": month,
        }


def _units(world: World) -> list[dict[str, Value]]:
    table = world.tables.get(UNIT, pl.DataFrame())
    if table.is_empty():
        return [{"unit_code": "101001", "unit_name": "县农业农村局"}]
    names = table.select("unit_code", unit_name="organisation_name")
    return names.sort("unit_code").to_dicts()
