"""On whose loans too much interest was truly subsidised (the judgement of LN-06)."""

import numpy as np
import polars as pl

from county.cases.choose import cases_for
from county.cases.label import few, labels
from county.cases.loan_rows import CONTRACT, LINE, NOTE, REPAYMENT
from county.loan_policy import phases, subsidy_due
from county.world import World

RULE = "LN-06"
SHIFT_DAYS, HALF_RATE_PHASE = 3, 3
DAY = pl.col("interest_from")


def judge(world: World) -> pl.DataFrame:
    """Return whose lines were wrong and whose only look so; see `label.LABEL`.

    Innocence that every county is full of (older formulas, two notes in one
    batch, late payment) is labelled for a sample only.
    """
    every = world.tables[LINE].with_row_index("line")
    known = _with_loan(world, every)
    unknown = every.join(world.tables[NOTE], on="note_number", how="anti")
    overlap = _overlaps(known)
    wrong = [
        unknown.select("person", mechanism=pl.lit("no_such_loan")),
        known.filter(pl.col("settled_on") < DAY).select(
            "person", mechanism=pl.lit("after_settlement")
        ),
        overlap.filter(pl.col("overlap") > SHIFT_DAYS).select(
            "person", mechanism=pl.lit("double_period")
        ),
        _overpaid(known).select("person", mechanism=pl.lit("over_formula")),
    ]
    shifted = overlap.filter(pl.col("overlap").is_between(1, SHIFT_DAYS)).select(
        "person", mechanism=pl.lit("batch_shift")
    )
    innocent = [_counted_inclusively(known), shifted, _rounded(known)]
    innocent.append(_brought_down(known))
    common = [_older_formula(known), _two_notes(known), _paid_late(known)]
    limit = cases_for(world.people)
    return labels(RULE, wrong, [*innocent, *(few(frame, limit) for frame in common)])


def _with_loan(world: World, every: pl.DataFrame) -> pl.DataFrame:
    """Return the lines whose loan is known, with what is due by the formula.

    `due_fen` counts the days between the two dates, `due_incl_fen` both ends too.
    """
    notes = world.tables[NOTE].select(
        "note_number", "contract_number", "disbursed_on", "settled_on", "amount_fen"
    )
    signed = world.tables[CONTRACT].select("contract_number", "signed_on")
    rows = every.join(notes, on="note_number").join(signed, on="contract_number")
    days = (pl.col("interest_to") - DAY).dt.total_days()
    year = (DAY - pl.col("disbursed_on")).dt.total_days() // 365 + 1
    rows = _with_open(world, rows.with_columns(between=days, year=year))
    return rows.with_columns(
        due_fen=_due(rows, rows["between"]),
        due_incl_fen=_due(rows, rows["between"] + 1),
        phase=pl.Series(phases(_signed(rows)), dtype=pl.Int64),
    )


def _with_open(world: World, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the lines with `open_fen`: what was owed on an average day."""
    repaid = world.tables[REPAYMENT].filter(pl.col("principal_fen") > 0)
    both = rows.select("line", "note_number", DAY, "interest_to", "between").join(
        repaid.select("note_number", "repaid_on", "principal_fen"), on="note_number"
    )
    free = pl.col("interest_to") - pl.max_horizontal("repaid_on", DAY)
    share = pl.col("principal_fen") * free.dt.total_days() // pl.col("between")
    both = both.filter(pl.col("repaid_on") < pl.col("interest_to"))
    less = both.group_by("line").agg(less=share.sum())
    rows = rows.join(less, on="line", how="left", maintain_order="left")
    left = (pl.col("amount_fen") - pl.col("less").fill_null(0)).clip(lower_bound=0)
    return rows.with_columns(open_fen=pl.min_horizontal("balance_fen", left))


def _signed(rows: pl.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    days: np.ndarray[tuple[int], np.dtype[np.datetime64]]
    days = rows["signed_on"].to_numpy().astype("datetime64[D]")
    return days


def _due(rows: pl.DataFrame, days: pl.Series) -> pl.Series:
    due = subsidy_due(
        _signed(rows),
        rows["open_fen"].to_numpy(),
        rows["rate_ppm"].to_numpy().astype(np.int64),
        rows["year"].to_numpy(),
        days.to_numpy(),
    )
    return pl.Series(due, dtype=pl.Int64)


def _above(due: str) -> pl.Expr:
    """Return whether more than one per cent and ten yuan above `due` was paid."""
    return pl.col("subsidy_fen") * 100 > pl.col(due) * 101 + 100_000


def _overpaid(known: pl.DataFrame) -> pl.DataFrame:
    return known.filter(_above("due_incl_fen"))


def _overlaps(known: pl.DataFrame) -> pl.DataFrame:
    """Return person and overlap (days, both ends counted) of lines of one note."""
    periods = known.select("line", "person", "note_number", DAY, "interest_to")
    pairs = periods.join(periods, on="note_number", suffix="_other")
    pairs = pairs.filter(pl.col("line") < pl.col("line_other"))
    start = pl.max_horizontal("interest_from", "interest_from_other")
    end = pl.min_horizontal("interest_to", "interest_to_other")
    overlap = (end - start).dt.total_days() + 1
    return pairs.select("person", overlap=overlap).filter(pl.col("overlap") > 0)


def _counted_inclusively(known: pl.DataFrame) -> pl.DataFrame:
    rows = known.filter(_above("due_fen") & ~_above("due_incl_fen"))
    return rows.select("person", mechanism=pl.lit("inclusive_days"))


def _rounded(known: pl.DataFrame) -> pl.DataFrame:
    more = pl.col("subsidy_fen") > pl.col("due_incl_fen")
    rows = known.filter(more & ~_above("due_incl_fen"))
    return rows.select("person", mechanism=pl.lit("within_tolerance"))


def _brought_down(known: pl.DataFrame) -> pl.DataFrame:
    """Return lines on less than was lent, since part of it was repaid."""
    lower = (pl.col("balance_fen") < pl.col("amount_fen")) & pl.col(
        "less"
    ).is_not_null()
    rows = known.filter(lower & ~_above("due_incl_fen"))
    return rows.select(pl.col("person").unique(), mechanism=pl.lit("brought_down"))


def _older_formula(known: pl.DataFrame) -> pl.DataFrame:
    """Return correct lines that are more than today's half of the rate."""
    half = known.with_columns(
        half_fen=pl.col("interest_fen") // 2, is_old=pl.col("phase") < HALF_RATE_PHASE
    )
    rows = half.filter(pl.col("is_old") & _above("half_fen"))
    return rows.select(pl.col("person").unique(), mechanism=pl.lit("older_formula"))


def _two_notes(known: pl.DataFrame) -> pl.DataFrame:
    same = pl.struct("contract_number", "interest_from", "batch")
    rows = known.filter(pl.col("note_number").n_unique().over(same) > 1)
    return rows.select(pl.col("person").unique(), mechanism=pl.lit("two_notes"))


def _paid_late(known: pl.DataFrame) -> pl.DataFrame:
    """Return lines up to the settlement that were paid after it."""
    before = pl.col("interest_to") <= pl.col("settled_on")
    rows = known.filter(before & (pl.col("paid_on") > pl.col("settled_on")))
    people = rows.select(pl.col("person").unique())
    return people.with_columns(mechanism=pl.lit("paid_after_settlement"))
