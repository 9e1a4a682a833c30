"""Whose loans share another person's account."""

import polars as pl

from county.cases.label import labels
from county.cases.loan.flow_rows import APPROVAL, MOVES, OUT, REPAID
from county.cases.loan.staff_kin_judgement import known_kin
from county.cases.loan_rows import CONTRACT, NOTE
from county.loan_policy import GUARANTEED
from county.world import World

RULE, GROUP, DAYS = "LN-07", 3, 3
FIRM_WORDS = "公司|合作社|经营部|商行|银行|信用社|中心|厂|店|局|委员会"


def judge(world: World) -> pl.DataFrame:
    """Return whose loans share another's account; see `label.LABEL`."""
    contracts = world.tables[CONTRACT].filter(pl.col("loan_kind") == GUARANTEED)
    notes = world.tables[NOTE].select(
        "note_number",
        "contract_number",
        "disbursed_on",
        own="account_number",
        lent_fen="amount_fen",
    )
    owners = contracts.select("contract_number", "person")
    owned = notes.join(owners, on="contract_number")
    named = world.tables[APPROVAL].select("person").unique()
    rows = world.tables[REPAID].select(
        "note_number", account="payer_account_number", name="payer_name"
    )
    paid = rows.join(owned, on="note_number")
    paid = paid.filter(pl.col("account") != pl.col("own"))
    spent = _spent(world, owned)
    asked_paid, asked_spent = (
        table.join(named, on="person", how="semi") for table in (paid, spent)
    )
    given, repaid = _shared(asked_spent, 2), _shared(asked_paid, GROUP)
    kin = known_kin(world).join(
        world.persons.select(officer="person", name="person_name"), on="officer"
    )
    both = ["person", "name"]
    return labels(
        RULE,
        [
            _named(given.join(kin, on=both, how="anti"), "one_receiver"),
            _named(repaid.join(kin, on=both, how="anti"), "one_payer"),
        ],
        [
            _named(given.join(kin, on=both, how="semi"), "family"),
            _named(repaid.join(kin, on=both, how="semi"), "family"),
            _named(paid.join(named, on="person", how="anti"), "not_approved"),
            _named(spent, "dealer"),
            _named(paid, "relative"),
        ],
    )


def _spent(world: World, owned: pl.DataFrame) -> pl.DataFrame:
    """Return to whom most of a loan went within days of its disbursement."""
    out = world.tables[MOVES].filter(pl.col("direction") == OUT)
    out = out.drop("note_number").rename({"account_number": "own"})
    days = (pl.col("occurred_on") - pl.col("disbursed_on")).dt.total_days()
    soon = out.join(owned, on=["person", "own"]).filter(days.is_between(0, DAYS))
    return (
        soon.rename(
            {"counterparty_account_number": "account", "counterparty_name": "name"}
        )
        .group_by("person", "note_number", "account", "name", "lent_fen")
        .agg(pl.col("amount_fen").sum())
        .filter(pl.col("amount_fen") * 10 >= pl.col("lent_fen") * 8)
    )


def _shared(rows: pl.DataFrame, people: int) -> pl.DataFrame:
    private = rows.filter(~pl.col("name").fill_null("").str.contains(FIRM_WORDS))
    return private.filter(pl.col("person").n_unique().over("account") >= people)


def _named(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select("person", mechanism=pl.lit(mechanism)).unique()
