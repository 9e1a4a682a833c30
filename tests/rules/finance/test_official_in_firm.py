"""Public employees who lead, own or manage a firm while in post."""

import pytest

from rules.finance.official_in_firm import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

CADRE, COMPANY = "registry/cadre", "registry/company"
MEMBER, PAYROLL = "registry/company_member", "finance/staff_payroll"


def post(identity: str = "公务员", since: str = "2022-03-01", until: str = "") -> str:
    return f"""
        record_id | person_id | unit_name | identity   | appointed_on | removed_on
        K1        | P1        | 县水利局  | {identity} | {since}      | {until}
    """


def firm(cells: str = "有限责任公司 | 2020-01-01 |  | 存续", leader: str = "P1") -> str:
    return f"""
        record_id | credit_code | company_kind | founded_on | cancelled_on | status | \
legal_representative_person_id
        F1        | X1          | {cells} | {leader}
    """


def member(kind: str, cells: str = "300000 | 2023-01-01 |", tier: str = "T1") -> str:
    return f"""
        record_id | person_id | credit_code | member_kind | share_ppm | joined_on | \
left_on | link_tier
        M1        | P1        | X1          | {kind}      | {cells} | {tier}
    """


def test_leading_a_firm_while_in_post() -> None:
    """任职期间担任企业法定代表人的列出，期间从任职之日起."""
    check_rule(
        RULE,
        given={CADRE: post(), COMPANY: firm()},
        expect="""
            outcome | subject_kind | subject_id | severity | reason   | period_from
            hit     | official     | P1         | S2       | 任职经营 | 2022-03-01
        """,
    )


@pytest.mark.parametrize(
    ("held", "cells", "outcomes"),
    [
        (post(), "有限责任公司 | 2010-01-01 | 2022-02-01 | 注销", []),
        (post(), "有限责任公司 | 2010-01-01 | 2022-05-01 | 注销", []),  # hands over
        (post(), "有限责任公司 | 2010-01-01 | 2022-08-01 | 注销", ["hit"]),
        (post(until="2023-01-01"), "有限责任公司 | 2024-01-01 | | 存续", []),
        (post(until="2023-01-01"), "有限责任公司 | 2022-06-01 | | 存续", ["hit"]),
        (post(), "有限责任公司 | 2020-01-01 | | 吊销", ["cannot_decide"]),
        (post(), "国有独资公司 | 2020-01-01 | | 存续", ["explained"]),
        (post("村(社区)干部"), "农民专业合作社 | 2020-01-01 | | 存续", []),
    ],
)
def test_when_and_what_counts(held: str, cells: str, outcomes: list[str]) -> None:
    """任职后九十天内注销的、离任以后设立的不列；吊销未注销的无法判断，国有独资公司有合理解释."""
    found = hits_of(RULE, {CADRE: held, COMPANY: firm(cells)})
    assert [hit["outcome"] for hit in found] == outcomes


@pytest.mark.parametrize(
    ("kind", "cells", "told"),
    [
        ("股东", "300000 | 2023-01-01 |", [("hit", "S2")]),
        ("股东", "20000 | 2023-01-01 |", [("hit", "S4")]),
        ("经理", "20000 | 2023-01-01 |", [("hit", "S2")]),
        ("股东", "300000 | 2015-01-01 | 2021-01-01", []),
        ("股东", "300000 | 2005-01-01 |", [("cannot_decide", "S2")]),  # before work
        ("监事", " | 2023-01-01 |", []),
        ("成员", " | 2023-01-01 |", []),
    ],
)
def test_which_roles_count(kind: str, cells: str, told: list[tuple[str, str]]) -> None:
    """股东、经理列出，小额持股列为提示；监事、合作社成员和任职前退出的不列，参加工作以前持股的无法判断."""
    payroll = """
        record_id | person_id | staff_type | joined_on  | paid_for
        W1        | P1        | 公务员     | 2010-07-01 | 2026-01-01
    """
    given = {
        CADRE: post(),
        COMPANY: firm("有限责任公司 | 2000-01-01 | | 存续", leader="P9"),
        MEMBER: member(kind, cells),
        PAYROLL: payroll,
    }
    found = hits_of(RULE, given)
    assert [(hit["outcome"], hit["severity"]) for hit in found] == told


@pytest.mark.parametrize(("tier", "tiers"), [("T5", ["T5"]), ("T6", [])])
def test_a_weak_tie_asks_who_it_is(tier: str, tiers: list[str]) -> None:
    """身份对应把握不大的列为待核身份，只凭姓名的不列."""
    given = {
        CADRE: post(),
        COMPANY: firm(leader="P9"),
        MEMBER: member("股东", tier=tier),
    }
    assert [hit["tier"] for hit in hits_of(RULE, given)] == tiers


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("FN-04")


@pytest.mark.parametrize(
    ("post_to", "firm_to"), [("2026-06-09", ""), ("", "2026-06-09")]
)
def test_who_or_what_vanished_was_there_before(post_to: str, firm_to: str) -> None:
    """人员或企业已从以后的登记信息中消失的，此前任职期间的登记照样列出."""
    cadre = f"""
record_id|supplier|person_id|unit_name|identity|appointed_on|delivered_on|valid_to
K1|编办|P1|县水利局|公务员|2022-03-01|2026-03-10|{post_to}
    """
    company = f"""
record_id|supplier|credit_code|company_kind|founded_on|legal_representative_person_id|\
delivered_on|valid_to
F1|市监局|X1|有限责任公司|2020-01-01|P1|2026-03-10|{firm_to}
    """
    found = hits_of(RULE, {CADRE: cadre, COMPANY: company})
    assert [(hit["outcome"], str(hit["period_to"])) for hit in found] == [
        ("hit", "2026-03-10")
    ]
