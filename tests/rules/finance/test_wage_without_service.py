"""Wages after death, in custody, after dismissal; units above their establishment."""

import pytest

from rules.finance.wage_without_service import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

PAYROLL, DEATH = "finance/staff_payroll", "registry/death"
CUSTODY, DECISION = "registry/custody", "registry/discipline_decision"


def wages(*months: str, kind: str = "公务员", tier: str = "T1") -> str:
    head = "record_id | person_id | unit_code | staff_type | gross_fen | paid_for | "
    rows = [
        f"W{month[5:7]} | P1 | 101 | {kind} | 600000 | {month} | {tier}"
        for month in months
    ]
    return "\n".join([f"{head}link_tier", *rows])


HALF_YEAR = tuple(f"2026-0{month}-01" for month in range(1, 7))
DIED = """
    record_id | person_id | died_on    | registered_on | source
    D1        | P1        | 2026-01-20 | 2026-01-25    | 公安注销
    D2        | P1        | 2026-01-20 | 2026-01-25    | 民政火化
"""


def test_counts_the_months_after_the_news_must_have_come() -> None:
    """传递期之后仍发的工资逐月列出."""
    check_rule(
        RULE,
        given={PAYROLL: wages(*HALF_YEAR), DEATH: DIED},
        expect="""
            outcome | amount_fen | items | severity | period_from | evidence_for
            hit     | 2400000    | 4     | S1       | 2026-03-01  | W03 W04 W05 W06 D1 D2
        """,
    )


@pytest.mark.parametrize(
    ("kind", "outcome", "reason"),
    [("遗属补助", "explained", "survivors_aid"), ("离退休", "hit", "死亡之后")],
)
def test_what_is_paid_to_the_bereaved_is_no_wage(
    kind: str, outcome: str, reason: str
) -> None:
    """工资册中的遗属补助有合理解释，离退休费仍列出."""
    (hit,) = hits_of(RULE, {PAYROLL: wages("2026-05-01", kind=kind), DEATH: DIED})
    assert (hit["outcome"], hit["reason"]) == (outcome, reason)


def test_the_month_of_death_is_due() -> None:
    """死亡当月的工资不列."""
    assert not hits_of(RULE, {PAYROLL: wages("2026-01-01"), DEATH: DIED})


@pytest.mark.parametrize(
    ("cells", "outcomes"),
    [
        ("监狱执行 | 2025-09-10 | 2027-09-09", ["hit"]),
        ("监狱执行 | 2026-01-10 | 2026-04-20", ["explained"]),  # news of 90 days
        ("缓刑 | 2025-09-10 | 2027-09-09", []),
        (" | 2025-09-10 | 2027-09-09", ["cannot_decide"]),
        ("监狱执行 | 2025-02-10 | 2025-12-20", []),
        ("监狱执行 | 2025-09-10 |", ["hit"]),
        ("看守所代为执行 | 2025-09-10 | 2027-09-09", ["hit"]),
        # Paroled in October.
        ("监狱执行 | 2025-09-10 |\nC2 | P1 | 假释 | 2025-10-02 |", ["explained"]),
    ],
)
def test_only_months_wholly_behind_bars(cells: str, outcomes: list[str]) -> None:
    """全月在监狱的月份列出；传递期内的有合理解释，缓刑和已释放的不列."""
    custody = (
        f"record_id | person_id | exec_mode | started_on | ended_on\nC1 | P1 | {cells}"
    )
    found = hits_of(RULE, {PAYROLL: wages(*HALF_YEAR), CUSTODY: custody})
    assert [hit["outcome"] for hit in found] == outcomes


def test_detention_before_a_judgement_is_no_term() -> None:
    """判决前的羁押不是服刑，不列."""
    custody = (
        "record_id | person_id | kind | exec_mode | started_on | ended_on\n"
        "C1 | P1 | 羁押 | 看守所代为执行 | 2025-09-10 | 2027-09-09"
    )
    assert not hits_of(RULE, {PAYROLL: wages(*HALF_YEAR), CUSTODY: custody})


def left(*months: str, kind: str = "事业在编") -> str:
    """Return wages `paid_for | left_on` of P1 at one unit."""
    head = "record_id | person_id | unit_code | staff_type | gross_fen | paid_for | left_on"
    rows = [f"W{month[5:7]} | P1 | 101 | {kind} | 600000 | {month}" for month in months]
    return "\n".join([head, *rows])


@pytest.mark.parametrize(
    ("months", "kind", "told"),
    [
        (("2026-02-01 | 2026-02-10",), "事业在编", []),
        (
            ("2026-02-01 | 2026-02-10", "2026-03-01 | 2026-02-10"),
            "事业在编",
            [("hit", "离岗之后")],
        ),
        (("2026-03-01 | 2026-02-28",), "公务员", [("hit", "离岗之后")]),
        (("2026-03-01 | 2026-03-01",), "公务员", []),
        (("2026-03-01 | 2026-02-10",), "离退休", []),
        (("2026-03-01 | 2026-02-10",), "临聘", []),
        # Back in post, or the day was wrong.
        (
            ("2026-03-01 | 2026-02-10", "2026-04-01 |"),
            "事业在编",
            [("cannot_decide", "离职或者停发工资的日期")],
        ),
    ],
)
def test_after_the_post_was_left(
    months: tuple[str, ...], kind: str, told: list[tuple[str, str]]
) -> None:
    """离职次月起仍按在编发工资的列出；离职当月、离退休和编外的不列，其后又无离职日期的无法判断."""
    found = hits_of(RULE, {PAYROLL: left(*months, kind=kind)})
    assert [(hit["outcome"], hit["reason"]) for hit in found] == told


@pytest.mark.parametrize(
    ("journey", "kind", "outcomes"),
    [
        ("普通护照 | 2025-12-31 | 2026-04-01", "事业在编", ["hit"]),
        ("普通护照 | 2026-01-01 | 2026-04-01", "事业在编", []),
        ("普通护照 | 2025-12-31 | 2026-03-31", "事业在编", []),
        ("普通护照 | 2025-12-31 | 2026-04-01", "离退休", []),
        ("因公护照 | 2025-12-31 | 2026-04-01", "事业在编", ["explained"]),
        ("普通护照 | 2025-12-31 |", "事业在编", ["cannot_decide"]),
        ("普通护照 | 2026-02-11 |", "事业在编", []),
    ],
)
def test_three_months_wholly_abroad(
    journey: str, kind: str, outcomes: list[str]
) -> None:
    """在编人员一次出境满三个整月仍发工资的列出；因公护照有合理解释，入境日期缺失的无法判断，离退休不列."""
    abroad = (
        "record_id | person_id | document_kind | exited_on | entered_on | delivered_on\n"
        f"E1 | P1 | {journey} | 2026-05-20"
    )
    found = hits_of(
        RULE, {PAYROLL: wages(*HALF_YEAR, kind=kind), "registry/exit_entry": abroad}
    )
    assert [hit["outcome"] for hit in found] == outcomes
    if outcomes == ["hit"]:
        assert (found[0]["items"], found[0]["severity"]) == (3, "S3")


@pytest.mark.parametrize(
    ("decision", "kind", "outcomes"),
    [
        ("开除 | 停发工资", "事业在编", ["hit"]),
        ("开除 | 停发工资", "临聘", ["explained"]),
        ("撤职 | 停发部分", "事业在编", []),
        ("记过 | 不变", "事业在编", []),
        ("开除 | 停发工资", "", ["cannot_decide"]),
    ],
)
def test_after_a_decision_that_stops_the_wage(
    decision: str, kind: str, outcomes: list[str]
) -> None:
    """开除次月起仍发工资的列出；编外人员有合理解释，部分停发、记过的不列."""
    given = {
        PAYROLL: wages("2026-02-01", "2026-03-01", kind=kind),
        DECISION: (
            "record_id | person_id | decision_kind | pay_consequence | effective_on\n"
            f"J1 | P1 | {decision} | 2026-02-11"
        ),
    }
    found = hits_of(RULE, given)
    assert [hit["outcome"] for hit in found] == outcomes
    assert all(hit["period_from"].isoformat() == "2026-03-01" for hit in found)  # type: ignore[attr-defined]  # cells are untyped


@pytest.mark.parametrize(
    ("posts", "outcomes"),
    [("1", ["hit"]), ("2", []), ("", ["cannot_decide"])],
)
def test_more_people_than_posts_in_more_than_one_month(
    posts: str, outcomes: list[str]
) -> None:
    """在编人数满两个月多于编制数的列出该单位，当月离开的和临聘不计."""
    payroll = """
        record_id | person_id | unit_code | staff_type | gross_fen | paid_for   | left_on
        A1        | P1        | 101       | 公务员     | 600000    | 2026-02-01 |
        A2        | P1        | 101       | 公务员     | 600000    | 2026-03-01 |
        B1        | P2        | 101       | 工勤       | 600000    | 2026-02-01 |
        B2        | P2        | 101       | 工勤       | 600000    | 2026-03-01 |
        C1        | P3        | 101       | 临聘       | 600000    | 2026-03-01 |
        D1        | P4        | 101       | 公务员     | 600000    | 2026-03-01 | 2026-03-09
    """
    posted = f"record_id | unit_code | approved_posts\nH1 | 101 | {posts}"
    found = hits_of(RULE, {PAYROLL: payroll, "finance/headcount": posted})
    assert [hit["outcome"] for hit in found] == outcomes
    assert all(hit["subject_id"] == "101" for hit in found)


@pytest.mark.parametrize(
    ("tiers", "told"), [("T1 T1", ["T1"]), ("T1 T4", ["T4"]), ("T1 T6", [])]
)
def test_people_whose_number_is_bad_are_counted_as_a_question(
    tiers: str, told: list[str]
) -> None:
    """身份对应把握不大的人也计入编制数的，列为待核身份；只凭姓名的不计."""
    first, second = tiers.split()
    payroll = f"""
        record_id | person_id | unit_code | staff_type | gross_fen | paid_for   | link_tier
        A1        | P1        | 101       | 公务员     | 600000    | 2026-02-01 | {first}
        A2        | P1        | 101       | 公务员     | 600000    | 2026-03-01 | {first}
        B1        | P2        | 101       | 工勤       | 600000    | 2026-02-01 | {second}
        B2        | P2        | 101       | 工勤       | 600000    | 2026-03-01 | {second}
    """
    posted = "record_id | unit_code | approved_posts\nH1 | 101 | 1"
    found = hits_of(RULE, {PAYROLL: payroll, "finance/headcount": posted})
    assert [hit["tier"] for hit in found] == told


@pytest.mark.parametrize(
    ("name", "tied", "tier"),
    [
        ("乙", "P2 | T4", "T1"),
        ("甲", "P2 | T4", "T4"),
        ("乙", "P1 | T4", None),
        ("乙", "   |   ", "T1"),  # without a number
        ("甲", "   |   ", None),
    ],
)
def test_a_head_of_another_name_counts_whosever_number_it_bears(
    name: str, tied: str, tier: str | None
) -> None:
    """号码有误而姓名不同的，不论是谁都占一个人数；与他人同名的仍待核身份."""
    payroll = f"""
        record_id | person_id | link_tier | name_key | unit_code | staff_type | gross_fen | paid_for
        A1        | P1        | T1        | 甲       | 101       | 公务员     | 600000    | 2026-02-01
        A2        | P1        | T1        | 甲       | 101       | 公务员     | 600000    | 2026-03-01
        B1        | {tied}                | {name}   | 101       | 工勤       | 600000    | 2026-02-01
        B2        | {tied}                | {name}   | 101       | 工勤       | 600000    | 2026-03-01
    """
    posted = "record_id | unit_code | approved_posts\nH1 | 101 | 1"
    found = hits_of(RULE, {PAYROLL: payroll, "finance/headcount": posted})
    assert [hit["tier"] for hit in found] == ([tier] if tier else [])


def test_a_sign_of_life_answers_a_death_and_no_custody() -> None:
    """生存认证只能解释死亡登记，不能解释服刑."""
    # Confined since September, seen at the counter in May: still confined in April.
    given = {
        PAYROLL: wages("2026-04-01"),
        CUSTODY: "record_id | person_id | exec_mode | started_on\n"
        "C1 | P1 | 监狱执行 | 2025-09-10",
        DEATH: "record_id | person_id | died_on\nD1 | P1 | 2026-06-20",
        "social_security/life_certificate": "record_id | person_id | certified_on"
        " | way | result\nE1 | P1 | 2026-05-12 | 柜台 | 通过",
    }
    (hit,) = hits_of(RULE, given)
    assert (hit["outcome"], hit["reason"]) == ("hit", "服刑期间")


def test_two_weak_ties_make_nothing() -> None:
    """两处身份对应都把握不大的不列，一处把握不大的降低等级."""
    died = DIED.replace("source", "source | link_tier").replace("注销", "注销 | T5")
    died = died.replace("火化", "火化 | T5")
    assert not hits_of(RULE, {PAYROLL: wages("2026-05-01", tier="T4"), DEATH: died})
    (hit,) = hits_of(RULE, {PAYROLL: wages("2026-05-01", tier="T4"), DEATH: DIED})
    assert (hit["tier"], hit["severity"]) == ("T4", "S3")


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("FN-01")
