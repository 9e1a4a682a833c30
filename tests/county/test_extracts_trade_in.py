"""The sense of the innocent county's trade-ins."""

from datetime import date

import polars as pl

from county.world import today
from store.odcs import contract_for
from tests.county.relief_world import table, world

PATH = "finance/trade_in_subsidy"
PAID = pl.col("status") == "已拨付"


def test_names_its_officials_and_no_paid_row_lacks_its_approval() -> None:
    contract = contract_for(PATH)
    roles = {"accepted_by": "accepting", "reviewed_by": "reviewing"}
    roles |= {"approved_by": "approving", "paid_by": "paying"}
    assert {name: contract.column(name).role for name in roles} == roles
    assert table(PATH)["approved_by"].null_count() == 0


def test_pays_after_the_invoice_and_before_the_delivery() -> None:
    rows = table(PATH)
    paid = rows.filter(PAID)
    assert 0.9 < paid.height / rows.height < 1
    assert paid.filter(pl.col("applied_on") < pl.col("invoice_on")).is_empty()
    assert paid.filter(pl.col("paid_on") <= pl.col("applied_on")).is_empty()
    assert paid.filter(pl.col("paid_on") > today).is_empty()
    assert (
        rows.filter(~PAID & (pl.col("status") != "已退回"))["paid_on"].is_null().all()
    )


def test_gives_nobody_two_of_a_kind_and_no_thing_two_numbers() -> None:
    rows = world().tables[PATH]
    assert not rows.select("person", "goods_kind").is_duplicated().any()
    for name in ("application_number", "serial_number", "invoice_number"):
        assert rows[name].n_unique() == rows.height
    assert (rows["price_fen"] == rows["invoice_fen"]).all()


def test_pays_by_the_year_of_the_purchase() -> None:
    rows = world().tables[PATH]
    phones = rows.filter(pl.col("category") == "数码")
    share = pl.min_horizontal(pl.col("price_fen") * 15 // 100, pl.lit(50_000))
    assert phones.filter(pl.col("subsidy_fen") != share).is_empty()
    late = pl.col("invoice_on") >= date(2026, 1, 1)
    home = rows.filter(pl.col("category") == "家电")
    assert home.filter(late, pl.col("subsidy_fen") > 150_000).is_empty()
    assert home.filter(late, pl.col("energy_grade") != "一级").is_empty()
    assert home.filter(~late, pl.col("subsidy_fen") > 200_000).is_empty()


def test_buys_cars_only_for_one_that_its_owner_gave_up() -> None:
    rows = world().tables[PATH].filter(pl.col("old_plate_number").is_not_null())
    assert rows.height > 0
    given_up = (
        world()
        .tables["registry/vehicle"]
        .select("person", "left_on", old_plate_number="plate_number", gone="status")
    )
    both = rows.join(given_up, on=["person", "old_plate_number"], how="left")
    assert both.height == rows.height
    assert both.filter(pl.col("left_on") >= pl.col("invoice_on")).is_empty()
    scrapped = pl.col("category") == "汽车报废更新"
    assert both.filter(scrapped != (pl.col("gone") == "报废")).is_empty()
