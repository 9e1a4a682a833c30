"""FN-10: contracts before their award or grown too much, and what only looks so."""

from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw
from county.cases.edit import Value
from county.cases.finance.contract_rows import (
    CONTRACT,
    PROJECT,
    Parties,
    buy,
    sign,
)
from county.cases.label import few, labels
from county.world import World

RULE = "FN-10"
DATASETS = (CONTRACT, PROJECT)
ANNOUNCED = date(2026, 3, 9)
AWARDED = ANNOUNCED + timedelta(days=15)
FEN, TERM = 64_000_000, 30
FEW = 12


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    parties = Parties(world, draw, "FN10")
    for number in range(count):
        PLANTERS[number % len(PLANTERS)](world, parties)
    for number in range(count):
        INNOCENTS[number % len(INNOCENTS)](world, parties)


def _contract(world: World, parties: Parties, signed: int, **changes: Value) -> None:
    """Award a project and sign its contract so many days after the award."""
    both = {**parties.buyer(), **parties.seller()}
    line = {"indicator_number": f"云财预〔2026〕8{parties.number()}号"}
    project = buy(world, parties, FEN, ANNOUNCED, {**both, **line})
    day = AWARDED + timedelta(days=signed)
    own: dict[str, Value] = {
        **both,
        "project_number": project,
        "section_number": "1",
        "procurement_method": "竞争性磋商",
        **changes,
    }
    sign(world, parties, FEN, day, own)


def _signed_early(world: World, parties: Parties) -> None:
    _contract(world, parties, -9)


def _paid_early(world: World, parties: Parties) -> None:
    paid = AWARDED - timedelta(days=4)
    _contract(world, parties, 6, first_paid_on=paid, paid_fen=FEN // 2)


def _begun_early(world: World, parties: Parties) -> None:
    _contract(world, parties, 6, starts_on=ANNOUNCED - timedelta(days=20))


def _grown(world: World, parties: Parties) -> None:
    more = FEN * 18 // 100
    day = AWARDED + timedelta(days=80)
    _contract(world, parties, 6, supplement_fen=more, supplement_signed_on=day)


def _signed_late(world: World, parties: Parties) -> None:
    _contract(world, parties, 71)


def _same_day(world: World, parties: Parties) -> None:
    """Sign on the day of the award."""
    _contract(world, parties, 0)


def _last_day(world: World, parties: Parties) -> None:
    """Sign on the last day of the term."""
    _contract(world, parties, TERM)


def _tenth(world: World, parties: Parties) -> None:
    """Add exactly a tenth."""
    day = AWARDED + timedelta(days=80)
    more = FEN // 10
    _contract(world, parties, 6, supplement_fen=more, supplement_signed_on=day)


def _wrong_year(world: World, parties: Parties) -> None:
    """Write the last year."""
    day = AWARDED + timedelta(days=6)
    _contract(
        world,
        parties,
        6,
        signed_on=day.replace(year=day.year - 1),
        contract_name="年份笔误的合同",
    )


def _flood(world: World, parties: Parties) -> None:
    """Begin repairs after a flood at once."""
    start = ANNOUNCED - timedelta(days=8)
    _contract(world, parties, 6, starts_on=start, contract_name="水毁抢险修复合同")


def _without_project(world: World, parties: Parties) -> None:
    """Buy little, pay at once and in one sum."""
    day = ANNOUNCED
    own = {**parties.buyer(), **parties.seller(), "first_paid_on": day}
    sign(world, parties, 4_000_000, day, {**own, "paid_fen": 4_000_000})


PLANTERS = (_signed_early, _paid_early, _begun_early, _grown, _signed_late)
INNOCENTS = (_same_day, _last_day, _tenth, _wrong_year, _flood, _without_project)


def judge(world: World) -> pl.DataFrame:
    """Return units with contracts out of order and those that only seem to have."""
    dates = world.tables[PROJECT].select(
        "project_number", "section_number", "announced_on", "awarded_on"
    )
    acts = world.tables[CONTRACT].join(
        dates, on=["project_number", "section_number"], how="left"
    )
    judged = acts.select(object="purchaser_credit_code", mechanism=_mechanism())
    bad = pl.col("mechanism").is_in(["out_of_order", "grown", "signed_late"])
    plain = pl.col("mechanism") == "in_order"
    innocent = judged.filter(~bad & ~plain).unique()
    usual = few(judged.filter(plain).unique(), FEW)
    return labels(RULE, [judged.filter(bad)], [innocent, usual])


def _mechanism() -> pl.Expr:
    last_year = pl.col("signed_on").dt.offset_by("1y")
    typo = last_year.is_between(
        pl.col("awarded_on"), pl.col("awarded_on").dt.offset_by("30d")
    )
    early = (pl.col("signed_on") < pl.col("awarded_on")) | (
        pl.col("first_paid_on") < pl.col("awarded_on")
    )
    early |= pl.col("starts_on") < pl.col("announced_on")
    tenth = pl.col("amount_fen") // 10
    days = (pl.col("signed_on") - pl.col("awarded_on")).dt.total_days()
    flood = pl.col("contract_name").str.contains("抢险")
    return (
        pl.when(pl.col("supplement_fen") > tenth)
        .then(pl.lit("grown"))
        .when(flood & early)
        .then(pl.lit("after_a_flood"))
        .when(typo)
        .then(pl.lit("last_year_written"))
        .when(early)
        .then(pl.lit("out_of_order"))
        .when(days > TERM)
        .then(pl.lit("signed_late"))
        .when(pl.col("supplement_fen") == tenth)
        .then(pl.lit("exactly_a_tenth"))
        .when(days.is_in([0, TERM]))
        .then(pl.lit("within_the_term"))
        .when(pl.col("signed_on") == pl.col("first_paid_on"))
        .then(pl.lit("paid_at_once_without_project"))
        .otherwise(pl.lit("in_order"))
    )
