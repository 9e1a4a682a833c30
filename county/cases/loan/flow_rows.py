"""Money on accounts: who pays back a loan, and what comes and goes on an account."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from county.cases.choose import Draw, living, outside
from county.cases.edit import Row, add, facts
from county.cases.loan_rows import CONTRACT, LINE, Loan, lend
from county.extracts.account_approval import add_approval
from county.world import World

APPROVAL, MOVES, REPAID = (
    "loan/account_approval",
    "loan/account_transaction",
    "loan/repayment",
)
OUT, IN = "支出", "收入"


@dataclass(frozen=True, kw_only=True)
class Party:
    """Whom the money comes from or goes to: the holder's name and the account."""

    name: str
    account: str


@dataclass(frozen=True, kw_only=True)
class Flow:
    """One movement on a borrower's account, or one repayment of a loan."""

    loan: Loan
    on: date
    fen: int
    party: Party
    direction: str = OUT
    summary: str | None = None
    principal: bool = False  # of a repayment: all of it is principal
    noted: bool = True  # of a movement: the bank wrote the loan's number beside it


def borrowers(
    world: World, draw: Draw, wanted: int, *tables: str, approved: bool = True
) -> list[int]:
    """Draw people without a loan (nor a row in `tables`); approve their query."""
    people = living(world, youngest=25, oldest=56)
    chosen = draw.take(
        outside(world, people, CONTRACT, LINE, *tables)["person"], wanted
    )
    if approved:
        approve(world, chosen)
    return chosen


def approve(world: World, people: Sequence[int]) -> None:
    """Enter an approval to look into these people's accounts."""
    names = world.persons[list(people)].select("person", "person_name", "id_number")
    add_approval(world, names)


def lent(world: World, loans: Iterable[Loan]) -> list[Loan]:
    """Lend, and return the loans."""
    found = list(loans)
    lend(world, found)
    return found


def own(world: World, person: int) -> Party:
    """Return the person's own account."""
    row = facts(world, person)
    return Party(name=str(row["person_name"]), account=str(row["account_number"]))


def repay(world: World, flows: Iterable[Flow], tag: str) -> None:
    """Enter repayments; `tag` tells their numbers from those of other cases."""
    rows: list[Row] = [
        {
            "serial_number": f"HK{tag}{flow.loan.person:07d}{number:03d}",
            "note_number": flow.loan.note(),
            "repaid_on": flow.on,
            "principal_fen": flow.fen if flow.principal else 0,
            "interest_fen": 0 if flow.principal else flow.fen,
            "balance_after_fen": 0 if flow.principal else flow.loan.amount_fen,
            "payer_name": flow.party.name,
            "payer_account_number": flow.party.account,
            "repayment_kind": "提前还款" if flow.principal else "正常扣款",
        }
        for number, flow in enumerate(flows)
    ]
    add(world, REPAID, rows)


def move(world: World, flows: Iterable[Flow], tag: str) -> None:
    """Enter movements on the borrowers' accounts."""
    rows: list[Row] = []
    for number, flow in enumerate(flows):
        row = facts(world, flow.loan.person)
        rows.append(
            {
                "serial_number": f"LS{tag}{flow.loan.person:07d}{number:03d}",
                "account_number": row["account_number"],
                "person_name": row["person_name"],
                "id_number": row["id_number"],
                "occurred_on": flow.on,
                "direction": flow.direction,
                "amount_fen": flow.fen,
                "balance_fen": flow.loan.amount_fen,
                "counterparty_name": flow.party.name,
                "counterparty_account_number": flow.party.account,
                "summary": flow.summary,
                "note_number": flow.loan.note() if flow.noted else None,
                "person": flow.loan.person,
            }
        )
    add(world, MOVES, rows)
