"""Who drew unemployment benefit and worked, and who only seems to."""

import polars as pl

from county.cases.label import labels
from county.cases.namesakes import namesakes
from county.cases.payroll_rows import PAYROLL, SURVIVOR
from county.cases.social_security.benefit_rows import (
    BENEFIT,
    COMPANY,
    CONTRIBUTION,
    benefits,
)
from county.redeliver import as_it_was
from county.world import World

RULE = "SS-04"
NO_WORK = ("离退休", SURVIVOR, "村干部", "公益性岗位")
LATE_MONTHS = 2


def judge(world: World) -> pl.DataFrame:
    """Return who worked while drawing and who only seems to; see `label.LABEL`."""
    both = (
        benefits(world)
        .join(_work(world), on=["person", "month"])
        .with_columns(
            begun=pl.col("month").min().over("person", "unit"),
            posted=pl.col("person").is_in(_posted(world)),
        )
    )
    late = (pl.col("unit") == pl.col("former_unit")) & (
        pl.col("month")
        <= pl.col("registered_on").dt.month_start().dt.offset_by(f"{LATE_MONTHS}mo")
    )
    reason = (
        pl.when("posted")
        .then(pl.lit("public_post"))
        .when(late)
        .then(pl.lit("reported_late"))
        .when(pl.col("month") == pl.col("begun"))
        .then(pl.lit("back_to_work"))
    )
    acts = both.with_columns(reason=reason).sort("person", "month", "how")
    wrong = acts.filter(pl.col("reason").is_null())
    founders = _founders(world)
    planted = wrong.select("person", mechanism="how").unique("person", keep="first")
    innocent = acts.drop_nulls("reason").select("person", mechanism="reason")
    return labels(
        RULE, [planted, founders], [innocent, *_innocent(world), _strangers(world)]
    )


def _work(world: World) -> pl.DataFrame:
    """Return person, month, unit and how, one row for each month of work."""
    normal = (
        (pl.col("payer_kind") == "单位")
        & (pl.col("contribution_kind") == "正常应缴")
        & (pl.col("person") >= 0)
    )
    insured = (
        world.tables[CONTRIBUTION]
        .filter(normal)
        .select("person", month="paid_for", unit="unit_name", how=pl.lit("employed"))
    )
    wages = world.tables[PAYROLL].filter(
        ~pl.col("staff_type").is_in(NO_WORK) & (pl.col("person") >= 0)
    )
    waged = wages.select(
        "person", month="paid_for", unit="unit_name", how=pl.lit("on_the_payroll")
    )
    return pl.concat([insured, waged]).unique(maintain_order=True)


def _posted(world: World) -> list[int]:
    rows = world.tables[PAYROLL].filter(pl.col("staff_type") == "公益性岗位")
    return rows["person"].unique().to_list()


def _founded(world: World) -> pl.DataFrame:
    """Return who leads a firm founded while drawing: person, firm, how long."""
    firms = as_it_was(world, COMPANY).select(
        "founded_on",
        "held_from",
        "held_to",
        "is_gone",
        "is_next",
        person="legal_representative_person",
        firm="organisation_name",
    )
    drawing = benefits(world).select("person", "registered_on", "month")
    both = drawing.join(firms, on="person")
    return both.filter(pl.col("founded_on") > pl.col("registered_on"))


def _founders(world: World) -> pl.DataFrame:
    staffed = _work(world).select(firm="unit", month="month").unique()
    both = (
        _founded(world)
        .join(staffed, on=["firm", "month"])
        .filter(
            pl.col("held_from") <= pl.col("month"),
            pl.col("held_to").is_null() | (pl.col("held_to") >= pl.col("month")),
        )
    )
    months = both.group_by("person").agg(
        pl.col("month").n_unique(), pl.col("is_gone").any()
    )
    return months.filter(pl.col("month") > 1).select(
        "person",
        mechanism=pl.when("is_gone")
        .then(pl.lit("led_until_lately"))
        .otherwise(pl.lit("founder")),
    )


def _innocent(world: World) -> list[pl.DataFrame]:
    """Return who has a firm without staff, or any other row beside the benefit."""
    later = pl.when("is_next").then(pl.lit("took_over_since"))
    reason = later.otherwise(pl.lit("idle_firm"))
    idle = _founded(world).select("person", mechanism=reason).unique()
    rows = world.tables[BENEFIT].select("person").unique()
    beside = [
        rows.join(world.tables[path].select("person").unique(), on="person").select(
            "person", mechanism=pl.lit(name)
        )
        for path, name in ((CONTRIBUTION, "no_work_then"), (PAYROLL, "no_wage"))
    ]
    return [*beside, idle]


def _strangers(world: World) -> pl.DataFrame:
    known = world.tables[BENEFIT].filter(pl.col("person") >= 0)
    found = namesakes(known, world.tables[CONTRIBUTION])
    return found.with_columns(mechanism=pl.lit("namesake_at_work"))
