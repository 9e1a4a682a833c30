"""Purchases of the innocent county: who bids, who wins, who is paid, out of what."""

from functools import cache
from itertools import pairwise

import polars as pl

from county.relatives import staff_and_kin
from county.simulate import simulate
from county.world import World

PEOPLE = 6000
OPEN_TENDER_FEN = 200_0000_00
CENTRE_IP = "172.31.255.8"


@cache
def world() -> World:
    """Return one county, made once."""
    return simulate(PEOPLE, 11)


def _table(path: str) -> pl.DataFrame:
    return world().tables[path]


def test_no_supplier_is_led_or_owned_by_staff_or_their_kin() -> None:
    near = pl.Series(staff_and_kin(world()))
    suppliers = _table("finance/supplier")
    leaders = suppliers["legal_representative_person"]
    assert not near.gather(leaders).any()
    members = _table("registry/company_member").filter(
        pl.col("credit_code").is_in(suppliers["supplier_credit_code"].implode())
    )
    assert members.height > suppliers.height
    assert not near.gather(members["person"]).any()


def test_no_two_suppliers_share_a_household_a_phone_or_an_account() -> None:
    suppliers = _table("finance/supplier")
    homes = (
        world().persons["household"].gather(suppliers["legal_representative_person"])
    )
    for column in (homes, suppliers["phone"], suppliers["account_number"]):
        assert column.n_unique() == suppliers.height


def test_suppliers_are_open_companies() -> None:
    companies = _table("registry/company").filter(pl.col("status") == "存续")
    codes = set(companies["credit_code"])
    assert set(_table("finance/supplier")["supplier_credit_code"]) <= codes


def test_every_supplier_pays_taxes() -> None:
    codes = set(_table("finance/supplier")["supplier_credit_code"])
    assert codes <= set(_table("finance/tax_payment")["credit_code"])


def test_every_company_names_its_legal_representative_and_shares_make_a_whole() -> None:
    members = _table("registry/company_member")
    companies = _table("registry/company")
    first = members.filter(pl.col("member_kind").is_in(["法定代表人", "经营者"]))
    pairs = set(first.select("credit_code", "person").iter_rows())
    wanted = companies.select("credit_code", "legal_representative_person")
    assert pairs == set(wanted.iter_rows())
    shares = members.group_by("credit_code").agg(pl.col("share_ppm").sum())
    whole = shares.filter(pl.col("share_ppm") == 1_000_000)
    alone = shares.join(whole, on="credit_code", how="anti")
    assert alone.height < 0.02 * shares.height


def test_nobody_but_leaders_stands_in_two_companies() -> None:
    members = _table("registry/company_member")
    assert members["person"].n_unique() == members.height


def test_bidders_of_a_project_are_strangers_to_each_other() -> None:
    bids = _table("finance/bid")
    own = bids.filter(pl.col("bid_ip") != CENTRE_IP)
    for column in (
        "bid_ip",
        "bid_mac",
        "contact_phone",
        "contact_email",
        "file_author",
    ):
        rows = own if column == "bid_ip" else bids
        shared = rows.group_by("project_number", column).agg(
            pl.col("bidder_credit_code").n_unique().alias("bidders")
        )
        named = column == "file_author"  # namesakes are nobody's fault
        assert (shared["bidders"] > 1).sum() <= (2 if named else 0), column
    bonds = bids.drop_nulls("bond_account_number")
    pairs = bonds.select("bond_account_number", "bidder_credit_code").unique()
    assert pairs["bond_account_number"].n_unique() == pairs.height
    assert (bids["bid_ip"] == CENTRE_IP).sum() > 0


def test_the_lowest_price_wins_and_no_price_passes_the_budget() -> None:
    bids = _table("finance/bid").sort("project_number", "price_fen")
    first = bids.unique("project_number", keep="first", maintain_order=True)
    assert first["is_winner"].unique().to_list() == ["是"]
    projects = _table("finance/procurement_project")
    joined = projects.join(first, on="project_number")
    assert (joined["winner_credit_code"] == joined["bidder_credit_code"]).all()
    assert (joined["award_fen"] == joined["price_fen"]).all()
    every = bids.join(projects, on="project_number")
    assert (every["price_fen"] <= every["budget_fen"]).all()
    counts = bids.group_by("project_number").len().join(projects, on="project_number")
    assert (counts["len"] == counts["bidder_count"]).all()


def test_prices_of_a_project_follow_no_even_steps() -> None:
    bids = _table("finance/bid").sort("project_number", "price_fen")
    steps = bids.with_columns(
        step=pl.col("price_fen").diff().over("project_number")
    ).drop_nulls("step")
    spread = steps.group_by("project_number").agg(
        pl.len(), cv=pl.col("step").std(ddof=0) / pl.col("step").mean()
    )
    assert (spread.filter(pl.col("len") > 1)["cv"] > 0.02).all()


def test_nothing_is_split_below_the_limit_of_tenders() -> None:
    contracts = _table("finance/contract").filter(
        pl.col("procurement_method") != "公开招标"
    )
    groups = contracts.group_by(
        "purchaser_name",
        pl.col("category_code").str.head(3),
        pl.col("signed_on").dt.year(),
    ).agg(pl.col("amount_fen").sum())
    assert groups["amount_fen"].max() < OPEN_TENDER_FEN  # type: ignore[operator]  # an int


def test_notice_opening_award_contract_work_and_payment_follow_each_other() -> None:
    rows = _table("finance/procurement_project").join(
        _table("finance/contract"), on="project_number"
    )
    assert rows.height == _table("finance/procurement_project").height
    steps = "announced_on opened_on awarded_on signed_on starts_on first_paid_on"
    for earlier, later in pairwise(steps.split()):
        known = rows.drop_nulls(later)
        assert (known[earlier] < known[later]).all(), later
    wait = (rows["signed_on"] - rows["awarded_on"]).dt.total_days()
    assert wait.max() <= 30  # type: ignore[operator]  # days as an int
    tender = rows.filter(pl.col("procurement_method") == "公开招标")
    notice = (tender["opened_on"] - tender["announced_on"]).dt.total_days()
    assert notice.min() >= 20  # type: ignore[operator]  # days as an int


def test_the_treasury_pays_what_contracts_say_to_whom_they_say() -> None:
    contracts = _table("finance/contract")
    paid = _table("finance/treasury_payment").drop_nulls("contract_number")
    sums = paid.group_by("contract_number").agg(
        pl.col("amount_fen").sum(), pl.col("payee_name").unique(), pl.len()
    )
    joined = contracts.filter(pl.col("paid_fen") > 0).join(
        sums, on="contract_number", how="full", coalesce=True, suffix="_paid"
    )
    assert (joined["paid_fen"] == joined["amount_fen_paid"]).all()
    assert joined["payee_name"].list.len().max() == 1
    assert (joined["payee_name"].list.first() == joined["supplier_name"]).all()
    most = pl.col("amount_fen") + pl.col("amount_fen") // 10
    assert contracts.filter(pl.col("paid_fen") > most).is_empty()


def test_budget_lines_say_what_was_paid_out_of_them_and_add_up() -> None:
    items = _table("finance/budget_item")
    paid = _table("finance/treasury_payment")
    sums = paid.group_by("indicator_number").agg(pl.col("amount_fen").sum())
    joined = sums.join(items, on="indicator_number", how="left")
    assert (joined["amount_fen"] == joined["spent_fen"]).all()
    total = items["initial_fen"] + items["adjusted_fen"]
    assert (total == items["available_fen"]).all()
    assert (items["available_fen"] - items["spent_fen"] == items["balance_fen"]).all()
    assert (items["balance_fen"] >= 0).all()
    assert items["unit_code"].null_count() == 0
    old = items.filter(pl.col("first_budgeted_for").dt.year() < 2025)
    assert set(old["project_kind"]) <= {"跨年度基建"}
    assert (old["contracted_fen"] == old["balance_fen"]).all()
    planned = _table("finance/procurement_project")["indicator_number"]
    assert set(planned) <= set(items["indicator_number"])


def test_every_payment_is_booked_and_each_voucher_balances() -> None:
    lines = _table("finance/voucher")
    vouchers = lines.group_by("unit_code", "booked_for", "voucher_number").agg(
        pl.col("debit_fen", "credit_fen").sum(), pl.len()
    )
    assert (vouchers["debit_fen"] == vouchers["credit_fen"]).all()
    assert (vouchers["len"] == 2).all()
    payments = _table("finance/treasury_payment")["payment_number"]
    assert set(lines["payment_number"]) == set(payments)


def test_no_invoice_is_paid_twice() -> None:
    booked = _table("finance/voucher")["invoice_number"].drop_nulls()
    claimed = _table("finance/expense_claim")["invoice_number"]
    assert pl.concat([booked, claimed]).n_unique() == len(booked) + len(claimed)
