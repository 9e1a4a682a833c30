"""Interest subsidy on guaranteed loans: one line a loan year, later one a half-year."""

import numpy as np
import polars as pl

from county.drawing import anniversaries, dates
from county.households import Days, Ints
from county.loan_policy import (
    GUARANTEED,
    YEAR_DAYS,
    phases,
    subsidised_rates,
    subsidy_due,
)
from county.world import World, today

PATH = "finance/interest_subsidy"
BANKS = ("云溪农村商业银行", "邮储银行云溪支行")
LAST_INTEREST = np.datetime64(today, "D") - 41
TURNS = 6
HALF_YEARLY_FROM = 2  # the policy, see `county.loan_policy`, with two lines a year


def subsidise_interest(world: World) -> None:
    """Fill finance/interest_subsidy with correct lines for every guaranteed note."""
    notes = world.tables["loan/loan_note"].select(
        "note_number",
        "contract_number",
        "disbursed_on",
        "due_on",
        "settled_on",
        "amount_fen",
    )
    contracts = (
        world.tables["loan/loan_contract"]
        .filter(pl.col("loan_kind") == GUARANTEED)
        .select(
            "contract_number",
            "person",
            "person_name",
            "id_number",
            "signed_on",
            "rate_ppm",
        )
    )
    loans = notes.join(contracts, on="contract_number", how="inner").sort("note_number")
    rows = pl.concat([_lines(loans, turn) for turn in range(TURNS)])
    rows = rows.sort("note_number", "interest_from")
    world.append(PATH, world.handled(PATH, rows))


def _lines(loans: pl.DataFrame, turn: int) -> pl.DataFrame:
    signed, start, end = (
        loans[name].to_numpy().astype("datetime64[D]")
        for name in ("signed_on", "disbursed_on", "due_on")
    )
    settled = loans["settled_on"].to_numpy().astype("datetime64[D]")
    end = np.where(np.isnat(settled), end, np.minimum(settled, end)) - 1
    step = np.where(phases(signed) < HALF_YEARLY_FROM, 12, 6)
    first = anniversaries(start, turn * step)
    last = np.minimum(anniversaries(start, (turn + 1) * step) - 1, end)
    due = (first <= last) & (last <= LAST_INTEREST)
    year = turn * step // 12 + 1
    days = (last - first).astype(np.int64) + 1
    balance = loans["amount_fen"].to_numpy()
    rate = loans["rate_ppm"].to_numpy().astype(np.int64)
    paid = subsidy_due(signed, balance, rate, year, days)
    frame = loans.select(
        "note_number", "person", "person_name", "id_number", "rate_ppm"
    )
    return frame.with_columns(
        _batches(last).alias("batch"),
        pl.Series(BANKS).gather(np.arange(len(days)) % 2).alias("bank"),
        pl.Series("balance_fen", balance),
        dates(first).alias("interest_from"),
        dates(last).alias("interest_to"),
        pl.Series("days", days),
        pl.Series("interest_fen", balance * rate * days // (1_000_000 * YEAR_DAYS)),
        pl.Series("share_ppm", _shares(signed, rate, year)),
        pl.Series("subsidy_fen", paid),
        dates(last + 35).alias("paid_on"),
    ).filter(pl.Series(due & (paid > 0)))


def _batches(last: Days) -> pl.Series:
    month = last.astype("datetime64[M]").astype(np.int64)
    quarter = pl.Series(month // 12 + 1970).cast(pl.String) + pl.Series(
        month % 12 // 3 + 1
    ).cast(pl.String)
    return "TX" + quarter


def _shares(signed: Days, rate: Ints, year: Ints) -> Ints:
    top, bottom = subsidised_rates(signed, rate, year)
    return top * 1_000_000 // (bottom * rate)
