"""Whose loan an account of the offices' staff paid back, days before the next."""

from datetime import timedelta

import polars as pl

from county.cases.label import few, labels
from county.cases.loan.flow_rows import APPROVAL, IN, MOVES, REPAID
from county.cases.loan.staff_kin_judgement import (
    HANDLERS,
    SERVING,
    known_kin,
    passed_through,
)
from county.cases.loan_rows import CONTRACT, NOTE
from county.cases.payroll_rows import PAYROLL
from county.loan_policy import GUARANTEED
from county.world import World

__all__ = ["RULE", "SERVING", "judge"]
RULE, DAYS, LABELLED = "LN-14B", timedelta(days=7), 40
BOTH = ["person", "loan"]


def judge(world: World) -> pl.DataFrame:
    """Return whose loan was bridged; see `label.LABEL`."""
    again = _again(world)
    money = pl.concat([_repaid(world, again), _sent(world, again)])
    whole = (
        money.group_by(*BOTH, "soon", "way", "account", "lent_fen")
        .agg(pl.col("fen").sum())
        .filter(pl.col("fen") * 10 >= pl.col("lent_fen") * 8)
    )
    charged = whole.join(_in_charge(world, again), on=[*BOTH, "account"])
    kin = known_kin(world).rename({"officer": "holder"})
    related = charged.join(kin, on=["person", "holder"], how="semi")
    strange = charged.join(kin, on=["person", "holder"], how="anti")
    named = world.tables[APPROVAL].select("person").unique()
    asked = strange.filter("soon").join(named, on="person", how="semi")
    return labels(
        RULE,
        [
            _named(asked.filter(pl.col("way") == way), mechanism)
            for way, mechanism in (
                ("repaid", "repaid_by_staff"),
                ("sent", "funded_by_staff"),
            )
        ],
        [
            _named(strange.join(named, on="person", how="anti"), "not_approved"),
            _named(related, "relative").join(
                related.group_by("person").agg(partner=pl.col("holder").min()),
                on="person",
            ),
            _named(strange.filter(~pl.col("soon")), "a_month_later"),
            _named(
                whole.join(charged, on=[*BOTH, "account"], how="anti").filter("soon"),
                "not_in_charge",
            ),
            few(_named(again.filter("soon"), "own_money"), LABELLED),
        ],
    )


def _named(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select("person", mechanism=pl.lit(mechanism)).unique()


def _again(world: World) -> pl.DataFrame:
    """Return the loans with each note that their borrower had settled before."""
    contracts = world.tables[CONTRACT].select("contract_number", "person", "loan_kind")
    notes = world.tables[NOTE].drop("person").join(contracts, on="contract_number")
    old = notes.filter(pl.col("settled_on").is_not_null()).select(
        "person",
        "settled_on",
        note="note_number",
        before="contract_number",
        own="account_number",
        lent_fen="amount_fen",
    )
    new = notes.filter(pl.col("loan_kind") == GUARANTEED).select(
        "person", "disbursed_on", loan="contract_number"
    )
    both = old.join(new, on="person").filter(pl.col("before") != pl.col("loan"))
    gap = pl.col("disbursed_on") - pl.col("settled_on")
    both = both.filter(gap >= timedelta(0), gap <= 6 * DAYS)
    return both.with_columns(soon=gap <= DAYS)


def _repaid(world: World, again: pl.DataFrame) -> pl.DataFrame:
    rows = world.tables[REPAID].select(
        note="note_number",
        account="payer_account_number",
        fen="principal_fen",
        on="repaid_on",
    )
    paid = again.join(rows, on="note").filter(pl.col("account") != pl.col("own"))
    return _within(paid, "repaid")


def _sent(world: World, again: pl.DataFrame) -> pl.DataFrame:
    rows = world.tables[MOVES].filter(pl.col("direction") == IN)
    rows = rows.select(
        "person",
        account="counterparty_account_number",
        fen="amount_fen",
        on="occurred_on",
    )
    return _within(again.join(rows, on="person"), "sent")


def _within(rows: pl.DataFrame, way: str) -> pl.DataFrame:
    near = pl.col("settled_on") - pl.col("on")
    kept = rows.filter(near >= timedelta(0), near <= DAYS)
    return kept.select(*BOTH, "soon", "account", "lent_fen", "fen", way=pl.lit(way))


def _in_charge(world: World, again: pl.DataFrame) -> pl.DataFrame:
    """Return person, loan, account, holder: paid wages there and in charge."""
    wages = (
        world.tables[PAYROLL]
        .filter(pl.col("staff_type").is_in(SERVING))
        .select("unit_name", "account_number", "person_name", "person")
        .unique()
        .rename({"account_number": "account", "person": "holder"})
        .drop_nulls("account")
    )
    told = world.tables[CONTRACT].select("contract_number", *HANDLERS)
    pairs = pl.concat(
        again.select(*BOTH, contract_number=one) for one in ("loan", "before")
    ).join(told, on="contract_number")
    places = passed_through(world)
    at_office = pairs.join(places, on="contract_number").join(wages, on="unit_name")
    by_name = [
        pairs.join(wages, left_on=one, right_on="person_name") for one in HANDLERS
    ]
    found = [rows.select(*BOTH, "account", "holder") for rows in (at_office, *by_name)]
    return pl.concat(found).unique()
