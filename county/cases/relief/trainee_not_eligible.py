"""PR-13D: trainees whose status excludes them, and who only look so."""

from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Row, Value, add, facts
from county.cases.finance.staff_rows import steady_staff
from county.cases.label import few, labels
from county.cases.payroll_rows import FISCAL, NOT_FISCAL, PAYROLL
from county.cases.social_security.pension_rows import (
    ENTERPRISE,
    INSTITUTION,
    PAID,
    PENSION,
    steady,
)
from county.cases.training_rows import ENROLMENT, MIGRANT_MONEY, enrolment
from county.world import World

RULE, STUDENT, SUCCESS = "PR-13D", "registry/student", "成功"
DATASETS = (ENROLMENT, STUDENT, PAYROLL, PENSION)
FIRST = date(2026, 3, 9)
FUNDS = (MIGRANT_MONEY, "人社")
OTHER = "农业"
YOUNGEST = "16y"
RETIRED = (ENTERPRISE, INSTITUTION)


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _train(world: World, people: list[int], **changes: Value) -> int:
    values = {"fund_source": "人社", "enrollee_kind": "其他", **changes}
    add(world, ENROLMENT, [enrolment(world, p, FIRST, **values) for p in people])
    return len(people)


def _adults(world: World, *paths: str) -> list[int]:
    people = living(world, youngest=20, oldest=50)
    free = outside(world, people, ENROLMENT, *paths, kin=False)
    return free["person"].to_list()


def _staff(world: World, draw: Draw, wanted: int) -> int:
    """Train public staff."""
    busy = set(world.tables[ENROLMENT]["person"])
    people = set(steady_staff(world)) & set(_working(world)) - busy
    return _train(world, draw.take(people, wanted))


def _working(world: World) -> list[int]:
    return living(world, youngest=20, oldest=52)["person"].to_list()


def _pensioners(world: World, draw: Draw, wanted: int) -> int:
    """Train people who draw an employee's pension."""
    return _train(world, draw.take(steady(world, *RETIRED), wanted))


def _past_age(world: World, draw: Draw, wanted: int) -> int:
    """Train people in their seventies who draw no employee's pension."""
    old = living(world, youngest=66, oldest=78)
    drawn = world.tables[PENSION].filter(pl.col("scheme").is_in(RETIRED))
    free = set(outside(world, old, ENROLMENT, PAYROLL, kin=False)["person"])
    return _train(world, draw.take(free - set(drawn["person"]), wanted))


def _students(world: World, draw: Draw, wanted: int) -> int:
    """Train students two years before their graduation."""
    return _at_school(world, draw, wanted, date(2028, 6, 30))


def _graduating(world: World, draw: Draw, wanted: int) -> int:
    """Train students in the year of their graduation."""
    return _at_school(world, draw, wanted, date(2026, 6, 30))


def _at_school(world: World, draw: Draw, wanted: int, expected: date) -> int:
    young = living(world, youngest=18, oldest=23)
    free = outside(world, young, ENROLMENT, STUDENT, PAYROLL, kin=False)
    people = draw.take(free["person"], wanted)
    add(world, STUDENT, [_student(world, person, expected) for person in people])
    return _train(world, people)


def _student(world: World, person: int, expected: date) -> Row:
    row = facts(world, person)
    return {
        "student_number": f"G{row['id_number']}",
        "person_name": row["person_name"],
        "id_number": row["id_number"],
        "sex": row["sex"],
        "birth_on": row["birth_on"],
        "school": "汉江职业技术学院",
        "stage": "专科",
        "study_form": "全日制",
        "enrolled_on": date(expected.year - 3, 9, 1),
        "expected_on": expected,
        "status": "在籍",
        "town": row["town"],
        "village": row["village"],
        "person": person,
    }


def _outside_posts(world: World, draw: Draw, wanted: int) -> int:
    """Train village cadres and others who are paid without being staff."""
    busy = set(world.tables[ENROLMENT]["person"])
    people = set(steady_staff(world, NOT_FISCAL)) & set(_working(world)) - busy
    return _train(world, draw.take(people, wanted))


def _other_list(world: World, draw: Draw, wanted: int) -> int:
    """Train old farmers from the farmers' money."""
    old = living(world, youngest=66, oldest=72)
    free = outside(world, old, ENROLMENT, PAYROLL, kin=False)
    return _train(world, draw.take(free["person"], wanted), fund_source=OTHER)


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Have the subsidy of pensioners come back."""
    taken = set(world.tables[ENROLMENT]["person"])
    people = draw.take(set(steady(world, *RETIRED)) - taken, wanted)
    return _train(world, people, payment_result="退回")


def _of_age(world: World, draw: Draw, wanted: int) -> int:
    """Train people of working age who are nothing else."""
    return _train(world, draw.take(_adults(world, PAYROLL, STUDENT), wanted))


PLANTERS: tuple[Planter, ...] = (_staff, _pensioners, _past_age, _students)
INNOCENTS: tuple[Planter, ...] = (
    _outside_posts,
    _graduating,
    _other_list,
    _returned,
    _of_age,
)


def judge(world: World) -> pl.DataFrame:
    """Return whose status at the start of a subsidised class excludes them."""
    every = world.tables[ENROLMENT].filter(
        pl.col("subsidy_fen") > 0, pl.col("person") >= 0
    )
    asked = pl.col("fund_source").is_in(FUNDS) & (pl.col("payment_result") == SUCCESS)
    paid, rest = every.filter(asked), every.filter(~asked)
    month = pl.col("started_on").dt.truncate("1mo")
    wages = world.tables[PAYROLL].select("person", "staff_type", month="paid_for")
    waged = paid.with_columns(month=month).join(wages, on=["person", "month"])
    drawn = world.tables[PENSION].filter(
        pl.col("scheme").is_in(RETIRED), pl.col("payment_flag") == PAID
    )
    pensions = drawn.select("person", month="paid_for")
    retired = paid.with_columns(month=month).join(pensions, on=["person", "month"])
    return labels(
        RULE,
        [
            _named(waged.filter(pl.col("staff_type").is_in(FISCAL)), "public_staff"),
            _named(retired, "draws_pension"),
            _named(_schooled(world, paid, later=True), "still_at_school"),
            _named(_ages(world, paid), "not_of_working_age"),
        ],
        [
            _named(waged, "post_outside_establishment"),
            _named(_schooled(world, paid, later=False), "graduation_year"),
            few(_named(rest, "other_list_or_returned"), 60),
            few(_named(paid, "of_working_age"), 60),
        ],
    )


def _named(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select(pl.col("person").unique(), mechanism=pl.lit(mechanism))


def _schooled(world: World, paid: pl.DataFrame, *, later: bool) -> pl.DataFrame:
    """Return trainees at school who graduate more than a year later, or else soon."""
    school = world.tables[STUDENT].filter(pl.col("status") == "在籍")
    both = paid.join(school.select("person", "enrolled_on", "expected_on"), on="person")
    far = pl.col("expected_on") > pl.col("started_on").dt.offset_by("1y")
    begun = pl.col("enrolled_on") <= pl.col("started_on")
    return both.filter(begun & (far if later else ~far))


def _ages(world: World, paid: pl.DataFrame) -> pl.DataFrame:
    """Return trainees too young, or past the age with the months added since 2025.

    The ages rise by a month for every four months of birth after 1964 (men) or 1969
    (women who are cadres).
    """
    born = world.persons.select("person", "sex", "birth_on")
    both = paid.join(born, on="person")
    male = pl.col("sex") == "男"
    first = pl.when(male).then(1965).otherwise(1970)
    months = (pl.col("birth_on").dt.year().cast(pl.Int64) - first) * 12
    months = months + pl.col("birth_on").dt.month().cast(pl.Int64) - 1
    added = pl.when(months >= 0).then(months // 4 + 1).otherwise(0).clip(0, 36)
    ages = pl.when(male).then(720).otherwise(660) + added
    last = pl.col("birth_on").dt.offset_by(pl.format("{}mo", ages))
    young = pl.col("birth_on").dt.offset_by(YOUNGEST) > pl.col("started_on")
    return both.filter(young | (last < pl.col("started_on")))
