"""LN-14B: loans that an official's account bridges, and those that only look so."""

from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import add, facts, mark
from county.cases.kin import kinship
from county.cases.loan.bridge_judgement import RULE, SERVING, judge
from county.cases.loan.flow_rows import (
    APPROVAL,
    IN,
    MOVES,
    REPAID,
    Flow,
    Party,
    approve,
    borrowers,
    lent,
    move,
    own,
    repay,
)
from county.cases.loan_rows import CONTRACT, LINE, NOTE, Loan, lines
from county.cases.payroll_rows import PAYROLL
from county.world import World

__all__ = ["DATASETS", "RULE", "judge", "plant"]
DATASETS = (REPAID, MOVES, APPROVAL, CONTRACT, NOTE)
FIRST, FEN, SETTLED, TAG = date(2024, 3, 6), 8_000_000, date(2025, 12, 4), "B"
SOON, LATE = SETTLED, SETTLED + timedelta(days=30)  # disbursed three days later


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _staff(world: World) -> pl.DataFrame:
    """Return person, unit_name of whoever was paid in the month of settling."""
    paid = world.tables[PAYROLL].filter(
        pl.col("staff_type").is_in(SERVING),
        pl.col("account_number").is_not_null(),
        pl.col("paid_for") == SETTLED.replace(day=1),
        pl.col("person") >= 0,
    )
    return paid.select("person", "unit_name").unique("person").sort("person")


def _again(
    world: World, draw: Draw, wanted: int, *, soon: bool = True, approved: bool = True
) -> list[tuple[Loan, Loan]]:
    """Lend twice to each: again days or a month after the first is settled."""
    people = borrowers(world, draw, wanted, PAYROLL, approved=approved)
    return [_twice(world, person, SOON if soon else LATE) for person in people]


def _twice(world: World, person: int, signed: date) -> tuple[Loan, Loan]:
    first = Loan(person=person, signed_on=FIRST, amount_fen=FEN, settled_on=SETTLED)
    second = Loan(person=person, signed_on=signed, amount_fen=FEN)
    lent(world, [first, second])
    add(world, LINE, [*lines(world, first), *lines(world, second)])
    return first, second


def _pay(world: World, loan: Loan, party: Party) -> None:
    flow = Flow(loan=loan, on=SETTLED, fen=FEN, party=party, principal=True)
    repay(world, [flow], TAG)


def _official(world: World, draw: Draw) -> tuple[int, str]:
    staff = _staff(world)
    place = draw.number(0, staff.height - 1)
    person, unit = staff.row(place)
    return int(person), str(unit)


def _handled(world: World, loan: Loan, **values: str) -> None:
    mark(world, CONTRACT, pl.col("contract_number") == loan.contract, **values)


def _repaid_by_handler(world: World, draw: Draw, wanted: int) -> int:
    """Let the reviewer's account repay the loan before."""
    pairs = _again(world, draw, wanted)
    for first, second in pairs:
        official, _ = _official(world, draw)
        _pay(world, first, own(world, official))
        _handled(world, second, reviewed_by=str(facts(world, official)["person_name"]))
    return len(pairs)


def _funded_by_office(world: World, draw: Draw, wanted: int) -> int:
    """Let somebody of the accepting office send the money days before."""
    pairs = _again(world, draw, wanted)
    for first, second in pairs:
        official, unit = _official(world, draw)
        _handled(world, second, accepting_unit=unit)
        _pay(world, first, own(world, first.person))
        flow = Flow(
            loan=first,
            on=SETTLED - timedelta(days=2),
            fen=FEN,
            party=own(world, official),
            direction=IN,
        )
        move(world, [flow], TAG)
    return len(pairs)


def _own_money(world: World, draw: Draw, wanted: int) -> int:
    """Let people repay from their own account and borrow anew."""
    pairs = _again(world, draw, wanted)
    for first, _ in pairs:
        _pay(world, first, own(world, first.person))
    return len(pairs)


def _not_in_charge(world: World, draw: Draw, wanted: int) -> int:
    """Let an official repay who has nothing to do with the loans."""
    pairs = _again(world, draw, wanted)
    for first, _ in pairs:
        _pay(world, first, own(world, _official(world, draw)[0]))
    return len(pairs)


def _a_month_later(world: World, draw: Draw, wanted: int) -> int:
    """Lend anew only a month after the reviewer's account repaid."""
    pairs = _again(world, draw, wanted, soon=False)
    for first, second in pairs:
        official, _ = _official(world, draw)
        _pay(world, first, own(world, official))
        _handled(world, second, reviewed_by=str(facts(world, official)["person_name"]))
    return len(pairs)


def _unapproved(world: World, draw: Draw, wanted: int) -> int:
    """Do the same with people whom no approval names."""
    pairs = _again(world, draw, wanted, approved=False)
    for first, second in pairs:
        official, _ = _official(world, draw)
        _pay(world, first, own(world, official))
        _handled(world, second, reviewed_by=str(facts(world, official)["person_name"]))
    return len(pairs)


def _relative(world: World, draw: Draw, wanted: int) -> int:
    """Let a relative who works at the office repay."""
    staff = dict(_staff(world).rows())
    kin = kinship(world).filter("together", pl.col("relative").is_in(list(staff)))
    known = dict(kin.sort("person", "relative").select("person", "relative").rows())
    able = _able(world, known)
    chosen = draw.take(able, wanted)
    approve(world, chosen)
    for person in chosen:
        first, second = _twice(world, person, SOON)
        _handled(world, second, accepting_unit=staff[known[person]])
        _pay(world, first, own(world, known[person]))
    return len(chosen)


def _able(world: World, people: dict[int, int]) -> list[int]:
    """Return those who are grown up, unpaid by the county and without a loan."""
    free = outside(world, living(world, youngest=25, oldest=56), CONTRACT, LINE)
    free = outside(world, free, PAYROLL, kin=False)
    return free.filter(pl.col("person").is_in(list(people)))["person"].to_list()


PLANTERS: tuple[Planter, ...] = (_repaid_by_handler, _funded_by_office)
INNOCENTS: tuple[Planter, ...] = (
    _own_money,
    _not_in_charge,
    _a_month_later,
    _unapproved,
    _relative,
)
