"""Units and villages of the innocent county: accounts that agree."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from connectors.handover import read_handover
from connectors.readers import read_sheets
from county.cases.bury import Burial, bury
from county.columns import person_columns
from county.deliver import deliver
from county.deliver_paper import APPROVAL, NAME
from county.extracts import all_extracts
from county.relatives import staff_and_kin
from county.workdays import HOLIDAYS
from county.world import World
from tests.county.accounts_world import table, world

CASH_LIMIT_FEN = 1_000_00
POSTS = ("公务员", "参公", "事业在编", "工勤")
ENDING = ("finance/expense_claim", "finance/official_card", "finance/land_compensation")


def test_no_unit_pays_more_people_than_it_has_posts() -> None:
    posts = table("finance/headcount")
    payroll = table("finance/staff_payroll").filter(pl.col("staff_type").is_in(POSTS))
    paid = payroll.group_by("unit_code", "paid_for").agg(pl.col("person").n_unique())
    joined = paid.join(posts, on="unit_code", suffix="_post")
    assert joined["unit_code"].n_unique() > 0.9 * posts.height
    assert (joined["person"] <= joined["approved_posts"]).all()
    assert (posts["actual_count"] <= posts["approved_posts"]).all()
    assert (posts["leader_count"] <= posts["leader_posts"]).all()


def test_claims_come_from_people_at_work_and_trips_do_not_overlap() -> None:
    claims = table("finance/expense_claim")
    payroll = table("finance/staff_payroll").select(
        "person", "unit_code", month="paid_for"
    )
    month = pl.col("invoice_on").dt.month_start().alias("month")
    at_work = claims.with_columns(month).join(
        payroll, on=["person", "unit_code", "month"], how="semi"
    )
    assert at_work.height == claims.height
    trips = claims.drop_nulls("trip_from_on").sort("person", "trip_from_on")
    before = pl.col("trip_until_on").shift(1).over("person")
    assert trips.filter(pl.col("trip_from_on") <= before).is_empty()


def test_official_cards_are_used_on_working_days_only() -> None:
    spent = table("finance/official_card")["spent_on"]
    assert spent.dt.weekday().max() <= 5  # type: ignore[operator]  # an int
    assert not set(spent) & {day.item() for day in HOLIDAYS}


def test_few_sit_at_the_table_of_a_reception() -> None:
    tables = table("finance/official_card").drop_nulls("guest_count")
    most = (
        pl.when(pl.col("guest_count") <= 10)
        .then(3)
        .otherwise(pl.col("guest_count") // 3)
    )
    assert tables.height > 10
    assert tables.filter(pl.col("companion_count") > most).is_empty()
    assert tables["official_letter_number"].null_count() == 0


def test_receipt_numbers_run_without_a_gap_and_the_money_arrives() -> None:
    receipts = table("finance/non_tax_receipt").with_columns(
        pl.col("receipt_number").cast(pl.Int64)
    )
    units = receipts.group_by("unit_code").agg(
        pl.len(), pl.col("receipt_number").max() - pl.col("receipt_number").min()
    )
    assert (units["receipt_number"] + 1 == units["len"]).all()
    ordered = receipts.sort("unit_code", "receipt_number")
    before = pl.col("issued_on").shift(1).over("unit_code")
    assert ordered.filter(pl.col("issued_on") < before).is_empty()
    good = receipts.filter(pl.col("status") == "正常")
    assert (good["treasury_fen"] == good["amount_fen"]).all()
    late = (good["treasury_on"] - good["issued_on"]).dt.total_days()
    assert late.max() <= 15  # type: ignore[operator]  # days as an int


def test_fixed_deposits_went_to_the_best_bid_and_little_lies_idle() -> None:
    deposits = table("finance/deposit")
    fixed = deposits.drop_nulls("fixed_fen")
    assert set(fixed["selection_kind"]) == {"竞争性存放"}
    assert (fixed["rate_ppm"] >= fixed["best_rate_ppm"]).all()
    assert deposits["average_balance_fen"].max() < 300_000_00  # type: ignore[operator]  # an int


def test_land_is_paid_before_it_is_certified_and_delay_costs() -> None:
    sales = table("finance/land_sale")
    sums = sales.group_by("supervision_number").agg(
        pl.col("due_fen").sum(), pl.col("price_fen").first()
    )
    assert (sums["due_fen"] == sums["price_fen"]).all()
    certified = sales.drop_nulls("certificate_on")
    assert (certified["certificate_on"] > certified["paid_on"]).all()
    late = sales.with_columns(
        days=(pl.col("paid_on") - pl.col("due_on")).dt.total_days()
    ).filter(pl.col("days") > 0)
    owed = late["due_fen"] * late["days"] // 1000
    assert (late["penalty_fen"] == owed).all()
    overdue = sales.filter(
        pl.col("paid_on").is_null(), pl.col("due_on") < date(2026, 10, 1)
    )
    assert overdue.is_empty()


def test_taxes_are_paid_by_companies_that_were_open() -> None:
    taxes = table("finance/tax_payment").join(
        table("registry/company"), on="credit_code", how="left"
    )
    assert (taxes["founded_on"] <= taxes["paid_for"]).all()
    closed = taxes.drop_nulls("cancelled_on")
    assert (closed["cancelled_on"] > closed["paid_for_to"]).all()
    assert (taxes["paid_on"] > taxes["paid_for_to"]).all()


def test_rents_in_the_villages_books_are_those_of_the_contracts() -> None:
    contracts = table("finance/village_contract")
    booked = table("finance/village_voucher").drop_nulls("contract_number")
    joined = booked.join(contracts, on="contract_number")
    assert joined.height == booked.height > 0.9 * contracts.height
    assert (joined["income_fen"] == joined["annual_rent_fen"]).all()
    assert (joined["village"] == joined["village_right"]).all()
    assert (contracts["due_fen"] == contracts["received_fen"]).all()
    assert (contracts["starts_on"] < contracts["ends_on"]).all()


def test_villages_let_at_the_going_rent_to_nobody_of_the_payroll() -> None:
    contracts = table("finance/village_contract")
    near = pl.Series(staff_and_kin(world()))
    assert not near.gather(contracts["person"]).any()
    rent = pl.col("annual_rent_fen") / pl.col("area_milli")
    rents = contracts.with_columns(rent=rent)
    low = rents.filter(
        pl.col("rent") < 0.7 * pl.col("rent").median().over("town", "asset_kind")
    )
    assert low.is_empty()
    long = contracts.filter(
        pl.col("ends_on").dt.year() - pl.col("starts_on").dt.year() > 20
    )
    assert set(long["has_meeting_record"]) <= {"是"}


def test_villages_pay_little_cash_and_wages_to_their_own_people() -> None:
    books = table("finance/village_voucher")
    cash = books.filter(pl.col("payment_kind") == "现金")
    assert cash["expense_fen"].max() <= CASH_LIMIT_FEN  # type: ignore[operator]  # an int
    paid = books.filter(pl.col("payee_person") >= 0)
    assert not pl.Series(staff_and_kin(world())).gather(paid["payee_person"]).any()
    homes = world().persons.select("person", home="village")
    known = paid.join(homes, left_on="payee_person", right_on="person")
    assert (known["village"] == known["home"]).all()


def test_meals_need_pupils_days_and_a_supplier() -> None:
    meals = table("finance/school_meal")
    assert (meals["diners"] <= meals["enrolled"]).all()
    assert (meals["meals"] <= meals["diners"] * meals["meal_days"]).all()
    assert (meals["amount_fen"] == meals["meals"] * meals["standard_fen"]).all()
    parts = meals["subsidy_fen"] + meals["parents_fen"]
    assert (parts == meals["amount_fen"]).all()
    assert 8 not in set(meals["meal_for"].dt.month())


def test_compensation_goes_once_to_the_head_of_a_household_of_the_village() -> None:
    paid = table("finance/land_compensation")
    assert paid["person"].n_unique() == paid.height
    joined = paid.join(world().persons, on="person")
    assert set(joined["relation_to_head"]) == {"户主"}
    assert (joined["village"] == joined["village_right"]).all()
    assert (joined["account_number"] == joined["account_number_right"]).all()
    parts = "land_fen", "resettlement_fen", "crops_fen", "house_fen", "reward_fen"
    assert (
        paid.select(pl.sum_horizontal(parts)).to_series() == paid["amount_fen"]
    ).all()


def test_nothing_is_paid_to_somebody_after_a_death_of_a_case(changeable: World) -> None:
    for path in ENDING:
        person = int(changeable.tables[path].sort("person")["person"][-1])
        day = date(2025, 11, 9)
        bury(changeable, [Burial(person=person, died_on=day, registered_on=day)])
        column = next(one.ends for one in all_extracts() if one.path == path)
        left = changeable.tables[path].filter(pl.col("person") == person)
        assert left.filter(pl.col(column) > date(2025, 11, 30)).is_empty(), path


def test_a_village_pays_no_wage_to_the_dead(changeable: World) -> None:
    path = "finance/village_voucher"
    wages = changeable.tables[path].filter(pl.col("payee_person") >= 0)
    person = int(wages.sort("booked_on")["payee_person"][-1])
    day = date(2025, 11, 9)
    bury(changeable, [Burial(person=person, died_on=day, registered_on=day)])
    left = changeable.tables[path]
    late = pl.col("booked_on") > date(2025, 11, 30)
    assert left.filter(pl.col("payee_person") == person, late).is_empty()
    assert left.height < wages.height + left.filter(pl.col("payee_person") < 0).height


def test_every_person_of_a_row_carries_their_own_name_and_number() -> None:
    persons = world().persons
    for extract in all_extracts():
        printed = table(extract.path)
        for column in person_columns(extract.path):
            role = column.removesuffix("person")
            if f"{role}id_number" not in printed.columns:
                continue
            rows = printed.filter(pl.col(column) >= 0)
            own = persons["id_number"].gather(rows[column])
            # some registers note the disability certificate: the number and two digits
            shown = rows[f"{role}id_number"].str.head(18)
            assert (shown == own).all(), extract.path


def test_restricted_data_comes_with_the_number_of_its_approval(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    restricted, open_data = "loan/account_transaction", "finance/supplier"
    files = {
        one.path: file
        for one in all_extracts()
        if one.path in {restricted, open_data}
        for file in one.files()
    }
    monkeypatch.setattr("county.deliver.all_files", lambda: list(files.values()))
    deliver(world(), tmp_path)
    above: dict[str, list[str]] = {}
    for path, file in files.items():
        paper = tmp_path / file.delivery / NAME
        assert read_handover(paper).lines[0].file == file.name
        cells = next(next(read_sheets(paper)).chunks)["c0"].to_list()
        above[path] = cells[: cells.index("数据名称")]
    assert f"批准文号：{APPROVAL}" == above[restricted][-1]
    assert not any("批准文号" in line for line in above[open_data])
