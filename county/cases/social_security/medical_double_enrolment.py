"""SS-09: two medical insurances at once, and changes that only look so."""

from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, plant_each
from county.cases.edit import Value, add, facts, mark, own
from county.cases.label import labels
from county.cases.months import month_at
from county.world import World

RULE = "SS-09"
ENROLMENT = "social_security/medical_enrolment"
DATASETS = (ENROLMENT,)
RESIDENT, EMPLOYEE = "居民医保", "职工医保"
YEAR_START, YEAR_END = date(2026, 1, 1), date(2026, 12, 31)
FISCAL_FEN, MONTHS = 67_000, 3


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _insured(world: World, insurance: str, *, since_before: bool = True) -> list[int]:
    """Return the people with one running insurance of a kind, and no other."""
    rows = world.tables[ENROLMENT]
    once = rows.filter(~pl.col("person").is_duplicated())
    running = once.filter(
        (pl.col("insurance") == insurance)
        & (pl.col("enrolment_status") == "正常参保")
        & pl.col("stopped_on").is_null()
    )
    old = running.filter((pl.col("first_for") < YEAR_START) == since_before)
    return old["person"].to_list()


def _enrol(world: World, person: int, insurance: str, **values: Value) -> None:
    known = facts(world, person)
    row: dict[str, Value] = {
        "person": person,
        "person_name": known["person_name"],
        "id_number": known["id_number"],
        "town": known["town"],
        "village": known["village"],
        "personal_number": f"42000009{person:07}",
        "insurance": insurance,
        "person_kind": "成年居民" if insurance == RESIDENT else "在职",
        "enrolment_status": "正常参保",
        "insured_for": YEAR_START,
        "insured_for_to": YEAR_END,
        "first_for": date(2015, 1, 1),
        "personal_share_fen": 40_000 if insurance == RESIDENT else None,
        "fiscal_share_fen": FISCAL_FEN if insurance == RESIDENT else None,
    }
    add(world, ENROLMENT, [row | values])


def _both_all_year(world: World, draw: Draw, wanted: int) -> int:
    """Enrol employees as residents, too."""
    people = draw.take(_insured(world, EMPLOYEE), wanted)
    for person in people:
        _enrol(world, person, RESIDENT)
    return len(people)


def _two_files(world: World, draw: Draw, wanted: int) -> int:
    """Keep two files of one resident."""
    people = draw.take(_adults(world), wanted)
    for person in people:
        _enrol(world, person, RESIDENT)
    return len(people)


def _adults(world: World) -> list[int]:
    rows = world.tables[ENROLMENT]
    adults = rows.filter(pl.col("person_kind") == "成年居民")["person"].to_list()
    return sorted(set(adults) & set(_insured(world, RESIDENT)))


def _took_a_job(world: World, draw: Draw, wanted: int) -> int:
    """Let residents take a job in May; the enrolment of the year runs on."""
    people = draw.take(_adults(world), wanted)
    for person in people:
        _enrol(world, person, EMPLOYEE, first_for=month_at(6))
    return len(people)


def _ended_early(world: World, draw: Draw, wanted: int) -> int:
    """End the residents' insurance in the second month of the year."""
    people = draw.take(_insured(world, EMPLOYEE), wanted)
    ended: dict[str, Value] = {
        "enrolment_status": "终止参保",
        "stopped_on": date(2026, 2, 10),
    }
    for person in people:
        _enrol(world, person, RESIDENT, **ended)
    return len(people)


def _student(world: World, draw: Draw, wanted: int) -> int:
    """Enrol a student at the university beside the first job."""
    people = draw.take(_insured(world, EMPLOYEE), wanted)
    for person in people:
        _enrol(world, person, RESIDENT, person_kind="大学生")
    return len(people)


def _unsubsidised(world: World, draw: Draw, wanted: int) -> int:
    """Pay no subsidy for the second insurance."""
    people = draw.take(_insured(world, EMPLOYEE), wanted)
    for person in people:
        _enrol(world, person, RESIDENT, fiscal_share_fen=0)
    return len(people)


def _never_began(world: World, draw: Draw, wanted: int) -> int:
    """Let the residents' file say 未参保."""
    people = draw.take(_insured(world, EMPLOYEE), wanted)
    for person in people:
        _enrol(world, person, RESIDENT)
    second = own(people) & (pl.col("insurance") == RESIDENT)
    mark(world, ENROLMENT, second, enrolment_status="未参保")
    return len(people)


PLANTERS: tuple[Planter, ...] = (_two_files, _both_all_year)
INNOCENTS: tuple[Planter, ...] = (
    _took_a_job,
    _ended_early,
    _student,
    _unsubsidised,
    _never_began,
)


def judge(world: World) -> pl.DataFrame:
    """Return who was enrolled twice and who only seems so; see `label.LABEL`."""
    rows = world.tables[ENROLMENT].with_row_index("row")
    twice = rows.filter((pl.col("person") >= 0) & pl.col("person").is_duplicated())
    begun = pl.max_horizontal("first_for", "insured_for")
    end = pl.min_horizontal(pl.col("stopped_on"), pl.lit(YEAR_END))
    spells = twice.filter(pl.col("enrolment_status") != "未参保").with_columns(
        begun=begun, end=end
    )
    subsidised = spells.filter(
        (pl.col("insurance") == RESIDENT) & (pl.col("fiscal_share_fen") > 0)
    )
    both = subsidised.join(spells, on="person", suffix="_other").filter(
        pl.col("row") != pl.col("row_other")
    )
    from_day = pl.max_horizontal("begun", "begun_other")
    until = pl.min_horizontal("end", "end_other")
    side_by_side = both.filter((until - from_day).dt.total_days() > (MONTHS - 1) * 31)
    is_employee = pl.col("insurance_other") == EMPLOYEE
    second_file = (pl.col("insurance_other") == RESIDENT) & (
        pl.col("fiscal_share_fen_other") > 0
    )
    lawful = (is_employee & (pl.col("begun_other") > YEAR_START)) | (
        pl.col("person_kind") == "大学生"
    )
    wrong = side_by_side.filter((is_employee | second_file) & ~lawful)
    how = pl.when(is_employee).then(pl.lit("both_all_year"))
    planted = wrong.select("person", mechanism=how.otherwise(pl.lit("two_files")))
    innocent = twice.group_by("person").agg(mechanism=_innocence())
    return labels(RULE, [planted.unique("person", keep="any")], [innocent])


def _innocence() -> pl.Expr:
    return (
        pl.when((pl.col("person_kind") == "大学生").any())
        .then(pl.lit("student"))
        .when((pl.col("enrolment_status") == "未参保").any())
        .then(pl.lit("never_began"))
        .when(pl.col("stopped_on").is_not_null().any())
        .then(pl.lit("ended_early"))
        .when((pl.col("fiscal_share_fen") == 0).any())
        .then(pl.lit("unsubsidised"))
        .otherwise(pl.lit("took_a_job"))
    )
