"""FN-14B: rents received by the ledger and not in the books, and what only seems so."""

from datetime import date

import polars as pl

from county.cases.choose import Draw
from county.cases.edit import Row, Value, facts
from county.cases.finance.handled_rows import enter
from county.cases.finance.staff_rows import named
from county.cases.label import few, labels
from county.extracts.village_voucher import HANDLED
from county.relatives import outsiders
from county.world import World

RULE = "FN-14B"
LEASE, VOUCHER = "finance/village_contract", "finance/village_voucher"
DATASETS = (LEASE, VOUCHER)
OLD, NEW, ENDS = date(2023, 4, 10), date(2026, 4, 10), date(2029, 4, 9)
BOOKED, EARLY, LATE = date(2026, 4, 13), date(2026, 1, 5), date(2026, 7, 1)
RENT_FEN, FEW = 840_000, 12
ACCOUNT = "发包及租赁收入"
# When the lease began, and what was booked of a year's rent: with a number, without.
Kind = tuple[date, int, int]
VIOLATIONS: tuple[Kind, ...] = ((NEW, 300_000, 0), (OLD, 500_000, 0))
INNOCENTS: tuple[Kind, ...] = (
    (NEW, RENT_FEN, 0),
    (OLD, RENT_FEN, 0),
    (OLD, 400_000, RENT_FEN - 400_000),
)


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    places = _places(world)
    people = draw.take(outsiders(world).tolist(), 2 * count)
    kinds = [VIOLATIONS[turn % len(VIOLATIONS)] for turn in range(count)]
    kinds += [INNOCENTS[turn % len(INNOCENTS)] for turn in range(count)]
    # Whoever is innocent has a village of their own: receipts without a number count
    # for every lease of a village.
    wrong, right = places[::2], places[1::2]
    leases: list[Row] = []
    for turn, (kind, person) in enumerate(zip(kinds, people, strict=False)):
        own = wrong[turn % len(wrong)] if turn < count else right[turn % len(right)]
        number = f"CHTFN14B{turn:05d}"
        leases.append(_lease(world, person, own, number, kind[0]))
        _book(world, own, turn, number, kind)
    enter(world, LEASE, leases, {"accepted_by": "handled_by"})


def _places(world: World) -> list[dict[str, Value]]:
    """Return the villages whose books begin early and end late."""
    books = (
        world.tables[VOUCHER]
        .group_by("town", "village")
        .agg(first=pl.col("booked_on").min(), last=pl.col("booked_on").max())
    )
    fit = books.filter(pl.col("first") < EARLY, pl.col("last") > LATE)
    return list(fit.select("town", "village").sort("town", "village").to_dicts())


def _lease(
    world: World, person: int, place: dict[str, Value], number: str, starts: date
) -> Row:
    years = BOOKED.year - starts.year + 1
    return {
        **named(world, person),
        "phone": facts(world, person)["phone"],
        **place,
        "contract_number": number,
        "subject": "鱼塘承包经营",
        "asset_kind": "水面",
        "area_milli": None,
        "signed_on": starts,
        "starts_on": starts,
        "ends_on": ENDS,
        "annual_rent_fen": RENT_FEN,
        "due_fen": years * RENT_FEN,
        "received_fen": years * RENT_FEN,
        "award_kind": "公开竞价",
        "has_meeting_record": "是",
        "status": "履行中",
    }


def _book(
    world: World, place: dict[str, Value], turn: int, number: str, kind: Kind
) -> None:
    rows: list[Row] = [
        {
            **place,
            "booked_on": BOOKED,
            "voucher_number": f"FN14B-{turn:04d}{mark}",
            "account_name": ACCOUNT,
            "summary": "收承包费",
            "income_fen": fen,
            "payment_kind": "转账",
            "contract_number": written,
        }
        for mark, fen, written in (("A", kind[1], number), ("B", kind[2], None))
        if fen
    ]
    enter(world, VOUCHER, rows, HANDLED)


def judge(world: World) -> pl.DataFrame:
    """Return leases of which less was booked than the ledger says was received."""
    books = world.tables[VOUCHER].filter(pl.col("income_fen") > 0)
    named_fen = books.group_by("contract_number").agg(booked=pl.col("income_fen").sum())
    loose = (
        books.filter(
            pl.col("contract_number").is_null(), pl.col("account_name") == ACCOUNT
        )
        .group_by("town", "village")
        .agg(loose=pl.col("income_fen").sum())
    )
    even = world.tables[LEASE].filter(
        pl.col("status") != "已解除", pl.col("received_fen") == pl.col("due_fen")
    )
    both = even.join(named_fen, on="contract_number").join(
        loose, on=["town", "village"], how="left"
    )
    lack = pl.col("annual_rent_fen") - pl.col("booked")
    seen = pl.col("loose").fill_null(0) >= lack
    short = both.filter(lack > 0)
    recent = pl.col("starts_on") == NEW
    return labels(
        RULE,
        [
            _named(short.filter(~seen, recent), "first_rent_booked_in_part"),
            _named(short.filter(~seen, ~recent), "later_rent_booked_in_part"),
        ],
        [
            _named(short.filter(seen), "booked_without_number"),
            few(_named(both.filter(lack <= 0), "booked"), FEW),
        ],
    )


def _named(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select(object="contract_number", mechanism=pl.lit(mechanism))
