"""Severely disabled people who never drew the care subsidy."""

from pathlib import Path
from typing import Any

import pytest

from rules.relief.care_subsidy_not_drawn import RULE
from rules.rule import Queue
from tests.support.clean_county import assert_clean
from tests.support.place import local_policy
from tests.support.tables import run_on

PAID, CARD = "relief/disability_subsidy", "registry/disability_certificate"
RESIDENT, DEATH = "registry/resident", "registry/death"
TEKUN, INJURY = "relief/tekun_person", "social_security/injury_payment"
CUSTODY = "registry/custody"
VALID = "C | P1 | N1 | 一级 | 2020-05-10 | 2030-05-10 | 有效 | T1"
OTHER = "Z | P9 | N9 | 护理补贴 | 2025-11-01 | 2026-10-31"
HEADS = {
    DEATH: "record_id | person_id | died_on",
    TEKUN: "record_id | person_id | first_for",
    INJURY: "record_id | person_id | benefit_item",
    CUSTODY: "record_id | person_id | started_on | released_on | exec_mode",
}


def found(
    local: Path | None,
    card: str = VALID,
    *,
    paid: str = "",
    status: str = "正常",
    more: tuple[str, str] | None = None,
) -> list[dict[str, Any]]:
    given = {
        PAID: "record_id | person_id | certificate_number | subsidy_kind | paid_for"
        f" | paid_for_to\n{OTHER}\n{paid}",
        CARD: "record_id | person_id | certificate_number | disability_grade"
        f" | issued_on | valid_until | status | link_tier\n{card}",
        RESIDENT: f"record_id | person_id | status\nR | P1 | {status}",
    }
    if more:
        given[more[0]] = f"{HEADS[more[0]]}\n{more[1]}"
    home = local_policy(local) if local else None
    return run_on(RULE, given, policy_home=home)[0].to_dicts()


def test_is_an_entitlement() -> None:
    """属应享未享，另列另计，不是疑点."""
    assert RULE.queue is Queue.ENTITLEMENT


def test_twelve_months_are_due(tmp_path: Path) -> None:
    """十二个月没有领取的，按本地标准推算应发未发."""
    (hit,) = found(tmp_path)
    assert (hit["outcome"], hit["amount_fen"], hit["severity"]) == (
        "hit",
        120_000,
        "S2",
    )
    assert hit["sentence"] == (
        "持有效重度残疾人证，2025年11月至2026年10月没有残疾人护理补贴发放记录，"
        "按标准推算应发未发1,200.00元。"
    )


@pytest.mark.parametrize(
    "card",
    [
        VALID.replace("一级", "三级"),  # the table pays grades one and two
        VALID.replace("2020-05-10", "2026-05-01"),  # within the six months
        VALID.replace("2030-05-10", "2026-10-30"),  # runs out before the end
        VALID.replace("有效", "注销"),
    ],
)
def test_only_a_valid_certificate_of_the_grade(tmp_path: Path, card: str) -> None:
    """等级不符、发证不满半年、已到期、已注销的，不列."""
    assert found(tmp_path, card) == []


@pytest.mark.parametrize(
    ("cards", "tiers"),
    [
        ((VALID.replace("T1", "T4"),), ["T4"]),
        ((VALID.replace("T1", "T6"),), []),
        # A firm certificate goes before a newer one that may be another's.
        (
            (
                VALID,
                VALID.replace("C |", "E |").replace("2020", "2022").replace("T1", "T5"),
            ),
            ["T1"],
        ),
    ],
)
def test_a_weak_tie_asks_first_whose_certificate_it_is(
    tmp_path: Path, cards: tuple[str, ...], tiers: list[str]
) -> None:
    """残疾人证身份对应把握不大的列为待核身份，有可靠证件的以可靠的为准."""
    assert [hit["tier"] for hit in found(tmp_path, "\n".join(cards))] == tiers


def test_counts_from_the_month_after_the_certificate(tmp_path: Path) -> None:
    """发证满申请期的，从发证次月起算."""
    (hit,) = found(tmp_path, VALID.replace("2020-05-10", "2026-04-30"))
    assert hit["amount_fen"] == 60_000


@pytest.mark.parametrize(
    ("paid", "hits"),
    [
        ("A | P1 | | 护理补贴 | 2026-01-01 | 2026-01-31", 0),
        ("A | P5 | N1 | 护理补贴 | 2026-01-01 | 2026-01-31", 0),  # number mistyped
        ("A | P1 | N1 | 生活补贴 | 2026-01-01 | 2026-01-31", 1),
    ],
)
def test_drawn_once_is_no_matter_of_this_rule(
    tmp_path: Path, paid: str, hits: int
) -> None:
    """领过一次的不列，只领过生活补贴的仍列出."""
    assert len(found(tmp_path, paid=paid)) == hits


@pytest.mark.parametrize(
    ("more", "hits"),
    [
        ((TEKUN, "T | P1 | 2020-01-01"), 0),
        ((INJURY, "I | P1 | 生活护理费"), 0),
        ((INJURY, "I | P1 | 伤残津贴"), 1),
        ((DEATH, "D | P1 | 2026-05-01"), 0),
        ((CUSTODY, "K | P1 | 2026-01-01 | | 监狱执行"), 0),
        ((CUSTODY, "K | P1 | 2020-01-01 | 2021-01-01 | 监狱执行"), 1),
    ],
)
def test_better_aid_death_and_custody_exclude_it(
    tmp_path: Path, more: tuple[str, str], hits: int
) -> None:
    """特困供养、工伤生活护理费、已死亡、在服刑的不列；已释放、只领伤残津贴的仍列出."""
    assert len(found(tmp_path, more=more)) == hits


def test_who_moved_away_is_left_out(tmp_path: Path) -> None:
    """户籍已迁出的，不列."""
    assert found(tmp_path, status="迁出") == []


def test_without_a_local_standard_the_amount_is_not_known() -> None:
    """没有本地标准的，写明金额不详."""
    (hit,) = found(None)
    assert (hit["outcome"], hit["amount_fen"]) == ("hit", None)
    assert "不详" in hit["sentence"]


def test_the_clean_county_finds_what_was_planted() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("U01")


def test_a_term_that_does_not_say_how_it_is_served_is_a_question(
    tmp_path: Path,
) -> None:
    """执行方式空白的服刑登记，不能判断是否应当享受."""
    (hit,) = found(tmp_path, more=(CUSTODY, "K | P1 | 2026-01-01 | |"))
    assert hit["outcome"] == "cannot_decide"
