"""Pensions that stayed stopped though their holder was seen alive."""

from typing import Any

import pytest

from rules.rule import Queue
from rules.social_security.pension_not_resumed import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import hits_of

STOP, PROOF = "social_security/pension_stop", "social_security/life_certificate"
PAID, DEATH = "social_security/pension_payment", "registry/death"
PAUSED = "S | P1 | 居民养老 | 2026-02-01 | 未认证 | | 2026-03-05 | "
DEAD = "S | P1 | 居民养老 | 2026-02-01 | 死亡 | 2026-02-10 | 2026-03-05 | "
SEEN = "C | P1 | 2026-04-12 | 柜台 | 通过 | T1"
OTHERS = "Z | P9 | 居民养老 | 2026-09-01 | 2026-09-01 | 15000"


def found(
    stop: str = PAUSED, proof: str = SEEN, *, paid: str = "", death: str = ""
) -> list[dict[str, Any]]:
    given = {
        STOP: "record_id | person_id | insurance | stopped_for | reason | died_on"
        f" | decided_on | resumed_for\n{stop}",
        PROOF: f"record_id | person_id | certified_on | way | result | link_tier\n{proof}",
        PAID: "record_id | person_id | scheme | paid_for | paid_in | amount_fen\n"
        "A | P1 | 居民养老 | 2026-01-01 | 2026-01-01 | 15000\n"
        f"B | P1 | 居民养老 | 2026-02-01 | 2026-02-01 | 15000\n{OTHERS}\n{paid}",
    }
    if death:
        given[DEATH] = f"record_id | person_id | died_on\nD | P1 | {death}"
    return hits_of(RULE, given)


def test_is_an_entitlement() -> None:
    """属应享未享，另列另计，不是疑点."""
    assert RULE.queue is Queue.ENTITLEMENT


def test_seven_months_are_due_since_the_stop() -> None:
    """停发之后本人已认证的，逐月推算应发未发."""
    (hit,) = found()
    assert (hit["amount_fen"], hit["severity"]) == (7 * 15000, "S2")
    assert hit["sentence"] == (
        "因未认证停发后，本人已到场认证，2026年3月至2026年9月没有居民养老发放记录，"
        "应发未发1,050.00元。"
    )


@pytest.mark.parametrize(
    ("stop", "proof", "words"),
    [
        (PAUSED, SEEN.replace("2026-04-12", "2026-01-12"), "停发之前本人已在有效期内"),
        (DEAD, SEEN, "登记死亡之后本人曾到场认证"),
    ],
)
def test_each_kind_of_stop_has_its_words(stop: str, proof: str, words: str) -> None:
    """停发以前认证仍有效的、登记死亡之后本人到场的，分别写明."""
    (hit,) = found(stop, proof)
    assert words in hit["sentence"]


@pytest.mark.parametrize(
    ("stop", "proof"),
    [
        (f"{PAUSED}2026-05-01", SEEN),  # resumed
        (PAUSED, SEEN.replace("柜台", "刷卡")),  # a card proves nothing
        (PAUSED, SEEN.replace("通过", "不通过")),
        (PAUSED, SEEN.replace("2026-04-12", "2025-03-04")),  # no longer valid
        (PAUSED, SEEN.replace("2026-04-12", "2026-07-01")),  # within the grace
        (DEAD, SEEN.replace("2026-04-12", "2026-02-10")),  # on the day of death
        (PAUSED.replace("未认证", "服刑"), SEEN),
    ],
)
def test_nothing_is_due(stop: str, proof: str) -> None:
    """已恢复、只是刷卡、认证未通过或已过期、等待期内、因服刑停发的，不列."""
    assert found(stop, proof) == []


@pytest.mark.parametrize("scheme", ["居民养老", "企业养老"])
def test_paid_again_by_any_pension_is_made_good(scheme: str) -> None:
    """已由任何一种养老待遇发放的，视为已补."""
    row = f"E | P1 | {scheme} | 2026-03-01 | 2026-05-01 | 30000"
    assert found(paid=row) == []


@pytest.mark.parametrize(("died_on", "hits"), [("2026-04-12", 0), ("2026-04-11", 1)])
def test_who_died_after_the_proof_is_left_out(died_on: str, hits: int) -> None:
    """认证之后死亡的不列，认证以前登记死亡的列出."""
    assert len(found(death=died_on)) == hits


@pytest.mark.parametrize(
    ("proofs", "tiers"),
    [
        ([SEEN], ["T1"]),
        ([SEEN.replace("T1", "T4")], ["T4"]),
        ([SEEN, SEEN.replace("C |", "E |").replace("T1", "T5")], ["T1"]),
        ([SEEN.replace("T1", "T6")], []),
    ],
)
def test_a_weak_proof_is_a_question_where_there_is_no_firm_one(
    proofs: list[str], tiers: list[str]
) -> None:
    """只有身份对应把握不大的认证时列为待核身份，有可靠认证的以可靠的为准."""
    assert [hit["tier"] for hit in found(proof="\n".join(proofs))] == tiers


def test_the_clean_county_finds_what_was_planted() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("U05")
