"""Allowances of rural posts beside another job, and what only looks so."""

import pytest

from rules.relief.rural_post_holders import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

PAID = "relief/subsidy_payment"
CONTRIBUTION = "social_security/contribution"
PAYROLL = "finance/staff_payroll"
COMPANY = "registry/company"
RESIDENT = "registry/resident"


def quarter(
    project: str = "生态护林员补助",
    *,
    person: str = "P1",
    tier: str = "T1",
    result: str = "成功",
) -> str:
    """Return the allowance of the second quarter of 2026."""
    return f"""
record_id|person_id|link_tier|project_name|paid_for|paid_for_to|paid_on|amount_fen|payment_result
S{person}|{person}|{tier}|{project}|2026-04-01|2026-06-30|2026-06-20|300000|{result}
""".strip()


def worked(*months: int, person: str = "P1", insurance: str = "企业养老") -> str:
    """Return contributions of an employer for months of 2026."""
    head = "record_id|person_id|unit_name|insurance|paid_for|unit_share_fen\n"
    return head + "\n".join(
        f"C{person}{n}|{person}|新厂|{insurance}|2026-0{n}-01|60000" for n in months
    )


def born(day: str, number: str = "") -> str:
    digits = number or f"420281{day.replace('-', '')}0019"
    return f"record_id|person_id|birth_on|id_text\nR1|P1|{day}|{digits}"


def test_counts_the_months_in_which_an_employer_contributed() -> None:
    """护林员补助期间有单位缴费的，按重叠月数折算."""
    check_rule(
        RULE,
        given={PAID: quarter(), CONTRIBUTION: worked(4, 5)},
        expect="""
outcome|reason  |subject_id|matter               |amount_fen|severity|evidence_for
hit    |单位缴费|P1        |relief/生态护林员补助|200000    |S3      |SP1 CP14 CP15
""",
    )


@pytest.mark.parametrize(
    ("project", "months", "insurance", "hits"),
    [
        ("生态护林员补助", (6, 7), "企业养老", 0),
        ("光伏公益岗位补助", (5, 6), "企业养老", 1),
        ("光伏公益岗位补助", (4, 5, 6), "工伤", 0),
        ("森林生态效益补偿", (4, 5, 6), "企业养老", 0),
    ],
)
def test_what_is_a_job_and_what_is_a_post(
    project: str, months: tuple[int, ...], insurance: str, hits: int
) -> None:
    """重叠一个月、只缴工伤保险、不是岗位补助的不列."""
    given = {
        PAID: quarter(project),
        CONTRIBUTION: worked(*months, insurance=insurance),
    }
    assert len(hits_of(RULE, given)) == hits


def test_an_agency_insures_the_holders() -> None:
    """主要为岗位人员缴费的单位视为代缴，有合理解释."""
    paid, work = quarter(), worked(4, 5, 6)
    for person in ("P2", "P3"):
        paid += "\n" + quarter(person=person).splitlines()[1]
        work += "\n" + "\n".join(worked(4, 5, 6, person=person).splitlines()[1:])
    hits = hits_of(RULE, {PAID: paid, CONTRIBUTION: work})
    assert [hit["reason"] for hit in hits] == ["insured_through_agency"] * 3


def test_a_unit_with_more_staff_of_its_own_is_no_agency() -> None:
    """岗位人员不到缴费人数一半的单位不视为代缴，只参加工伤保险的不计人数."""
    paid, work = quarter(), worked(4, 5, 6)
    for person in ("P2", "P3"):
        paid += "\n" + quarter(person=person).splitlines()[1]
        work += "\n" + "\n".join(worked(4, 5, 6, person=person).splitlines()[1:])
    for person in ("P4", "P5", "P6"):
        work += "\n" + worked(4, person=person).splitlines()[1]
    injured = worked(4, person="P7", insurance="工伤").splitlines()[1]
    even = hits_of(RULE, {PAID: paid, CONTRIBUTION: f"{work}\n{injured}"})
    assert {hit["outcome"] for hit in even} == {"explained"}
    staff = worked(4, person="P7").splitlines()[1]
    more = hits_of(RULE, {PAID: paid, CONTRIBUTION: f"{work}\n{staff}"})
    assert {hit["outcome"] for hit in more} == {"hit"}


@pytest.mark.parametrize(
    ("staff_type", "reason"),
    [
        ("事业在编", ["财政工资"]),
        ("离退休", []),
        ("村干部", []),
        ("公益性岗位", []),
    ],
)
def test_the_payroll(staff_type: str, reason: list[str]) -> None:
    """同期有财政工资的列出，离退休待遇、村干部补贴和公益性岗位工资不列."""
    payroll = f"""
        person_id | staff_type   | unit_name | paid_for   | gross_fen
        P1        | {staff_type} | 甲局      | 2026-04-01 | 300000
        P1        | {staff_type} | 甲局      | 2026-05-01 | 300000
    """
    hits = hits_of(RULE, {PAID: quarter(), PAYROLL: payroll})
    assert [hit["reason"] for hit in hits] == reason


@pytest.mark.parametrize(
    ("company_kind", "cancelled_on", "hits"),
    [
        ("有限责任公司", "", 1),
        ("有限责任公司", "2026-05-15", 0),
        ("农民专业合作社", "", 0),
    ],
)
def test_business(company_kind: str, cancelled_on: str, hits: int) -> None:
    """整个补助期间登记为法定代表人的列出，已注销的和合作社不列."""
    firm = f"""
        credit_code | organisation_id | legal_representative_person_id | company_kind   | founded_on | cancelled_on   | valid_to
        91X         | O1              | P1                             | {company_kind} | 2019-01-01 | {cancelled_on} | {cancelled_on}
    """
    found = hits_of(RULE, {PAID: quarter(), COMPANY: firm})
    assert [hit["reason"] for hit in found] == ["登记经营"] * hits


@pytest.mark.parametrize(
    ("project", "day", "outcome"),
    [
        ("生态护林员补助", "1965-03-31", ["hit"]),  # 61 in the month before
        ("生态护林员补助", "1965-04-01", []),
        ("村级保洁员补助", "1965-03-31", ["cannot_decide"]),  # no age in the table
        ("村级保洁员补助", "1970-03-31", []),
    ],
)
def test_the_last_age_of_the_post(project: str, day: str, outcome: list[str]) -> None:
    """上限当岁仍可在岗；政策表没有该岗位上限的，年满六十周岁的不作判断."""
    hits = hits_of(RULE, {PAID: quarter(project), RESIDENT: born(day)})
    assert [hit["outcome"] for hit in hits] == outcome


def test_a_birth_date_in_dispute() -> None:
    """户籍与身份证号码的出生日期不一致的，不作判断."""
    resident = born("1962-03-31", "420281197203310019")
    (hit,) = hits_of(RULE, {PAID: quarter(), RESIDENT: resident})
    assert hit["outcome"] == "cannot_decide"


def test_weak_ties_and_money_that_came_back() -> None:
    """身份对应把握不大的列为待核身份，退回和冲正的不列."""
    work = worked(4, 5)
    (hit,) = hits_of(RULE, {PAID: quarter(tier="T5"), CONTRIBUTION: work})
    assert (hit["tier"], hit["severity"]) == ("T5", "S4")
    assert hits_of(RULE, {PAID: quarter(result="退回"), CONTRIBUTION: work}) == []
    row = quarter().splitlines()[1].replace("SP1", "B1").replace("300000", "-300000")
    back = f"{quarter()}\n{row}"
    assert hits_of(RULE, {PAID: back, CONTRIBUTION: work}) == []


def test_the_clean_county() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("J09")
