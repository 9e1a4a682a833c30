"""SS-05: unemployment benefit after it had ended, and what only looks so."""

from datetime import date, timedelta

from county.cases.bury import let_die, let_die_unnoticed
from county.cases.choose import Draw, Planter, plant_each
from county.cases.edit import add, facts, mark, outsider_number, own
from county.cases.months import month_at, window
from county.cases.namesakes import bury_namesakes
from county.cases.social_security.benefit_end_judgement import (
    JOURNEY,
    RESIDENT,
    RULE,
    VETERAN,
    judge,
)
from county.cases.social_security.benefit_rows import (
    BENEFIT,
    Claim,
    jobless,
    pay_benefit,
)
from county.cases.social_security.pension_rows import (
    ENTERPRISE,
    PENSION,
    draw_pension,
)
from county.cases.social_security.sentence_rows import (
    CUSTODY,
    Term,
    sentence,
)
from county.world import World

DATASETS = (BENEFIT, RESIDENT, "registry/death", CUSTODY, PENSION, VETERAN, JOURNEY)
TURN = 0  # whoever is chosen later is alive
__all__ = ["DATASETS", "RULE", "TURN", "judge", "plant"]


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _drawing(world: World, draw: Draw, wanted: int, **ages: int) -> list[int]:
    people = jobless(world, draw, wanted, **ages)
    pay_benefit(world, dict.fromkeys(people, Claim(months=window(0, 12))))
    return people


def _dead(world: World, draw: Draw, wanted: int) -> int:
    """Pay on for half a year after a death."""
    people = _drawing(world, draw, wanted)
    let_die(world, draw, dict.fromkeys(people, month_at(4)), sparing=BENEFIT)
    return len(people)


def _in_prison(world: World, draw: Draw, wanted: int) -> int:
    """Pay on in prison."""
    people = _drawing(world, draw, wanted)
    term = Term(started_on=month_at(1).replace(day=8), ended_on=date(2028, 1, 7))
    sentence(world, people, term)
    return len(people)


def _pensioned(world: World, draw: Draw, wanted: int) -> int:
    """Pay on beside a pension."""
    people = _drawing(world, draw, wanted, youngest=50)
    draw_pension(world, dict.fromkeys(people, window(5, 12)), ENTERPRISE)
    return len(people)


def _enlisted(world: World, draw: Draw, wanted: int) -> int:
    """Pay on after the police struck a recruit off."""
    people = _drawing(world, draw, wanted, oldest=40)
    mark(
        world,
        RESIDENT,
        own(people),
        status="参军注销",
        changed_on=month_at(3).replace(day=15),
    )
    return len(people)


def _settled_abroad(world: World, draw: Draw, wanted: int) -> int:
    """Pay on after the police struck an emigrant off."""
    people = _drawing(world, draw, wanted)
    day = month_at(2).replace(day=20)
    mark(world, RESIDENT, own(people), status="出国定居注销", changed_on=day)
    return len(people)


def _abroad(world: World, draw: Draw, wanted: int) -> int:
    """Pay on through a journey of eight months."""
    people = _drawing(world, draw, wanted)
    out = month_at(1).replace(day=12)
    _travel(world, people, out, out + timedelta(days=245))
    return len(people)


def _travel(world: World, people: list[int], out: date, back: date) -> None:
    rows = [
        {
            "person": person,
            "person_name": facts(world, person)["person_name"],
            "id_number": facts(world, person)["id_number"],
            "exited_on": out,
            "entered_on": back,
            "travelled_to": "新加坡",
            "document_kind": "普通护照",
            "port": "天河机场",
        }
        for person in people
    ]
    add(world, JOURNEY, rows)


def _died_unnoticed(world: World, draw: Draw, wanted: int) -> int:
    """Pay one month more before the death could be known."""
    people = jobless(world, draw, wanted)
    pay_benefit(world, dict.fromkeys(people, Claim(months=window(0, 7))))
    months = dict.fromkeys(people, month_at(5))
    let_die_unnoticed(world, draw, months, sparing=BENEFIT)
    return len(people)


def _stopped(world: World, draw: Draw, wanted: int) -> int:
    """Stop with the month in which the pension begins."""
    people = jobless(world, draw, wanted, youngest=50)
    pay_benefit(world, dict.fromkeys(people, Claim(months=window(0, 6))))
    draw_pension(world, dict.fromkeys(people, window(5, 12)), ENTERPRISE)
    return len(people)


def _on_probation(world: World, draw: Draw, wanted: int) -> int:
    """Pay on while a sentence is served outside."""
    people = _drawing(world, draw, wanted)
    term = Term(
        started_on=month_at(1),
        ended_on=date(2028, 1, 7),
        exec_mode="缓刑",
        kind="社区矫正",
    )
    sentence(world, people, term)
    return len(people)


def _travelled(world: World, draw: Draw, wanted: int) -> int:
    """Pay on through a visit of three months abroad."""
    people = _drawing(world, draw, wanted)
    out = month_at(4).replace(day=2)
    _travel(world, people, out, out + timedelta(days=92))
    return len(people)


def _discharged(world: World, draw: Draw, wanted: int) -> int:
    """Pay a veteran who had served long before."""
    people = _drawing(world, draw, wanted, youngest=30)
    rows = [
        {
            "person": person,
            "person_name": facts(world, person)["person_name"],
            "id_number": facts(world, person)["id_number"],
            "kind": "退役军士",
            "enlisted_on": date(2012, 9, 1),
            "discharged_on": date(2020, 9, 1),
            "resettlement": "自主就业",
        }
        for person in people
    ]
    add(world, VETERAN, rows)
    return len(people)


def _returned(world: World, draw: Draw, wanted: int) -> int:
    """Let everything come back that went to prisoners."""
    people = jobless(world, draw, wanted)
    claim = Claim(months=window(0, 12), result="退回")
    pay_benefit(world, dict.fromkeys(people, claim))
    term = Term(started_on=month_at(0), ended_on=date(2028, 1, 7))
    sentence(world, people, term)
    return len(people)


def _namesake(world: World, draw: Draw, wanted: int) -> int:
    """Let a stranger of the same name and birth date die, or be in prison."""
    people = _drawing(world, draw, wanted)
    bury_namesakes(world, people, month_at(1) + timedelta(days=12))
    term = Term(started_on=month_at(0), ended_on=date(2028, 1, 7))
    for person in people:
        sentence(world, [person], term, number=outsider_number(world, person))
    return len(people)


PLANTERS: tuple[Planter, ...] = (
    _dead,
    _in_prison,
    _pensioned,
    _enlisted,
    _settled_abroad,
    _abroad,
)
INNOCENTS: tuple[Planter, ...] = (
    _died_unnoticed,
    _stopped,
    _on_probation,
    _travelled,
    _discharged,
    _returned,
    _namesake,
)
