"""Whose income per head was truly over the line while the allowance was paid."""

import polars as pl

from county.cases.choose import cases_for
from county.cases.dibao_rows import MEMBER, PAYMENT
from county.cases.label import few, labels
from county.cases.months import MONTHS_A_YEAR
from county.cases.payroll_rows import PAYROLL
from county.cases.relief.insured import insured_months
from county.cases.social_security.benefit_rows import BENEFIT, CONTRIBUTION
from county.cases.social_security.pension_rows import PAID, PENSION, RESIDENT
from county.local_policy import dibao_standards
from county.world import World, first_month

RULE, HOME = "PR-06", "relief/dibao_household"
FUND = "registry/housing_fund"
DATASETS = (MEMBER, PAYMENT, HOME, PENSION, CONTRIBUTION, PAYROLL, FUND, BENEFIT)
OVER_PERCENT, STABLE_MONTHS, FADING_MONTHS = 120, 3, 6
WAGE_TENTHS, BASE_TENTHS, FUND_TENTHS = 8, 6, 8
MONTH = pl.col("paid_for").dt.month_start().alias("month")


def judge(world: World) -> pl.DataFrame:
    """Return the heads whose home was over the line, and those who come near it."""
    months = _per_head(world, success=True)
    over = months.filter("over").with_columns(
        run=pl.col("place") - pl.col("place").rank("ordinal").over("head")
    )
    run = ["head", "run"]
    over = over.with_columns(
        length=pl.len().over(run),
        since=pl.col("month").min().over(run),
        is_open=pl.col("place").min().over(run) == 1,
    )
    fading = pl.col("month") <= pl.col("since").dt.offset_by(f"{FADING_MONTHS}mo")
    lawful = pl.col("fading") | (fading & ~pl.col("is_open"))
    wrong = over.filter(pl.col("length") >= STABLE_MONTHS, ~lawful)
    mechanism = (
        pl.when(pl.col("pension") >= pl.col("work"))
        .then(pl.lit("pension_over_line"))
        .when(pl.col("kind") == "wage")
        .then(pl.lit("wage_over_line"))
        .when(pl.col("kind") == "unemployment")
        .then(pl.lit("unemployment_benefit_over_line"))
        .otherwise(pl.lit("base_over_line"))
    )
    wrong = wrong.sort("head", "month").unique("head", keep="last", maintain_order=True)
    reasons = over.with_columns(
        mechanism=pl.when("fading")
        .then(pl.lit("marked_fading"))
        .when(pl.col("length") < STABLE_MONTHS)
        .then(pl.lit("for_a_short_time"))
        .otherwise(pl.lit("began_lately"))
    )
    below = months.filter(pl.col("pension") + pl.col("work") > 0)
    back = _per_head(world, success=False).filter("over")
    alike = [
        reasons.select("mechanism", person="head").unique(),
        below.select(person="head", mechanism=pl.lit("below_the_line")).unique(),
        back.select(person="head", mechanism=pl.lit("payment_returned")).unique(),
        *_not_counted(world),
    ]
    return labels(RULE, [wrong.select(mechanism=mechanism, person="head")], alike)


def _not_counted(world: World) -> list[pl.DataFrame]:
    """Return heads whose home has only what does not count, a sample of each kind."""
    contributions = world.tables[CONTRIBUTION]
    old = pl.col("paid_until") < first_month
    resident = pl.col("scheme") == RESIDENT
    kinds = {
        "insured_at_own_cost": contributions.filter(pl.col("payer_kind") != "单位"),
        "paid_afterwards": contributions.filter(pl.col("contribution_kind") == "补缴"),
        "fund_sealed_before": world.tables[FUND].filter(old),
        "resident_pension": world.tables[PENSION].filter(resident),
    }
    insured = insured_months(world).select("person", "head").unique()
    found: list[pl.DataFrame] = []
    for mechanism, rows in kinds.items():
        heads = insured.join(rows.select("person").unique(), on="person", how="semi")
        named = heads.select(person="head", mechanism=pl.lit(mechanism)).unique()
        found.append(few(named, cases_for(world.people)))
    return found


def _per_head(world: World, *, success: bool) -> pl.DataFrame:
    """Return each paid month of a home: head, month, place, what it had, whether over.

    `place` counts the home's paid months from 1.
    """
    months = insured_months(world, success=success)
    earned = months.join(_incomes(world), on=["person", "month"], how="left")
    homes = world.tables[HOME].select("member_count", "area_kind", head="person")
    had = earned.group_by("head", "month").agg(
        pension=pl.col("pension").fill_null(0).sum(),
        work=pl.col("work").fill_null(0).sum(),
        kind=pl.col("kind").sort_by(pl.col("work").fill_null(0), "kind").last(),
        fading=(pl.col("status") == "渐退").any(),
    )
    line = pl.col("area_kind").replace_strict(dibao_standards(), return_dtype=pl.Int64)
    total = pl.col("pension") + pl.col("work")
    return (
        had.join(homes.unique("head", keep="last", maintain_order=True), on="head")
        .sort("head", "month")
        .with_columns(
            place=pl.col("month").rank("dense").over("head").cast(pl.Int64),
            over=total * 100 > line * OVER_PERCENT * pl.col("member_count"),
        )
        .with_columns(pl.col("kind").fill_null(""))
    )


def _incomes(world: World) -> pl.DataFrame:
    """Return person, month, pension, work and the kind of work's witness."""
    pensions = world.tables[PENSION].filter(
        pl.col("scheme") != RESIDENT,
        pl.col("payment_flag").fill_null(PAID) == PAID,
    )
    gross = pl.col("amount_fen") - pl.col("funeral_fen").fill_null(0)
    pension = pensions.group_by("person", MONTH).agg(pension=gross.sum())
    work = pl.concat([_wages(world), _bases(world), _funds(world), _benefits(world)])
    best = work.sort("work", "kind").group_by("person", "month").last()
    return pension.join(best, on=["person", "month"], how="full", coalesce=True)


def _wages(world: World) -> pl.DataFrame:
    rows = world.tables[PAYROLL].group_by("person", MONTH)
    return rows.agg(
        work=pl.col("gross_fen").sum() * WAGE_TENTHS // 10, kind=pl.lit("wage")
    ).with_columns(pl.col("work").cast(pl.Int64))


def _bases(world: World) -> pl.DataFrame:
    own = world.tables[CONTRIBUTION].filter(
        pl.col("unit_share_fen") > 0,
        pl.col("payer_kind") == "单位",
        pl.col("contribution_kind") != "补缴",
    )
    rows = own.group_by("person", MONTH)
    return rows.agg(
        work=pl.col("base_fen").max() * BASE_TENTHS // 10, kind=pl.lit("base")
    ).with_columns(pl.col("work").cast(pl.Int64))


def _benefits(world: World) -> pl.DataFrame:
    paid = world.tables[BENEFIT].filter(pl.col("payment_result") == "成功")
    rows = paid.group_by("person", MONTH)
    return rows.agg(
        work=pl.col("amount_fen").sum().cast(pl.Int64), kind=pl.lit("unemployment")
    )


def _funds(world: World) -> pl.DataFrame:
    last = pl.col("paid_until").dt.month_start()
    year = pl.int_ranges(0, MONTHS_A_YEAR)
    rows = world.tables[FUND].select(
        "person", "opened_on", last=last, back=year,
        work=pl.col("base_fen") * FUND_TENTHS // 10,
    )  # fmt: skip
    rows = rows.explode("back").with_columns(
        month=pl.col("last").dt.offset_by(pl.format("-{}mo", "back"))
    )
    rows = rows.filter(pl.col("month") >= pl.col("opened_on").dt.month_start())
    return rows.select(
        "person", "month", pl.col("work").cast(pl.Int64), kind=pl.lit("fund")
    )
