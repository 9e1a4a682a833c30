"""J09: rural posts paid through the card beside another job, and what looks so."""

import polars as pl

from county.cases.choose import Draw, Planter, plant_each
from county.cases.edit import add, mark, outsider_number
from county.cases.label import labels
from county.cases.months import month_at, window
from county.cases.payroll_rows import PAYROLL, Job, employ
from county.cases.relief.rural_post_judgement import (
    RULE,
    acts_without_ground,
    beside,
)
from county.cases.social_security.benefit_rows import (
    COMPANY,
    CONTRIBUTION,
    contribute,
    firms_for,
    jobless,
)
from county.cases.subsidy_rows import PAYMENT, Project, monthly
from county.world import World

DATASETS = (PAYMENT, CONTRIBUTION, PAYROLL, COMPANY)
POST = Project(code="BT2190", name="生态护林员补助", amount_fen=83_300)
AGENCY, AGENCY_PEOPLE = "云溪县青山林业服务有限公司", 4
FOREST_YEARS = (30, 52)


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def judge(world: World) -> pl.DataFrame:
    """Return whose allowance lacked its ground and whose not; see `label.LABEL`."""
    wrong, agency = acts_without_ground(world)
    return labels(RULE, [wrong], [agency, beside(world)])


def _holders(
    world: World, draw: Draw, wanted: int, ages: tuple[int, int] = FOREST_YEARS
) -> list[int]:
    people = jobless(world, draw, wanted, youngest=ages[0], oldest=ages[1])
    for person in people:
        add(world, PAYMENT, monthly(world, POST, person, window(2, 10)))
    return people


def _on_the_payroll(world: World, draw: Draw, wanted: int) -> int:
    """Pay a fiscal wage to the holder of a post."""
    people = _holders(world, draw, wanted)
    job = Job(staff_type="事业在编", months=tuple(window(3, 9)))
    employ(world, dict.fromkeys(people, job))
    return len(people)


def _employed(world: World, draw: Draw, wanted: int) -> int:
    """Let an employer contribute for the holder of a post."""
    people = _holders(world, draw, wanted)
    months = dict.fromkeys(people, window(4, 9))
    contribute(world, months, units=firms_for(world, people))
    return len(people)


def _too_old(world: World, draw: Draw, wanted: int) -> int:
    """Pay for a post of somebody past its last age."""
    return len(_holders(world, draw, wanted, (63, 72)))


def _job_before(world: World, draw: Draw, wanted: int) -> int:
    """Let the job have ended before the post began."""
    people = _holders(world, draw, wanted)
    months = dict.fromkeys(people, window(0, 2))
    contribute(world, months, units=firms_for(world, people))
    return len(people)


def _pays_alone(world: World, draw: Draw, wanted: int) -> int:
    """Let the holder pay contributions without an employer."""
    people = _holders(world, draw, wanted)
    months = dict.fromkeys(people, window(2, 10))
    contribute(world, months, units={}, payer="个体")
    return len(people)


def _agency(world: World, draw: Draw, wanted: int) -> int:
    """Let an agency insure the holders."""
    people = _holders(world, draw, max(wanted, AGENCY_PEOPLE))
    units = dict.fromkeys(people, AGENCY)
    contribute(world, dict.fromkeys(people, window(2, 10)), units=units)
    return len(people)


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Let everything come back that went to old people."""
    people = _holders(world, draw, wanted, (63, 72))
    own = pl.col("person").is_in(people) & (pl.col("project_name") == POST.name)
    mark(world, PAYMENT, own, payment_result="退回")
    return len(people)


def _last_year(world: World, draw: Draw, wanted: int) -> int:
    """Pay for a post of somebody in the last year that its age allows."""
    people = jobless(world, draw, wanted, youngest=59, oldest=59)
    for person in people:
        add(world, PAYMENT, monthly(world, POST, person, [month_at(2)]))
    return len(people)


def _namesake(world: World, draw: Draw, wanted: int) -> int:
    """Let a stranger of the same name and birth date have work."""
    people = _holders(world, draw, wanted)
    numbers = {person: outsider_number(world, person) for person in people}
    months = dict.fromkeys(people, window(2, 9))
    contribute(world, months, units=firms_for(world, people), number=numbers)
    return len(people)


PLANTERS: tuple[Planter, ...] = (_on_the_payroll, _employed, _too_old)
INNOCENTS: tuple[Planter, ...] = (
    _agency,
    _job_before,
    _pays_alone,
    _returned,
    _last_year,
    _namesake,
)
