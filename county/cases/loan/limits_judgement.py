"""Whose loan truly went beyond its policy (the judgement of LN-05)."""

from datetime import date

import polars as pl

from county.cases.label import labels
from county.cases.loan_rows import CONTRACT, LINE, NOTE
from county.loan_policy import GUARANTEED, loan_limits, loan_months
from county.world import World

RULE, SHIFT, OFTEN_SINCE, TIMES = "LN-05", 3, date(2018, 1, 1), 3
LAST = date(2099, 1, 1)
FIRM_FEN, FIRM_MONTHS = 300_000_000, 24  # of firms, whatever the day


def judge(world: World) -> pl.DataFrame:
    """Return whose loan went beyond number, sum or term; see `label.LABEL`."""
    loans, paid = _loans(world), _lines(world)
    beside = _beside(loans)
    often = loans.filter(pl.col("paid")).with_columns(
        turn=pl.col("signed_on").rank("ordinal").over("person"),
        last=pl.len().over("person"),
    )
    too_often = (pl.col("turn") > TIMES) & (pl.col("signed_on") >= OFTEN_SINCE)
    late = paid.filter(pl.col("late") > SHIFT)
    long = paid.filter((pl.col("beyond") > SHIFT) & (pl.col("late") <= SHIFT))
    over = (pl.col("amount_fen") > pl.col("limit_fen")) & pl.col("paid")
    old = loans.filter(~over & (pl.col("amount_fen") == pl.col("limit_fen")))
    renewed = _renewed(loans)
    return labels(
        RULE,
        [
            _named(often.filter(too_often), "fourth_loan"),
            _named(loans.filter(over), "above_limit"),
            _named(beside, "side_by_side"),
            _named(long, "beyond_term"),
            _named(late.filter(pl.col("status") == "展期"), "extension_subsidised"),
            _named(late, "overdue_subsidised"),
        ],
        [
            _named(often.filter(pl.col("last") == TIMES), "third_loan"),
            _named(renewed, "renewed_in_turn"),
            _named(paid.filter(pl.col("late").is_between(1, SHIFT)), "batch_shift"),
            _named(loans.filter(pl.col("notes") > 1), "two_notes"),
            _named(old, "at_the_limit_of_its_day"),
        ],
    )


def _named(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select("person", mechanism=pl.lit(mechanism)).unique()


def _loans(world: World) -> pl.DataFrame:
    lines = world.tables[LINE].select("note_number").unique()
    notes = world.tables[NOTE].join(
        lines.with_columns(paid=pl.lit(value=True)), on="note_number", how="left"
    )
    sums = notes.group_by("contract_number").agg(
        came=pl.col("disbursed_on").min(),
        gone=pl.col("settled_on").fill_null(LAST).max(),
        paid=pl.col("paid").any(),
        notes=pl.len(),
    )
    own = world.tables[CONTRACT].filter(pl.col("loan_kind") == GUARANTEED)
    signed = own["signed_on"].to_numpy().astype("datetime64[D]")
    firm = pl.col("borrower_kind").fill_null("").str.contains("小微企业")
    limit, months = pl.Series(loan_limits(signed) * 100), pl.Series(loan_months(signed))
    own = own.with_columns(
        limit_fen=pl.when(firm).then(FIRM_FEN).otherwise(limit),
        months=pl.when(firm).then(FIRM_MONTHS).otherwise(months),
    )
    return own.select(
        "contract_number", "person", "signed_on", "amount_fen", "limit_fen", "months",
        "due_on",
    ).join(sums, on="contract_number")  # fmt: skip


def _beside(loans: pl.DataFrame) -> pl.DataFrame:
    """Return loans that, with what was owed when they came, are above the limit."""
    both = loans.join(loans, on="person", suffix="_other").filter(
        pl.col("signed_on_other") < pl.col("signed_on"),
        pl.col("gone_other") > pl.col("came"),
        "paid",
    )
    total = both.group_by("person", "contract_number", "amount_fen", "limit_fen").agg(
        pl.col("amount_fen_other").sum()
    )
    return total.filter(
        pl.col("amount_fen") + pl.col("amount_fen_other") > pl.col("limit_fen")
    )


def _renewed(loans: pl.DataFrame) -> pl.DataFrame:
    both = loans.join(loans, on="person", suffix="_other")
    return both.filter(
        pl.col("signed_on_other") < pl.col("signed_on"),
        pl.col("gone_other") <= pl.col("came"),
    )


def _lines(world: World) -> pl.DataFrame:
    """Return person, status, and the days of each line after due day and term."""
    notes = world.tables[NOTE].select(
        "note_number", "contract_number", "status", "disbursed_on", "settled_on",
        note_due="due_on",
    )  # fmt: skip
    terms = _loans(world).select("contract_number", "person", "months", "due_on")
    paid = world.tables[LINE].select("note_number", "interest_to")
    known = paid.join(notes, on="note_number").join(terms, on="contract_number")
    due = pl.min_horizontal("note_due", "due_on")
    term = pl.col("disbursed_on").dt.offset_by(pl.format("{}mo", "months"))
    early = (pl.col("settled_on") <= due).fill_null(value=False)
    late = (pl.col("interest_to") - due).dt.total_days()
    last = pl.min_horizontal("interest_to", due)
    return known.select(
        "person",
        "status",
        late=pl.when(early).then(0).otherwise(late),
        beyond=(last - term).dt.total_days(),
    )
