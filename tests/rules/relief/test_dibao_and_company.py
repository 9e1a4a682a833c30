"""Allowance paid for months through which a member led or owned a firm."""

import pytest

from rules.relief.dibao_and_company import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import hits_of

MEMBER, PAYMENT = "relief/dibao_member", "relief/dibao_payment"
COMPANY, ROLE = "registry/company", "registry/company_member"
LISTED = """
    record_id | person_id | head_person_id | certificate_number | first_for  | status
    M1        | P1        | P1             | D1                 | 2024-01-01 | 在保
"""
PAID = """
    record_id | person_id | certificate_number | paid_for   | amount_fen
    A         | P1        | D1                 | 2026-02-01 | 60000
"""
FIRM = (
    "record_id | organisation_id | legal_representative_person_id | company_kind"
    " | founded_on | cancelled_on | status"
)


def outcomes(firm: str, role: str = "") -> list[object]:
    given = {MEMBER: LISTED, PAYMENT: PAID, COMPANY: f"{FIRM}\n{firm}", ROLE: role}
    return [hit["outcome"] for hit in hits_of(RULE, given)]


@pytest.mark.parametrize(
    ("firm", "expected"),
    [
        ("F | O1 | P1 | 有限责任公司 | 2020-01-01 | | 存续", ["hit"]),
        ("F | O1 | P1 | 个体工商户 | 2020-01-01 | | 存续", ["hit"]),
        ("F | O1 | P2 | 有限责任公司 | 2020-01-01 | | 存续", []),
        ("F | O1 | P1 | 有限责任公司 | 2026-02-10 | | 存续", []),
        ("F | O1 | P1 | 有限责任公司 | 2020-01-01 | 2026-02-20 | 注销", []),
        ("F | O1 | P1 | 有限责任公司 | 2020-01-01 | 2026-03-02 | 注销", ["hit"]),
    ],
)
def test_who_led_a_firm_and_when(firm: str, expected: list[str]) -> None:
    """整月担任企业负责人或个体经营者的列出；别人的企业、当月设立、当月注销的不列."""
    assert outcomes(firm) == expected


def test_a_trader_is_said_to_be_one() -> None:
    """个体工商户的，表述为经营者，列为提示."""
    firm = "F | O1 | P1 | 个体工商户 | 2020-01-01 | | 存续"
    given = {MEMBER: LISTED, PAYMENT: PAID, COMPANY: f"{FIRM}\n{firm}"}
    (hit,) = hits_of(RULE, given)
    assert "个体工商户的经营者" in str(hit["sentence"])
    assert hit["severity"] == "S4"


@pytest.mark.parametrize(("kind", "outcome"), [("成员", "explained"), ("经理", "hit")])
def test_a_mere_member_of_a_cooperative_is_explained(kind: str, outcome: str) -> None:
    """只是合作社普通成员的有合理解释，任经理的列出."""
    firm = "F | O1 | P2 | 农民专业合作社 | 2020-01-01 | | 存续"
    role = f"""
        record_id | organisation_id | person_id | member_kind | joined_on
        R         | O1              | P1        | {kind}      | 2021-01-01
    """
    assert outcomes(firm, role) == [outcome]


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("PR-05")
