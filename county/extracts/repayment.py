"""Repayments: principal on the day of settling, and a year's interest by quarter."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from county.drawing import dates, serials
from county.extract import Extract
from county.file import BANK, File, half_year_files
from county.layouts import Layout, columns_of
from county.loan_policy import YEAR_DAYS
from county.world import World, complete

PATH = "loan/repayment"
QUARTER_ENDS = ("2025-12-20", "2026-03-20", "2026-06-20", "2026-09-20")
QUARTER_DAYS = 91
SPOUSE_SHARE = 0.03  # of the loans whose interest the spouse's account pays

LAYOUT = Layout(
    title="贷款还款流水",
    columns=columns_of(
        "serial_number:HKLSH note_number:JJH repaid_on:HKRQ principal_fen:HKBJ "
        "interest_fen:HKLX penalty_fen:FX balance_after_fen:HKHYE payer_name:FKR "
        "payer_account_number:FKZH repayment_kind:HKFS :+JGH"
    ),
    days="%Y%m%d",
    codes={"repayment_kind": {"正常扣款": "批扣", "提前还款": "提前结清"}},
)


def repay(world: World) -> None:
    """Fill loan/repayment for the notes that have none, as balances and days say."""
    stream = world.generator(PATH)
    known = world.tables.get(PATH, complete(PATH, pl.DataFrame()))
    notes = _notes(world, stream).join(known, on="note_number", how="anti")
    parts = [_settled(notes)]
    parts += [_interest(notes, np.datetime64(day, "D")) for day in QUARTER_ENDS]
    rows = pl.concat(parts).sort("repaid_on", "note_number")
    numbers = serials("HK", known.height + np.arange(rows.height) + 1, 12)
    world.append(PATH, rows.with_columns(numbers.alias("serial_number")))


def _notes(world: World, stream: np.random.Generator) -> pl.DataFrame:
    """Return the notes with rate and payer: the borrower, or sometimes the spouse."""
    contracts = world.tables["loan/loan_contract"].select(
        "contract_number", "rate_ppm", "person_name", "spouse_person", "spouse_name"
    )
    notes = world.tables["loan/loan_note"].join(
        contracts, on="contract_number", how="left", maintain_order="left"
    )
    spouse = notes["spouse_person"].fill_null(-1).to_numpy().astype(np.int64)
    account = world.persons["account_number"].gather(np.maximum(spouse, 0))
    pays = (spouse >= 0) & (stream.random(notes.height) < SPOUSE_SHARE)
    chosen = pl.Series(pays)
    return notes.with_columns(
        notes["spouse_name"].zip_with(chosen, notes["person_name"]).alias("payer_name"),
        account.zip_with(chosen, notes["account_number"]).alias("payer_account_number"),
    )


def _settled(notes: pl.DataFrame) -> pl.DataFrame:
    """Return the last repayment of each settled note: all principal."""
    done = notes.filter(pl.col("settled_on").is_not_null())
    early = pl.col("settled_on") < pl.col("due_on")
    days = (pl.col("settled_on") - pl.col("disbursed_on")).dt.total_days()
    return done.select(
        "note_number",
        "payer_name",
        "payer_account_number",
        pl.col("settled_on").alias("repaid_on"),
        pl.col("amount_fen").alias("principal_fen"),
        _interest_fen(days % QUARTER_DAYS + 1).alias("interest_fen"),
        pl.lit(0, dtype=pl.Int64).alias("balance_after_fen"),
        pl.when(early)
        .then(pl.lit("提前还款"))
        .otherwise(pl.lit("正常扣款"))
        .alias("repayment_kind"),
    )


def _interest(notes: pl.DataFrame, day: np.datetime64) -> pl.DataFrame:
    """Return the interest of one quarter for every note that runs on its last day."""
    end = pl.lit(dates(np.array([day])).item())
    runs = (pl.col("disbursed_on") < end) & (pl.col("due_on") > end)
    open_still = pl.col("settled_on").is_null() | (pl.col("settled_on") > end)
    days = (end - pl.col("disbursed_on")).dt.total_days().clip(upper_bound=QUARTER_DAYS)
    return notes.filter(runs & open_still).select(
        "note_number",
        "payer_name",
        "payer_account_number",
        end.alias("repaid_on"),
        pl.lit(0, dtype=pl.Int64).alias("principal_fen"),
        _interest_fen(days).alias("interest_fen"),
        pl.col("amount_fen").alias("balance_after_fen"),
        pl.lit("正常扣款").alias("repayment_kind"),
    )


def _interest_fen(days: pl.Expr) -> pl.Expr:
    rate = pl.col("rate_ppm").cast(pl.Int64)
    return pl.col("amount_fen") * rate * days // (1_000_000 * YEAR_DAYS)


def _files() -> Iterator[File]:
    file = File(
        path=PATH,
        supplier=BANK,
        folder="贷款还款流水",
        name="贷款还款流水_{half}半年.dbf",
        layout=LAYOUT,
    )
    return half_year_files(file, "repaid_on")


EXTRACT = Extract(path=PATH, fill=repay, files=_files, catch_up=repay)
