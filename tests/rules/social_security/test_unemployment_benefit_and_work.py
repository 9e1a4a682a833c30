"""Unemployment benefit for months of work."""

import pytest

from rules.social_security.unemployment_benefit_and_work import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

BENEFIT = "social_security/unemployment_benefit"
CONTRIBUTION = "social_security/contribution"
PAYROLL = "finance/staff_payroll"
COMPANY = "registry/company"
SUBSIDY = "social_security/employment_subsidy"


def drawn(first: int = 1, last: int = 6, tier: str = "T1", result: str = "成功") -> str:
    """Return the benefit of some months of 2026."""
    head = "record_id|person_id|link_tier|former_unit|registered_on|paid_for|paid_on"
    head += "|amount_fen|medical_premium_fen|payment_result"
    rows = [
        f"B{n}|P1|{tier}|旧厂|2025-12-20|2026-0{n}-01|2026-0{n}-15|150000|30000|{result}"
        for n in range(first, last + 1)
    ]
    return "\n".join((head, *rows))


def worked(*months: int, unit: str = "新厂", cells: str = "正常应缴|单位|60000") -> str:
    """Return contributions for some months of 2026."""
    head = "record_id|person_id|unit_name|paid_for|contribution_kind|payer_kind"
    head += "|unit_share_fen"
    rows = [f"C{n}|P1|{unit}|2026-0{n}-01|{cells}" for n in months]
    return "\n".join((head, *rows))


def test_counts_the_months_after_the_first_with_an_employer() -> None:
    """重新就业第二个月起仍领失业保险金的，逐月列出，连同代缴的医保费."""
    check_rule(
        RULE,
        given={BENEFIT: drawn(), CONTRIBUTION: worked(2, 3, 4)},
        expect="""
outcome|subject_id|matter                    |amount_fen|items|severity|evidence_for
hit    |P1        |social_security/失业保险金|360000    |2    |S3      |C3 C4 B3 B4
""",
    )


def test_one_month_of_work_is_the_transition() -> None:
    """只有一个月就业的，视为衔接，有合理解释."""
    (hit,) = hits_of(RULE, {BENEFIT: drawn(), CONTRIBUTION: worked(3)})
    assert (hit["outcome"], hit["reason"]) == ("explained", "first_month_of_work")


@pytest.mark.parametrize(
    "cells", ["补缴|单位|60000", "正常应缴|个体|60000", "正常应缴|单位|0"]
)
def test_arrears_and_own_contributions_are_no_work(cells: str) -> None:
    """补缴、个人缴费、单位没有缴费的，不算就业."""
    given = {BENEFIT: drawn(), CONTRIBUTION: worked(2, 3, 4, cells=cells)}
    assert hits_of(RULE, given) == []


@pytest.mark.parametrize(
    ("months", "outcome"),
    [
        ((1, 2), "explained"),  # up to two months after the registration
        ((1, 2, 3), "hit"),
    ],
)
def test_a_former_employer_may_be_late(months: tuple[int, ...], outcome: str) -> None:
    """原单位在失业登记后两个月内迟报的缴费有合理解释，第三个月仍缴的列出."""
    table = worked(*months, unit="旧厂")
    (hit,) = hits_of(RULE, {BENEFIT: drawn(), CONTRIBUTION: table})
    assert hit["outcome"] == outcome


@pytest.mark.parametrize(
    ("kind", "hits"), [("临聘", 1), ("遗属补助", 0), ("公益性岗位", 0), ("村干部", 0)]
)
def test_the_payroll_counts_by_kind_of_staff(kind: str, hits: int) -> None:
    """工资册中临聘人员算就业，遗属补助、公益性岗位、村干部不算."""
    payroll = f"""
        person_id | staff_type | unit_name | paid_for   | gross_fen
        P1        | {kind}     | 甲局      | 2026-03-01 | 300000
        P1        | {kind}     | 甲局      | 2026-04-01 | 300000
    """
    found = hits_of(RULE, {BENEFIT: drawn(), PAYROLL: payroll})
    assert [hit["reason"] for hit in found] == ["财政工资"] * hits


def firm(founded_on: str) -> str:
    """Return a firm of the person's own."""
    return f"""
        credit_code | organisation_id | organisation_name | legal_representative_person_id | founded_on
        91X         | O1              | 自办公司          | P1                             | {founded_on}
    """


STAFF = """
    record_id | person_id | unit_name | organisation_id | paid_for   | unit_share_fen
    S3        | P2        | 自办公司  | O1              | 2026-03-01 | 60000
    S4        | P2        | 自办公司  | O1              | 2026-04-01 | 60000
"""


@pytest.mark.parametrize(
    ("founded_on", "hits"),
    [("2026-01-10", 1), ("2019-01-10", 0)],  # 2019: before the unemployment
)
def test_a_firm_founded_since_that_has_staff(founded_on: str, hits: int) -> None:
    """失业以后新办企业且企业有职工的列出，失业以前办的或没有职工的不列."""
    given = {BENEFIT: drawn(), CONTRIBUTION: STAFF, COMPANY: firm(founded_on)}
    found = hits_of(RULE, given)
    assert [(hit["reason"], hit["items"]) for hit in found] == [("登记经营", 1)] * hits
    assert hits_of(RULE, given | {CONTRIBUTION: ""}) == []


@pytest.mark.parametrize(
    ("row", "hits"),
    [
        ("2026-02-10 |            | 2026-03-15", 1),  # led it in March, not in April
        ("2026-02-10 | 2026-03-01 |           ", 1),
        ("2026-11-06 | 2026-11-06 |           ", 0),  # took it over since
    ],
)
def test_a_firm_counts_while_one_leads_it(row: str, hits: int) -> None:
    """企业由他人负责期间的月份不列；月中换人的月份按月初在任计算."""
    table = f"""
record_id|organisation_id|organisation_name|legal_representative_person_id|founded_on|delivered_on|valid_from|valid_to
G0 | O9 | 别家公司 | P9 | 2019-01-01 | 2026-01-05 |            |
G1 | O1 | 自办公司 | P1 | 2026-01-10 | {row}
"""
    found = hits_of(RULE, {BENEFIT: drawn(), CONTRIBUTION: STAFF, COMPANY: table})
    assert len(found) == hits


def test_a_public_post_is_given_to_people_without_work() -> None:
    """按政策安排在公益性岗位的，有合理解释."""
    subsidy = """
        person_id | subsidy_kind   | started_on | ended_on   | amount_fen
        P1        | 公益性岗位补贴 | 2026-02-10 | 2027-02-09 | 100000
    """
    given = {BENEFIT: drawn(), CONTRIBUTION: worked(3, 4, 5), SUBSIDY: subsidy}
    (hit,) = hits_of(RULE, given)
    assert hit["outcome"] == "explained"
    assert "public_post" in str(hit["reason"])


def test_three_people_of_one_employer_weigh_more() -> None:
    """同一单位涉及三人的，列为重点核查."""
    benefit, work = drawn(), worked(2, 3)
    for number in (2, 3):
        benefit += "\n" + "\n".join(drawn().splitlines()[1:]).replace(
            "B", f"B{number}x"
        ).replace("P1", f"P{number}")
        work += "\n" + "\n".join(worked(2, 3).splitlines()[1:]).replace(
            "C", f"C{number}x"
        ).replace("P1", f"P{number}")
    hits = hits_of(RULE, {BENEFIT: benefit, CONTRIBUTION: work})
    assert [hit["severity"] for hit in hits] == ["S2", "S2", "S2"]


def test_weak_ties_and_returned_money() -> None:
    """身份对应把握不大的列为待核身份，已退回的不列."""
    (hit,) = hits_of(RULE, {BENEFIT: drawn(tier="T5"), CONTRIBUTION: worked(2, 3)})
    assert (hit["tier"], hit["severity"]) == ("T5", "S4")
    back = {BENEFIT: drawn(result="退回"), CONTRIBUTION: worked(2, 3)}
    assert hits_of(RULE, back) == []


def test_the_clean_county() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("SS-04")
