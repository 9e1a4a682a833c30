"""LN-11: small loans that a firm uses, and those that only look so."""

from datetime import date, timedelta

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import mark, own
from county.cases.loan.firm_use_judgement import GROUP, KIND, RULE, judge
from county.cases.loan.flow_rows import (
    APPROVAL,
    IN,
    MOVES,
    REPAID,
    Flow,
    Party,
    approve,
    lent,
    move,
    repay,
)
from county.cases.loan_rows import CONTRACT, LINE, NOTE, Loan
from county.world import World

__all__ = ["DATASETS", "RULE", "judge", "plant"]
DATASETS = (MOVES, REPAID, APPROVAL, CONTRACT, NOTE)
LISTED, TAG = "relief/registered_person", "F"
SIGNED, DIVIDEND, DUE = date(2025, 3, 11), date(2026, 3, 20), date(2025, 9, 21)
SPARE = 1  # one damaged number must not take the group below what makes it one
FEN, RATE = 4_000_000, 31_000
COOPERATIVE, DEALER = "云溪县兴农种植专业合作社", "云溪县绿源种苗有限公司"


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _group(
    world: World, draw: Draw, wanted: int, *, approved: bool = True, enough: bool = True
) -> list[Loan]:
    """Lend to a group of registered people; to nobody where there are too few."""
    people = living(world, youngest=28, oldest=60)
    on = world.tables[LISTED].select("person", "added_on", "removed_on")
    on = on.filter(on["added_on"] < SIGNED, on["removed_on"].is_null())
    free = outside(world, people.join(on, on="person", how="semi"), CONTRACT, LINE)
    size = max(wanted, GROUP + SPARE) if enough else GROUP - 1
    chosen = draw.take(free["person"], size)
    if len(chosen) < min(size, GROUP):
        return []
    if approved:
        approve(world, chosen)
    loans = lent(
        world,
        [
            Loan(person=one, signed_on=SIGNED, amount_fen=FEN, rate_ppm=RATE, kind=KIND)
            for one in chosen
        ],
    )
    mark(world, CONTRACT, own(chosen), guarantee_kind="信用")
    return loans


def _party(name: str, loans: list[Loan]) -> Party:
    first = min((loan.person for loan in loans), default=0)
    return Party(name=name, account=f"820111{first:010d}")


def _hand_over(world: World, loans: list[Loan], party: Party) -> None:
    """Move nine tenths of each loan to the firm the day after."""
    flows = [
        Flow(
            loan=loan,
            on=loan.started_on + timedelta(days=1),
            fen=loan.amount_fen * 9 // 10,
            party=party,
            summary="转账",
        )
        for loan in loans
    ]
    move(world, flows, TAG)


def _interest(world: World, loans: list[Loan], party: Party) -> None:
    flows = [Flow(loan=loan, on=DUE, fen=62_000, party=party) for loan in loans]
    repay(world, flows, TAG)


def _pay_out(world: World, loans: list[Loan], party: Party, step: int) -> None:
    """Pay 6 % of the loan to each, and `step` 分 more to each one than to the last."""
    flows = [
        Flow(
            loan=loan,
            on=DIVIDEND,
            fen=FEN * 6 // 100 + step * turn,
            party=party,
            direction=IN,
            summary="货款" if step else "分红",
        )
        for turn, loan in enumerate(loans)
    ]
    move(world, flows, f"{TAG}Z")


def _dividend(world: World, draw: Draw, wanted: int) -> int:
    """Let a cooperative take the loans and pay a fixed share of them."""
    loans = _group(world, draw, wanted)
    party = _party(COOPERATIVE, loans)
    _hand_over(world, loans, party)
    _pay_out(world, loans, party, 0)
    return len(loans)


def _taken_and_repaid(world: World, draw: Draw, wanted: int) -> int:
    """Let a cooperative take the loans and pay their interest."""
    loans = _group(world, draw, wanted)
    party = _party(COOPERATIVE, loans)
    _hand_over(world, loans, party)
    _interest(world, loans, party)
    return len(loans)


def _repaid(world: World, draw: Draw, wanted: int) -> int:
    """Let a firm pay the interest of a group."""
    loans = _group(world, draw, wanted)
    _interest(world, loans, _party(COOPERATIVE, loans))
    return len(loans)


def _dealer(world: World, draw: Draw, wanted: int) -> int:
    """Let a group buy seedlings from one dealer."""
    loans = _group(world, draw, wanted)
    _hand_over(world, loans, _party(DEALER, loans))
    return len(loans)


def _sales(world: World, draw: Draw, wanted: int) -> int:
    """Let a group buy from a firm that buys their harvest."""
    loans = _group(world, draw, wanted)
    party = _party(DEALER, loans)
    _hand_over(world, loans, party)
    _pay_out(world, loans, party, 90_000)
    return len(loans)


def _kept_back(world: World, draw: Draw, wanted: int) -> int:
    """Let the buyer of the harvest keep the interest back from the price."""
    loans = _group(world, draw, wanted)
    party = _party(COOPERATIVE, loans)
    _pay_out(world, loans, party, 90_000)
    _interest(world, loans, party)
    return len(loans)


def _few(world: World, draw: Draw, wanted: int) -> int:
    """Let a firm pay the interest of four."""
    loans = _group(world, draw, wanted, enough=False)
    _interest(world, loans, _party(COOPERATIVE, loans))
    return len(loans)


def _unapproved(world: World, draw: Draw, wanted: int) -> int:
    """Let a firm pay the interest of a group whom no approval names."""
    loans = _group(world, draw, wanted, approved=False)
    _interest(world, loans, _party(COOPERATIVE, loans))
    return len(loans)


PLANTERS: tuple[Planter, ...] = (_dividend, _taken_and_repaid, _repaid)
INNOCENTS: tuple[Planter, ...] = (_dealer, _kept_back, _few, _unapproved, _sales)
