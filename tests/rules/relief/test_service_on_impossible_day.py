"""Services to old people on days on which they cannot have had them."""

import pytest

from rules.relief.service_on_impossible_day import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

SERVICE, DEATH = "relief/elder_service", "registry/death"
CUSTODY, SETTLEMENT = "registry/custody", "social_security/medical_settlement"
CERTIFICATE = "social_security/life_certificate"


def served(
    day: str, kind: str = "居家养老", contact: str = "上门", tier: str = "T1"
) -> dict[str, str]:
    return {
        SERVICE: f"""
            record_id | person_id | service_kind | contact_kind | served_on | fee_fen | provider_name | link_tier
            A         | P1        | {kind}       | {contact}    | {day}     | 4000    | 罗乔安        | {tier}
        """
    }


def died(tier: str = "T1") -> dict[str, str]:
    return {
        DEATH: f"""
            record_id | person_id | died_on    | source   | link_tier
            D         | P1        | 2026-03-10 | 公安注销 | {tier}
        """
    }


def confined(mode: str = "监狱执行", ended: str = "2026-08-01") -> dict[str, str]:
    return {
        CUSTODY: f"""
            record_id | person_id | exec_mode | started_on | ended_on
            C         | P1        | {mode}    | 2026-03-01 | {ended}
        """
    }


def stayed(ended: str = "2026-03-20", kind: str = "住院") -> dict[str, str]:
    return {
        SETTLEMENT: f"""
            record_id | person_id | visit_kind | admitted_on | discharged_on
            S         | P1        | {kind}     | 2026-03-10  | {ended}
        """
    }


def test_a_visit_after_the_month_of_death() -> None:
    """死亡当月之后的上门服务列出."""
    check_rule(
        RULE,
        given={**served("2026-04-02"), **died()},
        expect="""
            outcome | subject_id | amount_fen | items | severity | reason   | evidence_for
            hit     | P1         | 4000       | 1     | S2       | 死亡之后 | D A
        """,
    )


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({**served("2026-03-31"), **died()}, ""),  # the month of death
        ({**served("2026-04-02", tier="T4"), **died()}, "死亡之后"),
        ({**served("2026-04-02", tier="T4"), **died("T4")}, ""),
        ({**served("2026-04-02", tier="T6"), **died()}, ""),
        ({**served("2026-04-02"), **confined()}, "羁押期间"),
        ({**served("2026-03-01"), **confined()}, ""),
        ({**served("2026-08-01"), **confined()}, ""),
        ({**served("2026-04-02"), **confined(ended="")}, ""),
        ({**served("2026-04-02"), **confined("缓刑")}, ""),
        ({**served("2026-03-11"), **stayed()}, "住院期间"),
        ({**served("2026-03-10"), **stayed()}, ""),
        ({**served("2026-03-20"), **stayed()}, ""),
        ({**served("2026-03-15", "公卫随访", "到院"), **stayed()}, ""),
        ({**served("2026-03-15", "公卫随访", "上门"), **stayed()}, "住院期间"),
        ({**served("2026-03-15", "日间照料", "到院"), **stayed()}, "住院期间"),
        ({**served("2026-03-15", "居家养老", "电话"), **stayed()}, ""),
        ({**served("2026-03-15"), **stayed(kind="普通门诊")}, ""),
        ({**served("2026-03-15"), **stayed(ended="2026-07-20")}, ""),
    ],
)
def test_which_days_cannot_be(given: dict[str, str], reason: str) -> None:
    """死亡当月、起止当天、缓刑、电话随访、门诊、住院超过九十天的不列；羁押、住院期间的上门服务列出."""
    assert [hit["reason"] for hit in hits_of(RULE, given)] == (
        [reason] if reason else []
    )


def test_who_was_seen_alive_later_is_not_dead() -> None:
    """死亡登记之后有入户认证的，有合理解释."""
    seen = """
        record_id | person_id | certified_on | way  | result
        L         | P1        | 2026-04-20   | 入户 | 通过
    """
    (hit,) = hits_of(RULE, {**served("2026-04-02"), **died(), CERTIFICATE: seen})
    assert (hit["outcome"], hit["reason"]) == ("explained", "certified_alive")


def test_signs_of_life_say_nothing_of_a_day_in_hospital() -> None:
    """生存认证不能解释住院期间的服务."""
    dies_later = died()[DEATH].replace("2026-03-10", "2026-06-10")
    seen = """
        record_id | person_id | certified_on | way  | result
        L         | P1        | 2026-04-20   | 入户 | 通过
    """
    given = {**served("2026-03-15"), **stayed(), DEATH: dies_later, CERTIFICATE: seen}
    (hit,) = hits_of(RULE, given)
    assert (hit["outcome"], hit["reason"]) == ("hit", "住院期间")


def test_who_was_let_out_early_is_not_inside() -> None:
    """服务当日已暂予监外执行的，有合理解释."""
    spells = """
        record_id | person_id | exec_mode    | started_on | ended_on
        C         | P1        | 监狱执行     | 2026-01-01 | 2026-08-01
        E         | P1        | 暂予监外执行 | 2026-03-01 | 2026-08-01
    """
    (hit,) = hits_of(RULE, {**served("2026-04-02"), CUSTODY: spells})
    assert (hit["outcome"], hit["reason"]) == ("explained", "out_of_custody")


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("ES-01")


def test_a_term_that_does_not_say_how_it_is_served_is_a_question() -> None:
    """执行方式空白的服刑登记，不能判断是否在押."""
    (hit,) = hits_of(RULE, {**served("2026-04-02"), **confined(mode="")})
    assert hit["outcome"] == "cannot_decide"
