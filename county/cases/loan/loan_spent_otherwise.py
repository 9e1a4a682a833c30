"""LN-12: loans spent on something else, and those that only look so."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from county.cases.choose import Draw, Planter, plant_each
from county.cases.loan.flow_rows import (
    APPROVAL,
    IN,
    MOVES,
    Flow,
    Party,
    borrowers,
    lent,
    move,
)
from county.cases.loan.use_judgement import RULE, judge
from county.cases.loan_rows import CONTRACT, NOTE, Loan
from county.world import World

__all__ = ["DATASETS", "RULE", "judge", "plant"]
DATASETS = (MOVES, APPROVAL, CONTRACT, NOTE)
SIGNED, FEN, TAG = date(2025, 5, 13), 10_000_000, "U"
DEVELOPER = Party(name="云溪县锦河房地产开发有限公司", account="8201120000000001")
CARS = Party(name="云溪县鑫驰汽车销售有限公司", account="8201120000000002")
BROKER = Party(name="云溪证券营业部", account="8201120000000003")
CARD = Party(name="云溪农村商业银行信用卡中心", account="8201120000000004")
BUYER = Party(name="云溪县兴旺农产品批发市场", account="8201120000000005")


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _loans(
    world: World, draw: Draw, wanted: int, *, approved: bool = True
) -> list[Loan]:
    people = borrowers(world, draw, wanted, approved=approved)
    return lent(
        world, [Loan(person=one, signed_on=SIGNED, amount_fen=FEN) for one in people]
    )


def _flow(loan: Loan, party: Party, *, milli: int = 600, day: int = 4) -> Flow:
    return Flow(
        loan=loan,
        on=loan.started_on + timedelta(days=day),
        fen=FEN * milli // 1000,
        party=party,
        summary="转账",
    )


def _each(world: World, loans: Sequence[Loan], *flows: Sequence[Flow]) -> int:
    for one in flows:
        move(world, one, f"{TAG}{one[0].direction == IN:d}" if one else TAG)
    return len(loans)


def _home(world: World, draw: Draw, wanted: int) -> int:
    """Pay a developer."""
    loans = _loans(world, draw, wanted)
    return _each(world, loans, [_flow(loan, DEVELOPER) for loan in loans])


def _car(world: World, draw: Draw, wanted: int) -> int:
    """Pay a car dealer on the last day that counts."""
    loans = _loans(world, draw, wanted)
    return _each(world, loans, [_flow(loan, CARS, day=30) for loan in loans])


def _securities(world: World, draw: Draw, wanted: int) -> int:
    """Move the money to a broker."""
    loans = _loans(world, draw, wanted)
    return _each(world, loans, [_flow(loan, BROKER) for loan in loans])


def _other_loan(world: World, draw: Draw, wanted: int) -> int:
    """Pay back a credit card."""
    loans = _loans(world, draw, wanted)
    flows = [
        replace(_flow(loan, CARD), summary="信用卡还款", noted=False) for loan in loans
    ]
    return _each(world, loans, flows)


def _mixed(world: World, draw: Draw, wanted: int) -> int:
    """Sell for more than the car costs, before paying it."""
    loans = _loans(world, draw, wanted)
    sold = [
        replace(_flow(loan, BUYER, milli=700, day=2), summary="货款", direction=IN)
        for loan in loans
    ]
    return _each(world, loans, sold, [_flow(loan, CARS) for loan in loans])


def _part(world: World, draw: Draw, wanted: int) -> int:
    """Pay four tenths to a developer."""
    loans = _loans(world, draw, wanted)
    return _each(world, loans, [_flow(loan, DEVELOPER, milli=400) for loan in loans])


def _late(world: World, draw: Draw, wanted: int) -> int:
    """Pay a developer two months later."""
    loans = _loans(world, draw, wanted)
    return _each(world, loans, [_flow(loan, DEVELOPER, day=61) for loan in loans])


def _refunded(world: World, draw: Draw, wanted: int) -> int:
    """Get the money back from the car dealer."""
    loans = _loans(world, draw, wanted)
    back = [
        replace(_flow(loan, CARS, day=9), summary="退款", direction=IN)
        for loan in loans
    ]
    return _each(world, loans, [_flow(loan, CARS) for loan in loans], back)


def _unapproved(world: World, draw: Draw, wanted: int) -> int:
    """Let people whom no approval names pay a developer."""
    loans = _loans(world, draw, wanted, approved=False)
    return _each(world, loans, [_flow(loan, DEVELOPER) for loan in loans])


PLANTERS: tuple[Planter, ...] = (_home, _car, _securities, _other_loan)
INNOCENTS: tuple[Planter, ...] = (_mixed, _part, _late, _refunded, _unapproved)
