"""Start-up loans for a business that the register does not bear out."""

import pytest

from rules.loan.business_not_standing import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

CONTRACT, NOTE = "loan/loan_contract", "loan/loan_note"
COMPANY, MEMBER = "registry/company", "registry/company_member"
CODE, OTHER = "924202815000000123", "924202815000000999"
NOTES = """
    record_id | note_number | contract_number | disbursed_on | amount_fen | balance_fen
    N1        | JJ1         | HT1             | 2026-03-20   | 900000     | 700000
"""


def loan(code: str = CODE, spouse: str = "") -> str:
    return f"""
        record_id | person_id | spouse_person_id | contract_number | loan_kind    | business_name | business_credit_code | signed_on
        C1        | P1        | {spouse}         | HT1             | 创业担保贷款 | 甲店          | {code}               | 2026-03-15
    """


def firm(founded: str, ended: str = "", leader: str = "P1", code: str = CODE) -> str:
    status = "注销" if ended else "存续"
    return f"""
        record_id | credit_code | company_kind | founded_on | cancelled_on | status   | legal_representative_person_id
        F1        | {code}      | 个体工商户   | {founded}  | {ended}      | {status} | {leader}
    """


def answers(
    company: str, contract: str = "", members: str = ""
) -> list[tuple[object, ...]]:
    given = {CONTRACT: contract or loan(), NOTE: NOTES, COMPANY: company}
    if members:
        given[MEMBER] = members
    hits = hits_of(RULE, given)
    return [(hit["outcome"], hit["severity"]) for hit in hits]


def test_names_contract_and_firm_and_counts_what_is_open() -> None:
    """经营实体在放款以前已注销的，列出合同与登记，金额为未还余额."""
    check_rule(
        RULE,
        given={
            CONTRACT: loan(),
            NOTE: NOTES,
            COMPANY: firm("2019-01-01", "2025-06-30"),
        },
        expect="""
            outcome | subject_id | matter            | amount_fen | severity | evidence_for
            hit     | P1         | loan/创业担保贷款 | 700000     | S2       | C1 N1 F1
        """,
    )


@pytest.mark.parametrize(
    ("founded", "ended", "leader", "expected"),
    [
        ("2019-01-01", "", "P1", []),
        ("2019-01-01", "2026-05-19", "P1", [("hit", "S2")]),  # the sixtieth day
        ("2019-01-01", "2026-05-20", "P1", []),
        ("2026-02-13", "2026-09-16", "P1", [("hit", "S2")]),
        ("2026-02-13", "2026-09-17", "P1", []),
        ("2026-02-12", "2026-09-16", "P1", []),
        ("2026-03-16", "", "P1", [("hit", "S2")]),
        ("2019-01-01", "", "P2", [("hit", "S3")]),
        ("2019-01-01", "", "", [("cannot_decide", "S3")]),  # nobody knows who leads
    ],
)
def test_days_about_the_loan(
    founded: str, ended: str, leader: str, expected: list[tuple[str, str]]
) -> None:
    """放款后六十天以内注销、新设不满半年即注销、签约以后才成立的列出；负责人是别人的列为一般核查，不明的无法判断."""
    assert answers(firm(founded, ended, leader)) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (CODE, []),
        (OTHER, [("hit", "S1")]),
        ("924403055000000123", [("cannot_decide", "S1")]),  # another city's registry
        ("9242028150", []),  # no whole code
        ("", []),
    ],
)
def test_a_code_that_the_register_does_not_have(
    code: str, expected: list[tuple[str, str]]
) -> None:
    """信用代码在登记中没有的列出，属外地登记机关的无法判断，代码不完整的不列."""
    assert answers(firm("2019-01-01"), loan(code)) == expected


def test_a_mistyped_code_beside_the_right_name_finds_the_firm() -> None:
    """代码录错一位而名称相符的，视为找到，不列."""
    named = firm("2019-01-01").replace("credit_code", "credit_code | organisation_name")
    named = named.replace(CODE, f"{CODE} | 甲 店")
    assert answers(named, loan(OTHER)) == []


def test_partners_count_and_lists_that_have_not_come_decide_nothing() -> None:
    """借款人是股东的不列，股东名单未报送的无法判断."""
    company = firm("2019-01-01", leader="P2").replace("个体工商户", "有限责任公司")
    assert answers(company) == [("cannot_decide", "S3")]
    partner = f"""
        record_id | person_id | credit_code | member_kind | joined_on
        M1        | P1        | {CODE}      | 股东        | 2019-01-01
    """
    assert answers(company, members=partner) == []
    assert answers(company, members=partner.replace("P1", "P3")) == [("hit", "S3")]


def test_a_new_licence_of_the_same_person_explains_the_end() -> None:
    """注销前后三个月内本人换领新执照的有合理解释，更晚的仍列出."""
    ended = firm("2019-01-01", "2026-04-30")
    again = f"{ended}    F2 | {OTHER} | 个体工商户 | 2026-05-04 | | 存续 | P1\n"
    assert answers(again) == [("explained", "S2")]
    late = again.replace("2026-05-04", "2026-08-04")
    assert answers(late) == [("hit", "S2")]


def test_finds_its_cases_and_raises_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("LN-03")
