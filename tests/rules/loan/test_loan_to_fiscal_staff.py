"""Guaranteed loans signed by people on the fiscal payroll that month."""

import pytest

from rules.loan.loan_to_fiscal_staff import RULE
from tests.support.tables import check_rule, hits_of

CONTRACT = "loan/loan_contract"
NOTE = "loan/loan_note"
SUBSIDY = "finance/interest_subsidy"
PAYROLL = "finance/staff_payroll"
LOAN = """
    record_id | person_id | spouse_person_id | contract_number | loan_kind    | signed_on
    C1        | P1        | P2               | HT1             | 创业担保贷款 | 2026-03-15
"""
NOTES = """
    record_id | note_number | contract_number | balance_fen | settled_on
    N1        | JJ1         | HT1             | 5000000     |
    N2        | JJ2         | HT1             | 900         | 2026-05-01
"""
LINES = """
    record_id | note_number | subsidy_fen
    L1        | JJ1         | 12345
    L2        | JJ2         | 1
"""


def payroll(*rows: str) -> str:
    """Return a payroll of unit U1; rows are `person | type | month | left`."""
    header = "person_id | staff_type | paid_for | left_on | unit_code | record_id\n"
    return header + "\n".join(f"{row} | U1 | W{no}" for no, row in enumerate(rows, 1))


def outcomes(wages: str, loan: str = LOAN) -> list[tuple[object, object]]:
    """Return outcome and reason of each hit."""
    given = {CONTRACT: loan, PAYROLL: wages}
    return [(hit["outcome"], hit["reason"]) for hit in hits_of(RULE, given)]


STAYS = (
    "P1 | 公务员 | 2026-03-01 |",
    "P1 | 公务员 | 2026-04-01 |",
    "P1 | 公务员 | 2026-05-01 |",
)


def test_finds_the_borrower_and_counts_subsidy_and_what_is_owed() -> None:
    """签约当月在工资册的借款人列出，金额为已拨贴息与未还余额之和."""
    check_rule(
        RULE,
        given={
            CONTRACT: LOAN,
            NOTE: NOTES,
            SUBSIDY: LINES,
            PAYROLL: payroll(*STAYS),
        },
        expect="""
            outcome | subject_id | matter            | amount_fen | severity | evidence_for
            hit     | P1         | loan/创业担保贷款 | 5012346    | S1       | L1 L2 W1 C1 N1 N2
        """,
    )


def test_an_amount_nobody_delivered_is_not_nought() -> None:
    """贴息和余额都没有报送的，写明金额不详，不写成零."""
    (hit,) = hits_of(RULE, {CONTRACT: LOAN, PAYROLL: payroll(*STAYS)})
    assert hit["amount_fen"] is None
    assert "金额不详" in str(hit["sentence"])


@pytest.mark.parametrize("month", ["2026-02-01", "2026-04-01"], ids=["before", "after"])
def test_ignores_wages_of_other_months(month: str) -> None:
    """只有签约前一月或后一月的工资，不列."""
    assert outcomes(payroll(f"P1 | 公务员 | {month} |")) == []


def test_ignores_other_loans() -> None:
    """其他种类的贷款，不列."""
    assert outcomes(payroll(*STAYS), LOAN.replace("创业担保贷款", "住房贷款")) == []


@pytest.mark.parametrize(
    ("staff_type", "name"),
    [("遗属补助", "survivors_aid"), ("三支一扶", "non_fiscal_post")],
)
def test_types_the_payroll_before_judging(staff_type: str, name: str) -> None:
    """工资册中的遗属补助、三支一扶，有合理解释."""
    found = outcomes(payroll(f"P1 | {staff_type} | 2026-03-01 |"))
    assert found == [("explained", name)]


@pytest.mark.parametrize(
    "rows",
    [
        ("P1 | 公务员 | 2026-03-01 | 2026-03-31", "P8 | 公务员 | 2026-03-01 |"),
        ("P1 | 公务员 | 2026-03-01 |", "P8 | 公务员 | 2026-04-01 |"),
        ("P1 | 公务员 | 2026-04-01 | 2026-04-15", "P1 | 公务员 | 2026-03-01 |"),
    ],
    ids=["date of leaving", "not on the next payroll", "left a month later"],
)
def test_resignation_explains(rows: tuple[str, ...]) -> None:
    """签约当月或次月已离职，或次月工资册已没有本人的，有合理解释."""
    assert outcomes(payroll(*rows)) == [("explained", "resigned")]


def test_the_end_of_the_data_is_no_resignation() -> None:
    """工资数据到签约当月为止的，不能当作已离职."""
    found = outcomes(
        payroll("P1 | 公务员 | 2026-03-01 |", "P8 | 公务员 | 2026-03-01 |")
    )
    assert found == [("hit", "本人在册")]


def test_a_date_of_leaving_two_months_later_does_not_explain() -> None:
    """签约两个月以后才离职的，仍列出."""
    rows = (*STAYS[:2], "P1 | 公务员 | 2026-05-01 | 2026-05-20")
    assert outcomes(payroll(*rows)) == [("hit", "本人在册")]


def test_a_spouse_on_the_payroll_is_a_question() -> None:
    """配偶在册而借款人不在册的，列为无法判断，须取得经营流水."""
    found = outcomes(
        payroll("P2 | 公务员 | 2026-03-01 |", "P2 | 公务员 | 2026-06-01 |")
    )
    assert found == [("cannot_decide", "借款人的经营流水")]


def test_the_latest_word_on_a_contract_counts_once() -> None:
    """同一合同先后报送两次的，以最近一次为准，只计一份."""
    loan = """
        record_id | person_id | contract_number | loan_kind    | signed_on  | delivered_on
        C1        | P1        | HT1             | 创业担保贷款 | 2026-03-15 | 2026-05-06
        C2        | P1        | HT1             | 创业担保贷款 | 2026-03-16 | 2026-08-06
    """
    (hit,) = hits_of(RULE, {CONTRACT: loan, PAYROLL: payroll(*STAYS)})
    assert hit["items"] == 1
