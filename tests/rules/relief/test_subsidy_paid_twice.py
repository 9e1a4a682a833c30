"""The same subsidy for the same period, arrived twice."""

import pytest

from rules.relief.subsidy_paid_twice import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

CARD, PROJECT = "relief/subsidy_payment", "relief/subsidy_project"
WORK = "social_security/employment_subsidy"
HEAD = (
    "record_id | person_id | link_tier | project_code | project_name | paid_for | "
    "paid_on | amount_fen | quantity_milli | standard_fen | payment_result"
)
SCHEME = """
    record_id | project_code | cycle
    J1        | YF           | 月
"""
ONE = "P1 | T1 | YF | 优抚补助 | 2026-03-01 | 2026-03-14 | 85000 | 1000 | 85000 | 成功"
AGAIN = ONE.replace("03-14", "03-17")


def given(*rows: str) -> dict[str, str]:
    lines = [f"S{n} | {row}" for n, row in enumerate(rows, 1)]
    return {CARD: "\n".join([HEAD, *lines]), PROJECT: SCHEME}


def test_the_second_payment_is_in_question() -> None:
    """同一人同一补贴同一期间发放两次的，列后一笔，两笔都作为依据."""
    check_rule(
        RULE,
        given=given(ONE, AGAIN),
        expect="""
            outcome | subject_id | matter          | amount_fen | items | evidence_for
            hit     | P1         | relief/优抚补助 | 85000      | 1     | S1 S2
        """,
    )


@pytest.mark.parametrize(
    ("second", "outcomes"),
    [
        (AGAIN, ["hit"]),
        (AGAIN.replace("2026-03-01", "2026-04-01"), []),
        (AGAIN.replace("| 85000 | 1000", "| 84999 | 1000"), []),
        (AGAIN.replace("成功", "退回"), []),
        (AGAIN.replace("成功", ""), ["hit"]),
        (AGAIN.replace("优抚补助", "高龄津贴"), []),
        (AGAIN.replace("P1", "P2"), []),
        (AGAIN.replace("T1", "T6"), []),
    ],
)
def test_what_makes_it_the_same(second: str, outcomes: list[str]) -> None:
    """同一人、同一项目、同一期间、同一金额的列出；有一项不同、已退回或身份对应不足的不列."""
    found = hits_of(RULE, given(ONE, second))
    assert [hit["outcome"] for hit in found] == outcomes


def test_a_weak_tie_makes_a_weak_hit_and_two_make_none() -> None:
    """一笔身份对应把握不大的列为待核身份，两笔都如此的不列."""
    weak = AGAIN.replace("T1", "T4")
    assert [hit["tier"] for hit in hits_of(RULE, given(ONE, weak))] == ["T4"]
    assert not hits_of(RULE, given(ONE.replace("T1", "T4"), weak))


def test_a_reversal_takes_one_back() -> None:
    """有冲销的，抵去一笔后再比对."""
    back = AGAIN.replace("| 85000 | 1000", "| -85000 | 1000")
    assert not hits_of(RULE, given(ONE, AGAIN, back))
    assert len(hits_of(RULE, given(ONE, AGAIN, AGAIN, back))) == 1


def test_instalments_within_the_standard() -> None:
    """分次发放合计不超过标准的不列，超过的列出."""
    half = ONE.replace("| 85000 | 1000", "| 42500 | 1000")
    assert not hits_of(RULE, given(half, half))
    (hit,) = hits_of(RULE, given(half, half, half))
    assert hit["amount_fen"] == 85_000


def test_subsidies_for_work() -> None:
    """社会保险补贴同一期间发放两次的列出；一次性创业补贴由另一条规则比对，这里不列."""
    row = "P1 | 社会保险补贴 | 2026-01-01 | 2026-04-20 | 60000"
    head = "record_id | person_id | subsidy_kind | paid_for | paid_on | amount_fen"
    found = hits_of(RULE, {WORK: f"{head}\nA | {row}\nB | {row}"})
    told = [(hit["matter"], hit["amount_fen"]) for hit in found]
    assert told == [("social_security/社会保险补贴", 60_000)]
    once = row.replace("社会保险补贴", "一次性创业补贴")
    assert not hits_of(RULE, {WORK: f"{head}\nA | {once}\nB | {once}"})


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("X01")
