"""What the card paid, put together by half-year as the departments report it."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import polars as pl

from county.cases.edit import since
from county.drawing import draw
from county.file import HALF
from county.world import World

SPELL_DAY = 19  # days after the first of the last month paid for
RETURNED_SHARE = 0.004


def card_months(world: World, project: str) -> pl.DataFrame:
    """Return the lines of one project: person, paid_for, standard, account, payee."""
    lines = world.tables["relief/subsidy_payment"]
    return lines.filter(pl.col("project_name") == project).select(
        "person",
        "paid_for",
        "standard_fen",
        "account_number",
        pl.col("payee_name").alias("account_name"),
    )


def half_years(months: pl.DataFrame, stream: np.random.Generator) -> pl.DataFrame:
    """Return one line for each person and half-year, from first to last month paid."""
    spells = (
        months.with_columns((pl.col("paid_for") >= HALF).alias("half"))
        .sort("person", "paid_for")
        .group_by("person", "half", maintain_order=True)
        .agg(
            pl.col("paid_for").first(),
            pl.col("paid_for").last().dt.month_end().alias("paid_for_to"),
            pl.col("standard_fen").first(),
            pl.col("standard_fen").sum().alias("amount_fen"),
            pl.col("account_number", "account_name").first(),
        )
    )
    result = draw(
        ("成功", "退回"), spells.height, stream, (1 - RETURNED_SHARE, RETURNED_SHARE)
    )
    return spells.drop("half").with_columns(
        payment_day("paid_for_to").alias("paid_on"), result.alias("payment_result")
    )


def payment_day(last: str) -> pl.Expr:
    """Return the day on which a spell ending in this column's month is paid."""
    return pl.col(last).dt.month_start() + pl.duration(days=SPELL_DAY)


def shorten(world: World, deaths: Mapping[int, date], *, path: str) -> None:
    """End the spells of a table with the month of death, and their amounts with it."""
    if path not in world.tables or not deaths:
        return
    table = world.tables[path]
    end = since(deaths).dt.month_end()
    runs_on = ((pl.col("paid_for") <= end) & (pl.col("paid_for_to") > end)).fill_null(
        value=False
    )
    months = (end.dt.year() - pl.col("paid_for").dt.year()) * 12 + (
        end.dt.month().cast(pl.Int32) - pl.col("paid_for").dt.month().cast(pl.Int32)
    )
    shorter = table.with_columns(
        pl.when(runs_on).then(end).otherwise("paid_for_to").alias("paid_for_to"),
        pl.when(runs_on)
        .then(pl.col("standard_fen") * (months + 1))
        .otherwise("amount_fen")
        .alias("amount_fen"),
    )
    world.tables[path] = shorter.with_columns(
        pl.when(runs_on)
        .then(payment_day("paid_for_to"))
        .otherwise("paid_on")
        .alias("paid_on")
    ).select(table.columns)
