"""PR-13G: rosters, hours and leaders of training schools, and those in order."""

from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Value, add, facts
from county.cases.relief.roster_judgement import RULE, judge
from county.cases.training_rows import ENROLMENT, MIGRANT, MIGRANT_MONEY, enrolment
from county.numbers import credit_codes
from county.order import in_order
from county.places import REGION
from county.world import NOBODY, World

COMPANY, CADRE = "registry/company", "registry/cadre"
__all__ = ["DATASETS", "RULE", "judge", "plant"]
DATASETS = (ENROLMENT, MIGRANT, COMPANY, CADRE)
START, LATER = date(2026, 4, 13), timedelta(days=63)
ROSTER, LEAST, SOME, FEW = 14, 10, 4, 5
CALLED, NEIGHBOURS = 4, 2  # of FEW
CLOSE = 3  # rows
HOURS, FULL_HOURS = 96, 208  # of 13 days
OWNED, OWNED_BY_ANOTHER = 9_001, 9_002


def plant(world: World, count: int) -> None:
    """Plant one school for each mechanism, whatever `count` is."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, min(count, len(PLANTERS)))
    plant_each(world, draw, INNOCENTS, min(count, len(INNOCENTS)))


def _fit(world: World) -> pl.DataFrame:
    people = living(world, youngest=20, oldest=54)
    staff = "finance/staff_payroll", "social_security/pension_payment"
    return outside(world, people, ENROLMENT, *staff, kin=False)


def _group(world: World, draw: Draw, size: int) -> list[int]:
    """Return so many people of different homes, or nobody where there are too few."""
    people = draw.take(_fit(world)["person"], size)
    return people if len(people) == size else []


def _teach(
    world: World, people: list[int], school: str, on: date = START, **changes: Value
) -> int:
    """Enrol people in one class; return how many classes that makes."""
    values = {
        "class_number": f"PXG{on:%m%d}{school[3:5]}",
        "training_organisation": school,
        "fund_source": "人社",
        "enrollee_kind": "其他",
        "hours": HOURS,
        **changes,
    }
    add(world, ENROLMENT, [enrolment(world, one, on, **values) for one in people])
    return min(len(people), 1)


def _same_roster(world: World, draw: Draw, _wanted: int) -> int:
    """Teach the same people twice, another trade the second time."""
    people = _group(world, draw, ROSTER)
    _teach(world, people, "云溪县晨光职业培训学校")
    return _teach(
        world, people, "云溪县晨光职业培训学校", START + LATER, trade="茶叶加工"
    )


def _next_level(world: World, draw: Draw, _wanted: int) -> int:
    """Teach the same people the next level of their trade."""
    people = _group(world, draw, ROSTER)
    _teach(world, people, "云溪县启明职业培训学校")
    return _teach(world, people, "云溪县启明职业培训学校", START + LATER, level="中级")


def _some_again(world: World, draw: Draw, _wanted: int) -> int:
    """Teach four people of a class with ten others another trade."""
    first, others = _group(world, draw, ROSTER), _group(world, draw, ROSTER - SOME)
    _teach(world, first, "云溪县致远职业培训学校")
    again = [*first[:SOME], *others]
    return _teach(
        world, again, "云溪县致远职业培训学校", START + LATER, trade="茶叶加工"
    )


def _stretch(world: World) -> list[int]:
    """Return people that follow each other in the register of migrants."""
    register = in_order(MIGRANT, world.tables[MIGRANT])
    rows = register.select("person", "removed_on").with_row_index("row")
    fit = rows.join(_fit(world), on="person", how="semi", maintain_order="left")
    fit = fit.filter(pl.col("removed_on").is_null())
    fit = fit.unique("person", keep="first", maintain_order=True)
    far = pl.col("row").cast(pl.Int64).diff().fill_null(0) > CLOSE
    runs = fit.with_columns(run=far.cum_sum()).group_by("run", maintain_order=True)
    longest: list[int] = []
    for _, run in runs:
        people: list[int] = run["person"].to_list()
        longest = people if len(people) > len(longest) else longest
    return longest[:ROSTER] if len(longest) >= LEAST else []


def _copied(world: World, _draw: Draw, _wanted: int) -> int:
    """Teach migrants as they follow each other in their register."""
    return _teach(
        world,
        _stretch(world),
        "云溪县宏图职业培训学校",
        fund_source=MIGRANT_MONEY,
        enrollee_kind="移民",
    )


def _village(world: World, _draw: Draw, _wanted: int) -> int:
    """Teach migrants of one stretch of the register who enrolled one by one."""
    people = _stretch(world)
    mixed = sorted(people, key=lambda one: one * 2654435761 % 4294967296)
    return _teach(
        world,
        mixed,
        "云溪县同心职业培训学校",
        fund_source=MIGRANT_MONEY,
        enrollee_kind="移民",
    )


def _hours(world: World, draw: Draw, _wanted: int) -> int:
    """Teach more hours than the days of the class have room for."""
    people = _group(world, draw, FEW)
    return _teach(world, people, "云溪县速成职业培训学校", hours=FULL_HOURS)


def _online(world: World, draw: Draw, _wanted: int) -> int:
    """Teach as many hours, most of them online."""
    people = _group(world, draw, FEW)
    return _teach(
        world,
        people,
        "云溪县云端职业培训学校",
        hours=FULL_HOURS,
        trade="电商运营（线上）",
    )


def _on_holidays(world: World, draw: Draw, _wanted: int) -> int:
    """Begin a class on the first of May."""
    people = _group(world, draw, FEW)
    return _teach(world, people, "云溪县五月职业培训学校", date(2026, 5, 1), hours=64)


def _over_a_holiday(world: World, draw: Draw, _wanted: int) -> int:
    """Break a class off for a holiday; the hours fit into the other days."""
    people = _group(world, draw, FEW)
    return _teach(world, people, "云溪县暂歇职业培训学校", date(2026, 4, 27), hours=72)


def _telephone(world: World, people: list[int], homes: int, school: str) -> int:
    """Teach people of whom so many gave the telephone of the first."""
    if not people:
        return 0
    phone = facts(world, people[0])["phone"]
    _teach(world, people[:homes], school, phone=phone)
    return _teach(world, people[homes:], school)


def _one_telephone(world: World, draw: Draw, _wanted: int) -> int:
    """Teach people of four homes who gave one telephone."""
    people = _group(world, draw, FEW)
    return _telephone(world, people, CALLED, "云溪县通达职业培训学校")


def _neighbours(world: World, draw: Draw, _wanted: int) -> int:
    """Teach people of two homes who gave one telephone."""
    people = _group(world, draw, FEW)
    return _telephone(world, people, NEIGHBOURS, "云溪县邻里职业培训学校")


def _led(world: World, draw: Draw, leader: int, name: str, serial: int) -> int:
    """Teach at a school that is a company led by somebody."""
    row = facts(world, leader)
    school: dict[str, Value] = {
        "credit_code": str(
            credit_codes("91", REGION, pl.Series([serial]).to_numpy())[0]
        ),
        "organisation_name": name,
        "company_kind": "有限责任公司",
        "legal_representative": row["person_name"],
        "legal_representative_id_number": row["id_number"],
        "legal_representative_person": leader,
        "founded_on": date(2021, 3, 1),
        "status": "存续",
        "address": row["address"],
        "phone": row["phone"],
        "person": NOBODY,
    }
    people = _group(world, draw, FEW)
    if people:
        add(world, COMPANY, [school])
    return _teach(world, people, name)


def _kin_leads(world: World, draw: Draw, _wanted: int) -> int:
    """Teach at a school that the spouse of an official leads."""
    posts = world.tables[CADRE].filter(
        pl.col("removed_on").is_null(), pl.col("appointed_on") < START
    )
    wed = living(world, youngest=24).filter(
        pl.col("spouse").is_in(posts["person"].unique().implode())
    )
    free = outside(world, wed, COMPANY, CADRE, "finance/staff_payroll", kin=False)
    leaders = draw.take(free["person"], 1)
    name = "云溪县家兴职业技能培训有限公司"
    return _led(world, draw, leaders[0], name, OWNED) if leaders else 0


def _stranger_leads(world: World, draw: Draw, _wanted: int) -> int:
    """Teach at a school that somebody far from the payroll leads."""
    free = outside(world, living(world, youngest=24, oldest=60), COMPANY, CADRE)
    leaders = draw.take(outside(world, free, "finance/staff_payroll")["person"], 1)
    name = "云溪县众诚职业技能培训有限公司"
    return _led(world, draw, leaders[0], name, OWNED_BY_ANOTHER) if leaders else 0


PLANTERS: tuple[Planter, ...] = (
    _same_roster,
    _copied,
    _hours,
    _kin_leads,
    _one_telephone,
    _on_holidays,
)
INNOCENTS: tuple[Planter, ...] = (
    _next_level,
    _some_again,
    _village,
    _online,
    _stranger_leads,
    _neighbours,
    _over_a_holiday,
)
