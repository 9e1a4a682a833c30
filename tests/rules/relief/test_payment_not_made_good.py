"""Payments that came back: due until something arrived for them."""

from datetime import date
from typing import Any

import pytest

from rules.relief.payment_not_made_good import RULE
from rules.rule import Queue
from tests.support.clean_county import assert_clean
from tests.support.tables import hits_of

PAID, DEATH = "relief/subsidy_payment", "registry/death"
HEAD = (
    "record_id | person_id | project_name | paid_for | paid_on | amount_fen"
    " | payment_result | link_tier"
)
BACK = "A | P1 | 高龄津贴 | 2026-03-01 | 2026-03-20 | 8000 | 退回 | T1"
USUAL = "U | P1 | 高龄津贴 | 2026-01-01 | 2026-01-20 | 8000 | 成功 | T1"
NEWEST = "Z | P9 | 高龄津贴 | 2026-08-01 | 2026-08-20 | 8000 | 成功 | T1"


def found(*rows: str, death: str = "") -> list[dict[str, Any]]:
    given = {PAID: "\n".join((HEAD, USUAL, NEWEST, *rows))}
    if death:
        given[DEATH] = f"record_id | person_id | died_on\nD | P1 | {death}"
    return hits_of(RULE, given)


def test_is_an_entitlement() -> None:
    """属应享未享，另列另计，不是疑点."""
    assert RULE.queue is Queue.ENTITLEMENT


def test_what_came_back_and_never_arrived_is_due() -> None:
    """退回以后没有重新发放的列出."""
    (hit,) = found(BACK)
    assert (hit["outcome"], hit["amount_fen"], hit["matter"]) == (
        "hit",
        8000,
        "relief/高龄津贴",
    )
    assert hit["sentence"] == (
        "2026年3月有1笔高龄津贴被退回，没有重新发放的记录，应发未发80.00元。"
    )


@pytest.mark.parametrize(
    ("later", "hits"),
    [
        ("B | P1 | 高龄津贴 | 2026-03-01 | 2026-04-20 | 8000 | 成功 | T1", 0),
        ("B | P1 | 高龄津贴 | 2026-03-01 | 2026-04-20 | 7900 | 成功 | T1", 1),
        ("B | P1 | 高龄津贴 | 2026-04-01 | 2026-04-20 | 16000 | 成功 | T1", 0),
        ("B | P1 | 高龄津贴 | 2026-04-01 | 2026-04-20 | 8000 | 成功 | T1", 1),
        ("B | P1 | 耕地补贴 | 2026-03-01 | 2026-04-20 | 8000 | 成功 | T1", 1),
        ("B | P2 | 高龄津贴 | 2026-03-01 | 2026-04-20 | 8000 | 成功 | T1", 1),
    ],
)
def test_made_good_by_the_month_or_by_a_larger_payment(later: str, hits: int) -> None:
    """同月后来补足、或合并在较大一笔中补发的不列；金额不足、别的项目、别人的不算."""
    assert len(found(BACK, later)) == hits


def test_what_came_back_twice_is_due_once() -> None:
    """同一月份退回两次的，只计一次."""
    again = BACK.replace("A |", "B |").replace("2026-03-20", "2026-04-20")
    (hit,) = found(BACK, again)
    assert hit["amount_fen"] == 8000


@pytest.mark.parametrize(
    ("paid_on", "hits"), [(date(2026, 6, 21), 1), (date(2026, 6, 22), 0)]
)
def test_the_next_batch_has_sixty_days(paid_on: date, hits: int) -> None:
    """退回不满六十天的，等下一批，不列."""
    row = BACK.replace("2026-03-20", str(paid_on))
    assert len(found(row)) == hits


@pytest.mark.parametrize(("died_on", "hits"), [("2026-03-20", 0), ("2026-03-21", 1)])
def test_nothing_is_sent_to_the_dead(died_on: str, hits: int) -> None:
    """发放日以前已死亡的，不列."""
    assert len(found(BACK, death=died_on)) == hits


def test_failed_for_three_months_weighs_more() -> None:
    """连续三个月发放失败的，列为重点核查."""
    rows = [
        f"F{n} | P1 | 高龄津贴 | 2026-0{n}-01 | 2026-0{n}-20 | 8000 | 失败 | T1"
        for n in (3, 4, 5)
    ]
    (hit,) = found(*rows)
    assert (hit["severity"], hit["amount_fen"]) == ("S2", 24000)


def test_a_weak_tie_is_named_as_such() -> None:
    """身份对应把握不大的注明."""
    (hit,) = found(BACK.replace("| T1", "| T4"))
    assert hit["tier"] == "T4"


def test_the_clean_county_finds_what_was_planted() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("U02")
