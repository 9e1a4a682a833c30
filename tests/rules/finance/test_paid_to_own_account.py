"""Money moved in December to a unit's own account, and paid to personal accounts."""

import pytest

from rules.finance.paid_to_own_account import RULE
from rules.rule import Status
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

TREASURY, BUDGET = "finance/treasury_payment", "finance/budget_item"
PAYROLL = "finance/staff_payroll"
HEAD = (
    "record_id | payment_number | unit_name | paid_on | payee_name | "
    "payee_account_number | amount_fen | economic_code | summary"
)
YEAR = """
    record_id | indicator_number | unit_name | budget_for | available_fen
    B1        | X1               | 县文化馆  | 2025-01-01 | 60000000
    B2        | X2               | 县文化馆  | 2025-01-01 | 40000000
    B3        | X3               | 县文化馆  | 2026-01-01 | 900000000
"""
STAFF = """
    record_id | person_id | unit_name | staff_type | account_number | paid_for
    W1        | P1        | 县文化馆  | 事业在编   | 6201           | 2026-05-01
    W2        | P2        | 县文化馆  | 编外       | 6202           | 2026-05-01
"""
OWN = "县文化馆 | 2025-12-20 | 县文化馆 | 100 | 30000000 | 30299 | 划转经费"
TO_STAFF = "县文化馆 | 2026-05-12 | 某某 | 6201 | 500000 | 30299 | 付其他费用"


def given(*rows: str, budget: str = YEAR) -> dict[str, str]:
    """Return payments beside the unit's budget and staff."""
    lines = [f"S{n} | ZF{n} | {row}" for n, row in enumerate(rows, 1)]
    return {TREASURY: "\n".join([HEAD, *lines]), BUDGET: budget, PAYROLL: STAFF}


def test_stays_in_shadow() -> None:
    """本规则随程序发布时为影子运行."""
    assert RULE.status is Status.SHADOW


def test_three_tenths_of_the_budget_moved_in_december() -> None:
    """十二月划入本单位账户合计达到全年预算三成的，列出单位，金额为合计."""
    half = OWN.replace("30000000", "15000000")
    check_rule(
        RULE,
        given=given(half, half.replace("12-20", "12-30")),
        expect="""
            outcome | subject_kind | subject_id | amount_fen | items | reason
            hit     | unit         | 县文化馆   | 30000000   | 2     | 年末划转
        """,
    )


@pytest.mark.parametrize(
    ("payment", "outcomes"),
    [
        (OWN.replace("30000000", "29999999"), []),
        (OWN.replace("2025-12-20", "2025-11-30"), []),
        (OWN.replace("| 县文化馆 | 100", "| 县广告公司 | 100"), []),
        (OWN.replace("30299", "30228"), []),
        (OWN.replace("划转经费", "按县财〔2025〕9号划转"), ["explained"]),
    ],
)
def test_what_is_no_such_transfer(payment: str, outcomes: list[str]) -> None:
    """不足三成、不在十二月、收款人是别的单位或属工会经费的不列；摘要写明文件依据的有合理解释."""
    assert [hit["outcome"] for hit in hits_of(RULE, given(payment))] == outcomes


def test_without_the_budget_it_cannot_be_decided() -> None:
    """没有本单位预算指标的，无法判断."""
    other = YEAR.replace("县文化馆", "县图书馆")
    (hit,) = hits_of(RULE, given(OWN, budget=other))
    assert hit["outcome"] == "cannot_decide"


@pytest.mark.parametrize(
    ("payment", "outcomes"),
    [
        (TO_STAFF, ["hit"]),
        (TO_STAFF.replace("500000", "499999"), []),
        (TO_STAFF.replace("6201", "6202"), []),  # no employee of the establishment
        (TO_STAFF.replace("6201", "7000"), []),
        (TO_STAFF.replace("30299", "30211"), []),
        (TO_STAFF.replace("30299", "30305"), []),
        (TO_STAFF.replace("付其他费用", "付垫付培训费"), ["explained"]),
    ],
)
def test_a_personal_account(payment: str, outcomes: list[str]) -> None:
    """付到在编人员个人账户满五千元的列出；编外人员、非职工账户、差旅和补助类支出不列；垫付的有合理解释."""
    found = hits_of(RULE, given(payment))
    assert [hit["outcome"] for hit in found] == outcomes
    reasons = [hit["reason"] for hit in found if hit["outcome"] == "hit"]
    assert reasons == ["付到个人账户"] * outcomes.count("hit")


def test_equal_sums_to_several_are_left_to_the_rule_on_allowances() -> None:
    """同额付款两笔时只列一条，三笔起归津贴补贴的规则，本规则不列."""
    assert len(hits_of(RULE, given(TO_STAFF, TO_STAFF))) == 1
    assert not hits_of(RULE, given(TO_STAFF, TO_STAFF, TO_STAFF))


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("FN-15")
