"""E05: contracts with firms just founded or about to end, and what only looks so."""

from datetime import date, timedelta

import polars as pl

from county.cases.choose import Draw, living, outside
from county.cases.edit import Value
from county.cases.finance.contract_rows import CONTRACT, Parties, sign
from county.cases.finance.firm_rows import found
from county.cases.finance.staff_rows import COMPANY, MEMBER
from county.cases.label import labels
from county.cases.payroll_rows import PAYROLL
from county.world import World

RULE = "E05"
DATASETS = (CONTRACT, COMPANY)
SIGNED, FEN, LIMIT_FEN, DAYS = date(2026, 4, 14), 45_000_000, 30_000_000, 90
STATE = "有限责任公司（国有独资）"
OLD = date(2019, 3, 5)


def plant(world: World, count: int) -> None:
    """Plant violations and look-alikes, `count` of each."""
    draw = Draw(world, RULE)
    parties = Parties(world, draw, "E05")
    grown = outside(world, living(world, youngest=25, oldest=60), PAYROLL)
    leaders = outside(world, grown, COMPANY, MEMBER, kin=False)
    people = draw.take(leaders["person"], 2 * count)
    for number, person in enumerate(people[:count]):
        PLANTERS[number % len(PLANTERS)](world, parties, person)
    for number, person in enumerate(people[count:]):
        INNOCENTS[number % len(INNOCENTS)](world, parties, person)


def _sell(
    world: World, parties: Parties, leader: int, fen: int, **changes: Value
) -> None:
    """Let a firm that somebody leads sell to a unit."""
    code = found(world, leader, **changes)
    firm = world.tables[COMPANY].filter(pl.col("credit_code") == code)
    seller: dict[str, Value] = {
        "supplier_name": firm["organisation_name"][0],
        "supplier_credit_code": code,
    }
    sign(world, parties, fen, SIGNED, {**parties.buyer(), **seller})


def _new(world: World, parties: Parties, leader: int) -> None:
    """Buy from a firm founded five weeks before."""
    _sell(world, parties, leader, FEN, founded_on=SIGNED - timedelta(days=36))


def _ends(world: World, parties: Parties, leader: int) -> None:
    """Buy from a firm that is cancelled two months later."""
    end = SIGNED + timedelta(days=61)
    _sell(world, parties, leader, FEN, founded_on=OLD, cancelled_on=end, status="注销")


def _small(world: World, parties: Parties, leader: int) -> None:
    """Buy little from a new firm."""
    _sell(world, parties, leader, 4_000_000, founded_on=SIGNED - timedelta(days=36))


def _half_a_year(world: World, parties: Parties, leader: int) -> None:
    """Buy from a firm half a year old."""
    _sell(world, parties, leader, FEN, founded_on=SIGNED - timedelta(days=180))


def _of_the_state(world: World, parties: Parties, leader: int) -> None:
    """Buy from a firm into which the state turned an office."""
    day = SIGNED - timedelta(days=36)
    _sell(world, parties, leader, FEN, founded_on=day, company_kind=STATE)


def _ends_later(world: World, parties: Parties, leader: int) -> None:
    """Buy from a firm that is cancelled after five months."""
    end = SIGNED + timedelta(days=150)
    _sell(world, parties, leader, FEN, founded_on=OLD, cancelled_on=end, status="注销")


PLANTERS = (_new, _ends)
INNOCENTS = (_small, _half_a_year, _of_the_state, _ends_later)


def judge(world: World) -> pl.DataFrame:
    """Return units that bought from firms new or at their end, or seem to."""
    firms = world.tables[COMPANY].select(
        "company_kind", "founded_on", "cancelled_on", supplier_credit_code="credit_code"
    )
    acts = world.tables[CONTRACT].join(firms, on="supplier_credit_code")
    age = (pl.col("signed_on") - pl.col("founded_on")).dt.total_days()
    left = (pl.col("cancelled_on") - pl.col("signed_on")).dt.total_days()
    near = (age <= 2 * DAYS) | left.is_between(0, 2 * DAYS)
    judged = acts.filter(near).select(
        object="purchaser_credit_code",
        mechanism=pl.when(pl.col("amount_fen") < LIMIT_FEN)
        .then(pl.lit("small_contract"))
        .when(pl.col("company_kind") == STATE)
        .then(pl.lit("firm_of_the_state"))
        .when(age <= DAYS)
        .then(pl.lit("just_founded"))
        .when(left.is_between(0, DAYS))
        .then(pl.lit("soon_cancelled"))
        .otherwise(pl.lit("months_apart")),
    )
    bad = pl.col("mechanism").is_in(["just_founded", "soon_cancelled"])
    return labels(RULE, [judged.filter(bad)], [judged.filter(~bad)])
