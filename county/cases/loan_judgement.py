"""Who truly borrowed while the budget paid them (the judgement of LN-01)."""

import polars as pl

from county.cases.label import labels
from county.cases.loan_rows import CONTRACT
from county.cases.namesakes import namesakes
from county.cases.payroll_rows import FISCAL, PAYROLL, RETIRED, SURVIVOR
from county.loan_policy import GUARANTEED
from county.world import World, first_month, last_month

RULE = "LN-01"
GRACE_DAYS = 31


def judge(world: World) -> pl.DataFrame:
    """Return who borrowed while on the fiscal payroll; see `label.LABEL`."""
    loans = _loans(world)
    at_signing = loans.join(_wages(world), on=["person", "month"])
    at_signing = at_signing.with_columns(reason=_reason())
    wrong = at_signing.filter(pl.col("reason").is_null())
    innocent = at_signing.drop_nulls("reason").select("person", mechanism="reason")
    others = [_other_months(world, loans), _spouses(world, loans)]
    return labels(
        RULE,
        [wrong.select("person", mechanism=_mechanism())],
        [innocent, *others, _namesakes(world)],
    )


def _loans(world: World) -> pl.DataFrame:
    kept = world.tables[CONTRACT].filter(pl.col("loan_kind") == GUARANTEED)
    return kept.select(
        "person",
        "spouse_person",
        "signed_on",
        month=pl.col("signed_on").dt.month_start(),
    )


def _wages(world: World) -> pl.DataFrame:
    """Return person, month, staff_type, and first, last month and day of leaving."""
    return world.tables[PAYROLL].select(
        "person",
        "staff_type",
        month=pl.col("paid_for").dt.month_start(),
        first=pl.col("paid_for").min().over("person"),
        last=pl.col("paid_for").max().over("person"),
        left=pl.col("left_on").max().over("person"),
    )


def _reason() -> pl.Expr:
    """Return why a borrower with a wage is in order, or null."""
    soon = pl.col("signed_on") + pl.duration(days=GRACE_DAYS)
    gone = pl.col("left") <= soon
    stopped = (pl.col("last") <= soon) & (pl.col("last") < last_month)
    return (
        pl.when(pl.col("staff_type") == SURVIVOR)
        .then(pl.lit("survivors_aid"))
        .when(~pl.col("staff_type").is_in([*FISCAL, RETIRED]))
        .then(pl.lit("non_fiscal_post"))
        .when(gone | stopped)
        .then(pl.lit("resigned_at_signing"))
    )


def _mechanism() -> pl.Expr:
    return (
        pl.when(pl.col("left").is_not_null())
        .then(pl.lit("left_later"))
        .when(pl.col("first") >= pl.col("month").dt.offset_by("-1mo"))
        .then(pl.lit("joined_before"))
        .when(pl.col("staff_type").is_in(["公务员", "参公"]))
        .then(pl.lit("civil_servant"))
        .otherwise(pl.lit("public_institution"))
    )


def _other_months(world: World, loans: pl.DataFrame) -> pl.DataFrame:
    """Return borrowers whose wages ended before, or began after, the signing."""
    wages = _wages(world).filter(pl.col("staff_type").is_in([*FISCAL, RETIRED]))
    spans = wages.select("person", "first", "last").unique()
    both = loans.join(spans, on="person").filter(pl.col("month") >= first_month)
    before, after = pl.col("last") < pl.col("month"), pl.col("first") > pl.col("month")
    mechanism = (
        pl.when(before)
        .then(pl.lit("resigned_before"))
        .when(after)
        .then(pl.lit("hired_after"))
    )
    return both.select("person", mechanism=mechanism).drop_nulls("mechanism")


def _spouses(world: World, loans: pl.DataFrame) -> pl.DataFrame:
    fiscal = _wages(world).filter(pl.col("staff_type").is_in([*FISCAL, RETIRED]))
    fiscal = fiscal.select("month", spouse_person="person")
    both = loans.join(fiscal, on=["spouse_person", "month"])
    return both.select(
        "person", mechanism=pl.lit("spouse_on_payroll"), partner="spouse_person"
    )


def _namesakes(world: World) -> pl.DataFrame:
    wages = world.tables[PAYROLL]
    borrowers = world.tables[CONTRACT].filter(pl.col("loan_kind") == GUARANTEED)
    found = namesakes(borrowers.join(wages, on="person", how="anti"), wages)
    return found.with_columns(mechanism=pl.lit("namesake_on_payroll"))
