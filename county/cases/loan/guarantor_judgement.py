"""Whose guarantee truly secures little (the judgement of LN-09)."""

from datetime import date

import polars as pl

from county.cases.label import labels
from county.cases.loan_rows import CONTRACT, NOTE
from county.cases.payroll_rows import PAYROLL
from county.loan_policy import GUARANTEED
from county.world import World, first_month

RULE, GUARANTEE = "LN-09", "loan/guarantee"
PERSONAL, OFFICIAL, JOINT = "自然人保证", "公职人员保证", "联保"
LAST, LONGEST, LARGE, OVERDUE = date(2099, 1, 1), 5, 10, 2


def judge(world: World) -> pl.DataFrame:
    """Return whose guarantee secures little; see `label.LABEL`."""
    given = _given(world)
    free = given.filter(pl.col("guarantee_kind") != JOINT)
    pairs = free.join(free, on="person", suffix="_other").filter(
        pl.col("from") < pl.col("from_other")
    )
    at_once = pairs.filter(pl.col("until") > pl.col("from_other"))
    in_turn = pairs.filter(pl.col("until") <= pl.col("from_other"))
    mates = world.persons.filter(pl.col("spouse") >= 0).select("person", "spouse")
    couples = free.join(mates, on="person").join(
        free, left_on="spouse", right_on="person", suffix="_other"
    )
    couples = couples.filter(
        pl.col("from_other") < pl.col("from"),
        pl.col("contract_number") != pl.col("contract_number_other"),
    )
    with_mate = couples.filter(pl.col("until_other") > pl.col("from"))
    ring = _round(free, together=True)
    apart = _round(free, together=False)
    died = world.persons.select("person", "died_on").drop_nulls()
    dead = given.join(died, on="person").filter(pl.col("died_on") < pl.col("from"))
    paid = world.tables[PAYROLL].select(
        "person", month=pl.col("paid_for").dt.month_start()
    )
    officials = given.filter(
        pl.col("guarantee_kind") == OFFICIAL, pl.col("from") >= first_month
    ).with_columns(month=pl.col("from").dt.month_start())
    unpaid = officials.join(paid, on=["person", "month"], how="anti")
    return labels(
        RULE,
        [
            _named(dead, "guarantor_dead"),
            _named(ring, "ring"),
            _named(_late_in_large(free), "large_circle_overdue"),
            _named(at_once, "two_at_once"),
            _named(with_mate, "couple_at_once"),
            _named(unpaid, "no_official"),
        ],
        [
            _named(given.filter(pl.col("guarantee_kind") == JOINT), "joint_group"),
            _named(officials, "official_on_payroll"),
            _named(apart, "years_apart"),
            _named(in_turn, "one_after_the_other"),
            _named(couples, "couple_in_turn"),
            _named(free, "one_guarantee"),
        ],
    )


def _named(rows: pl.DataFrame, mechanism: str) -> pl.DataFrame:
    return rows.select("person", mechanism=pl.lit(mechanism)).unique()


def _given(world: World) -> pl.DataFrame:
    """Return person (who gives), borrower, from, until and whether overdue."""
    notes = (
        world.tables[NOTE]
        .group_by("contract_number")
        .agg(
            until=pl.col("settled_on").fill_null(LAST).max(),
            late=pl.col("status").is_in(["逾期", "代偿", "核销"]).any(),
        )
    )
    loans = world.tables[CONTRACT].filter(pl.col("loan_kind") == GUARANTEED)
    loans = loans.select("contract_number", borrower="person")
    own = world.tables[GUARANTEE].filter(pl.col("person") >= 0)
    return (
        own.select("contract_number", "person", "guarantee_kind", "started_on")
        .rename({"started_on": "from"})
        .join(loans, on="contract_number")
        .join(notes, on="contract_number")
    )


def _round(free: pl.DataFrame, *, together: bool) -> pl.DataFrame:
    """Return who gets a guarantee back within five steps."""
    steps = free.select("person", "borrower", "from", "until")
    way = steps.rename({"borrower": "at"})
    found = [pl.DataFrame(schema={"person": pl.Int32})]
    for _ in range(LONGEST):
        found.append(way.filter(pl.col("at") == pl.col("person")).select("person"))
        onward = way.filter(pl.col("at") != pl.col("person")).join(
            steps, left_on="at", right_on="person", suffix="_next"
        )
        start = pl.max_horizontal("from", "from_next")
        end = pl.min_horizontal("until", "until_next")
        onward = onward.filter(start < end) if together else onward
        way = onward.select("person", at="borrower", **{"from": start, "until": end})
    return pl.concat(found)


def _late_in_large(free: pl.DataFrame) -> pl.DataFrame:
    """Return who stands for an overdue loan in a circle of ten with two such."""
    group = {
        one: one for pair in free.select("person", "borrower").rows() for one in pair
    }
    changed = True
    while changed:
        changed = False
        for one, other in free.select("person", "borrower").rows():
            least = min(group[one], group[other])
            changed |= (group[one], group[other]) != (least, least)
            group[one] = group[other] = least
    sizes = pl.Series(list(group.values()), dtype=pl.Int64).value_counts(name="size")
    sizes = sizes.rename({sizes.columns[0]: "group"})
    rows = free.with_columns(
        group=pl.col("person").replace_strict(group, return_dtype=pl.Int64)
    ).join(sizes, on="group")
    many = (pl.col("size") >= LARGE) & (pl.col("late").sum().over("group") >= OVERDUE)
    return rows.filter(many & pl.col("late"))
