"""Subsidies to the disabled: months left out, and less than the standard."""

from pathlib import Path
from typing import Any

import pytest

from rules.relief.disability_subsidy_short import RULE
from rules.rule import Queue
from tests.support.clean_county import assert_clean
from tests.support.place import local_policy
from tests.support.tables import run_on

PAID, CARD = "relief/disability_subsidy", "registry/disability_certificate"
DIBAO, TEKUN = "relief/dibao_member", "relief/tekun_person"
HEAD = (
    "record_id | person_id | subsidy_kind | disability_grade | paid_for | paid_for_to"
    " | paid_on | standard_fen | amount_fen | payment_result"
)
FIRST = (
    "A | P1 | 护理补贴 | 一级 | 2025-11-01 | 2026-02-28 | 2026-02-20 | 10000"
    " | 40000 | 成功"
)
SECOND = (
    "B | P1 | 护理补贴 | 一级 | 2026-05-01 | 2026-10-31 | 2026-10-20 | 10000"
    " | 60000 | 成功"
)
VALID = "C | P1 | 2020-01-01 | 2030-01-01 | "
LIFE = ("护理补贴 | 一级", "生活补贴 | 三级")


def found(
    tmp_path: Path, *rows: str, card: str = VALID, policy: bool = True, **more: str
) -> list[dict[str, Any]]:
    given = {
        PAID: "\n".join((HEAD, *rows)),
        CARD: "record_id | person_id | issued_on | valid_until | cancelled_on\n" + card,
    }
    if "dibao" in more:
        given[DIBAO] = (
            "record_id | person_id | first_for | stopped_on\n" + more["dibao"]
        )
    if "tekun" in more:
        given[TEKUN] = "record_id | person_id | first_for\n" + more["tekun"]
    home = local_policy(tmp_path) if policy else None
    return run_on(RULE, given, policy_home=home)[0].to_dicts()


def test_is_an_entitlement() -> None:
    """属应享未享，另列另计，不是疑点."""
    assert RULE.queue is Queue.ENTITLEMENT


def test_two_months_left_out_are_due(tmp_path: Path) -> None:
    """中间缺两个月的，按标准推算应发未发."""
    (hit,) = found(tmp_path, FIRST, SECOND)
    assert (hit["amount_fen"], hit["matter"]) == (20000, "relief/残疾人护理补贴")
    assert hit["sentence"] == (
        "2026年3月至2026年4月之间有缺月，前后均有残疾人护理补贴发放记录，"
        "期间条件未变，应发未发200.00元。"
    )


def test_periods_that_meet_leave_nothing_out(tmp_path: Path) -> None:
    """前后两笔期间相接的，不列."""
    assert not found(
        tmp_path,
        FIRST,
        SECOND.replace("2026-05-01", "2026-03-01", 1).replace("60000", "80000"),
    )


def test_not_where_the_register_no_longer_had_the_certificate(tmp_path: Path) -> None:
    """缺月期间证件已从残联登记中消失的，不列."""
    given = {
        PAID: "\n".join((HEAD, FIRST, SECOND)),
        CARD: "record_id | person_id | certificate_number | issued_on | valid_to"
        " | delivered_on\nC | P1 | Z1 | 2020-01-01 | VALID_TO | 2026-02-01\n"
        "D | P2 | Z2 | 2020-01-01 |  | 2026-04-01",
    }
    gone = {**given, CARD: given[CARD].replace("VALID_TO", "2026-03-31")}
    there = {**given, CARD: given[CARD].replace("VALID_TO", "")}
    home = local_policy(tmp_path)
    assert run_on(RULE, gone, policy_home=home)[0].is_empty()
    assert run_on(RULE, there, policy_home=home)[0].height == 1


@pytest.mark.parametrize(
    "card",
    [
        "C | P1 | 2026-04-01 | 2036-01-01 | ",  # issued within the gap
        "C | P1 | 2016-01-01 | 2026-04-29 | ",  # ran out within the gap
        "C | P1 | 2020-01-01 | 2030-01-01 | 2026-04-30",  # moved away
        "C | P2 | 2020-01-01 | 2030-01-01 | ",
    ],
)
def test_only_with_a_certificate_all_the_time(tmp_path: Path, card: str) -> None:
    """残疾人证须全程有效，缺月期间才领证、已到期、迁出的不列."""
    assert found(tmp_path, FIRST, SECOND, card=card) == []


@pytest.mark.parametrize(
    ("dibao", "hits"),
    [
        ("", 0),
        ("M | P1 | 2020-01-01 | ", 1),
        ("M | P1 | 2020-01-01 | 2026-04-10", 0),
        ("M | P1 | 2026-04-01 | ", 0),
    ],
)
def test_the_living_subsidy_asks_for_the_allowance(
    tmp_path: Path, dibao: str, hits: int
) -> None:
    """生活补贴须全程在低保，中途停保的不列."""
    rows = (
        FIRST.replace(*LIFE).replace("10000 | 40000", "7000 | 28000"),
        SECOND.replace(*LIFE).replace("10000 | 60000", "7000 | 42000"),
    )
    assert len(found(tmp_path, *rows, dibao=dibao)) == hits


def test_kept_by_the_state_excludes_it(tmp_path: Path) -> None:
    """享受特困供养的，不列."""
    assert found(tmp_path, FIRST, SECOND, tekun="T | P1 | 2020-01-01") == []


@pytest.mark.parametrize(("fen", "hits"), [(79999, 1), (80000, 0)])
def test_made_good_with_a_later_payment(tmp_path: Path, fen: int, hits: int) -> None:
    """后一笔多发的部分够补差额的，视为已补."""
    second = SECOND.replace("60000", str(fen))
    assert len(found(tmp_path, FIRST, second)) == hits


def test_below_the_standard_in_force(tmp_path: Path) -> None:
    """低于当时标准的，计差额."""
    low = FIRST.replace("10000 | 40000", "9000 | 36000")
    (hit,) = found(tmp_path, low)
    assert (hit["outcome"], hit["amount_fen"]) == ("hit", 4000)
    assert "低于当时标准" in hit["sentence"]


def test_less_than_its_own_standard_needs_no_table(tmp_path: Path) -> None:
    """低于清单自身所列标准的，没有政策表也列出."""
    (hit,) = found(tmp_path, FIRST.replace("40000", "30000"), policy=False)
    assert (hit["outcome"], hit["amount_fen"]) == ("hit", 10000)


def test_without_a_standard_nothing_is_decided(tmp_path: Path) -> None:
    """没有本地标准的，无法判断."""
    (hit,) = found(tmp_path, FIRST, policy=False)
    assert (hit["outcome"], hit["reason"]) == (
        "cannot_decide",
        "本地该类别、等级的补贴标准",
    )


def test_the_clean_county_finds_what_was_planted() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("U03")
