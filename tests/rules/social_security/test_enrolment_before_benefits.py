"""Several people enrolled together, and drawing benefits soon after."""

import pytest

from rules.rule import Status
from rules.social_security.enrolment_before_benefits import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import hits_of

ENROLMENT = "social_security/employee_enrolment"
BENEFIT = "social_security/unemployment_benefit"
INJURY = "social_security/injury_payment"
SETTLEMENT = "social_security/medical_settlement"
TAX = "finance/tax_payment"


def enrolled(
    people: int, *, unit: str = "甲公司", tier: str = "T1", months: tuple[int, ...] = ()
) -> str:
    """Return enrolments of one unit, on the first of January 2025 or of `months`."""
    head = "record_id|person_id|link_tier|organisation_id|unit_name|payer_kind|enrolled_on\n"
    days = [f"2025-{month:02}-01" for month in months] or ["2025-01-01"] * people
    return head + "\n".join(
        f"E{n}|P{n}|{tier}|O1|{unit}|单位|{days[n - 1]}" for n in range(1, people + 1)
    )


def jobless(people: int, registered_on: str = "2026-02-01") -> str:
    """Return one month of unemployment benefit for each person."""
    head = "record_id|person_id|registered_on|paid_for|amount_fen|medical_premium_fen\n"
    return head + "\n".join(
        f"B{n}|P{n}|{registered_on}|2026-03-01|150000|30000"
        for n in range(1, people + 1)
    )


def test_names_the_unit_and_counts_what_was_paid() -> None:
    """列出参保单位，金额为其五人已领的待遇合计；本规则随程序发布时为影子运行."""
    given = {ENROLMENT: enrolled(5), BENEFIT: jobless(5)}
    (hit,) = hits_of(RULE, given)
    assert (hit["subject_kind"], hit["subject_id"]) == ("organisation", "O1")
    assert (hit["outcome"], hit["items"], hit["amount_fen"]) == ("hit", 5, 900000)
    assert hit["severity"] == "S2"
    assert RULE.status is Status.SHADOW


@pytest.mark.parametrize(
    ("people", "months", "hits"),
    [
        (4, (), 0),
        (5, (1, 2, 3, 4, 4), 1),  # ninety days
        (5, (1, 2, 3, 4, 5), 0),
        (6, (1, 3, 5, 7, 9, 11), 0),
    ],
)
def test_how_many_and_how_close(
    people: int, months: tuple[int, ...], hits: int
) -> None:
    """三个月内参保、且均享受待遇的满五人才列出."""
    given = {
        ENROLMENT: enrolled(people, months=months),
        BENEFIT: jobless(people),
    }
    assert len(hits_of(RULE, given)) == hits


@pytest.mark.parametrize(
    ("registered_on", "hits"),
    [
        ("2026-06-25", 1),  # 540 days
        ("2026-06-26", 0),
        ("2024-12-31", 0),  # before the enrolment
    ],
)
def test_how_soon_a_benefit_follows(registered_on: str, hits: int) -> None:
    """参保后十八个月内出现待遇事由的才计入，参保以前的不计."""
    given = {ENROLMENT: enrolled(5), BENEFIT: jobless(5, registered_on)}
    assert len(hits_of(RULE, given)) == hits


def test_injuries_and_births_count_too() -> None:
    """工伤和生育待遇与失业保险金一并计入."""
    hurt = "record_id|person_id|benefit_item|injured_on|paid_for|amount_fen\n"
    hurt += "\n".join(
        f"I{n}|P{n}|伤残津贴|2025-05-01|2026-01-01|100" for n in (1, 2, 3)
    )
    born = "record_id|person_id|visit_kind|admitted_on|fund_fen\n"
    born += "\n".join(f"M{n}|P{n}|生育|2025-07-01|1000" for n in (4, 5))
    given = {ENROLMENT: enrolled(5), INJURY: hurt, SETTLEMENT: born}
    (hit,) = hits_of(RULE, given)
    assert hit["amount_fen"] == 2300


@pytest.mark.parametrize(
    ("unit", "outcome"),
    [("乙人力资源公司", "explained"), ("甲县人力资源和社会保障局", "hit")],
)
def test_an_agency_enrols_people_for_others(unit: str, outcome: str) -> None:
    """人力资源机构代办参保的，有合理解释."""
    given = {ENROLMENT: enrolled(5, unit=unit), BENEFIT: jobless(5)}
    (hit,) = hits_of(RULE, given)
    assert hit["outcome"] == outcome
    assert (hit["reason"] == "dispatch_agency") == (outcome == "explained")


@pytest.mark.parametrize(
    ("organisation", "fen", "outcome"),
    [("O1", 500, "explained"), ("O1", 0, "hit"), ("O2", 500, "hit")],
)
def test_a_unit_that_pays_tax_trades(organisation: str, fen: int, outcome: str) -> None:
    """参保单位同期有纳税的有合理解释；没有税款或是别的单位纳税的仍列出."""
    tax = f"""
        organisation_id | paid_for   | paid_for_to | amount_fen
        {organisation}  | 2025-04-01 | 2025-06-30  | {fen}
    """
    given = {ENROLMENT: enrolled(5), BENEFIT: jobless(5), TAX: tax}
    (hit,) = hits_of(RULE, given)
    assert hit["outcome"] == outcome


def test_counts_firm_ties_only() -> None:
    """只计身份对应可靠的人."""
    given = {ENROLMENT: enrolled(5, tier="T4"), BENEFIT: jobless(5)}
    assert hits_of(RULE, given) == []


def test_the_clean_county() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("SS-07")
