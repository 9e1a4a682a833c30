"""SS-04: unemployment benefit beside work, and work that only looks so."""

from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import mark, outsider_number
from county.cases.finance.firm_rows import found, hand_over
from county.cases.months import month_at, window
from county.cases.payroll_rows import PAYROLL, SURVIVOR, Job, employ
from county.cases.social_security.benefit_rows import (
    BENEFIT,
    COMPANY,
    CONTRIBUTION,
    Claim,
    contribute,
    firms_for,
    jobless,
    pay_benefit,
)
from county.cases.social_security.work_judgement import RULE, judge
from county.world import World

__all__ = ["DATASETS", "RULE", "judge", "plant"]
DATASETS = (BENEFIT, CONTRIBUTION, PAYROLL, COMPANY)
HIRED = ("临聘", "事业在编", "辅警", "三支一扶")
FOUNDED, HANDED_ON = month_at(2).replace(day=6), date(2026, 9, 10)


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _drawing(world: World, draw: Draw, wanted: int) -> list[int]:
    """Return people who have drawn the benefit all year."""
    people = jobless(world, draw, wanted)
    pay_benefit(world, dict.fromkeys(people, Claim(months=window(0, 12))))
    return people


def _employed(world: World, draw: Draw, wanted: int) -> int:
    """Let an employer contribute for three to nine months meanwhile."""
    people = _drawing(world, draw, wanted)
    months = {p: window(draw.number(1, 3), draw.number(6, 10)) for p in people}
    contribute(world, months, units=firms_for(world, people))
    return len(people)


def _on_the_payroll(world: World, draw: Draw, wanted: int) -> int:
    """Let people be paid by the county meanwhile."""
    people = _drawing(world, draw, wanted)
    for person in people:
        start = draw.number(1, 7)
        months = tuple(window(start, start + 4))
        kind = HIRED[draw.number(0, 3)]
        employ(world, {person: Job(staff_type=kind, months=months)})
    return len(people)


def _founder(world: World, draw: Draw, wanted: int) -> int:
    """Let people found a firm meanwhile that contributes for its staff."""
    people = _owners(world, draw, wanted)
    staff = jobless(world, draw, len(people))
    units = {
        worker: _firm_of(world, owner)
        for owner, worker in zip(people, staff, strict=False)
    }
    contribute(world, dict.fromkeys(units, window(4, 12)), units=units)
    return len(units)


def _led_until_lately(world: World, draw: Draw, wanted: int) -> int:
    """Let people found a firm meanwhile that by November somebody else leads."""
    people, others = _drawing(world, draw, wanted), jobless(world, draw, wanted)
    return _handed_over(world, draw, list(zip(people, others, strict=False)))


def _took_over(world: World, draw: Draw, wanted: int) -> int:
    """Pay people until March who lead, since autumn, a firm that another founded."""
    people, others = jobless(world, draw, wanted), jobless(world, draw, wanted)
    pay_benefit(world, dict.fromkeys(people, Claim(months=window(0, 5))))
    return _handed_over(world, draw, list(zip(others, people, strict=False)))


def _handed_over(world: World, draw: Draw, pairs: list[tuple[int, int]]) -> int:
    """Enter firms with staff, each with its first leader and its present one."""
    staff = jobless(world, draw, len(pairs))
    units: dict[int, str] = {}
    for (first, now), worker in zip(pairs, staff, strict=False):
        code = found(world, now, founded_on=FOUNDED)
        hand_over(world, code, first, HANDED_ON)
        units[worker] = _firm_of(world, now)
    contribute(world, dict.fromkeys(units, window(3, 12)), units=units)
    return len(units)


def _owners(world: World, draw: Draw, wanted: int) -> list[int]:
    """Let owners of one firm each draw the benefit; it was founded meanwhile."""
    open_ones = world.tables[COMPANY].filter(
        pl.col("status") == "存续", pl.col("company_kind") == "有限责任公司"
    )
    owners = open_ones["legal_representative_person"].to_list()
    people = living(world, youngest=26, oldest=56).filter(
        pl.col("person").is_in(owners)
    )
    busy = (BENEFIT, CONTRIBUTION, PAYROLL, "social_security/pension_payment")
    chosen = draw.take(outside(world, people, *busy, kin=False)["person"], wanted)
    pay_benefit(world, dict.fromkeys(chosen, Claim(months=window(0, 12))))
    owned = pl.col("legal_representative_person").is_in(chosen)
    mark(world, COMPANY, owned, founded_on=month_at(3).replace(day=6))
    return chosen


def _firm_of(world: World, owner: int) -> str:
    own = world.tables[COMPANY].filter(pl.col("legal_representative_person") == owner)
    return str(own["organisation_name"].sort()[0])


def _reported_late(world: World, draw: Draw, wanted: int) -> int:
    """Let the former employer go on contributing for two months."""
    people = jobless(world, draw, wanted)
    units = firms_for(world, people)
    for person in people:
        start = draw.number(2, 6)
        claim = Claim(months=window(start, 12), former_unit=units[person])
        pay_benefit(world, {person: claim})
        contribute(world, {person: window(0, start + 1)}, units=units)
    return len(people)


def _back_to_work(world: World, draw: Draw, wanted: int) -> int:
    """Let the benefit end with the first month of work."""
    people = jobless(world, draw, wanted)
    pay_benefit(world, dict.fromkeys(people, Claim(months=window(0, 6))))
    months = dict.fromkeys(people, window(5, 12))
    contribute(world, months, units=firms_for(world, people))
    return len(people)


def _self_insured(world: World, draw: Draw, wanted: int) -> int:
    """Let people pay their own contributions."""
    people = _drawing(world, draw, wanted)
    contribute(world, dict.fromkeys(people, window(0, 12)), units={}, payer="个体")
    return len(people)


def _arrears(world: World, draw: Draw, wanted: int) -> int:
    """Let an employer pay up what it owed for these months."""
    people = _drawing(world, draw, wanted)
    months = dict.fromkeys(people, window(2, 6))
    contribute(world, months, units=firms_for(world, people), kind="补缴")
    return len(people)


def _public_post(world: World, draw: Draw, wanted: int) -> int:
    """Give people a public-welfare post, whose unit insures them."""
    people = _drawing(world, draw, wanted)
    job = Job(staff_type="公益性岗位", months=tuple(window(3, 12)))
    employ(world, dict.fromkeys(people, job))
    months = dict.fromkeys(people, window(3, 12))
    contribute(world, months, units=firms_for(world, people))
    return len(people)


def _survivor(world: World, draw: Draw, wanted: int) -> int:
    """Let people draw survivors' aid, which the payroll contains."""
    people = _drawing(world, draw, wanted)
    job = Job(staff_type=SURVIVOR, months=tuple(window(0, 12)))
    employ(world, dict.fromkeys(people, job))
    return len(people)


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Let the benefit come back while people work."""
    people = jobless(world, draw, wanted)
    claim = Claim(months=window(0, 12), result="退回")
    pay_benefit(world, dict.fromkeys(people, claim))
    months = dict.fromkeys(people, window(2, 9))
    contribute(world, months, units=firms_for(world, people))
    return len(people)


def _idle_firm(world: World, draw: Draw, wanted: int) -> int:
    """Let people found a firm that employs nobody."""
    return len(_owners(world, draw, wanted))


def _namesake(world: World, draw: Draw, wanted: int) -> int:
    """Let a stranger of the same name and birth date work."""
    people = _drawing(world, draw, wanted)
    numbers = {person: outsider_number(world, person) for person in people}
    months = dict.fromkeys(people, window(2, 9))
    contribute(world, months, units=firms_for(world, people), number=numbers)
    return len(people)


PLANTERS: tuple[Planter, ...] = (
    _founder,
    _led_until_lately,
    _on_the_payroll,
    _employed,
)
INNOCENTS: tuple[Planter, ...] = (
    _took_over,
    _idle_firm,
    _reported_late,
    _back_to_work,
    _self_insured,
    _arrears,
    _public_post,
    _survivor,
    _returned,
    _namesake,
)
