"""LN-03: businesses that no register bears out, and those that only look so."""

from datetime import date, timedelta

import numpy as np
import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Row, Value, add, facts, mark, own
from county.cases.loan.standing_judgement import COMPANY, MEMBER, RULE, judge
from county.cases.loan_rows import CONTRACT, LINE, Loan, lend, lines
from county.numbers import credit_codes
from county.places import REGION
from county.world import World

__all__ = ["DATASETS", "RULE", "judge", "plant"]
DATASETS = (CONTRACT, COMPANY)
SIGNED, LONG_AGO = date(2025, 12, 9), date(2019, 5, 20)
ELSEWHERE, SERIAL = 440305, 6_000_000


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _borrowers(world: World, draw: Draw, wanted: int) -> list[int]:
    people = outside(world, living(world, youngest=26, oldest=56), CONTRACT, LINE)
    free = outside(world, people, "finance/staff_payroll", COMPANY, MEMBER)
    return draw.take(free["person"], wanted)


def _code(number: int, region: int = REGION) -> str:
    serial = np.array([SERIAL + number], dtype=np.int64)
    return str(credit_codes("92", region, serial)[0])


def _lend(world: World, borrower: int, name: str, code: str) -> None:
    loan = Loan(person=borrower, signed_on=SIGNED, amount_fen=18_000_000)
    lend(world, [loan])
    mark(
        world, CONTRACT, own([borrower]), business_name=name, business_credit_code=code
    )
    add(world, LINE, lines(world, loan))


def _firm(world: World, leader: int, **changes: Value) -> tuple[str, str]:
    """Register a trader's shop; return its name and credit code."""
    row = facts(world, leader)
    turn = changes.pop("turn", 0)
    code = _code(2 * leader + (turn if isinstance(turn, int) else 0))
    name = f"云溪县{row['person_name']}{'新' if turn else ''}经营部{leader}"
    rows: list[Row] = [
        {
            "credit_code": code,
            "organisation_name": name,
            "company_kind": "个体工商户",
            "legal_representative": row["person_name"],
            "legal_representative_id_number": row["id_number"],
            "founded_on": LONG_AGO,
            "status": "注销" if changes.get("cancelled_on") else "存续",
            "legal_representative_person": leader,
            **changes,
        }
    ]
    add(world, COMPANY, rows)
    return name, code


def _own(world: World, people: list[int], **changes: Value) -> int:
    for person in people:
        _lend(world, person, *_firm(world, person, **changes))
    return len(people)


def _no_such_firm(world: World, draw: Draw, wanted: int) -> int:
    """State a code of the county's registry that nobody was ever given."""
    people = _borrowers(world, draw, wanted)
    for person in people:
        name = f"云溪县{facts(world, person)['person_name']}商行{person}"
        _lend(world, person, name, _code(2 * person))
    return len(people)


def _ended_before(world: World, draw: Draw, wanted: int) -> int:
    """Lend for a shop that had been closed a year before."""
    return _own(world, _borrowers(world, draw, wanted), cancelled_on=date(2024, 11, 3))


def _ended_at_once(world: World, draw: Draw, wanted: int) -> int:
    """Lend for a shop that is closed four weeks after the money came."""
    ended = SIGNED + timedelta(days=31)
    return _own(world, _borrowers(world, draw, wanted), cancelled_on=ended)


def _founded_after(world: World, draw: Draw, wanted: int) -> int:
    """Lend for a shop that is founded two months later."""
    founded = SIGNED + timedelta(days=63)
    return _own(world, _borrowers(world, draw, wanted), founded_on=founded)


def _short_lived(world: World, draw: Draw, wanted: int) -> int:
    """Lend for a shop of two weeks that is closed within half a year."""
    return _own(
        world,
        _borrowers(world, draw, wanted),
        founded_on=SIGNED - timedelta(days=14),
        cancelled_on=SIGNED + timedelta(days=140),
    )


def _of_others(world: World, draw: Draw, wanted: int) -> int:
    """Lend for a shop of somebody who is no relative."""
    people = _borrowers(world, draw, wanted)
    leaders = _borrowers(world, draw, len(people))
    for person, leader in zip(people, leaders, strict=False):
        _lend(world, person, *_firm(world, leader))
    return len(leaders)


def _well(world: World, draw: Draw, wanted: int) -> int:
    """Lend for a shop of one's own that goes on."""
    return _own(world, _borrowers(world, draw, wanted))


def _failed_later(world: World, draw: Draw, wanted: int) -> int:
    """Lend for an old shop that fails after eight months."""
    ended = SIGNED + timedelta(days=245)
    return _own(world, _borrowers(world, draw, wanted), cancelled_on=ended)


def _relicensed(world: World, draw: Draw, wanted: int) -> int:
    """Close the shop after a month and open another in the same week."""
    people = _borrowers(world, draw, wanted)
    ended = SIGNED + timedelta(days=31)
    for person in people:
        _lend(world, person, *_firm(world, person, cancelled_on=ended))
        _firm(world, person, turn=1, founded_on=ended + timedelta(days=4))
    return len(people)


def _spouses_licence(world: World, draw: Draw, wanted: int) -> int:
    """Lend for the shop that the spouse's name stands for."""
    people = outside(world, living(world, youngest=26, oldest=56), CONTRACT, LINE)
    free = outside(world, people, "finance/staff_payroll", COMPANY, MEMBER)
    mates = dict(free.filter(pl.col("spouse") >= 0).select("person", "spouse").rows())
    chosen = draw.take(mates, wanted)
    for person in chosen:
        _lend(world, person, *_firm(world, mates[person]))
    return len(chosen)


def _registered_afar(world: World, draw: Draw, wanted: int) -> int:
    """State the code of a firm that another city registered."""
    people = _borrowers(world, draw, wanted)
    for person in people:
        name = f"深圳市{facts(world, person)['person_name']}网店{person}"
        _lend(world, person, name, _code(2 * person, ELSEWHERE))
    return len(people)


PLANTERS: tuple[Planter, ...] = (
    _no_such_firm,
    _ended_before,
    _ended_at_once,
    _founded_after,
    _short_lived,
    _of_others,
)
INNOCENTS: tuple[Planter, ...] = (
    _well,
    _failed_later,
    _relicensed,
    _spouses_licence,
    _registered_afar,
)
