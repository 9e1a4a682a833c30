"""PR-02: which households the county itself calls wrong."""

import pytest

from county.cases.dibao_and_fiscal_payroll import judge
from tests.county.worlds import labelled, world_of

MEMBER, PAYMENT = "relief/dibao_member", "relief/dibao_payment"
PAYROLL = "finance/staff_payroll"
# 0 heads a household with spouse 1 and child 2; child 3 has a home of its own.
PEOPLE = """
    person | household | spouse | father | mother
    0      | 0         | 1      |        |
    1      | 0         | 0      |        |
    2      | 0         |        | 0      | 1
    3      | 3         |        | 0      | 1
"""
PAID = """
    person | paid_for   | payment_result
    0      | 2026-05-01 | 成功
"""
LISTED = """
    person | head_person | first_for  | status | disability_grade
    0      | 0           | 2020-01-01 | 在保   |
"""
WAGE = "person | paid_for | staff_type | joined_on\n"


@pytest.mark.parametrize(
    ("wage", "expected"),
    [
        ("0 | 2026-05-01 | 公务员 | 2010-01-01", ("planted", "member_on_payroll")),
        ("1 | 2026-05-01 | 事业在编 | 2010-01-01", ("planted", "spouse_on_payroll")),
        ("2 | 2026-05-01 | 工勤 | 2010-01-01", ("planted", "child_on_payroll")),
        ("3 | 2026-05-01 | 工勤 | 2010-01-01", ("look_alike", "child_apart")),
        ("0 | 2026-05-01 | 遗属补助 | 2010-01-01", ("look_alike", "survivors_aid")),
        ("1 | 2026-05-01 | 村干部 | 2010-01-01", ("look_alike", "non_fiscal_post")),
        ("0 | 2026-05-01 | 公务员 | 2026-02-01", ("look_alike", "fading_period")),
        ("0 | 2026-06-01 | 公务员 | 2026-06-01", ("look_alike", "other_months")),
        ("1 | 2026-06-01 | 公务员 | 2026-06-01", None),
    ],
)
def test_judges_one_wage_beside_an_allowance_of_may(
    wage: str, expected: tuple[str, str] | None
) -> None:
    given = {MEMBER: LISTED, PAYMENT: PAID, PAYROLL: WAGE + wage}
    assert labelled(judge(world_of(PEOPLE, given))).get(0) == expected


def test_a_listed_spouse_with_a_wage_is_a_case_of_the_spouse() -> None:
    listed = f"{LISTED.rstrip()}\n1 | 0 | 2020-01-01 | 在保 |"
    wage = f"{WAGE}1 | 2026-05-01 | 公务员 | 2010-01-01"
    given = {MEMBER: listed, PAYMENT: PAID, PAYROLL: wage}
    found = labelled(judge(world_of(PEOPLE, given)))
    assert found == {1: ("planted", "member_on_payroll")}


def test_one_severely_disabled_person_may_be_listed_alone() -> None:
    listed = LISTED.replace("在保   |", "在保 | 一级")
    wage = f"{WAGE}1 | 2026-05-01 | 公务员 | 2010-01-01"
    given = {MEMBER: listed, PAYMENT: PAID, PAYROLL: wage}
    found = labelled(judge(world_of(PEOPLE, given)))
    assert found == {0: ("look_alike", "single_severe_disability")}


def test_the_relative_on_the_payroll_is_named_as_partner() -> None:
    wage = f"{WAGE}1 | 2026-05-01 | 公务员 | 2010-01-01"
    given = {MEMBER: LISTED, PAYMENT: PAID, PAYROLL: wage}
    assert judge(world_of(PEOPLE, given))["partner"].to_list() == [1]


def test_money_that_came_back_is_no_case() -> None:
    wage = f"{WAGE}0 | 2026-05-01 | 公务员 | 2010-01-01"
    given = {MEMBER: LISTED, PAYMENT: PAID.replace("成功", "退回"), PAYROLL: wage}
    found = labelled(judge(world_of(PEOPLE, given)))
    assert found == {0: ("look_alike", "payment_returned")}
