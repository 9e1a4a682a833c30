"""Whose allowance of a rural post lacked its ground (the judgement of J09)."""

import polars as pl

from county.cases.namesakes import namesakes
from county.cases.payroll_rows import FISCAL, PAYROLL
from county.cases.social_security.benefit_rows import COMPANY, CONTRIBUTION
from county.cases.subsidy_rows import PAYMENT
from county.world import World

RULE = "J09"
POSTS, LAST_AGE = ("护林员", "公益岗"), 60
AGENCY_PEOPLE = 3
MONTH = ["person", "month"]


def acts_without_ground(world: World) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return whose allowance lacks its ground and how, and whom agencies insure."""
    rows = _paid(world).with_row_index("row")
    months = rows.with_columns(
        month=pl.date_ranges("paid_for", "paid_for_to", interval="1mo")
    ).explode("month")
    months = months.with_columns(span=pl.len().over("row"))
    work = _work(world)
    agencies = _agencies(work, rows)
    wages = world.tables[PAYROLL].filter(pl.col("staff_type").is_in(FISCAL))
    foreign = work.join(agencies, on="insurer", how="anti")
    through = months.join(work.join(agencies, on="insurer"), on=MONTH)
    parts = [
        _busy(months, wages.select("person", month="paid_for"), "on_the_payroll"),
        _busy(months, foreign.select(MONTH), "employed"),
        _in_business(rows, world),
        _too_old(rows, world),
    ]
    wrong = pl.concat(parts).unique("person", keep="first", maintain_order=True)
    agency = through.select("person", mechanism=pl.lit("agency")).unique()
    return wrong, agency


def _holds_post() -> pl.Expr:
    return pl.col("project_name").str.contains_any(list(POSTS))


def _paid(world: World) -> pl.DataFrame:
    return world.tables[PAYMENT].filter(
        _holds_post(), pl.col("payment_result") == "成功", pl.col("person") >= 0
    )


def _work(world: World) -> pl.DataFrame:
    rows = world.tables[CONTRIBUTION].filter(
        pl.col("payer_kind") == "单位",
        pl.col("contribution_kind") == "正常应缴",
        pl.col("unit_share_fen") > 0,
        pl.col("insurance") != "工伤",
        pl.col("person") >= 0,
    )
    return rows.select("person", month="paid_for", insurer="unit_name").unique()


def _agencies(work: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the insurers half of whose people hold posts."""
    held = pl.col("person").is_in(rows["person"].unique().to_list())
    shares = work.group_by("insurer").agg(
        people=pl.col("person").n_unique(),
        holders=pl.col("person").filter(held).n_unique(),
    )
    many = pl.col("holders") >= AGENCY_PEOPLE
    return shares.filter(many, pl.col("holders") * 2 >= pl.col("people")).select(
        "insurer"
    )


def _busy(months: pl.DataFrame, others: pl.DataFrame, name: str) -> pl.DataFrame:
    """Return whose rows overlap with two months (or their one) of the others."""
    both = months.join(others.unique(), on=MONTH)
    counts = both.group_by("row", "person", "span").agg(pl.col("month").n_unique())
    least = pl.min_horizontal(pl.lit(2, dtype=pl.UInt32), "span")
    enough = counts.filter(pl.col("month") >= least)
    return enough.select("person", mechanism=pl.lit(name))


def _in_business(rows: pl.DataFrame, world: World) -> pl.DataFrame:
    firms = world.tables[COMPANY].filter(~pl.col("company_kind").str.contains("合作社"))
    led = firms.select(
        "founded_on", "cancelled_on", person="legal_representative_person"
    )
    still = pl.col("cancelled_on").is_null()
    still |= pl.col("cancelled_on") >= pl.col("paid_for_to")
    both = rows.join(led, on="person").filter(
        pl.col("founded_on") <= pl.col("paid_for"), still
    )
    return both.select("person", mechanism=pl.lit("in_business"))


def _too_old(rows: pl.DataFrame, world: World) -> pl.DataFrame:
    born = world.persons.select("person", "birth_on")
    past = pl.col("birth_on").dt.offset_by(f"{LAST_AGE + 1}y").dt.month_end()
    old = rows.join(born, on="person").filter(pl.col("paid_for") > past)
    return old.select("person", mechanism=pl.lit("too_old"))


def beside(world: World) -> pl.DataFrame:
    """Return every holder whose money came back, who works, or has a namesake."""
    rows = world.tables[PAYMENT].filter(_holds_post(), pl.col("person") >= 0)
    back = rows.filter(pl.col("payment_result") != "成功")
    work = world.tables[CONTRIBUTION]
    parts = [
        namesakes(rows, work).with_columns(mechanism=pl.lit("namesake_at_work")),
        work.select("person", mechanism=pl.lit("work_is_no_bar")),
        back.select("person", mechanism=pl.lit("returned")),
        _late_fifties(rows, world),
    ]
    people = rows.select("person").unique()
    return pl.concat(parts).unique(maintain_order=True).join(people, on="person")


def _late_fifties(rows: pl.DataFrame, world: World) -> pl.DataFrame:
    born = world.persons.select("person", "birth_on")
    turned = pl.col("birth_on").dt.offset_by(f"{LAST_AGE - 1}y")
    near = rows.join(born, on="person").filter(turned < pl.col("paid_for"))
    return near.select("person", mechanism=pl.lit("last_year_of_age"))
