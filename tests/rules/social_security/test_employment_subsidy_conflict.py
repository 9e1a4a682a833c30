"""Subsidies of employment without their ground."""

import pytest

from rules.social_security.employment_subsidy_conflict import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

SUBSIDY = "social_security/employment_subsidy"
DEATH = "registry/death"
PENSION = "social_security/pension_payment"
CONTRIBUTION = "social_security/contribution"
PAYROLL = "finance/staff_payroll"
COMPANY = "registry/company"
MALE_OF_1970 = "420281197006011215"


def quarter(  # noqa: PLR0913 - what tells subsidies apart
    kind: str = "公益性岗位补贴",
    *,
    name: str = "S1",
    person: str = "P1",
    unit: str = "环卫所",
    sex: str = "男",
    number: str = MALE_OF_1970,
    tier: str = "T1",
    result: str = "成功",
) -> str:
    """Return the subsidy of the second quarter of 2026."""
    return f"""
record_id|person_id|link_tier|subsidy_kind|unit_name|sex|id_text|id_kind|paid_for|paid_for_to|paid_on|amount_fen|payment_result
{name}|{person}|{tier}|{kind}|{unit}|{sex}|{number}|valid|2026-04-01|2026-06-30|2026-07-20|450000|{result}
""".strip()


def worked(*months: int, unit: str = "新厂", person: str = "P1") -> str:
    """Return contributions of a unit for months of 2026."""
    head = "record_id|person_id|unit_name|paid_for|unit_share_fen\n"
    return head + "\n".join(
        f"C{person}{n}|{person}|{unit}|2026-0{n}-01|60000" for n in months
    )


def test_counts_the_months_in_which_another_unit_contributed() -> None:
    """岗位补贴期间另有单位缴费的，按重叠月数折算."""
    check_rule(
        RULE,
        given={SUBSIDY: quarter(), CONTRIBUTION: worked(4, 5)},
        expect="""
outcome|reason      |subject_id|matter                        |amount_fen|severity|evidence_for
hit    |另有单位缴费|P1        |social_security/公益性岗位补贴|300000    |S3      |CP14 CP15 S1
""",
    )


@pytest.mark.parametrize(
    ("months", "unit", "hits"),
    [((6, 7), "新厂", 0), ((5, 6), "新厂", 1), ((4, 5, 6), "环卫所", 0)],
)
def test_a_month_of_transition_and_the_unit_of_the_post(
    months: tuple[int, ...], unit: str, hits: int
) -> None:
    """重叠一个月视为衔接，两个月起列出；用人单位自己缴费的不列."""
    given = {SUBSIDY: quarter(), CONTRIBUTION: worked(*months, unit=unit)}
    assert len(hits_of(RULE, given)) == hits


def test_an_agency_insures_the_holders_of_posts() -> None:
    """同一机构为三名以上岗位人员缴费的，视为劳务代缴，有合理解释."""
    subsidy, work = quarter(), worked(4, 5, 6)
    for person in ("P2", "P3"):
        row = quarter(name=f"S{person}", person=person).splitlines()[1]
        subsidy += f"\n{row}"
        rows = worked(4, 5, 6, person=person).splitlines()[1:]
        work = "\n".join((work, *rows))
    hits = hits_of(RULE, {SUBSIDY: subsidy, CONTRIBUTION: work})
    assert {str(hit["reason"]) for hit in hits} == {"insured_through_agency"}
    two = "\n".join(subsidy.splitlines()[:3])
    hits = hits_of(RULE, {SUBSIDY: two, CONTRIBUTION: work})
    assert {str(hit["outcome"]) for hit in hits} == {"hit"}


@pytest.mark.parametrize(
    ("died_on", "outcome"),
    [
        ("2026-04-10", []),  # within the quarter
        ("2026-03-30", ["hit"]),
    ],
)
def test_a_quarter_after_a_death(died_on: str, outcome: list[str]) -> None:
    """补贴所属季度开始以前已死亡的列出，季度中间死亡的不列."""
    died = f"""
        person_id | died_on   | source
        P1        | {died_on} | 公安注销
    """
    hits = hits_of(RULE, {SUBSIDY: quarter(), DEATH: died})
    assert [hit["outcome"] for hit in hits] == outcome
    assert [hit["amount_fen"] for hit in hits] == [450000] * len(outcome)


@pytest.mark.parametrize(
    ("sex", "number", "hits"),
    [
        ("男", "420281196509011215", 1),  # 60 years and 3 months in December 2025
        ("男", "420281196603011215", 0),  # turns sixty in 2026
        ("女", "420281197203011225", 0),  # past 50, not past 55
        ("女", "420281196903011225", 1),
    ],
)
def test_past_the_retirement_age(sex: str, number: str, hits: int) -> None:
    """超过法定退休年龄的列出，女性按较晚的一档."""
    found = hits_of(RULE, {SUBSIDY: quarter(sex=sex, number=number)})
    assert [hit["reason"] for hit in found] == ["超过退休年龄"] * hits


@pytest.mark.parametrize(
    ("kind", "staff_type", "reason"),
    [
        ("公益性岗位补贴", "事业在编", ["财政工资"]),
        ("公益性岗位补贴", "村干部", ["村干部"]),
        ("公益性岗位补贴", "公益性岗位", []),
        ("公益性岗位补贴", "临聘", []),
        ("社会保险补贴", "公务员", ["财政工资"]),
    ],
)
def test_the_payroll(kind: str, staff_type: str, reason: list[str]) -> None:
    """在编人员、村干部领岗位补贴的列出，工资册本来就写明公益性岗位或临聘的不列."""
    payroll = f"""
        person_id | staff_type   | unit_name | paid_for   | gross_fen
        P1        | {staff_type} | 甲局      | 2026-04-01 | 300000
        P1        | {staff_type} | 甲局      | 2026-05-01 | 300000
    """
    hits = hits_of(RULE, {SUBSIDY: quarter(kind), PAYROLL: payroll})
    assert [hit["reason"] for hit in hits] == reason


@pytest.mark.parametrize(
    ("kind", "company_kind", "cancelled_on", "hits"),
    [
        ("公益性岗位补贴", "个体工商户", "", 1),
        ("公益性岗位补贴", "个体工商户", "2026-03-15", 0),
        ("公益性岗位补贴", "农民专业合作社", "", 0),
        ("社会保险补贴", "个体工商户", "", 0),  # goes with a shop of one's own
    ],
)
def test_business(kind: str, company_kind: str, cancelled_on: str, hits: int) -> None:
    """补贴期间有个体经营的列出；已注销、合作社成员、补贴本来就面向经营者的不列."""
    firm = f"""
        credit_code | organisation_id | legal_representative_person_id | company_kind   | founded_on | cancelled_on   | valid_to
        92X         | O1              | P1                             | {company_kind} | 2019-01-01 | {cancelled_on} | {cancelled_on}
    """
    found = hits_of(RULE, {SUBSIDY: quarter(kind), COMPANY: firm})
    assert [hit["reason"] for hit in found] == ["登记经营"] * hits


def test_a_pension_beside_the_subsidy() -> None:
    """已领职工养老待遇又领社会保险补贴的，按重叠月数折算."""
    pension = """
        person_id | scheme   | paid_for   | amount_fen
        P1        | 企业养老 | 2026-05-01 | 300000
        P1        | 企业养老 | 2026-06-01 | 300000
    """
    (hit,) = hits_of(RULE, {SUBSIDY: quarter("社会保险补贴"), PENSION: pension})
    assert (hit["reason"], hit["amount_fen"]) == ("已领养老待遇", 300000)


def test_the_one_off_subsidy_once_for_a_person_and_a_business() -> None:
    """一次性创业补贴，同一人或同一经营主体第二次的列出."""
    table = """
        record_id | person_id | subsidy_kind   | business_credit_code | paid_for   | amount_fen
        S1        | P1        | 一次性创业补贴 | 92A                  | 2026-02-01 | 500000
        S2        | P1        | 一次性创业补贴 | 92B                  | 2026-08-01 | 500000
        S3        | P2        | 一次性创业补贴 | 92A                  | 2026-09-01 | 500000
        S4        | P3        | 一次性创业补贴 |                      | 2026-09-01 | 500000
        S5        | P4        | 一次性创业补贴 |                      | 2026-09-01 | 500000
    """
    hits = hits_of(RULE, {SUBSIDY: table})
    found = sorted((str(hit["subject_id"]), hit["items"]) for hit in hits)
    assert found == [("P1", 1), ("P2", 1)]


def test_weak_ties_and_returned_money() -> None:
    """身份对应把握不大的列为待核身份，已退回的不列."""
    given = {SUBSIDY: quarter(tier="T5"), CONTRIBUTION: worked(4, 5)}
    (hit,) = hits_of(RULE, given)
    assert (hit["tier"], hit["severity"]) == ("T5", "S4")
    back = {SUBSIDY: quarter(result="退回"), CONTRIBUTION: worked(4, 5)}
    assert hits_of(RULE, back) == []


def test_the_clean_county() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("SS-12")
