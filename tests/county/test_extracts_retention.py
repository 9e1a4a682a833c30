"""The sense of the innocent county's refunds to employers."""

import polars as pl

from county.world import today
from store.odcs import contract_for
from tests.county.relief_world import world

PATH, PREMIUMS = "social_security/retention_refund", "social_security/contribution"


def _refunds() -> pl.DataFrame:
    return world().tables[PATH].filter(pl.col("refund_kind") == "稳岗返还")


def test_names_its_officials_and_pays_before_the_delivery() -> None:
    contract = contract_for(PATH)
    roles = {"accepted_by": "accepting", "reviewed_by": "reviewing"}
    roles |= {"approved_by": "approving", "paid_by": "paying"}
    assert {name: contract.column(name).role for name in roles} == roles
    rows = world().tables[PATH]
    assert rows["approved_by"].null_count() == 0
    assert rows.filter(pl.col("paid_on") > today).is_empty()


def test_refunds_each_employer_of_december_once() -> None:
    insured = (
        world()
        .tables[PREMIUMS]
        .filter(
            pl.col("insurance") == "失业",
            pl.col("paid_for") == pl.date(2025, 12, 1),
        )
    )
    people = insured.group_by("unit_number").agg(
        people=pl.col("person").n_unique().cast(pl.Int32)
    )
    rows = _refunds()
    both = rows.join(people, on="unit_number", how="full", suffix="_insured")
    assert both.height == rows.height == people.height > 0
    assert both["last_count"].to_list() == both["people"].to_list()


def test_refunds_the_share_of_the_size_and_never_much_laying_off() -> None:
    rows = _refunds()
    share = pl.when(pl.col("scale") == "大型").then(3).otherwise(6)
    due = pl.col("premium_fen") * share // 10
    assert rows.filter(pl.col("amount_fen") != due).is_empty()
    assert rows.filter(pl.col("layoff_ppm") > 55_000).is_empty()


def test_gives_grants_for_posts_only_to_refunded_employers() -> None:
    rows = world().tables[PATH].filter(pl.col("refund_kind") == "扩岗补助")
    assert set(rows["credit_code"]) <= set(_refunds()["credit_code"])
    assert rows["application_number"].n_unique() == rows.height
