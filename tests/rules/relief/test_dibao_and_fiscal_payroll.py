"""Subsistence allowance while a member or near kin is paid by the treasury."""

from datetime import date
from pathlib import Path

import pytest

from rules.relief.dibao_and_fiscal_payroll import RULE
from tests.support.kin import hits_where_wed
from tests.support.tables import check_rule, hits_of

MEMBER = "relief/dibao_member"
PAYMENT = "relief/dibao_payment"
PAYROLL = "finance/staff_payroll"
RESIDENT = "registry/resident"
MEMBERS = """
    record_id | person_id | head_person_id | first_for  | status
    M1        | P1        | P1             | 2024-01-01 | 在保
    M2        | P2        | P1             | 2024-01-01 | 在保
"""
PAYMENTS = """
    record_id | person_id | paid_for   | amount_fen | payment_result
    A1        | P1        | 2026-05-01 | 80000      | 成功
    A2        | P1        | 2026-06-01 | 80000      | 成功
"""
HOME = """
    record_id | person_id | household_number | relation_to_head | status
    R1        | P1        | H1               | 户主             | 正常
    R2        | P2        | H1               | 女               | 正常
    R3        | P3        | H1               | 配偶             | 正常
    R4        | P4        | H1               | 子               | 正常
    R5        | P5        | H1               | 其他             | 正常
"""


def wages(person: str, staff_type: str = "公务员", *months: str) -> str:
    """Return a payroll of one person, and of a colleague from 2025-01 on."""
    paid = months or ("2026-05-01", "2026-06-01")
    rows = [
        f"{person} | {staff_type} | U1 | {month} | 2010-01-01 | W{no}"
        for no, month in enumerate(paid, 1)
    ]
    header = "person_id | staff_type | unit_code | paid_for | joined_on | record_id\n"
    return header + "\n".join(rows)


def outcomes(
    payroll: str,
    members: str = MEMBERS,
    payments: str = PAYMENTS,
    resident: str | None = HOME,
) -> list[tuple[object, object]]:
    """Return outcome and reason of each hit."""
    given = {MEMBER: members, PAYMENT: payments, PAYROLL: payroll}
    if resident is not None:
        given[RESIDENT] = resident
    return [(hit["outcome"], hit["reason"]) for hit in hits_of(RULE, given)]


def test_finds_a_member_on_the_payroll_in_the_months_paid() -> None:
    """保障对象在低保发放月份有财政工资的，逐月列出."""
    check_rule(
        RULE,
        given={MEMBER: MEMBERS, PAYMENT: PAYMENTS, PAYROLL: wages("P2")},
        expect="""
            outcome | subject_id | matter              | amount_fen | severity | evidence_for
            hit     | P2         | relief/最低生活保障 | 160000     | S2       | W1 W2 M2 A1 A2
        """,
    )


def test_finds_the_spouse_left_off_the_list() -> None:
    """未列入保障对象的同户配偶有财政工资的，列为一般核查."""
    check_rule(
        RULE,
        given={
            MEMBER: MEMBERS,
            PAYMENT: PAYMENTS,
            PAYROLL: wages("P3"),
            RESIDENT: HOME,
        },
        expect="""
            outcome | reason   | subject_id | amount_fen | severity
            hit     | 亲属在册 | P1         | 160000     | S3
        """,
    )


APART = """
    record_id | person_id | household_number | relation_to_head | status
    R1        | P1        | H1               | 户主             | 正常
    R3        | P3        | H2               | 户主             | 正常
"""


@pytest.mark.parametrize(
    ("until", "resident", "months"),
    [
        (None, APART, 2),
        (date(2026, 5, 20), APART, 1),  # divorced in the first of the two months
        (date(2026, 4, 30), APART, 0),
        (date(2026, 4, 30), HOME, 0),  # divorced, and still in one household book
        (None, HOME, 2),
    ],
)
def test_a_spouse_in_another_household_book(
    tmp_path: Path, until: date | None, resident: str, months: int
) -> None:
    """婚姻登记的配偶在别处立户的，按当时的婚姻列出；离婚以后的月份不列."""
    given = {
        MEMBER: "person_id | head_person_id\nP1 | P1",
        PAYMENT: PAYMENTS,
        PAYROLL: wages("P3"),
        RESIDENT: resident,
    }
    wed = {"other_person_id": "P3", "valid_from": date(2015, 1, 1), "valid_to": until}
    hits = hits_where_wed(RULE, tmp_path, given, **wed)
    assert sum(hit["items"] for hit in hits) == months


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        ("M3 | P3 | P1 | T4 | 丙", "hit"),  # the member, whose tie is weak
        ("M3 |    | P1 |    | 丙", "cannot_decide"),
        ("M3 |    | P1 |    | 丁", "hit"),
        ("M3 |    | P7 |    | 丙", "hit"),  # of another home
    ],
)
def test_an_entry_of_the_list_that_was_tied_to_nobody(row: str, outcome: str) -> None:
    """名册中身份没有核定的人与在册亲属同名的，不能说未列入，无法判断."""
    members = (
        "record_id | person_id | head_person_id | link_tier | name_key\n"
        f"M1 | P1 | P1 | T1 | 甲\n{row}"
    )
    payroll = """
        record_id | person_id | staff_type | paid_for   | joined_on  | name_key
        W1        | P3        | 公务员     | 2026-05-01 | 2010-01-01 | 丙
    """
    (hit,) = hits_of(
        RULE,
        {MEMBER: members, PAYMENT: PAYMENTS, PAYROLL: payroll, RESIDENT: HOME},
    )
    assert hit["outcome"] == outcome
    assert hit["tier"] == ("T4" if "T4" in row else "T1")


@pytest.mark.parametrize("person", ["P5", "P9"])
def test_ignores_other_relatives_and_strangers(person: str) -> None:
    """同户的其他亲属和外人，不列."""
    assert outcomes(wages(person)) == []


def test_ties_members_by_certificate_where_the_head_is_not_tied() -> None:
    """没有户主身份的，按低保证号落到保障对象."""
    members = """
        person_id | certificate_number | first_for
        P1        | C1                 | 2024-01-01
    """
    payments = """
        certificate_number | paid_for   | amount_fen
        C1                 | 2026-05-01 | 80000
    """
    assert outcomes(wages("P1"), members, payments, None) == [("hit", "本人在册")]


@pytest.mark.parametrize(
    ("staff_type", "name"),
    [
        ("遗属补助", "survivors_aid"),
        ("村干部", "non_fiscal_post"),
        ("公益性岗位", "non_fiscal_post"),
        ("三支一扶", "non_fiscal_post"),
        ("临聘", "non_fiscal_post"),
    ],
)
def test_types_the_payroll_before_judging(staff_type: str, name: str) -> None:
    """遗属补助、村干部、公益性岗位、三支一扶、临聘，有合理解释."""
    assert outcomes(wages("P2", staff_type)) == [("explained", name)]


def test_an_unknown_kind_of_staff_cannot_be_decided() -> None:
    """工资册中的人员身份不明的，无法判断."""
    assert outcomes(wages("P2", "新类别")) == [("cannot_decide", "工资册中的人员身份")]


@pytest.mark.parametrize("member", ["M1 | P2 | P1 | 2024-01-01 | 渐退 |"])
def test_a_member_marked_as_fading_is_explained(member: str) -> None:
    """名册注明渐退的，有合理解释."""
    header = (
        "record_id | person_id | head_person_id | first_for | status | stopped_on\n"
    )
    assert outcomes(wages("P2"), header + member) == [("explained", "fading_period")]


@pytest.mark.parametrize(
    ("start", "outcome"),
    [("2025-12-01", "explained"), ("2025-11-01", "hit")],  # 6 and 7 months before
)
def test_a_new_job_explains_six_months(start: str, outcome: str) -> None:
    """就业六个月以内属渐退期，有合理解释，第七个月起列出."""
    payroll = f"""
        person_id | staff_type | unit_code | paid_for   | joined_on
        P8        | 公务员     | U1        | 2025-10-01 | 2001-01-01
        P8        | 公务员     | U1        | 2025-11-01 | 2001-01-01
        P2        | 公务员     | U1        | {start}    | 2001-01-01
        P2        | 公务员     | U1        | 2026-06-01 | 2001-01-01
    """
    payments = """
        person_id | paid_for   | amount_fen
        P1        | 2026-06-01 | 80000
    """
    ((found, _),) = outcomes(payroll, payments=payments)
    assert found == outcome


def test_a_job_whose_beginning_is_not_in_the_data_goes_by_the_date_of_joining() -> None:
    """工资数据没有起点的，按入职日期算渐退期."""
    payroll = """
        person_id | staff_type | unit_code | paid_for   | joined_on
        P2        | 公务员     | U1        | 2026-05-01 | 2026-04-20
    """
    assert outcomes(payroll) == [("explained", "fading_period")]


def test_without_any_beginning_the_first_months_cannot_be_decided() -> None:
    """工资起点和入职日期都没有的，无法判断."""
    payroll = """
        person_id | staff_type | unit_code | paid_for
        P2        | 公务员     | U1        | 2026-05-01
    """
    assert outcomes(payroll) == [("cannot_decide", "fading_period")]


def test_a_severely_disabled_person_insured_alone_may_have_waged_kin() -> None:
    """重度残疾人单独纳入保障的，近亲属有工资也有合理解释."""
    members = """
        person_id | head_person_id | first_for  | disability_grade
        P1        | P1             | 2024-01-01 | 一级
    """
    found = outcomes(wages("P3"), members)
    assert found == [("explained", "single_severe_disability")]


def test_a_head_who_moved_out_is_a_parents_child_apart() -> None:
    """父母享受低保，任职的子女原为户主、户籍已迁出的，作合理解释."""
    resident = """
        person_id | household_number | relation_to_head | status | changed_on
        P1        | H1               | 父母             | 正常   |
        P4        | H1               | 户主             | 迁出   | 2025-01-01
    """
    assert outcomes(wages("P4"), resident=resident) == [("explained", "child_apart")]


def test_aid_of_a_survivor_hides_no_spouses_wage() -> None:
    """本人领取遗属补助的，不影响列出同户配偶的财政工资."""
    aid = wages("P1", "遗属补助")
    spouse = wages("P3").partition("\n")[2].replace("W", "V")
    assert outcomes(aid) == [("explained", "survivors_aid")]
    assert outcomes(f"{aid}\n{spouse}") == [("hit", "亲属在册")]


def test_a_child_who_moved_out_is_apart() -> None:
    """子女已迁出另立户的，有合理解释."""
    home = """
        person_id | household_number | relation_to_head | status | changed_on
        P1        | H1               | 户主             | 正常   |
        P4        | H1               | 子               | 迁出   | 2025-01-01
    """
    assert outcomes(wages("P4"), resident=home) == [("explained", "child_apart")]
