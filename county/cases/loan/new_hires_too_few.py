"""LN-15: small firms with too few new employees, and those that only look so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zlib import crc32

import numpy as np

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Row, add, facts, mark, own
from county.cases.kin import kinship
from county.cases.loan.hiring_judgement import COMPANY, ENROLMENT, RULE, judge
from county.cases.loan_rows import CONTRACT, LINE, NOTE, Loan, lend, lines
from county.cases.months import MONTHS_A_YEAR, window
from county.cases.payroll_rows import PAYROLL
from county.cases.social_security.benefit_rows import contribute
from county.numbers import credit_codes
from county.places import REGION
from county.world import World

__all__ = ["DATASETS", "RULE", "judge", "plant"]
DATASETS = (CONTRACT, NOTE, ENROLMENT, COMPANY)
MEMBER, CONTRIBUTION = "registry/company_member", "social_security/contribution"
SIGNED, FOUNDED, FEN, SERIAL = (
    date(2025, 9, 9),
    date(2016, 3, 7),
    60_000_000,
    8_000_000,
)
LATE, MONTHS = date(2026, 4, 8), tuple(window(0, MONTHS_A_YEAR))
OLD_STAFF, SPAN, OTHER = 5, 140, "云溪县新源物业服务有限公司"
ALONGSIDE = ("social_security/unemployment_benefit", "social_security/pension_payment")


@dataclass(frozen=True, kw_only=True)
class Hire:
    """When a hire's insurance began, before signing (days), and for how long."""

    before: int = 200
    days: int | None = None
    second: bool = False  # insured by another employer all the while
    paid: int | None = None  # months that the firm pays for, from the hire on


def plant(world: World, count: int) -> None:
    """Plant half of `count` violations and look-alikes: a case takes six people."""
    draw = Draw(world, RULE)
    firms = -(-count // 2)
    plant_each(world, draw, PLANTERS, firms)
    plant_each(world, draw, INNOCENTS, firms)


def _free(world: World) -> list[int]:
    people = living(world, youngest=26, oldest=48)
    free = outside(world, people, CONTRACT, LINE, COMPANY, MEMBER, PAYROLL)
    busy = (ENROLMENT, CONTRIBUTION, *ALONGSIDE)
    return outside(world, free, *busy, kin=False)["person"].to_list()


def _firms(
    world: World, draw: Draw, wanted: int, *hires: Hire, signed: date = SIGNED
) -> int:
    """Lend to firms with old staff and these hires, as many as there are people for."""
    size = 1 + OLD_STAFF + len(hires)
    people = draw.take(_free(world), wanted * size)
    groups = [people[at : at + size] for at in range(0, len(people) - size + 1, size)]
    for head, *staff in groups:
        name = _found(world, head, signed)
        _insure_old(world, staff[:OLD_STAFF], name)
        for person, hire in zip(staff[OLD_STAFF:], hires, strict=True):
            _hire(world, person, name, hire, signed)
            if hire.paid is not None:
                old = dict.fromkeys(staff[:OLD_STAFF], MONTHS)
                began = signed - timedelta(days=hire.before)
                own_months = tuple(month for month in MONTHS if month >= began)
                paid = old | {person: own_months[: hire.paid]}
                contribute(world, paid, units=dict.fromkeys(paid, name))
    return len(groups)


def _found(world: World, head: int, signed: date = SIGNED) -> str:
    """Register the firm of a head, and lend to it; return its name."""
    row = facts(world, head)
    code = str(credit_codes("91", REGION, np.array([SERIAL + head]))[0])
    name = f"云溪县{row['person_name']}农业科技有限公司{head}"
    firm: Row = {
        "credit_code": code,
        "organisation_name": name,
        "company_kind": "有限责任公司",
        "legal_representative": row["person_name"],
        "legal_representative_id_number": row["id_number"],
        "founded_on": FOUNDED,
        "status": "存续",
        "legal_representative_person": head,
    }
    add(world, COMPANY, [firm])
    loan = Loan(person=head, signed_on=signed, amount_fen=FEN, months=24)
    lend(world, [loan])
    mark(
        world,
        CONTRACT,
        own([head]),
        borrower_kind="小微企业",
        business_name=name,
        business_credit_code=code,
    )
    add(world, LINE, lines(world, loan))
    return name


def _insure_old(world: World, staff: Sequence[int], unit: str) -> None:
    first = date(2018, 1, 8)
    for turn, person in enumerate(staff):
        _enrol(world, person, unit, first + timedelta(days=SPAN * turn))


def _hire(
    world: World, person: int, unit: str, hire: Hire, signed: date = SIGNED
) -> None:
    began = signed - timedelta(days=hire.before)
    ended = began + timedelta(days=hire.days) if hire.days is not None else None
    _enrol(world, person, unit, began, ended)
    if hire.second:
        _enrol(world, person, OTHER, date(2021, 6, 1))


def _enrol(
    world: World, person: int, unit: str, began: date, ended: date | None = None
) -> None:
    row = facts(world, person)
    entry: Row = {
        "personal_number": f"42029{person:08}",
        "person_name": row["person_name"],
        "id_number": row["id_number"],
        "insurance": "企业养老",
        "social_status": "终止" if ended else "在职",
        "payer_kind": "单位",
        "agency": "云溪县社会保险中心",
        "unit_number": f"4228{crc32(unit.encode()):010}",
        "unit_name": unit,
        "enrolled_on": began,
        "stopped_on": ended,
        "person": person,
    }
    add(world, ENROLMENT, [entry])


def _none_hired(world: World, draw: Draw, wanted: int) -> int:
    """Lend to firms that hired nobody."""
    return _firms(world, draw, wanted)


def _short(world: World, draw: Draw, wanted: int) -> int:
    """Lend to firms whose one hire was insured for ten weeks around the signing."""
    return _firms(world, draw, wanted, Hire(before=35, days=70))


def _hardly_paid(world: World, draw: Draw, wanted: int) -> int:
    """Lend to firms that pay two months for the hire and all for the others."""
    return _firms(world, draw, wanted, Hire(before=80, paid=2), signed=LATE)


def _always_paid(world: World, draw: Draw, wanted: int) -> int:
    """Lend to firms that go on paying for the hire."""
    return _firms(world, draw, wanted, Hire(before=80, paid=12), signed=LATE)


def _second_job(world: World, draw: Draw, wanted: int) -> int:
    """Lend to firms whose one hire stayed with another employer."""
    return _firms(world, draw, wanted, Hire(second=True))


def _relative(world: World, draw: Draw, wanted: int) -> int:
    """Lend to firms whose one hire is a relative of the head."""
    free = set(_free(world))
    kin = kinship(world).filter("together").sort("person", "relative")
    known = {
        one: other
        for one, other in kin.select("person", "relative").iter_rows()
        if one in free and other in free
    }
    heads = draw.take(known, wanted)
    staff = draw.take(_free(world), len(heads) * OLD_STAFF)
    heads = heads[: len(staff) // OLD_STAFF]
    for turn, head in enumerate(heads):
        name = _found(world, head)
        _insure_old(world, staff[turn * OLD_STAFF : (turn + 1) * OLD_STAFF], name)
        _hire(world, known[head], name, Hire())
    return len(heads)


def _enough(world: World, draw: Draw, wanted: int) -> int:
    """Lend to firms with a hire who stays."""
    return _firms(world, draw, wanted, Hire())


def _one_left(world: World, draw: Draw, wanted: int) -> int:
    """Lend to firms of whose two hires one left after ten weeks."""
    return _firms(world, draw, wanted, Hire(before=35, days=70), Hire(before=300))


def _within_month(world: World, draw: Draw, wanted: int) -> int:
    """Lend to firms that insured the hire three weeks after signing."""
    return _firms(world, draw, wanted, Hire(before=-21))


PLANTERS: tuple[Planter, ...] = (
    _none_hired,
    _short,
    _hardly_paid,
    _second_job,
    _relative,
)
INNOCENTS: tuple[Planter, ...] = (
    _enough,
    _always_paid,
    _one_left,
    _within_month,
)
