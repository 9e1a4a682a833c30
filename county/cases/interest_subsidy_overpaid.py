"""LN-06: interest subsidy beyond what is due, and lines that only look so."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import cast

import polars as pl

from county.cases.choose import Draw, Planter, living, outside, plant_each
from county.cases.edit import Row, Value, add, facts, mark
from county.cases.interest_judgement import RULE, judge
from county.cases.loan_rows import (
    CONTRACT,
    LINE,
    NOTE,
    PPM,
    REPAYMENT,
    Loan,
    due_fen,
    lend,
    line,
    lines,
)
from county.cases.months import months_later
from county.cases.payroll_rows import PAYROLL
from county.loan_policy import YEAR_DAYS
from county.world import World

__all__ = ["DATASETS", "RULE", "judge", "plant"]
DATASETS = (LINE, NOTE, CONTRACT, REPAYMENT)
HIGH_RATE, LARGE_FEN = 49_500, 30_000_000
NEW_FROM, NEW_DAYS = date(2023, 11, 6), 230  # signed under the half-rate formula
LPR_FROM, LPR_DAYS = date(2022, 11, 8), 300  # signed under the LPR formula


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    plant_each(world, draw, PLANTERS, count)
    plant_each(world, draw, INNOCENTS, count)


def _loans(world: World, draw: Draw, wanted: int, **changes: int) -> list[Loan]:
    """Return new loans, signed under the half-rate formula, for fresh borrowers."""
    people = outside(
        world, living(world, youngest=26, oldest=56), CONTRACT, PAYROLL, LINE
    )
    return [
        Loan(
            person=person,
            signed_on=NEW_FROM + timedelta(days=draw.number(0, NEW_DAYS)),
            rate_ppm=HIGH_RATE,
            amount_fen=changes.get("amount_fen", draw.number(10, 30) * 1_000_000),
            notes=changes.get("notes", 1),
        )
        for person in draw.take(people["person"], wanted)
    ]


def _pay(world: World, loans: Sequence[Loan], rows: Sequence[Row]) -> int:
    lend(world, loans)
    add(world, LINE, rows)
    return len(loans)


def _fen(row: Mapping[str, Value], name: str) -> int:
    return cast("int", row[name])


def _full_rate(world: World, draw: Draw, wanted: int) -> int:
    """Subsidise the whole interest instead of half of it."""
    loans = _loans(world, draw, wanted)
    rows = [row for loan in loans for row in lines(world, loan)]
    paid = [
        {**row, "share_ppm": PPM, "subsidy_fen": row["interest_fen"]} for row in rows
    ]
    return _pay(world, loans, paid)


def _old_formula(world: World, draw: Draw, wanted: int) -> int:
    """Keep the LPR formula for a loan signed after it had ended."""
    loans = _loans(world, draw, wanted)
    rows: list[Row] = []
    for loan in loans:
        old = Loan(
            person=loan.person,
            signed_on=date(2023, 9, 15),
            amount_fen=loan.amount_fen,
            rate_ppm=loan.rate_ppm,
        )
        for row in lines(world, loan):
            first = cast("date", row["interest_from"])
            paid = due_fen(old, loan.amount_fen, first, _fen(row, "days"))
            rows.append({**row, "subsidy_fen": paid})
    return _pay(world, loans, rows)


def _one_line(world: World, draw: Draw, wanted: int) -> int:
    """Pay one half-year a third too much."""
    loans = _loans(world, draw, wanted)
    rows: list[Row] = []
    for loan in loans:
        own = lines(world, loan)
        own[-1]["subsidy_fen"] = _fen(own[-1], "subsidy_fen") * 4 // 3
        rows += own
    return _pay(world, loans, rows)


def _double(world: World, draw: Draw, wanted: int) -> int:
    """Pay one half-year again in a later batch."""
    loans = _loans(world, draw, wanted)
    rows: list[Row] = []
    for loan in loans:
        own = lines(world, loan)
        again = own[-1]
        later = cast("date", again["paid_on"]) + timedelta(days=21)
        rows += [*own, {**again, "batch": f"{again['batch']}补", "paid_on": later}]
    return _pay(world, loans, rows)


def _after_settlement(world: World, draw: Draw, wanted: int) -> int:
    """Go on paying after the loan was settled early."""
    loans: list[Loan] = []
    rows: list[Row] = []
    for loan in _loans(world, draw, wanted):
        halves = draw.number(2, 3) * 6
        settled_on = months_later(loan.started_on, halves) - timedelta(days=6)
        rows += lines(world, loan)
        loans.append(
            Loan(
                person=loan.person,
                signed_on=loan.signed_on,
                amount_fen=loan.amount_fen,
                rate_ppm=loan.rate_ppm,
                settled_on=settled_on,
            )
        )
    return _pay(world, loans, rows)


def _no_such_loan(world: World, draw: Draw, wanted: int) -> int:
    """Pay on notes that no bank ever issued."""
    loans = _loans(world, draw, wanted)
    rows = [row for loan in loans for row in lines(world, loan)[-2:]]
    add(world, LINE, rows)
    return len(loans)


def _repay_part(world: World, draw: Draw, wanted: int, *, reduce: bool) -> int:
    """Repay half of the principal after a year, which later lines heed or not."""
    loans = _loans(world, draw, wanted)
    rows: list[Row] = []
    for loan in loans:
        repaid_on, rest = months_later(loan.started_on, 12), loan.amount_fen // 2
        for row in lines(world, loan):
            first = cast("date", row["interest_from"])
            lower = reduce and first >= repaid_on
            rows.append(_on(loan, row, rest) if lower else row)
    done = _pay(world, loans, rows)
    add(world, REPAYMENT, [_part(world, loan) for loan in loans])
    notes = pl.col("note_number").is_in([loan.note() for loan in loans])
    mark(
        world, NOTE, notes, balance_fen=pl.col("amount_fen") - pl.col("amount_fen") // 2
    )
    return done


def _part(world: World, loan: Loan) -> Row:
    half = loan.amount_fen // 2
    return {
        "serial_number": f"HKB{loan.person:09d}",
        "note_number": loan.note(),
        "repaid_on": months_later(loan.started_on, 12),
        "principal_fen": half,
        "interest_fen": 0,
        "balance_after_fen": loan.amount_fen - half,
        "payer_name": facts(world, loan.person)["person_name"],
        "payer_account_number": facts(world, loan.person)["account_number"],
        "repayment_kind": "提前还款",
    }


def _on(loan: Loan, row: Mapping[str, Value], balance: int) -> Row:
    """Return the line with the interest of a lower balance."""
    days = _fen(row, "days")
    return {
        **row,
        "balance_fen": balance,
        "interest_fen": balance * loan.rate_ppm * days // (PPM * YEAR_DAYS),
        "subsidy_fen": due_fen(loan, balance, cast("date", row["interest_from"]), days),
    }


def _not_reduced(world: World, draw: Draw, wanted: int) -> int:
    """Subsidise all of the principal after half of it was repaid."""
    return _repay_part(world, draw, wanted, reduce=False)


def _reduced(world: World, draw: Draw, wanted: int) -> int:
    """Subsidise what is left after half of the principal was repaid."""
    return _repay_part(world, draw, wanted, reduce=True)


def _lpr_formula(world: World, draw: Draw, wanted: int) -> int:
    """Pay a loan of 2022 or 2023 by the formula of its own time."""
    loans = [
        Loan(
            person=loan.person,
            signed_on=LPR_FROM + timedelta(days=draw.number(0, LPR_DAYS)),
            amount_fen=20_000_000,
            rate_ppm=HIGH_RATE,
        )
        for loan in _loans(world, draw, wanted)
    ]
    return _pay(world, loans, [row for loan in loans for row in lines(world, loan)])


def _batch_shift(world: World, draw: Draw, wanted: int) -> int:
    """Let a line begin two days before the one before it ends."""
    loans = _loans(world, draw, wanted)
    rows: list[Row] = []
    for loan in loans:
        own = lines(world, loan)
        last = own[-1]
        first = cast("date", last["interest_from"]) - timedelta(days=2)
        rows += [*own[:-1], line(world, loan, first, cast("date", last["interest_to"]))]
    return _pay(world, loans, rows)


def _inclusive(world: World, draw: Draw, wanted: int) -> int:
    """Pay month by month, both ends of each month counted."""
    loans = _loans(world, draw, wanted, amount_fen=LARGE_FEN)
    rows: list[Row] = []
    for loan in loans:
        start = months_later(loan.started_on, 24)
        days = [months_later(start, month) for month in range(4)]
        for turn, (first, last) in enumerate(pairwise(days)):
            row = line(world, loan, first, last)
            rows.append({**row, "batch": f"{row['batch']}M{turn}"})
    return _pay(world, loans, rows)


def _two_notes(world: World, draw: Draw, wanted: int) -> int:
    """Pay the two notes of one contract for the same periods."""
    loans = _loans(world, draw, wanted, notes=2)
    rows = [
        row
        for loan in loans
        for turn in (1, 2)
        for row in lines(world, loan, turn=turn)
    ]
    return _pay(world, loans, rows)


def _rounded(world: World, draw: Draw, wanted: int) -> int:
    """Pay eight per mille more than due."""
    loans = _loans(world, draw, wanted)
    rows = [row for loan in loans for row in lines(world, loan)]
    paid = [
        {**row, "subsidy_fen": _fen(row, "subsidy_fen") * 1008 // 1000} for row in rows
    ]
    return _pay(world, loans, paid)


PLANTERS: tuple[Planter, ...] = (
    _no_such_loan,
    _double,
    _after_settlement,
    _old_formula,
    _one_line,
    _full_rate,
    _not_reduced,
)
INNOCENTS: tuple[Planter, ...] = (
    _lpr_formula,
    _inclusive,
    _two_notes,
    _rounded,
    _batch_shift,
    _reduced,
)
