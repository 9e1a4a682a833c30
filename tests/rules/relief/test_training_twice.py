"""Training subsidised twice for one trade and level, too often, or at once."""

import pytest

from rules.relief.training_twice import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

TRAINING = "relief/training_enrolment"
HEADER = (
    "record_id | person_id | class_number | trade | level | fund_source | started_on "
    "| ended_on | subsidy_fen | payment_result | link_tier"
)


def place(record: str, start: str = "2026-03-02", **changes: str) -> str:
    cells = {
        "trade": "电工",
        "level": "初级",
        "fund": "人社",
        "end": f"{start[:8]}20",
        "class": record,
        "fen": "120000",
        "result": "成功",
        "tier": "T1",
        **changes,
    }
    return (
        f"{record} | P1 | {cells['class']} | {cells['trade']} | {cells['level']} "
        f"| {cells['fund']} | {start} | {cells['end']} | {cells['fen']} "
        f"| {cells['result']} | {cells['tier']}"
    )


def given(*rows: str) -> dict[str, str]:
    return {TRAINING: "\n".join((HEADER, *rows))}


def test_counts_what_came_after_the_first() -> None:
    """同一工种同一等级第二次起的补贴列出."""
    check_rule(
        RULE,
        given=given(
            place("A"), place("B", "2026-05-02", fen="90000"), place("C", "2027-05-02")
        ),
        expect="""
            outcome | subject_id | amount_fen | items | severity | evidence_for
            hit     | P1         | 210000     | 2     | S2       | A B C
        """,
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "同一部门"),
        ({"fund": "退役"}, "另一部门"),
        ({"trade": "电 工"}, "同一部门"),
        ({"trade": "焊工"}, ""),
        ({"level": "中级"}, ""),
        ({"level": ""}, ""),
        ({"result": "退回"}, ""),
        ({"fen": "0"}, ""),
        ({"class": "A"}, ""),  # the same class, delivered twice
        ({"tier": "T4"}, ""),  # counts rest on firm ties
    ],
)
def test_what_repeats_a_class(changes: dict[str, str], said: str) -> None:
    """两个部门的名单合并比较；工种、等级不同或空白、已退回、同一班重复报送、身份不牢的不列."""
    found = hits_of(RULE, given(place("A"), place("B", "2026-05-02", **changes)))
    assert [said in str(hit["sentence"]) for hit in found] == ([True] if said else [])


@pytest.mark.parametrize(
    ("start", "outcomes"),
    [
        ("2026-03-02", ["hit"]),
        ("2026-03-19", ["hit"]),
        ("2026-03-20", []),  # the last day of the other
    ],
)
def test_two_classes_at_once(start: str, outcomes: list[str]) -> None:
    """两个班重叠两天以上的列出，结业当日开新班的不列."""
    rows = (place("A"), place("B", start, trade="焊工", end="2026-04-10"))
    assert [hit["outcome"] for hit in hits_of(RULE, given(*rows))] == outcomes


def test_a_place_that_repeats_and_overlaps_counts_once() -> None:
    """既重复又重叠的，只计一次."""
    rows = (place("A"), place("B", "2026-03-10"))
    assert [hit["amount_fen"] for hit in hits_of(RULE, given(*rows))] == [120000]


@pytest.mark.parametrize(
    ("last", "amounts"), [("2026-12-01", [120000]), ("2027-01-04", [])]
)
def test_more_than_three_in_a_calendar_year(last: str, amounts: list[int]) -> None:
    """一个自然年内第四次的列出，跨年的不列."""
    days = ("2026-02-02", "2026-04-02", "2026-06-02", last)
    rows = [place(f"A{n}", day, trade=f"工种{n}") for n, day in enumerate(days, 1)]
    assert [hit["amount_fen"] for hit in hits_of(RULE, given(*rows))] == amounts


def test_before_there_were_limits_it_cannot_be_decided() -> None:
    """没有当时次数规定的，无法判断."""
    rows = (place("A", "2015-03-02"), place("B", "2015-05-02"))
    (hit,) = hits_of(RULE, given(*rows))
    assert hit["outcome"] == "cannot_decide"
    assert "同一工种等级可以补贴的次数" in str(hit["evidence_missing"])


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("PR-13B")
