"""PR-02: an allowance beside a fiscal wage, and households that only look so."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.dibao_judgement import MARRIAGE, RULE, judge
from county.cases.dibao_rows import MEMBER, PAYMENT, Aid, grant
from county.cases.divorce import apart_in_money, divorce, wed
from county.cases.edit import Value, add, mark, outsider_number, own
from county.cases.kin import CHILD, PARENT, SPOUSE, kinship
from county.cases.months import MONTHS_A_YEAR, last_day, month_at, window
from county.cases.payroll_rows import (
    NOT_FISCAL,
    PAYROLL,
    RETIRED,
    SURVIVOR,
    Job,
    employ,
    fiscal_type,
)
from county.world import World

__all__ = ["DATASETS", "RULE", "judge", "plant"]
RESIDENT = "registry/resident"
DATASETS = (MEMBER, PAYMENT, PAYROLL, RESIDENT, MARRIAGE)
KEPT = "relief/tekun_person"
YEAR = tuple(window(0, MONTHS_A_YEAR))
DIVORCED = date(2021, 5, 17)


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def heads_without_income(
    world: World, *, youngest: int = 26, oldest: int = 57
) -> pl.DataFrame:
    """Return heads of households that have neither allowance nor wage."""
    heads = living(world, youngest=youngest, oldest=oldest)
    heads = heads.filter(pl.col("relation_to_head") == "户主")
    return outside(world, heads, MEMBER, PAYMENT, PAYROLL, KEPT)


def _related(
    world: World, relation: str, ages: tuple[int, int], *, together: bool = True
) -> dict[int, int]:
    """Return one relative of that kind and age for each head who has one."""
    free = living(world, youngest=ages[0], oldest=ages[1])
    free = outside(world, free, MEMBER, PAYROLL, KEPT)
    heads = heads_without_income(world, youngest=24, oldest=90)
    pairs = kinship(world).filter(
        (pl.col("relation") == relation) & (pl.col("together") == together)
    )
    pairs = pairs.join(heads, on="person", how="semi")
    pairs = pairs.join(free, left_on="relative", right_on="person", how="semi")
    first = pairs.unique("person", keep="first", maintain_order=True)
    return dict(first.select("person", "relative").iter_rows())


def _fiscal(draw: Draw) -> Job:
    return Job(staff_type=fiscal_type(draw), months=YEAR)


def _member(world: World, draw: Draw, wanted: int) -> int:
    """List people who draw a fiscal wage themselves."""
    people = draw.take(heads_without_income(world)["person"], wanted)
    grant(world, dict.fromkeys(people, Aid(months=YEAR)))
    employ(world, {person: _fiscal(draw) for person in people})
    return len(people)


def _listed_spouse(world: World, draw: Draw, wanted: int) -> int:
    """List a head and the spouse, who draws a fiscal wage."""
    spouses = _related(world, SPOUSE, (25, 57))
    people = draw.take(spouses, wanted)
    grant(world, {p: Aid(months=YEAR, members=(spouses[p],)) for p in people})
    employ(world, {spouses[person]: _fiscal(draw) for person in people})
    return len(people)


def _unlisted(
    world: World, draw: Draw, relatives: Mapping[int, int], wanted: int
) -> int:
    """List the head alone while the relative draws a fiscal wage."""
    people = draw.take(relatives, wanted)
    grant(world, dict.fromkeys(people, Aid(months=YEAR)))
    employ(world, {relatives[person]: _fiscal(draw) for person in people})
    return len(people)


def _spouse(world: World, draw: Draw, wanted: int) -> int:
    """Leave the spouse, who draws a fiscal wage, off the list."""
    return _unlisted(world, draw, _related(world, SPOUSE, (25, 57)), wanted)


def _wed(world: World) -> dict[int, int]:
    """Return the spouse of each such head whose marriage the register has."""
    pairs = wed(world, DIVORCED)
    spouses = _related(world, SPOUSE, (25, 57))
    return {
        one: mate for one, mate in spouses.items() if frozenset((one, mate)) in pairs
    }


def _living_apart(
    world: World, draw: Draw, couples: Mapping[int, int], wanted: int
) -> dict[int, int]:
    """List heads alone whose spouse draws a wage and has a household book alone."""
    chosen = {one: couples[one] for one in draw.take(couples, wanted)}
    grant(world, dict.fromkeys(chosen, Aid(months=YEAR)))
    employ(world, {spouse: _fiscal(draw) for spouse in chosen.values()})
    for spouse in chosen.values():
        book: dict[str, Value] = {
            "household_number": f"4202819{spouse:08d}",
            "relation_to_head": "户主",
        }
        mark(world, RESIDENT, own([spouse]), **book)
    return chosen


def _spouse_elsewhere(world: World, draw: Draw, wanted: int) -> int:
    """Let the spouse with the wage stand in another household book."""
    return len(_living_apart(world, draw, _wed(world), wanted))


def _divorced(world: World, draw: Draw, wanted: int) -> int:
    """Let the couple be divorced since long before the allowance."""
    couples = apart_in_money(world, _wed(world))
    chosen = _living_apart(world, draw, couples, wanted)
    add(world, MARRIAGE, [divorce(world, pair, DIVORCED) for pair in chosen.items()])
    return len(chosen)


def _child(world: World, draw: Draw, wanted: int) -> int:
    """Leave a child of the same home, who draws a fiscal wage, off the list."""
    return _unlisted(world, draw, _related(world, CHILD, (22, 50)), wanted)


def _parent(world: World, draw: Draw, wanted: int) -> int:
    """Leave a parent of the same home, who draws a civil pension, off the list."""
    parents = _related(world, PARENT, (60, 85))
    people = draw.take(parents, wanted)
    grant(world, dict.fromkeys(people, Aid(months=YEAR)))
    job = Job(staff_type=RETIRED, months=YEAR)
    employ(world, {parents[person]: job for person in people})
    return len(people)


def _child_apart(world: World, draw: Draw, wanted: int) -> int:
    """Let a child who keeps a home of its own draw a fiscal wage."""
    children = _related(world, CHILD, (25, 55), together=False)
    return _unlisted(world, draw, children, wanted)


def _survivor(world: World, draw: Draw, wanted: int) -> int:
    """Let a listed person draw survivors' aid, which the payroll list contains."""
    people = draw.take(heads_without_income(world, oldest=85)["person"], wanted)
    grant(world, dict.fromkeys(people, Aid(months=YEAR)))
    employ(world, dict.fromkeys(people, Job(staff_type=SURVIVOR, months=YEAR)))
    return len(people)


def _other_post(world: World, draw: Draw, wanted: int) -> int:
    """Let a listed person hold a post that is not one of the budget's staff."""
    people = draw.take(heads_without_income(world)["person"], wanted)
    grant(world, dict.fromkeys(people, Aid(months=YEAR)))
    kinds = {person: NOT_FISCAL[draw.number(0, 3)] for person in people}
    employ(world, {p: Job(staff_type=kinds[p], months=YEAR) for p in people})
    return len(people)


def _fading(world: World, draw: Draw, wanted: int) -> int:
    """Let the allowance fade out within five months of a new job."""
    people = draw.take(heads_without_income(world)["person"], wanted)
    aids: dict[int, Aid] = {}
    jobs: dict[int, Job] = {}
    for person in people:
        start = draw.number(2, 6)
        end = month_at(start + draw.number(2, 4))
        aids[person] = Aid(
            months=[month for month in YEAR if month <= end],
            status="渐退",
            stopped_on=last_day(end),
        )
        jobs[person] = Job(
            staff_type=fiscal_type(draw),
            months=YEAR[start:],
            joined_on=month_at(start).replace(day=4),
        )
    grant(world, aids)
    employ(world, jobs)
    return len(people)


def _severe(world: World, draw: Draw, wanted: int) -> int:
    """List one severely disabled person alone, beside a spouse with a wage."""
    spouses = _related(world, SPOUSE, (25, 57))
    people = draw.take(spouses, wanted)
    grant(world, dict.fromkeys(people, Aid(months=YEAR, disability="一级")))
    employ(world, {spouses[person]: _fiscal(draw) for person in people})
    return len(people)


def _left_before(world: World, draw: Draw, wanted: int) -> int:
    """Let the wage end before the allowance begins."""
    people = draw.take(heads_without_income(world)["person"], wanted)
    aid = Aid(months=YEAR[6:], first_for=YEAR[6])
    job = Job(staff_type="事业在编", months=YEAR[:4], left_on=YEAR[3].replace(day=20))
    grant(world, dict.fromkeys(people, aid))
    employ(world, dict.fromkeys(people, job))
    return len(people)


def _joined_after(world: World, draw: Draw, wanted: int) -> int:
    """Let the allowance end before the wage begins."""
    people = draw.take(heads_without_income(world, oldest=45)["person"], wanted)
    aid = Aid(months=YEAR[:4], status="停保", stopped_on=last_day(YEAR[3]))
    job = Job(staff_type="公务员", months=YEAR[6:], joined_on=YEAR[6].replace(day=3))
    grant(world, dict.fromkeys(people, aid))
    employ(world, dict.fromkeys(people, job))
    return len(people)


def _namesake(world: World, draw: Draw, wanted: int) -> int:
    """Put a stranger of the same name and birth date on the payroll."""
    people = draw.take(heads_without_income(world)["person"], wanted)
    grant(world, dict.fromkeys(people, Aid(months=YEAR)))
    numbers = {person: outsider_number(world, person) for person in people}
    employ(world, {person: _fiscal(draw) for person in people}, number=numbers)
    return len(people)


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Let every payment come back after the person took up a post."""
    people = draw.take(heads_without_income(world)["person"], wanted)
    grant(world, dict.fromkeys(people, Aid(months=YEAR)))
    mark(world, PAYMENT, own(people), payment_result="退回")
    employ(world, {person: _fiscal(draw) for person in people})
    return len(people)


PLANTERS: tuple[Planter, ...] = (
    _spouse_elsewhere,
    _parent,
    _child,
    _listed_spouse,
    _spouse,
    _member,
)
INNOCENTS: tuple[Planter, ...] = (
    _child_apart,
    _divorced,
    _severe,
    _survivor,
    _fading,
    _left_before,
    _joined_after,
    _namesake,
    _returned,
    _other_post,
)
