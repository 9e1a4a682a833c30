"""Follow-up support of migrants beside the register, its term or its rate."""

import pytest

from rules.relief.migrant_support_conditions import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

PAYMENT, MIGRANT, DEATH = "relief/subsidy_payment", "relief/migrant", "registry/death"
HEADER = (
    "record_id | person_id | project_name | paid_for | paid_for_to | amount_fen "
    "| payment_result | link_tier | name_key"
)
NOBODY = "person_id | valid_from\nP9 | 2006-07-01"


def paid(record: str, amount: int = 15000, **changes: str) -> str:
    cells = {
        "person": "P1",
        "project": "大中型水库移民后期扶持直补",
        "first": "2026-01-01",
        "last": "2026-03-31",
        "rest": "成功 | T1",
        **changes,
    }
    return (
        f"{record} | {cells['person']} | {cells['project']} | {cells['first']} "
        f"| {cells['last']} | {amount} | {cells['rest']} | 甲"
    )


def given(*lines: str, register: str = NOBODY, **more: str) -> dict[str, str]:
    return {PAYMENT: "\n".join((HEADER, *lines)), MIGRANT: register, **more}


def entry(start: str = "2006-07-01", end: str = "", tier: str = "T1") -> str:
    return f"""
        record_id | person_id | supported_from | valid_from | valid_to | link_tier
        G1        | P1        | {start}        | {start}    | {end}    | {tier}
    """


def test_adds_up_what_nobody_of_the_register_drew() -> None:
    """移民名册中没有的人领取直补的，逐笔合计."""
    check_rule(
        RULE,
        given=given(
            paid("A"),
            paid("B", first="2026-04-01", last="2026-06-30"),
            paid("C", person="P9"),
        ),
        expect="""
            outcome | subject_id | amount_fen | items | severity | evidence_for
            hit     | P1         | 30000      | 2     | S3       | A B
        """,
    )


@pytest.mark.parametrize(
    ("register", "outcomes"),
    [
        (entry(), []),
        (entry(end="2025-12-31"), ["hit"]),
        (entry(end="2026-01-01"), []),  # struck off within the period
        (entry(start="2026-03-31"), []),  # entered within the period
        (entry(start="2026-04-01"), ["hit"]),
        (entry(tier="T4"), ["cannot_decide"]),
        (entry(end="2025-12-31", tier="T4"), ["hit"]),  # whosever row it was
        (entry(tier="T6"), ["hit"]),
    ],
)
def test_who_was_in_the_register(register: str, outcomes: list[str]) -> None:
    """所属期间与在册期间有一天重合的不列，核减之后的列出，身份对应把握不大的无法判断."""
    found = hits_of(RULE, given(paid("A"), register=register))
    assert [hit["outcome"] for hit in found] == outcomes


@pytest.mark.parametrize(
    ("lines", "amounts"),
    [
        ([paid("A")], []),
        ([paid("A", 15001)], [1]),
        ([paid("A", 14000)], []),  # less is nobody's gain
        ([paid("A", 10000), paid("B", 5000)], []),  # in two parts
        ([paid("A"), paid("B")], [15000]),
        ([paid("A"), paid("B", rest="退回 | T1")], []),
        ([paid("A", 60000, last="2026-12-31")], []),  # the whole year at once
        ([paid("A"), paid("B", project="耕地地力保护补贴")], []),
    ],
)
def test_only_what_lies_above_the_rate_counts(
    lines: list[str], amounts: list[int]
) -> None:
    """高于月标准的只计超出部分；分次发放、按年一次发放、退回的不列."""
    found = hits_of(RULE, given(*lines, register=entry()))
    assert [hit["amount_fen"] for hit in found] == amounts


def test_before_there_was_a_rate_it_cannot_be_decided() -> None:
    """没有当时标准的，无法判断."""
    early = {"first": "2006-01-01", "last": "2006-03-31"}
    lines = (paid("A", 15000, **early), paid("B", 15000, **early))
    (hit,) = hits_of(RULE, given(*lines, register=entry(start="2006-01-01")))
    assert hit["outcome"] == "cannot_decide"


@pytest.mark.parametrize(("still_paid", "amounts"), [(1, [15000]), (2, [])])
def test_after_the_term_only_those_whose_cohort_has_stopped(
    still_paid: int, amounts: list[int]
) -> None:
    """期满以后仍领的，同期多数人已停发才列出."""
    cohort = "record_id | person_id | supported_from | valid_from\n" + "\n".join(
        f"G{n} | P{n} | 2006-07-01 | 2006-07-01" for n in (1, 2, 3, 4)
    )
    after = [
        paid(f"A{n}", person=f"P{n}", first="2026-07-01", last="2026-09-30")
        for n in range(1, still_paid + 1)
    ]
    before = [
        paid(f"B{n}", person=f"P{n}", first="2026-04-01", last="2026-06-30")
        for n in (1, 2, 3, 4)
    ]
    found = hits_of(RULE, given(*after, *before, register=cohort))
    assert [hit["amount_fen"] for hit in found] == amounts


def test_what_is_paid_after_a_death_is_told_by_another_rule() -> None:
    """死亡以后的发放由另一规则列出，本规则不列."""
    death = "record_id | person_id | died_on | source\nD1 | P1 | 2025-11-10 | 公安注销"
    assert not hits_of(RULE, given(paid("A"), **{DEATH: death}))


def test_a_weak_tie_asks_first_who_it_is() -> None:
    """身份对应把握不大的，先列为待核身份."""
    (hit,) = hits_of(RULE, given(paid("A", rest="成功 | T5")))
    assert (hit["tier"], hit["severity"]) == ("T5", "S4")


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("PR-12")
