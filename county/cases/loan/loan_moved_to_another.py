"""LN-07: loans that end on one other account, and those that only look so."""

from datetime import date, timedelta
from itertools import combinations

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.loan.flow_rows import (
    APPROVAL,
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
from county.cases.loan.moved_judgement import GROUP, RULE, judge
from county.cases.loan_rows import CONTRACT, LINE, Loan
from county.cases.payroll_rows import PAYROLL
from county.world import World

__all__ = ["DATASETS", "RULE", "judge", "plant"]
DATASETS = (MOVES, REPAID, APPROVAL)
SIGNED, PAID, FEN, TAG = date(2025, 4, 8), date(2025, 9, 20), 15_000_000, "M"
FIRM = "云溪县兴牧种畜有限公司"


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _loans(
    world: World, draw: Draw, wanted: int, *, approved: bool = True
) -> list[Loan]:
    """Lend to people who have no other loan, and approve the query of them."""
    return _lend(world, borrowers(world, draw, wanted, approved=approved))


def _lend(world: World, people: list[int]) -> list[Loan]:
    return lent(
        world, [Loan(person=one, signed_on=SIGNED, amount_fen=FEN) for one in people]
    )


def _repay(world: World, loans: list[Loan], party: Party) -> int:
    flows = [Flow(loan=loan, on=PAID, fen=157_500, party=party) for loan in loans]
    repay(world, flows, TAG)
    return len(loans)


def _move(world: World, loans: list[Loan], party: Party) -> int:
    flows = [
        Flow(
            loan=loan,
            on=loan.started_on + timedelta(days=1),
            fen=FEN * 9 // 10,
            party=party,
        )
        for loan in loans
    ]
    move(world, flows, TAG)
    return len(loans)


def _other(world: World, loans: list[Loan]) -> Party:
    """Return name and account of somebody who is no borrower here."""
    people = [loan.person for loan in loans]
    rest = living(world, youngest=25, oldest=60).filter(
        ~pl.col("person").is_in(people), pl.col("account_number").is_not_null()
    )
    first = min(people, default=0)
    row = rest.row(first % rest.height, named=True)
    return Party(name=str(row["person_name"]), account=f"62179999{first:011d}")


def _one_payer(world: World, draw: Draw, wanted: int) -> int:
    """Let one other person pay for a group."""
    loans = _loans(world, draw, max(wanted, GROUP))
    return _repay(world, loans, _other(world, loans))


def _one_receiver(world: World, draw: Draw, wanted: int) -> int:
    """Let a group's money go to one other person."""
    loans = _loans(world, draw, max(wanted, GROUP))
    return _move(world, loans, _other(world, loans))


def _not_approved(world: World, draw: Draw, wanted: int) -> int:
    """Let one other person pay for a group whom no approval names."""
    loans = _loans(world, draw, max(wanted, GROUP), approved=False)
    return _repay(world, loans, _other(world, loans))


def _dealer(world: World, draw: Draw, wanted: int) -> int:
    """Let a group buy from one dealer."""
    loans = _loans(world, draw, max(wanted, GROUP))
    first = min((loan.person for loan in loans), default=0)
    return _move(world, loans, Party(name=FIRM, account=f"82010{first:010d}"))


def _relative(world: World, draw: Draw, wanted: int) -> int:
    """Let each one's own relative pay."""
    loans = _loans(world, draw, wanted)
    return sum(_repay(world, [one], _other(world, [one])) for one in loans)


def _family(world: World, draw: Draw, wanted: int) -> int:
    """Let two of one home, who are no couple, use a third one's account."""
    people = living(world, youngest=25, oldest=62)
    free = outside(world, people, CONTRACT, LINE, PAYROLL).sort("person")
    homes: dict[int, list[int]] = {}
    for home, person in free.select("household", "person").iter_rows():
        homes.setdefault(home, []).append(person)
    spouse: list[int] = world.persons["spouse"].to_list()
    sets = {
        one: (one, other, keeper)
        for home in homes.values()
        for one, other, keeper in combinations(home, 3)
        if spouse[one] != other
    }
    chosen = draw.take(sets, -(-wanted // 2))
    for first in chosen:
        one, other, keeper = sets[first]
        approve(world, [one, other])
        _move(world, _lend(world, [one, other]), own(world, keeper))
    return 2 * len(chosen)


PLANTERS: tuple[Planter, ...] = (_one_payer, _one_receiver)
INNOCENTS: tuple[Planter, ...] = (_not_approved, _dealer, _relative, _family)
