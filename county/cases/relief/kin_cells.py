"""How many of each village and approver have relatives in office, as it truly is."""

from datetime import date

import polars as pl

from county.cases.dibao_rows import PAYMENT
from county.cases.finance.staff_rows import CADRE
from county.cases.relief.dibao_kin_unregistered import kin_of
from county.cases.relief.insured import insured_months
from county.redeliver import as_it_was
from county.world import World

NEVER = date(2099, 1, 1)
AID, GRANT = "relief/temporary_relief", "relief/housing_grant"
LOAN = "loan/loan_contract"
GIVEN = ["scheme", "holder", "person", "day", "until", "village", "approver"]


def kin_cells(world: World) -> pl.DataFrame:
    """Return scheme, sort, object, size, kin and how many are most of one official."""
    given = pl.concat([_insured(world), *(_once(world, path) for path in (AID, GRANT))])
    given = pl.concat([given, _lent(world)]).filter(pl.col("person") >= 0)
    holder = ["scheme", "holder"]
    homes = (
        given.sort("day")
        .group_by(holder)
        .agg(pl.col("village").last(), pl.col("approver").last())
    )
    served = as_it_was(world, CADRE).select(
        "appointed_on",
        officer="person",
        left_on=pl.col("removed_on").fill_null(NEVER),
    )
    pairs = given.join(kin_of(world, served["officer"]), on="person")
    held = pairs.join(served, on="officer").filter(
        pl.col("appointed_on") <= pl.col("until"), pl.col("left_on") >= pl.col("day")
    )
    linked = held.group_by(holder).agg(kin=pl.lit(1), officer=pl.col("officer").min())
    both = homes.join(linked, on=holder, how="left")
    places = both.with_columns(sort=pl.lit("village"), object="village")
    approvers = both.with_columns(
        sort=pl.lit("approver"), object=pl.lit("审批人·") + pl.col("approver")
    )
    cells = pl.concat([places, approvers]).filter(pl.col("object").is_not_null())
    counted = cells.group_by("scheme", "sort", "object").agg(
        size=pl.len(),
        kin=pl.col("kin").sum(),
        most=pl.col("officer").drop_nulls().unique_counts().max().fill_null(0),
    )
    return counted.sort("scheme", "sort", "object")


def _insured(world: World) -> pl.DataFrame:
    lines = world.tables[PAYMENT].filter(pl.col("payment_result") == "成功")
    places = lines.select(
        head="person",
        month=pl.col("paid_for").dt.month_start(),
        village=pl.col("town") + pl.col("village"),
        approver="approved_by",
    )
    months = insured_months(world).select("person", "head", "month")
    return months.join(places, on=["head", "month"]).select(
        scheme=pl.lit("dibao"),
        holder="head",
        person="person",
        day="month",
        until=pl.col("month").dt.month_end(),
        village="village",
        approver="approver",
    )


def _once(world: World, path: str) -> pl.DataFrame:
    rows = world.tables[path].filter(pl.col("payment_result") == "成功")
    return rows.select(
        scheme=pl.lit(path),
        holder="person",
        person="person",
        day="decided_on",
        until="decided_on",
        village=pl.col("town") + pl.col("village"),
        approver="approved_by",
    )


def _lent(world: World) -> pl.DataFrame:
    lent = world.tables[LOAN].filter(
        pl.col("loan_kind").is_in(["创业担保贷款", "扶贫小额信贷"])
    )
    return lent.select(
        scheme="loan_kind",
        holder="person",
        person="person",
        day="signed_on",
        until="signed_on",
        village=pl.lit(None, dtype=pl.String),
        approver="approved_by",
    )
