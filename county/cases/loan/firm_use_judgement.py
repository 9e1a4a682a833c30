"""Whose small loans one firm took and gives back, or repays."""

from datetime import timedelta

import polars as pl

from county.cases.label import labels
from county.cases.loan.flow_rows import APPROVAL, IN, MOVES, OUT, REPAID
from county.cases.loan_rows import CONTRACT, NOTE
from county.world import World

RULE, KIND = "LN-11", "扶贫小额信贷"
GROUP, DAYS = 5, timedelta(days=10)
FIRMS, LENDERS = (
    "公司|合作社|经营部|商行|中心|农场|基地|厂|店|委员会",
    "银行|信用|财政|担保",
)
BOTH = ["note_number", "account"]


def judge(world: World) -> pl.DataFrame:
    """Return whose loans a firm uses; see `label.LABEL`."""
    notes = _notes(world)
    named = world.tables[APPROVAL].select("person").unique()
    moves = _of_firms(world.tables[MOVES].rename(
        {"counterparty_account_number": "account", "counterparty_name": "name"}
    ))  # fmt: skip
    moves = moves.drop("note_number", "amount_fen").with_columns(
        fen=moves["amount_fen"]
    )
    flows = moves.join(
        notes.rename({"own": "account_number"}), on=["person", "account_number"]
    )
    taken = _taken(flows.filter(pl.col("direction") == OUT))
    income = flows.filter(
        pl.col("direction") == IN, pl.col("occurred_on") >= pl.col("disbursed_on")
    )
    back = _many(
        income.with_columns(
            share=(pl.col("fen") * 1000 / pl.col("amount_fen")).round()
        ),
        "account",
        "share",
    )
    paid = _of_firms(world.tables[REPAID].rename(
        {"payer_account_number": "account", "payer_name": "name"}
    ))  # fmt: skip
    paid = paid.drop("person").join(notes, on="note_number")
    asked = paid.join(named, on="person", how="semi")
    repaid = _many(asked, "account")
    sums = income.group_by(BOTH).agg(sold=pl.col("fen").sum())
    owed = repaid.group_by(BOTH).agg(
        owed=pl.col("interest_fen").sum() + pl.col("principal_fen").sum()
    )
    kept = owed.join(sums, on=BOTH).filter(pl.col("sold") >= pl.col("owed"))
    gathered = _many(taken, "account")
    alone = repaid.join(gathered, on=BOTH, how="anti")
    return labels(
        RULE,
        [
            _named(gathered.join(back, on=BOTH, how="semi"), "dividend"),
            _named(gathered.join(repaid, on=BOTH, how="semi"), "taken_and_repaid"),
            _named(alone.join(kept, on=BOTH, how="anti"), "repaid"),
        ],
        [
            _named(alone.join(kept, on=BOTH, how="semi"), "kept_back"),
            _named(paid.join(named, on="person", how="anti"), "not_approved"),
            _named(gathered.join(sums, on=BOTH, how="semi"), "sales"),
            _named(taken, "dealer"),
            _named(asked, "few"),
        ],
    )


def _notes(world: World) -> pl.DataFrame:
    owners = world.tables[CONTRACT].filter(pl.col("loan_kind") == KIND)
    notes = world.tables[NOTE].drop("person").join(
        owners.select("contract_number", "person"), on="contract_number"
    )  # fmt: skip
    return notes.select(
        "note_number", "person", "disbursed_on", "amount_fen", own="account_number"
    )


def _of_firms(rows: pl.DataFrame) -> pl.DataFrame:
    name = pl.col("name").fill_null("")
    return rows.filter(name.str.contains(FIRMS), ~name.str.contains(LENDERS))


def _taken(out: pl.DataFrame) -> pl.DataFrame:
    """Return the notes most of which went to one account within days."""
    after = pl.col("occurred_on") - pl.col("disbursed_on")
    soon = out.filter(after >= timedelta(0), after <= DAYS)
    sums = soon.group_by("person", *BOTH, "amount_fen").agg(pl.col("fen").sum())
    return sums.filter(pl.col("fen") * 10 >= pl.col("amount_fen") * 6)


def _many(rows: pl.DataFrame, *by: str) -> pl.DataFrame:
    return rows.filter(pl.col("person").n_unique().over(*by) >= GROUP)


def _named(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select("person", mechanism=pl.lit(mechanism)).unique()
