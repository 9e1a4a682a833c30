"""Banks of the innocent county: repayments, guarantors and accounts that agree."""

from datetime import timedelta

import polars as pl

from county.cases.library import plant_all
from county.loan_policy import GUARANTEED
from county.world import World
from tests.county.accounts_world import table, world

CASH_LIMIT_FEN = 1_000_00
POSTS = ("公务员", "参公", "事业在编", "工勤")
ENDING = ("finance/expense_claim", "finance/official_card", "finance/land_compensation")


def test_repayments_agree_with_the_notes() -> None:
    notes = table("loan/loan_note")
    repaid = table("loan/repayment")
    sums = repaid.group_by("note_number").agg(
        pl.col("principal_fen").sum(), pl.col("repaid_on").max()
    )
    joined = notes.join(sums, on="note_number", how="left").with_columns(
        pl.col("principal_fen").fill_null(0)
    )
    left = joined["amount_fen"] - joined["principal_fen"]
    assert (left == joined["balance_fen"]).all()
    settled = joined.drop_nulls("settled_on")
    assert (settled["settled_on"] == settled["repaid_on"]).all()
    assert repaid.join(notes, on="note_number", how="anti").is_empty()


def test_loans_that_cases_plant_are_repaid_and_guaranteed_too(
    changeable: World,
) -> None:
    before = changeable.tables["loan/loan_note"].height
    plant_all(changeable)
    notes = changeable.tables["loan/loan_note"]
    planted = notes[before:].drop_nulls("settled_on")
    assert planted.height > 0
    repaid = changeable.tables["loan/repayment"]
    last = repaid.filter(pl.col("principal_fen") > 0)
    joined = planted.join(last, on="note_number", how="left")
    assert (joined["principal_fen"] == joined["amount_fen"]).all()
    assert (joined["repaid_on"] == joined["settled_on"]).all()
    assert repaid["serial_number"].n_unique() == repaid.height
    loans = changeable.tables["loan/loan_contract"].filter(
        pl.col("loan_kind") == GUARANTEED
    )
    guarantees = changeable.tables["loan/guarantee"]
    assert loans.join(guarantees, on="contract_number", how="anti").is_empty()
    assert guarantees["guarantee_number"].n_unique() == guarantees.height


def test_borrowers_or_their_spouses_repay() -> None:
    borrowers = table("loan/loan_contract").select(
        "contract_number", "person_name", "spouse_name"
    )
    loans = table("loan/loan_note").join(borrowers, on="contract_number")
    rows = table("loan/repayment").drop("person").join(loans, on="note_number")
    own = (rows["payer_name"] == rows["person_name"]) | (
        rows["payer_name"] == rows["spouse_name"]
    )
    assert own.all()
    payers = rows.group_by("payer_account_number").agg(pl.col("person").n_unique())
    assert payers["person"].max() <= 2  # type: ignore[operator]  # an int


def test_a_guarantor_stands_for_one_loan_and_borrows_nothing() -> None:
    guarantees = table("loan/guarantee")
    private = guarantees.filter(pl.col("person") >= 0)
    assert private["person"].n_unique() == private.height > 20
    borrowers = set(table("loan/loan_contract")["person"])
    assert not set(private["person"]) & borrowers
    homes = world().persons["household"].gather(private["person"])
    assert homes.n_unique() == private.height
    official = private.filter(pl.col("guarantee_kind") == "公职人员保证")
    payroll = table("finance/staff_payroll")
    assert official.join(payroll, on=["person", "unit_name"], how="anti").is_empty()
    assert 0 < official.height < private.height


def test_accounts_never_fall_below_zero_and_take_the_interest_of_the_loan() -> None:
    moves = table("loan/account_transaction")
    assert (moves["balance_fen"] >= 0).all()
    interest = moves.filter(pl.col("summary") == "归还贷款利息")
    repaid = table("loan/repayment").select(
        "note_number", occurred_on="repaid_on", amount_fen="interest_fen"
    )
    keys = ["note_number", "occurred_on", "amount_fen"]
    assert interest.height > 0
    assert interest.join(repaid, on=keys, how="anti").is_empty()


def test_loans_are_spent_bit_by_bit() -> None:
    moves = table("loan/account_transaction")
    lent = moves.filter(pl.col("summary") == "贷款发放").select(
        "account_number", lent_fen="amount_fen", lent_on="occurred_on"
    )
    soon = moves.filter(pl.col("direction") == "支出").join(lent, on="account_number")
    soon = soon.filter(
        (pl.col("occurred_on") - pl.col("lent_on")) <= timedelta(days=30)
    )
    shares = soon.group_by("account_number").agg(
        pl.col("amount_fen").sum() * 2 < pl.col("lent_fen").first()
    )
    assert shares["amount_fen"].all()


def test_loans_to_the_poor_keep_to_their_policy() -> None:
    homes = world().persons.select("person", "household", "birth_on")
    loans = table("loan/loan_contract").filter(pl.col("loan_kind") == "扶贫小额信贷")
    loans = loans.join(homes, on="person")
    assert loans.height > 20
    assert (loans["amount_fen"] <= 5_000_000).all()
    assert set(loans["guarantee_kind"]) == {"信用"}
    assert not loans["household"].is_duplicated().any()
    ends = loans["started_on"].dt.offset_by("36mo")
    assert (loans["due_on"] <= ends).all()
    grown = loans["birth_on"].dt.offset_by("18y") <= loans["signed_on"]
    assert (grown & (loans["birth_on"].dt.offset_by("65y") > loans["signed_on"])).all()
    listed = table("relief/registered_person").join(
        table("relief/registered_household").select(
            "household_number", "identified_on"
        ),
        on="household_number",
    )
    known = loans.join(listed, on="person")
    assert known["person"].n_unique() == loans.height
    assert (known["identified_on"] <= known["signed_on"]).all()
