"""SS-12: subsidies of employment without their ground, and what only looks so."""

from datetime import date

import polars as pl

from county.cases.bury import let_die
from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import mark, outsider_number
from county.cases.label import labels
from county.cases.months import month_at, window
from county.cases.payroll_rows import PAYROLL, Job, employ
from county.cases.social_security.benefit_rows import (
    BUSY,
    COMPANY,
    CONTRIBUTION,
    contribute,
    firms_for,
    jobless,
)
from county.cases.social_security.pension_rows import ENTERPRISE, PENSION, draw_pension
from county.cases.social_security.subsidy_judgement import (
    RULE,
    acts_without_ground,
    beside,
)
from county.cases.social_security.subsidy_rows import (
    PREMIUMS,
    STARTS,
    SUBSIDY,
    Aid,
    subsidise,
)
from county.world import World

DATASETS = (SUBSIDY, PENSION, CONTRIBUTION, PAYROLL, COMPANY, "registry/death")
TURN = 0  # whoever is chosen later is alive
AGENCY, AGENCY_PEOPLE = "云溪县众帮人力资源服务有限公司", 4


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def judge(world: World) -> pl.DataFrame:
    """Return whose subsidy lacked its ground and whose not; see `label.LABEL`."""
    wrong, lawful = acts_without_ground(world)
    planted = wrong.sort("person", "order").unique("person", keep="first")
    return labels(
        RULE, [planted.select("person", "mechanism")], [lawful, beside(world)]
    )


def _holders(
    world: World, draw: Draw, wanted: int, aid: Aid | None = None
) -> list[int]:
    people = jobless(world, draw, wanted, youngest=30, oldest=50)
    for person in people:
        subsidise(world, person, aid or Aid())
    return people


def _dead(world: World, draw: Draw, wanted: int) -> int:
    """Pay for quarters after a death."""
    people = _holders(world, draw, wanted)
    let_die(world, draw, dict.fromkeys(people, month_at(0)), sparing=SUBSIDY)
    return len(people)


def _on_the_payroll(world: World, draw: Draw, wanted: int) -> int:
    """Pay for a post beside a fiscal wage."""
    people = _holders(world, draw, wanted)
    job = Job(staff_type="事业在编", months=tuple(window(3, 12)))
    employ(world, dict.fromkeys(people, job))
    return len(people)


def _employed(world: World, draw: Draw, wanted: int) -> int:
    """Pay the self-employed's subsidy while an employer contributes."""
    people = _holders(world, draw, wanted, Aid(kind=PREMIUMS))
    months = dict.fromkeys(people, window(4, 11))
    contribute(world, months, units=firms_for(world, people))
    return len(people)


def _owners(world: World, draw: Draw, wanted: int) -> list[int]:
    firms = world.tables[COMPANY].filter(
        (pl.col("status") == "存续") & (pl.col("founded_on") < date(2025, 10, 1))
    )
    traders = firms.filter(pl.col("company_kind") == "个体工商户")
    owners = traders["legal_representative_person"].to_list()
    people = living(world, youngest=30, oldest=50).filter(
        pl.col("person").is_in(owners)
    )
    busy = tuple(path for path in BUSY if path != COMPANY)
    return draw.take(outside(world, people, *busy, kin=False)["person"], wanted)


def _in_business(world: World, draw: Draw, wanted: int) -> int:
    """Pay for a post of somebody who runs a shop."""
    people = _owners(world, draw, wanted)
    for person in people:
        subsidise(world, person, Aid())
    return len(people)


def _too_old(world: World, draw: Draw, wanted: int) -> int:
    """Pay for a post of somebody past the retirement age."""
    people = jobless(world, draw, wanted, youngest=64, oldest=72)
    for person in people:
        subsidise(world, person, Aid())
    return len(people)


def _pensioned(world: World, draw: Draw, wanted: int) -> int:
    """Pay the self-employed's subsidy beside a pension."""
    people = _holders(world, draw, wanted, Aid(kind=PREMIUMS))
    draw_pension(world, dict.fromkeys(people, window(2, 12)), ENTERPRISE)
    return len(people)


def _twice(world: World, draw: Draw, wanted: int) -> int:
    """Pay the one-off subsidy twice to one person."""
    return len(_holders(world, draw, wanted, Aid(kind=STARTS, starts=(3, 9))))


def _died_within(world: World, draw: Draw, wanted: int) -> int:
    """Pay for the quarter in which the holder died."""
    people = _holders(world, draw, wanted, Aid(starts=(2,)))
    let_die(world, draw, dict.fromkeys(people, month_at(3)), sparing=SUBSIDY)
    return len(people)


def _job_at_the_end(world: World, draw: Draw, wanted: int) -> int:
    """Let another job begin in the last month of the quarter."""
    people = _holders(world, draw, wanted, Aid(starts=(2,)))
    months = dict.fromkeys(people, window(4, 12))
    contribute(world, months, units=firms_for(world, people))
    return len(people)


def _own_unit(world: World, draw: Draw, wanted: int) -> int:
    """Let the unit of the post insure the holder."""
    people = jobless(world, draw, wanted, youngest=30, oldest=50)
    units = firms_for(world, people)
    for person in people:
        subsidise(world, person, Aid(unit=units[person]))
    contribute(world, dict.fromkeys(people, window(0, 12)), units=units)
    return len(people)


def _agency(world: World, draw: Draw, wanted: int) -> int:
    """Let an agency insure the holders."""
    people = _holders(world, draw, max(wanted, AGENCY_PEOPLE))
    units = dict.fromkeys(people, AGENCY)
    contribute(world, dict.fromkeys(people, window(0, 12)), units=units)
    return len(people)


def _closed_business(world: World, draw: Draw, wanted: int) -> int:
    """Let the shop have closed before the post began."""
    people = _owners(world, draw, wanted)
    for person in people:
        subsidise(world, person, Aid())
    owned = pl.col("legal_representative_person").is_in(people)
    day = month_at(0).replace(day=9)
    mark(world, COMPANY, owned, status="注销", cancelled_on=day)
    return len(people)


def _shopkeeper(world: World, draw: Draw, wanted: int) -> int:
    """Pay the self-employed's subsidy to somebody who runs a shop."""
    people = _owners(world, draw, wanted)
    for person in people:
        subsidise(world, person, Aid(kind=PREMIUMS))
    return len(people)


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Let everything come back that went to old people."""
    people = jobless(world, draw, wanted, youngest=64, oldest=72)
    for person in people:
        subsidise(world, person, Aid(result="退回"))
    return len(people)


def _namesake(world: World, draw: Draw, wanted: int) -> int:
    """Let a stranger of the same name and birth date have work."""
    people = _holders(world, draw, wanted)
    numbers = {person: outsider_number(world, person) for person in people}
    months = dict.fromkeys(people, window(2, 9))
    contribute(world, months, units=firms_for(world, people), number=numbers)
    return len(people)


PLANTERS: tuple[Planter, ...] = (
    _in_business,
    _dead,
    _on_the_payroll,
    _employed,
    _too_old,
    _pensioned,
    _twice,
)
INNOCENTS: tuple[Planter, ...] = (
    _agency,
    _closed_business,
    _shopkeeper,
    _died_within,
    _job_at_the_end,
    _own_unit,
    _returned,
    _namesake,
)
