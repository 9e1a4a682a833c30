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
SIGNED, FOUNDED, SERIAL = date(2025, 6, 3), date(2021, 4, 6), 1_000_000_000
GROUP, FEW = 6, 4
WEEK, HALF_YEAR = 7, 200
MEMBER, CLERKS = "registry/company_member", "一二三四五六七八九十"


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _groups(
    world: World, draw: Draw, wanted: int, size: int = GROUP
) -> list[list[int]]:
    """Draw groups of borrowers, at least one; a group without enough people is none.

    A large county has many small groups: one that half the county were in would share
    its telephone as a village office's is shared.
    """
    people = outside(world, living(world, youngest=26, oldest=56), CONTRACT, LINE)
    free = outside(world, people, PAYROLL, COMPANY, MEMBER, GUARANTEE)
    chosen = draw.take(free["person"], max(1, wanted // size) * size)
    starts = range(0, len(chosen) - size + 1, size)
    return [chosen[start : start + size] for start in starts]


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
    number = f"139{min(people):08d}"
    mark(world, CONTRACT, own(people), phone=number)


def _one_phone(world: World, draw: Draw, wanted: int) -> int:
    """Let groups state one telephone each."""
    groups = _groups(world, draw, wanted)
    for people in groups:
        _lend(world, people)
        _phone(world, people)
    return GROUP * len(groups)


def _one_guarantor(world: World, draw: Draw, wanted: int) -> int:
    """Let one person stand for each group."""
    groups = _groups(world, draw, wanted, GROUP + 1)
    for guarantor, *people in groups:
        _vouch(world, _lend(world, people), guarantor)
    return GROUP * len(groups)


def _vouch(world: World, loans: list[Loan], guarantor: int) -> None:
    row = facts(world, guarantor)
    for loan in loans:
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
    """Let each group register their shops in one room."""
    groups = _groups(world, draw, wanted)
    for people in groups:
        _lend(world, people)
        _shops(world, people, f"湖北省云溪县城关镇建设路{min(people)}号201室")
    return GROUP * len(groups)


def _shops(world: World, people: list[int], place: str, others: int = 0) -> None:
    """Register a shop for each of the people and for so many strangers."""
    rows: list[Row] = []
    first = SERIAL + 100 * min(people)  # more than one place has shops
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
    """Let one person oversee the firms of each group, with one telephone."""
    groups = _groups(world, draw, wanted, GROUP + 1)
    for overseer, *people in groups:
        _lend(world, people)
        for one in people:
            _shops(world, [one], f"湖北省云溪县城关镇建设路{one}号")
        lent = world.tables[CONTRACT].filter(own(people))
        firms = lent.select("business_credit_code", "business_name").unique().sort("*")
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
    return GROUP * len(groups)


def _market(world: World, draw: Draw, wanted: int) -> int:
    """Let groups trade in a market hall each, with many more."""
    groups = _groups(world, draw, wanted)
    for people in groups:
        _lend(world, people)
        _shops(world, people, f"湖北省云溪县城关镇商贸城{min(people)}号", CROWD)
    return GROUP * len(groups)


def _four(world: World, draw: Draw, wanted: int) -> int:
    """Let four state one telephone."""
    groups = _groups(world, draw, wanted, FEW)
    for people in groups:
        _lend(world, people)
        _phone(world, people)
    return FEW * len(groups)


def _over_years(world: World, draw: Draw, wanted: int) -> int:
    """Let a group state one telephone in loans half a year from each other."""
    groups = _groups(world, draw, wanted)
    for people in groups:
        _lend(world, list(reversed(people)), -HALF_YEAR)
        _phone(world, people)
    return GROUP * len(groups)


def _desks(world: World, draw: Draw, wanted: int) -> int:
    """Let a group state one telephone at many desks."""
    groups = _groups(world, draw, wanted)
    for people in groups:
        _lend(world, people)
        _phone(world, people)
        for clerk, person in zip(CLERKS, people, strict=False):
            mark(world, CONTRACT, own([person]), accepted_by=f"周云{clerk}")
    return GROUP * len(groups)


def _joint(world: World, draw: Draw, wanted: int) -> int:
    """Let one person of a joint-liability group stand for the others."""
    groups = _groups(world, draw, wanted, GROUP + 1)
    for guarantor, *people in groups:
        loans = _lend(world, people)
        _vouch(world, loans, guarantor)
        numbers = [loan.contract for loan in loans]
        mark(
            world,
            GUARANTEE,
            pl.col("contract_number").is_in(numbers),
            guarantee_kind="联保",
        )
    return GROUP * len(groups)


PLANTERS: tuple[Planter, ...] = (
    _one_phone,
    _one_guarantor,
    _one_place,
    _one_contact,
)
INNOCENTS: tuple[Planter, ...] = (_market, _four, _over_years, _desks, _joint)
