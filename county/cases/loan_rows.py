"""Rows of guaranteed loans: contract, note and correct lines of interest subsidy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from county.cases.edit import Row, Value, add, facts
from county.cases.months import months_later
from county.loan_policy import GUARANTEED, YEAR_DAYS, subsidy_due
from county.world import World

CONTRACT, NOTE, LINE = (
    "loan/loan_contract",
    "loan/loan_note",
    "finance/interest_subsidy",
)
REPAYMENT = "loan/repayment"
PPM, STEP, LAST_INTEREST = 1_000_000, 6, date(2026, 9, 30)
BANK = "云溪农村商业银行"


@dataclass(frozen=True, kw_only=True)
class Loan:
    """One loan: half a year after disbursement the first line of subsidy is due."""

    person: int
    signed_on: date
    amount_fen: int = 20_000_000
    rate_ppm: int = 42_000
    kind: str = GUARANTEED
    months: int = 36
    settled_on: date | None = None
    notes: int = 1

    @property
    def started_on(self) -> date:
        """Return the day of disbursement."""
        return self.signed_on + timedelta(days=3)

    @property
    def contract(self) -> str:
        """Return the contract's number."""
        return f"DBX{self.signed_on:%Y%m%d}{self.person:07d}"

    def note(self, turn: int = 1) -> str:
        """Return the number of the first or a later note."""
        return f"J{self.contract}{turn:02d}"


def lend(world: World, loans: Sequence[Loan]) -> None:
    """Sign and disburse loans; the lines of subsidy are the caller's."""
    add(world, CONTRACT, [_contract(world, loan) for loan in loans])
    turns = [(loan, turn) for loan in loans for turn in range(1, loan.notes + 1)]
    add(world, NOTE, [_note(world, loan, turn) for loan, turn in turns])


def _contract(world: World, loan: Loan) -> Row:
    row = facts(world, loan.person)
    number = row["spouse"]
    mate = facts(world, number) if isinstance(number, int) and number >= 0 else {}
    return {
        "contract_number": loan.contract,
        "person_name": row["person_name"],
        "id_number": row["id_number"],
        "spouse_name": mate.get("person_name"),
        "spouse_id_number": mate.get("id_number"),
        "phone": row["phone"],
        "address": row["address"],
        "loan_kind": loan.kind,
        "borrower_kind": "返乡创业农民工",
        "amount_fen": loan.amount_fen,
        "signed_on": loan.signed_on,
        "started_on": loan.started_on,
        "due_on": months_later(loan.started_on, loan.months),
        "rate_ppm": loan.rate_ppm,
        "purpose": "扩大经营",
        "guarantee_kind": "担保基金担保",
        "accepting_unit": f"云溪县{row['town']}社会保障服务中心",
        "person": loan.person,
        "spouse_person": mate.get("person", -1),
    }


def _note(world: World, loan: Loan, turn: int) -> Row:
    amount = loan.amount_fen // loan.notes
    return {
        "note_number": loan.note(turn),
        "contract_number": loan.contract,
        "disbursed_on": loan.started_on,
        "amount_fen": amount,
        "balance_fen": 0 if loan.settled_on else amount,
        "due_on": months_later(loan.started_on, loan.months),
        "settled_on": loan.settled_on,
        "five_class": "正常",
        "status": "结清" if loan.settled_on else "正常",
        "account_number": facts(world, loan.person)["account_number"],
        "payment_kind": "自主支付",
        "person": loan.person,
    }


def lines(world: World, loan: Loan, *, turn: int = 1) -> list[dict[str, Value]]:
    """Return the correct half-yearly lines of a note, until settled or today."""
    found: list[dict[str, Value]] = []
    end = loan.settled_on - timedelta(days=1) if loan.settled_on else LAST_INTEREST
    for half in range(loan.months // STEP):
        first = months_later(loan.started_on, half * STEP)
        last = months_later(loan.started_on, half * STEP + STEP) - timedelta(days=1)
        if loan.settled_on:
            last = min(last, end)
        if first <= last <= end:
            found.append(line(world, loan, first, last, turn=turn))
    return found


def line(
    world: World, loan: Loan, first: date, last: date, *, turn: int = 1
) -> dict[str, Value]:
    """Return the correct line of subsidy for the days `first` to `last`."""
    row = facts(world, loan.person)
    days = (last - first).days + 1
    balance = loan.amount_fen // loan.notes
    return {
        "batch": f"TX{last.year}{(last.month - 1) // 3 + 1}",
        "bank": BANK,
        "person_name": row["person_name"],
        "id_number": row["id_number"],
        "note_number": loan.note(turn),
        "balance_fen": balance,
        "rate_ppm": loan.rate_ppm,
        "interest_from": first,
        "interest_to": last,
        "days": days,
        "interest_fen": balance * loan.rate_ppm * days // (PPM * YEAR_DAYS),
        "share_ppm": PPM // 2,
        "subsidy_fen": due_fen(loan, balance, first, days),
        "paid_on": last + timedelta(days=35),
        "person": loan.person,
    }


def due_fen(loan: Loan, balance_fen: int, first: date, days: int) -> int:
    """Return the subsidy due for so many days from `first`, in 分."""
    year = (first - loan.started_on).days // 365 + 1
    due = subsidy_due(
        np.array([loan.signed_on], dtype="datetime64[D]"),
        np.array([balance_fen]),
        np.array([loan.rate_ppm]),
        np.array([year]),
        np.array([days]),
    )
    return int(due[0])
