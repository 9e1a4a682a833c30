"""Whose subsidy of employment lacked its ground (the judgement of SS-12)."""

import polars as pl

from county.cases.bury import earliest_deaths
from county.cases.namesakes import namesakes
from county.cases.payroll_rows import FISCAL, PAYROLL
from county.cases.social_security.benefit_rows import COMPANY, CONTRIBUTION
from county.cases.social_security.pension_rows import PAID, PENSION
from county.cases.social_security.subsidy_rows import POSTS, STARTS, SUBSIDY
from county.world import World

RULE = "SS-12"
OLD = {"男": 63, "女": 58}  # certainly past whichever age holds
AGENCY_PEOPLE = 3


def acts_without_ground(world: World) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return person, mechanism and order of what lacks its ground, and the lawful."""
    rows = world.tables[SUBSIDY].filter(
        (pl.col("payment_result") == "成功") & (pl.col("person") >= 0)
    )
    rows = rows.with_row_index("row")
    months = _by_month(rows)
    running = rows.filter(pl.col("subsidy_kind") != STARTS)
    monthly = months.filter(pl.col("subsidy_kind") != STARTS)
    insured, agency = _insured(monthly, world)
    parts = [
        _dead(rows, world),
        _busy(monthly, _pensions(world), "pensioned"),
        _too_old(running, world),
        _busy(months, _wages(world), "on_the_payroll"),
        insured,
        _in_business(rows, world),
        _twice(rows),
    ]
    ordered = [
        part.select("person", "mechanism").with_columns(order=pl.lit(place))
        for place, part in enumerate(parts)
    ]
    return pl.concat(ordered), agency


def _by_month(rows: pl.DataFrame) -> pl.DataFrame:
    """Return each row once for each of its months: month, and span (how many)."""
    spread = rows.with_columns(
        month=pl.date_ranges("paid_for", "paid_for_to", interval="1mo")
    ).explode("month")
    return spread.with_columns(span=pl.len().over("row"))


def _busy(months: pl.DataFrame, others: pl.DataFrame, name: str) -> pl.DataFrame:
    """Return whose rows overlap with two months (or their one) of the others."""
    both = months.join(others.unique(), on=["person", "month"])
    counts = both.group_by("row", "person", "span").agg(pl.col("month").n_unique())
    enough = counts.filter(
        pl.col("month") >= pl.min_horizontal(pl.lit(2, dtype=pl.UInt32), "span")
    )
    return enough.select("person", mechanism=pl.lit(name))


def _pensions(world: World) -> pl.DataFrame:
    paid = world.tables[PENSION].filter(pl.col("payment_flag") == PAID)
    return paid.select("person", month="paid_for")


def _wages(world: World) -> pl.DataFrame:
    paid = world.tables[PAYROLL].filter(pl.col("staff_type").is_in([*FISCAL, "村干部"]))
    return paid.select("person", month="paid_for")


def _insured(months: pl.DataFrame, world: World) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return whom another unit insures, and whom an agency does."""
    normal = (pl.col("payer_kind") == "单位") & (
        pl.col("contribution_kind") == "正常应缴"
    )
    rows = world.tables[CONTRIBUTION].filter(normal & (pl.col("person") >= 0))
    work = rows.select("person", month="paid_for", insurer="unit_name").unique()
    holders = months.filter(pl.col("subsidy_kind") == POSTS)["person"].unique()
    held = pl.col("person").is_in(holders.to_list())
    shares = work.group_by("insurer").agg(
        people=pl.col("person").n_unique(),
        holders=pl.col("person").filter(held).n_unique(),
    )
    agencies = shares.filter(
        (pl.col("holders") >= AGENCY_PEOPLE)
        & (pl.col("holders") * 2 >= pl.col("people"))
    )
    other = months.join(work, on=["person", "month"]).filter(
        pl.col("insurer") != pl.col("unit_name").fill_null("")
    )
    foreign = other.join(agencies, on="insurer", how="anti")
    through = other.join(agencies, on="insurer", how="semi")
    counts = foreign.select("person", "month").unique()
    agency = through.select("person", mechanism=pl.lit("agency")).unique()
    return _busy(months, counts, "employed"), agency


def _dead(rows: pl.DataFrame, world: World) -> pl.DataFrame:
    late = rows.join(earliest_deaths(world), on="person").filter(
        pl.col("paid_for") > pl.col("died_on").dt.month_end()
    )
    return late.select("person", mechanism=pl.lit("dead"))


def _too_old(rows: pl.DataFrame, world: World) -> pl.DataFrame:
    born = world.persons.select("person", "birth_on")
    age = (pl.col("paid_for") - pl.col("birth_on")).dt.total_days() // 365.2425
    limit = pl.col("sex").replace_strict(OLD, return_dtype=pl.Float64)
    old = rows.join(born, on="person").filter(age >= limit)
    return old.select("person", mechanism=pl.lit("too_old"))


def _in_business(rows: pl.DataFrame, world: World) -> pl.DataFrame:
    firms = (
        world.tables[COMPANY]
        .filter(~pl.col("company_kind").str.contains("合作社"))
        .select("founded_on", "cancelled_on", person="legal_representative_person")
    )
    both = rows.filter(pl.col("subsidy_kind") == POSTS).join(firms, on="person")
    open_then = (pl.col("founded_on") <= pl.col("paid_for")) & (
        pl.col("cancelled_on").is_null()
        | (pl.col("cancelled_on") >= pl.col("paid_for_to"))
    )
    return both.filter(open_then).select("person", mechanism=pl.lit("in_business"))


def _twice(rows: pl.DataFrame) -> pl.DataFrame:
    once = rows.filter(pl.col("subsidy_kind") == STARTS)
    counts = once.group_by("person").agg(pl.len())
    return counts.filter(pl.col("len") > 1).select("person", mechanism=pl.lit("twice"))


def beside(world: World) -> pl.DataFrame:
    """Return everybody subsidised who stands in another list, or got nothing."""
    rows = world.tables[SUBSIDY].filter(pl.col("person") >= 0)
    people = rows.select("person").unique()
    back = rows.filter(pl.col("payment_result") != "成功")
    owners = world.tables[COMPANY].select(person="legal_representative_person")
    parts = [
        earliest_deaths(world).select("person", mechanism=pl.lit("died_within")),
        owners.select("person", mechanism=pl.lit("business_is_no_bar")),
        back.select("person", mechanism=pl.lit("returned")),
        _unit_insured(world),
        namesakes(rows, world.tables[CONTRIBUTION]).with_columns(
            mechanism=pl.lit("namesake_at_work")
        ),
    ]
    return pl.concat(parts).unique(maintain_order=True).join(people, on="person")


def _unit_insured(world: World) -> pl.DataFrame:
    work = world.tables[CONTRIBUTION].filter(pl.col("payer_kind") == "单位")
    return work.select("person", mechanism=pl.lit("own_unit_or_last_month")).unique()
