"""Subsidised trainees whose status at the start of the class excludes them."""

import pytest

from rules.relief.trainee_not_eligible import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

TRAINING, RESIDENT = "relief/training_enrolment", "registry/resident"
WAGE, PENSION = "finance/staff_payroll", "social_security/pension_payment"
STUDENT = "registry/student"
HEADS = {
    WAGE: "record_id | person_id | staff_type | paid_for | left_on | link_tier",
    PENSION: "record_id | person_id | scheme | paid_for | payment_flag | amount_fen",
    STUDENT: (
        "record_id | person_id | study_form | enrolled_on | left_on | expected_on "
        "| status"
    ),
}


def given(path: str = "", row: str = "", **changes: str) -> dict[str, str]:
    """Return one place in a class, the trainee's registration and one more row."""
    cells = {
        "start": "2026-03-09",
        "fund": "人社",
        "fen": "150000",
        "result": "成功",
        "tier": "T1",
        "sex": "男",
        "born": "1980-05-01",
        **changes,
    }
    digits = cells.get("number") or f"420281{cells['born'].replace('-', '')}0019"
    return {
        TRAINING: f"""
            record_id | person_id | started_on | fund_source | subsidy_fen \
            | payment_result | link_tier
            A | P1 | {cells["start"]} | {cells["fund"]} | {cells["fen"]} \
            | {cells["result"]} | {cells["tier"]}
        """,
        RESIDENT: f"""
            record_id | person_id | sex | birth_on | id_text
            R1 | P1 | {cells["sex"]} | {cells["born"]} | {digits}
        """,
        **({path: f"{HEADS[path]}\n{row}"} if path else {}),
    }


def test_staff_on_the_payroll_of_the_month() -> None:
    """开班当月在工资册的在编人员列出."""
    check_rule(
        RULE,
        given=given(WAGE, "W1 | P1 | 公务员 | 2026-03-01 | | T1"),
        expect="""
            outcome | subject_id | amount_fen | severity | evidence_for
            hit     | P1         | 150000     | S3       | W1 A
        """,
    )


@pytest.mark.parametrize(
    ("wage", "outcomes"),
    [
        ("W1 | P1 | 事业在编 | 2026-03-01 | 2026-03-20 | T1", ["hit"]),
        ("W1 | P1 | 事业在编 | 2026-03-01 | 2026-03-05 | T1", []),  # left before
        ("W1 | P1 | 事业在编 | 2026-02-01 | | T1", []),  # not that month
        ("W1 | P1 | 村干部 | 2026-03-01 | | T1", ["explained"]),
        ("W1 | P1 | 遗属补助 | 2026-03-01 | | T1", []),
        ("W1 | P1 | 离退休 | 2026-03-01 | | T1", []),
        ("W1 | P1 | 外聘教练 | 2026-03-01 | | T1", ["cannot_decide"]),
    ],
)
def test_kinds_of_staff(wage: str, outcomes: list[str]) -> None:
    """开班前已离职、遗属补助、离退休的不列；村干部有合理解释，身份不明的无法判断."""
    assert [hit["outcome"] for hit in hits_of(RULE, given(WAGE, wage))] == outcomes


def test_a_weak_tie_asks_first_who_it_is() -> None:
    """身份对应把握不大的，先列为待核身份."""
    (hit,) = hits_of(RULE, given(WAGE, "W1 | P1 | 公务员 | 2026-03-01 | | T5"))
    assert (hit["tier"], hit["severity"]) == ("T5", "S4")


def test_one_weak_tie_upon_the_other_says_nothing() -> None:
    """两处身份对应都把握不大的，不列."""
    wage = "W1 | P1 | 公务员 | 2026-03-01 | | T5"
    assert not hits_of(RULE, given(WAGE, wage, tier="T4"))


@pytest.mark.parametrize(
    ("pension", "outcomes"),
    [
        ("N1 | P1 | 企业养老 | 2026-03-01 | 已支付 | 300000", ["hit"]),
        ("N1 | P1 | 企业养老 | 2026-04-01 | 已支付 | 300000", []),
        ("N1 | P1 | 企业养老 | 2026-03-01 | 退回 | 300000", []),
        ("N1 | P1 | 居民养老 | 2026-03-01 | 已支付 | 15000", []),
    ],
)
def test_pensions(pension: str, outcomes: list[str]) -> None:
    """开班当月领企业养老金的列出；次月才领、已退回、居民养老的不列."""
    assert [
        hit["outcome"] for hit in hits_of(RULE, given(PENSION, pension))
    ] == outcomes


@pytest.mark.parametrize(
    ("student", "outcomes"),
    [
        ("S1 | P1 | 全日制 | 2024-09-01 | | 2028-06-30 | 在籍", ["hit"]),
        ("S1 | P1 | 全日制 | 2023-09-01 | | 2027-03-09 | 在籍", []),  # a year, no more
        ("S1 | P1 | 非全日制 | 2024-09-01 | | 2028-06-30 | 在籍", []),
        ("S1 | P1 | 全日制 | 2024-09-01 | 2026-01-10 | 2028-06-30 | 退学", []),
        ("S1 | P1 | 全日制 | 2026-09-01 | | 2029-06-30 | 在籍", []),  # began later
        ("S1 | P1 | 全日制 | 2024-09-01 | | | 在籍", ["cannot_decide"]),
    ],
)
def test_students(student: str, outcomes: list[str]) -> None:
    """全日制在籍、距毕业一年以上的列出；毕业学年、非全日制、已退学的不列，没有毕业日期的无法判断."""
    assert [
        hit["outcome"] for hit in hits_of(RULE, given(STUDENT, student))
    ] == outcomes


@pytest.mark.parametrize(
    ("born", "sex", "outcomes"),
    [
        ("2010-03-09", "男", []),  # sixteen that day
        ("2010-03-10", "男", ["hit"]),
        ("1965-12-31", "男", []),  # 60 years and 3 months
        ("1965-12-08", "男", ["hit"]),
        ("1970-12-31", "女", []),  # 55 years and 3 months
        ("1970-11-30", "女", ["hit"]),
        ("1970-11-30", "", ["cannot_decide"]),
    ],
)
def test_working_age(born: str, sex: str, outcomes: list[str]) -> None:
    """未满十六周岁或超过法定退休年龄的列出，性别不明的无法判断."""
    found = hits_of(RULE, given(born=born, sex=sex))
    assert [hit["outcome"] for hit in found] == outcomes


def test_another_birth_date_in_the_number_decides_nothing() -> None:
    """身份证号码与户籍出生日期不一致的，无法判断."""
    found = hits_of(RULE, given(born="1950-01-01", number="420281197001010019"))
    assert [hit["outcome"] for hit in found] == ["cannot_decide"]


@pytest.mark.parametrize(
    ("changes", "outcomes"),
    [
        ({}, ["hit"]),
        ({"fund": "移民"}, ["hit"]),
        ({"fund": "农业"}, []),  # other terms
        ({"result": "退回"}, []),
        ({"fen": "0"}, []),
        ({"tier": "T6"}, []),
        ({"start": "2015-03-09"}, ["cannot_decide"]),  # before there was a table
    ],
)
def test_what_is_asked(changes: dict[str, str], outcomes: list[str]) -> None:
    """移民和就业资金的才比；其他资金、已退回、没有补贴的不列，没有当时规定的无法判断."""
    found = hits_of(RULE, given(**{"born": "1950-01-01", **changes}))
    assert [hit["outcome"] for hit in found] == outcomes


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("PR-13D")
