"""LN-08: loans in a batch that share much, and those that only look so."""

from datetime import date, timedelta

import numpy as np
import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Row, add, facts, mark, own
from county.cases.loan.batch_judgement import COMPANY, CROWD, GUARANTEE, RULE, judge
from county.cases.loan_rows import CONTRACT, LINE, NOTE, Loan, lend, lines
from county.cases.payroll_rows import PAYROLL
from county.numbers import credit_codes
from county.places import REGION
from county.world import World

__all__ = ["DATASETS", "RULE", "judge", "plant"]
DATASETS = (CONTRACT, NOTE, GUARANTEE, COMPANY, "registry/company_member")
SIGNED, FOUNDED, GROUP, SERIAL = date(2025, 6, 3), date(2021, 4, 6), 6, 7_000_000
WEEK, HALF_YEAR = 7, 200
MEMBER, CLERKS = "registry/company_member", "一二三四五六七八九十"


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _people(world: World, draw: Draw, wanted: int, least: int = GROUP) -> list[int]:
    """Draw a group of borrowers, or nobody where there are too few."""
    people = outside(world, living(world, youngest=26, oldest=56), CONTRACT, LINE)
    free = outside(world, people, PAYROLL, COMPANY, MEMBER, GUARANTEE)
    size = max(wanted, least)
    chosen = draw.take(free["person"], size)
    return chosen if len(chosen) == size else []


def _lend(world: World, people: list[int], step: int = WEEK) -> list[Loan]:
    loans = [
        Loan(
            person=one,
            signed_on=SIGNED + timedelta(days=step * turn),
            amount_fen=14_000_000,
        )
        for turn, one in enumerate(people)
    ]
    lend(world, loans)
    add(world, LINE, [row for loan in loans for row in lines(world, loan)])
    return loans


def _phone(world: World, people: list[int]) -> None:
    number = f"139{min(people, default=0):08d}"
    mark(world, CONTRACT, own(people), phone=number)


def _one_phone(world: World, draw: Draw, wanted: int) -> int:
    """Let a group state one telephone."""
    people = _people(world, draw, wanted)
    _lend(world, people)
    _phone(world, people)
    return len(people)


def _one_guarantor(world: World, draw: Draw, wanted: int) -> int:
    """Let one person stand for a group."""
    people = _people(world, draw, wanted + 1, GROUP + 1)
    _vouch(world, _lend(world, people[1:]), people[:1])
    return len(people[1:])


def _vouch(world: World, loans: list[Loan], guarantors: list[int]) -> None:
    for loan, guarantor in zip(loans, guarantors * len(loans), strict=False):
        row = facts(world, guarantor)
        rows: list[Row] = [
            {
                "guarantee_number": f"DB-{loan.contract}",
                "contract_number": loan.contract,
                "person_name": row["person_name"],
                "id_number": row["id_number"],
                "guarantee_kind": "自然人保证",
                "amount_fen": loan.amount_fen,
                "started_on": loan.started_on,
                "status": "有效",
                "person": guarantor,
            }
        ]
        add(world, GUARANTEE, rows)


def _one_place(world: World, draw: Draw, wanted: int) -> int:
    """Let a group register their shops in one room."""
    people = _people(world, draw, wanted)
    _lend(world, people)
    _shops(world, people, f"湖北省云溪县城关镇建设路{min(people, default=0)}号201室")
    return len(people)


def _shops(world: World, people: list[int], place: str, others: int = 0) -> None:
    """Register a shop for each of the people and for so many strangers."""
    rows: list[Row] = []
    first = SERIAL + 10 * min(people, default=0)
    strangers: list[int | None] = [None] * others
    for turn, person in enumerate([*people, *strangers]):
        code = str(credit_codes("92", REGION, np.array([first + turn]))[0])
        row = facts(world, person) if person is not None else {}
        name = f"云溪县{row.get('person_name', '市场')}百货店{first + turn}"
        rows.append(
            {
                "credit_code": code,
                "organisation_name": name,
                "company_kind": "个体工商户",
                "legal_representative": row.get("person_name"),
                "legal_representative_id_number": row.get("id_number"),
                "founded_on": FOUNDED,
                "status": "存续",
                "address": place,
                "legal_representative_person": -1 if person is None else person,
            }
        )
        if person is not None:
            mark(
                world,
                CONTRACT,
                own([person]),
                business_name=name,
                business_credit_code=code,
            )
    add(world, COMPANY, rows)


def _one_contact(world: World, draw: Draw, wanted: int) -> int:
    """Let one person oversee the firms of a group, with one telephone."""
    everybody = _people(world, draw, wanted + 1, GROUP + 1)
    people = everybody[1:]
    _lend(world, people)
    for one in people:
        _shops(world, [one], f"湖北省云溪县城关镇建设路{one}号")
    lent = world.tables[CONTRACT].filter(own(people))
    firms = lent.select("business_credit_code", "business_name").unique().sort("*")
    for overseer in everybody[:1]:
        row = facts(world, overseer)
        rows: list[Row] = [
            {
                "credit_code": code,
                "organisation_name": name,
                "person_name": row["person_name"],
                "id_number": row["id_number"],
                "member_kind": "监事",
                "joined_on": FOUNDED,
                "phone": row["phone"],
                "person": overseer,
            }
            for code, name in firms.iter_rows()
        ]
        add(world, MEMBER, rows)
    return len(people)


def _market(world: World, draw: Draw, wanted: int) -> int:
    """Let a group trade in a market hall with many more."""
    people = _people(world, draw, wanted)
    _lend(world, people)
    if people:
        _shops(world, people, f"湖北省云溪县城关镇商贸城{min(people)}号", CROWD)
    return len(people)


def _four(world: World, draw: Draw, wanted: int) -> int:
    """Let four state one telephone."""
    people = _people(world, draw, min(wanted, 4), 4)
    _lend(world, people)
    _phone(world, people)
    return len(people)


def _over_years(world: World, draw: Draw, wanted: int) -> int:
    """Let a group state one telephone in loans half a year from each other."""
    people = _people(world, draw, wanted)
    spread = people[:GROUP]
    _lend(world, list(reversed(spread)), -HALF_YEAR)
    _phone(world, spread)
    return len(spread)


def _desks(world: World, draw: Draw, wanted: int) -> int:
    """Let a group state one telephone at many desks."""
    people = _people(world, draw, wanted)
    _lend(world, people)
    _phone(world, people)
    for turn, person in enumerate(people):
        mark(world, CONTRACT, own([person]), accepted_by=f"周云{CLERKS[turn % 10]}")
    return len(people)


def _joint(world: World, draw: Draw, wanted: int) -> int:
    """Let one person of a joint-liability group stand for the others."""
    people = _people(world, draw, wanted + 1, GROUP + 1)
    loans = _lend(world, people[1:])
    _vouch(world, loans, people[:1])
    numbers = [loan.contract for loan in loans]
    mark(
        world,
        GUARANTEE,
        pl.col("contract_number").is_in(numbers),
        guarantee_kind="联保",
    )
    return len(loans)


PLANTERS: tuple[Planter, ...] = (
    _one_phone,
    _one_guarantor,
    _one_place,
    _one_contact,
)
INNOCENTS: tuple[Planter, ...] = (_market, _four, _over_years, _desks, _joint)
