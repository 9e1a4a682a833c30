"""NT-01: receipts whose numbers break off or whose money did not arrive in time."""

from datetime import date, timedelta
from itertools import pairwise

import polars as pl

from county.cases.choose import Draw
from county.cases.edit import Row
from county.cases.finance.contract_rows import Parties
from county.cases.finance.handled_rows import enter
from county.cases.label import few, labels
from county.file import SECOND_HALF
from county.world import World

RULE = "NT-01"
RECEIPT, UNIT = "finance/non_tax_receipt", "registry/unit"
DATASETS = (RECEIPT,)
CODE, SERIES, BOOK, JUMP, DUE = "42010226", 700_000_000, 25, 1_000, 30
DAY = date(2026, 3, 9)
FEN = 24_000
FEW = 12


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each, one series for each."""
    parties = Parties(world, Draw(world, RULE), "NT01")
    kinds = (_violations(), _innocents())
    number = SERIES
    for kind in kinds:
        for turn in range(count):
            unit = parties.buyer()
            for step, changes in kind[turn % len(kind)]:
                _issue(world, parties, number + step, {**unit, **changes})
            number += 2 * JUMP


def _violations() -> tuple[list[tuple[int, Row]], ...]:
    """Return the numbers and peculiarities of series that break the rules."""
    unpaid: Row = {"treasury_on": None, "treasury_fen": 0}
    late: Row = {"treasury_on": DAY + timedelta(days=60)}
    return (
        [(3, {}), (4, {}), (7, {}), (8, {})],
        [(3, {}), (4, unpaid), (5, {})],
        [(3, {}), (4, {"treasury_fen": FEN // 2}), (5, {})],
        [(3, late), (4, {}), (5, {})],
    )


def _innocents() -> tuple[list[tuple[int, Row]], ...]:
    """Return series that look broken: void, handed back, reversed, paid later."""
    none: Row = {"treasury_on": None, "treasury_fen": 0}
    void: Row = {**none, "status": "作废", "amount_fen": 0}
    back: Row = {**none, "status": "红冲", "amount_fen": -FEN}
    soon: Row = {"treasury_on": DAY + timedelta(days=DUE - 1)}
    return (
        [(3, {}), (4, void), (5, {})],
        [(3, {}), (4, {}), (BOOK + 1, {})],
        [(3, none), (4, back), (5, {})],
        [(3, soon), (4, {}), (5, soon)],
        [(3, {}), (4 + JUMP, {})],
    )


def _issue(world: World, parties: Parties, number: int, changes: Row) -> None:
    unit = {"unit_name": changes["purchaser_name"]}
    own = {k: v for k, v in changes.items() if not k.startswith("purchaser_")}
    row: Row = {
        "receipt_code": CODE,
        "receipt_number": f"{number:010d}",
        "payer_name": parties.suppliers[0]["supplier_name"],
        "item_name": "检验检测费",
        "standard_fen": FEN,
        "quantity_milli": 1_000,
        "amount_fen": FEN,
        "issued_on": DAY,
        "status": "正常",
        "treasury_on": DAY + timedelta(days=1),
        "treasury_fen": FEN,
        "payment_kind": "转账",
        **unit,
        **own,
    }
    enter(world, RECEIPT, [row], {"accepted_by": "issued_by"})


def judge(world: World) -> pl.DataFrame:
    """Return whose receipts break off or lack their money, and whose only seem to."""
    codes = world.tables[UNIT].select(
        unit_name="organisation_name", object="credit_code"
    )
    table = world.tables[RECEIPT].join(codes, on="unit_name", how="left")
    found = [*_breaks(table.to_dicts()), *_money(table.to_dicts())]
    every = pl.DataFrame(
        found,
        schema={"object": pl.String, "mechanism": pl.String, "wrong": pl.Boolean},
        orient="row",
    ).unique()
    wrong = every.filter("wrong").drop("wrong")
    return labels(
        RULE, [wrong], [few(every.filter(~pl.col("wrong")), FEW).drop("wrong")]
    )


Found = tuple[object, str, bool]


def _breaks(rows: list[dict[str, object]]) -> list[Found]:
    """Walk along the numbers of each code."""
    at = {(r["receipt_code"], int(str(r["receipt_number"]))): r for r in rows}
    told: list[Found] = []
    places = sorted(at, key=str)
    for before, after in pairwise(places):
        one, other = at[before], at[after]
        if before[0] != after[0] or one["object"] != other["object"]:
            continue
        step = after[1] - before[1]
        if one["status"] == "作废":
            told.append((one["object"], "void_fills_its_number", False))
        if step > JUMP:
            told.append((one["object"], "another_series", False))
        elif step > 1:
            ends_book = after[1] % BOOK == 1
            name = "rest_of_a_book" if ends_book else "numbers_missing"
            told.append((one["object"], name, not ends_book))
    return told


def _money(rows: list[dict[str, object]]) -> list[Found]:
    """Look for the money of each receipt that is good."""
    backed = {
        (r["object"], r["payer_name"], -int(str(r["amount_fen"])))
        for r in rows
        if r["status"] == "红冲"
    }
    told: list[Found] = []
    for row in rows:
        fen, got, on = (
            int(str(row["amount_fen"])),
            row["treasury_fen"],
            row["treasury_on"],
        )
        issued = row["issued_on"]
        assert isinstance(issued, date)
        if row["status"] != "正常" or (SECOND_HALF - issued).days <= DUE:
            continue
        short = int(str(got or 0)) < fen
        days = (on - issued).days if isinstance(on, date) else 0
        if short and (row["object"], row["payer_name"], fen) in backed:
            told.append((row["object"], "reversed", False))
        elif short:
            told.append((row["object"], "not_wholly_paid_in", True))
        elif days > DUE:
            told.append((row["object"], "paid_in_late", True))
        elif days > DUE // 2:
            told.append((row["object"], "paid_in_within_the_time", False))
    return told
