"""PR-18: aid for pupils against its terms, and what only looks so."""

from datetime import date

from county.benefits_education import TERMS, Term
from county.benefits_subsidy import project_code
from county.cases.choose import Draw, Planter, holders, living, outside, plant_each
from county.cases.edit import Row, Value, add, facts
from county.cases.relief.education_aid_judgement import RULE, judge
from county.cases.relief.registered_rows import HOME, MEMBER, enter_home
from county.cases.subsidy_rows import PAYMENT, payment
from county.cases.subsidy_rows import Project as Paid
from county.projects import (
    POOR_PUPILS,
    PROJECTS,
    PUPILS_OF_DISABLED,
    TRAINEES,
    Project,
)
from county.pupil_moves import ELSEWHERE
from county.world import World

__all__ = ["DATASETS", "RULE", "judge", "plant"]
STUDENT = "registry/student"
DATASETS = (PAYMENT, STUDENT, MEMBER)
AGES, STAGE, SCHOOL = (15, 20), "中职", ELSEWHERE["中职"]
OTHER_SCHOOL = "汉江信息工程学校"
BEGAN, ENDS = date(2024, 9, 1), date(2027, 6, 30)
AUTUMN, SPRING = TERMS
BUSY = (
    STUDENT,
    "social_security/contribution",
    "finance/staff_payroll",
    "relief/training_enrolment",
    "registry/custody",
    "registry/company",
    "registry/declared_kin",
)


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _young(world: World, draw: Draw, wanted: int, *, poor: bool) -> list[int]:
    """Draw young people without school, work or aid, of a registered home or none."""
    youngest, oldest = AGES
    free = outside(
        world, living(world, youngest=youngest, oldest=oldest), *BUSY, PAYMENT,
        kin=False,
    )  # fmt: skip
    if not poor:
        return draw.take(outside(world, free, MEMBER, HOME)["person"], wanted)
    members = holders(world, MEMBER)
    return draw.take([one for one in free["person"] if one in members], wanted)


def _enrol(world: World, person: int, number: str = "G", **changes: Value) -> None:
    """Enter a person at a vocational school for three years, unless changed."""
    row = facts(world, person)
    names = ("person_name", "id_number", "sex", "birth_on", "town", "village")
    entry: dict[str, Value] = {name: row[name] for name in names}
    entry |= {
        "student_number": f"{number}{row['id_number']}",
        "school": SCHOOL,
        "stage": STAGE,
        "study_form": "全日制",
        "enrolled_on": BEGAN,
        "left_on": None,
        "changed_on": None,
        "expected_on": ENDS,
        "status": "在籍",
        "person": person,
    }
    add(world, STUDENT, [entry | changes])


def _pay(
    world: World,
    person: int,
    aid: Project = TRAINEES,
    term: Term = SPRING,
    **changes: Value,
) -> None:
    code = project_code(PROJECTS.index(aid))
    paid = Paid(code=code, name=aid.name, amount_fen=aid.standard)
    line: Row = payment(world, paid, person) | {
        "paid_for": term.starts,
        "paid_for_to": term.ends,
        "paid_on": term.paid_on,
        "batch": f"{code}-{term.starts:%y%m}",
    }
    add(world, PAYMENT, [{**line, **changes}])


def _left_before(world: World, draw: Draw, wanted: int) -> int:
    """Pay for a term before which the pupil had left school."""
    people = _young(world, draw, wanted, poor=False)
    for person in people:
        _enrol(world, person, left_on=date(2025, 12, 5), status="退学")
        _pay(world, person)
    return len(people)


def _suspended_before(world: World, draw: Draw, wanted: int) -> int:
    """Pay for a term before which the pupil had been suspended."""
    people = _young(world, draw, wanted, poor=False)
    for person in people:
        _enrol(world, person, changed_on=date(2025, 11, 12), status="休学")
        _pay(world, person)
    return len(people)


def _at_two_schools(world: World, draw: Draw, wanted: int) -> int:
    """Pay a term twice to a pupil entered at two schools."""
    people = _young(world, draw, wanted, poor=False)
    for person in people:
        _enrol(world, person)
        _enrol(world, person, "Z", school=OTHER_SCHOOL)
        _pay(world, person)
        _pay(world, person, paid_on=date(2026, 6, 12), batch="补2606")
    return len(people)


def _twice(world: World, draw: Draw, wanted: int) -> int:
    """Pay a term in full and once more in part."""
    people = _young(world, draw, wanted, poor=False)
    for person in people:
        _enrol(world, person)
        _pay(world, person)
        _pay(world, person, amount_fen=60_000, paid_on=date(2026, 6, 12))
    return len(people)


def _excluded(world: World, draw: Draw, wanted: int) -> int:
    """Pay two aids for a term of which the county allows one."""
    people = _young(world, draw, wanted, poor=True)
    for person in people:
        _enrol(world, person)
        _pay(world, person, POOR_PUPILS)
        _pay(world, person, PUPILS_OF_DISABLED)
    return len(people)


def _unregistered(world: World, draw: Draw, wanted: int) -> int:
    """Pay the aid for the registered poor to a pupil of another household."""
    people = _young(world, draw, wanted, poor=False)
    for person in people:
        _enrol(world, person)
        _pay(world, person, POOR_PUPILS)
    return len(people)


def _left_in_term(world: World, draw: Draw, wanted: int) -> int:
    """Let the pupil leave in the term that was then paid."""
    people = _young(world, draw, wanted, poor=False)
    for person in people:
        _enrol(world, person, left_on=date(2026, 3, 25), status="退学")
        _pay(world, person)
    return len(people)


def _changed_school(world: World, draw: Draw, wanted: int) -> int:
    """Let the pupil leave one school in winter and enter another in April."""
    people = _young(world, draw, wanted, poor=False)
    for person in people:
        _enrol(world, person, left_on=date(2026, 1, 20), status="转出")
        later = date(2026, 4, 8)
        _enrol(world, person, "Z", school=OTHER_SCHOOL, enrolled_on=later)
        _pay(world, person)
    return len(people)


def _went_away(world: World, draw: Draw, wanted: int) -> int:
    """Let the pupil change to a school that our registers do not reach."""
    people = _young(world, draw, wanted, poor=False)
    for person in people:
        _enrol(world, person, left_on=date(2026, 1, 20), status="转出")
        _pay(world, person)
    return len(people)


def _elsewhere(world: World, draw: Draw, wanted: int) -> int:
    """Pay a pupil whom no school of ours knows."""
    people = _young(world, draw, wanted, poor=True)
    for person in people:
        _pay(world, person, POOR_PUPILS)
    return len(people)


def _instalments(world: World, draw: Draw, wanted: int) -> int:
    """Pay a term in two parts."""
    people = _young(world, draw, wanted, poor=False)
    for person in people:
        _enrol(world, person)
        _pay(world, person, amount_fen=60_000)
        _pay(world, person, amount_fen=40_000, paid_on=date(2026, 6, 12))
    return len(people)


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Let come back what was paid after the pupil had left."""
    people = _young(world, draw, wanted, poor=False)
    for person in people:
        _enrol(world, person, left_on=date(2025, 12, 5), status="退学")
        _pay(world, person, payment_result="退回")
    return len(people)


def _beside_the_grant(world: World, draw: Draw, wanted: int) -> int:
    """Pay the state's grant beside the aid for the poor, as its document allows."""
    people = _young(world, draw, wanted, poor=True)
    for person in people:
        _enrol(world, person)
        _pay(world, person, POOR_PUPILS)
        _pay(world, person, TRAINEES)
    return len(people)


def _registered_later(world: World, draw: Draw, wanted: int) -> int:
    """Register the household in the autumn after the term."""
    people = _young(world, draw, wanted, poor=False)
    for person in people:
        _enrol(world, person)
        _pay(world, person, POOR_PUPILS)
        home = world.persons.filter(
            household=facts(world, person)["household"], relation_to_head="户主"
        )
        for head in home["person"]:
            others = [person] if person != head else []
            enter_home(world, head, others, identified_on=date(2026, 9, 10))
    return len(people)


PLANTERS: tuple[Planter, ...] = (
    _excluded,
    _left_before,
    _suspended_before,
    _at_two_schools,
    _twice,
    _unregistered,
)
INNOCENTS: tuple[Planter, ...] = (
    _elsewhere,
    _beside_the_grant,
    _left_in_term,
    _changed_school,
    _went_away,
    _instalments,
    _returned,
    _registered_later,
)
