"""SS-10: benefits of the injury insurance that should have ended, or only seem so."""

from datetime import date

import polars as pl

from county.cases.bury import let_die, let_die_unnoticed
from county.cases.choose import Draw, Planter, outside, plant_each
from county.cases.edit import add, facts
from county.cases.label import labels
from county.cases.months import month_at, window
from county.cases.social_security.benefit_rows import (
    CONTRIBUTION,
    contribute,
    firms_for,
    jobless,
)
from county.cases.social_security.injury_judgement import (
    MARRIAGE,
    RULE,
    acts_after_the_end,
    beside,
)
from county.cases.social_security.injury_rows import (
    FULL_FEN,
    FUNERAL,
    INJURY,
    KIN_FEN,
    SURVIVOR,
    Benefit,
    Kin,
    pay_injury,
)
from county.cases.social_security.pension_rows import (
    ENTERPRISE,
    PENSION,
    RESIDENT,
    draw_pension,
)
from county.world import World, first_month

DATASETS = (INJURY, PENSION, CONTRIBUTION, "registry/death", MARRIAGE)
TURN = 0  # whoever is chosen later is alive
YEAR = tuple(window(0, 12))
TOP_FEN = 250_000


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def judge(world: World) -> pl.DataFrame:
    """Return whose benefit should have ended and whose not; see `label.LABEL`."""
    wrong, lawful = acts_after_the_end(world)
    planted = wrong.select("person", "mechanism").unique("person", keep="first")
    return labels(RULE, [planted], [lawful, beside(world)])


def _dead_workers(world: World, draw: Draw, wanted: int) -> list[int]:
    """Draw people who died of working age before the year."""
    age = pl.col("died_on").dt.year() - pl.col("birth_on").dt.year()
    dead = world.persons.filter(
        (pl.col("died_on") < first_month) & age.is_between(25, 64)
    )
    return draw.take(outside(world, dead, INJURY, PENSION, kin=False)["person"], wanted)


def _bereave(
    world: World, draw: Draw, wanted: int, relation: str, **ages: int
) -> list[int]:
    """Pay survivors' pensions all year; return the survivors."""
    people = jobless(world, draw, wanted, **ages)
    workers = _dead_workers(world, draw, len(people))
    for person, worker in zip(people, workers, strict=False):
        _pay_kin(world, worker, Kin(person=person, relation=relation))
    return people[: len(workers)]


def _pay_kin(world: World, worker: int, kin: Kin, result: str = "成功") -> None:
    benefit = Benefit(
        months=YEAR, item=SURVIVOR, amount_fen=KIN_FEN, kin=kin, result=result
    )
    pay_injury(world, worker, benefit)


def _with_pension(world: World, draw: Draw, wanted: int) -> int:
    """Pay the whole allowance on beside a pension."""
    people = jobless(world, draw, wanted, youngest=50)
    for person in people:
        pay_injury(world, person, Benefit(months=YEAR))
    draw_pension(world, dict.fromkeys(people, window(4, 12)), ENTERPRISE)
    return len(people)


def _grown(world: World, draw: Draw, wanted: int) -> int:
    """Pay sons and daughters on who are grown and able to work."""
    return len(_bereave(world, draw, wanted, "子", youngest=20, oldest=26))


def _at_work(world: World, draw: Draw, wanted: int) -> int:
    """Pay a widow on who has work."""
    people = _bereave(world, draw, wanted, "配偶")
    months = dict.fromkeys(people, window(3, 11))
    contribute(world, months, units=firms_for(world, people))
    return len(people)


def _married_again(world: World, draw: Draw, wanted: int) -> int:
    """Pay a widow on who married again in the year."""
    people = _bereave(world, draw, wanted, "配偶")
    _marry(world, people, month_at(3).replace(day=18))
    return len(people)


def _marry(world: World, people: list[int], day: date) -> None:
    rows = [
        {
            "person": -1,
            "kind": "结婚",
            "person_name": "外县人",
            "spouse_person": person,
            "spouse_name": facts(world, person)["person_name"],
            "spouse_id_number": facts(world, person)["id_number"],
            "registered_on": day,
        }
        for person in people
    ]
    add(world, MARRIAGE, rows)


def _kin_died(world: World, draw: Draw, wanted: int) -> int:
    """Pay a survivor's pension on after the survivor's death."""
    people = _bereave(world, draw, wanted, "配偶")
    let_die(world, draw, dict.fromkeys(people, month_at(3)), sparing=INJURY)
    return len(people)


def _two_grants(world: World, draw: Draw, wanted: int) -> int:
    """Pay a funeral grant from both insurances."""
    workers = _dead_workers(world, draw, wanted)
    for worker in workers:
        grant = Benefit(months=[month_at(2)], item=FUNERAL, amount_fen=3_000_000)
        pay_injury(world, worker, grant)
        draw_pension(
            world,
            {worker: [month_at(3)]},
            ENTERPRISE,
            amounts={worker: 500_000},
            funeral_fen=500_000,
        )
    return len(workers)


def _topped_up(world: World, draw: Draw, wanted: int) -> int:
    """Fill the pension up to the allowance from its second month on."""
    people = jobless(world, draw, wanted, youngest=50)
    for person in people:
        pay_injury(world, person, Benefit(months=YEAR[:5]))
        rest = Benefit(months=YEAR[5:], amount_fen=FULL_FEN - TOP_FEN)
        pay_injury(world, person, rest)
    draw_pension(
        world,
        dict.fromkeys(people, window(4, 12)),
        ENTERPRISE,
        amounts=dict.fromkeys(people, TOP_FEN),
    )
    return len(people)


def _stopped(world: World, draw: Draw, wanted: int) -> int:
    """Stop the allowance with the month in which the pension begins."""
    people = jobless(world, draw, wanted, youngest=50)
    for person in people:
        pay_injury(world, person, Benefit(months=YEAR[:5]))
    draw_pension(world, dict.fromkeys(people, window(4, 12)), ENTERPRISE)
    return len(people)


def _resident_pension(world: World, draw: Draw, wanted: int) -> int:
    """Pay the resident pension, which ends no allowance."""
    people = jobless(world, draw, wanted, youngest=50)
    for person in people:
        pay_injury(world, person, Benefit(months=YEAR))
    sums = dict.fromkeys(people, 20_000)
    draw_pension(world, dict.fromkeys(people, window(4, 12)), RESIDENT, amounts=sums)
    return len(people)


def _unable(world: World, draw: Draw, wanted: int) -> int:
    """Pay grown children on who are unable to work."""
    people = jobless(world, draw, wanted, youngest=20, oldest=40)
    workers = _dead_workers(world, draw, len(people))
    for person, worker in zip(people, workers, strict=False):
        kin = Kin(person=person, relation="女", is_unable="是")
        _pay_kin(world, worker, kin)
    return len(workers)


def _married_before(world: World, draw: Draw, wanted: int) -> int:
    """Pay a widow who married the worker before the accident."""
    people = _bereave(world, draw, wanted, "配偶")
    _marry(world, people, date(2011, 10, 1))
    return len(people)


def _died_lately(world: World, draw: Draw, wanted: int) -> int:
    """Pay one month more before the death could be known."""
    people = jobless(world, draw, wanted)
    workers = _dead_workers(world, draw, len(people))
    for person, worker in zip(people, workers, strict=False):
        kin = Kin(person=person, relation="配偶")
        benefit = Benefit(months=YEAR[:7], item=SURVIVOR, amount_fen=KIN_FEN, kin=kin)
        pay_injury(world, worker, benefit)
    chosen = people[: len(workers)]
    let_die_unnoticed(world, draw, dict.fromkeys(chosen, month_at(5)), sparing=INJURY)
    return len(chosen)


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Let everything come back that went to grown children."""
    people = jobless(world, draw, wanted, youngest=20, oldest=26)
    workers = _dead_workers(world, draw, len(people))
    for person, worker in zip(people, workers, strict=False):
        _pay_kin(world, worker, Kin(person=person, relation="子"), result="退回")
    return len(workers)


PLANTERS: tuple[Planter, ...] = (
    _two_grants,
    _kin_died,
    _married_again,
    _at_work,
    _grown,
    _with_pension,
)
INNOCENTS: tuple[Planter, ...] = (
    _topped_up,
    _stopped,
    _resident_pension,
    _unable,
    _married_before,
    _died_lately,
    _returned,
)
