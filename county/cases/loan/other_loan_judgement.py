"""Who truly owed another loan at the signing (the judgement of LN-04)."""

from datetime import date

import polars as pl

from county.cases.label import labels
from county.cases.loan_rows import CONTRACT, NOTE
from county.loan_policy import GUARANTEED
from county.world import World

RULE, MARRIAGE = "LN-04", "registry/marriage"
LEFT_OUT = ("助学贷款", "扶贫小额信贷", "住房贷款", "购车贷款")
CONSUMER, LIMIT_FEN = "消费贷款", 5_000_000
SINCE, LAST = date(2018, 1, 1), date(2099, 1, 1)


def judge(world: World) -> pl.DataFrame:
    """Return who, or whose spouse, owed what counts; see `label.LABEL`."""
    owed = _owed(world)
    then = (pl.col("from") <= pl.col("signed_on")) & (
        pl.col("until") > pl.col("signed_on")
    )
    old = pl.col("signed_on") < SINCE
    small = (pl.col("kind") == CONSUMER) & (
        pl.col("fen").filter(then).sum().over("loan", "owes", "kind") <= LIMIT_FEN
    )
    free = pl.col("kind").is_in(LEFT_OUT)
    counted = then & ~old & ~small & ~free
    apart = _divorced(world, owed.filter(counted & pl.col("is_spouse")))
    wrong = owed.filter(counted).join(apart, on="loan", how="anti")
    mechanism = (
        pl.when("is_spouse")
        .then(pl.lit("spouse_owed"))
        .when(pl.col("kind") == CONSUMER)
        .then(pl.lit("consumer_loans_together"))
        .otherwise(pl.lit("owed_then"))
    )
    reason = (
        pl.when(old)
        .then(pl.lit("before_the_condition"))
        .when(pl.col("until") <= pl.col("signed_on"))
        .then(pl.lit("paid_back_before"))
        .when(pl.col("from") > pl.col("signed_on"))
        .then(pl.lit("lent_later"))
        .when(free)
        .then(pl.lit("left_out_by_policy"))
        .otherwise(pl.lit("small_consumer_loan"))
    )
    return labels(
        RULE,
        [wrong.select("person", mechanism=mechanism, partner="owes").unique()],
        [
            apart.select("person", mechanism=pl.lit("divorced_before")),
            owed.filter(~counted).select("person", mechanism=reason).unique(),
        ],
    )


def _owed(world: World) -> pl.DataFrame:
    """Return each start-up loan beside each other loan of borrower or spouse."""
    notes = (
        world.tables[NOTE]
        .group_by("contract_number")
        .agg(
            pl.col("disbursed_on").min().alias("from"),
            until=pl.col("settled_on").fill_null(LAST).max(),
        )
    )
    contracts = world.tables[CONTRACT]
    others = contracts.filter(pl.col("loan_kind") != GUARANTEED).join(
        notes, on="contract_number"
    )
    others = others.select(
        "from", "until", owes="person", kind="loan_kind", fen="amount_fen"
    )
    own = contracts.filter(pl.col("loan_kind") == GUARANTEED)
    own = own.select("person", "spouse_person", "signed_on", loan="contract_number")
    both = [
        own.with_columns(owes="person", is_spouse=pl.lit(value=False)),
        own.with_columns(owes="spouse_person", is_spouse=pl.lit(value=True)),
    ]
    return pl.concat(both).join(others, on="owes")


def _divorced(world: World, owed: pl.DataFrame) -> pl.DataFrame:
    """Return loan and person whose spouse was none any more."""
    ended = world.tables[MARRIAGE].filter(pl.col("kind") == "离婚")
    pairs = pl.concat(
        [
            ended.select("registered_on", person="person", owes="spouse_person"),
            ended.select("registered_on", person="spouse_person", owes="person"),
        ]
    )
    found = owed.join(pairs, on=["person", "owes"])
    gone = found.filter(pl.col("registered_on") <= pl.col("signed_on"))
    return gone.select("loan", "person").unique()
