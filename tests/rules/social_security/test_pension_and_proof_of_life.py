"""SS-01 beside signs of life after the recorded death: in person, or a card only."""

import pytest

from rules.social_security.pension_after_death import RULE
from tests.rules.social_security.pension_rows import TWO_DEATHS, paid
from tests.support.tables import as_text, hits_of

PAYMENT = "social_security/pension_payment"
DEATH = "registry/death"
RESIDENT = "registry/resident"
CERTIFICATE = "social_security/life_certificate"
HOSPITAL = "social_security/medical_settlement"
NO_SIGN = {CERTIFICATE: "", HOSPITAL: ""}


def certified(day: str, way: str, result: str = "通过") -> dict[str, str]:
    """Return one certificate of P1, and that nobody was in hospital."""
    table = f"""
        record_id | person_id | certified_on | way   | result
        V1        | P1        | {day}        | {way} | {result}
    """
    return {CERTIFICATE: table, HOSPITAL: ""}


def admitted(day: str, left: str, kind: str) -> dict[str, str]:
    """Return one visit of P1, and that nobody was certified."""
    table = f"""
        record_id | person_id | admitted_on | discharged_on | visit_kind
        M1        | P1        | {day}       | {left}        | {kind}
    """
    return {CERTIFICATE: "", HOSPITAL: table}


@pytest.mark.parametrize(
    ("signs", "outcome", "reason"),
    [
        (certified("2026-06-20", "人脸识别"), "explained", "certified_alive"),
        (certified("2026-06-20", "入户"), "explained", "certified_alive"),
        (admitted("2026-05-20", "2026-06-02", "住院"), "explained", "in_hospital"),
        (certified("2026-03-20", "柜台"), "cannot_decide", "certified_alive,refunded"),
        (
            admitted("2026-03-20", "2026-03-30", "住院"),
            "cannot_decide",
            "in_hospital,refunded",
        ),
    ],
)
def test_who_was_there_in_person_after_the_death_is_no_hit(
    signs: dict[str, str], outcome: str, reason: str
) -> None:
    """死亡登记之后本人到场认证或住院的，有合理解释."""
    payment = paid("企业养老", "2026-05-01")
    (hit,) = hits_of(RULE, {PAYMENT: payment, DEATH: TWO_DEATHS, **signs})
    assert (hit["outcome"], hit["reason"]) == (outcome, reason)


@pytest.mark.parametrize(
    "signs",
    [
        certified("2026-06-20", "刷卡"),
        certified("2026-06-20", "账户活动"),
        admitted("2026-06-20", "2026-06-20", "药店购药"),
    ],
)
def test_use_of_a_card_only_leaves_the_state_of_life_to_be_verified(
    signs: dict[str, str],
) -> None:
    """死亡登记之后只有用卡、购药记录的仍列出，生存状态待核."""
    payment = paid("企业养老", "2026-05-01")
    given = {PAYMENT: payment, DEATH: TWO_DEATHS, **signs}
    (hit,) = hits_of(RULE, given)
    assert hit["outcome"] == "hit"
    assert any("生存状态待核" in text for text in hit["evidence_missing"])  # type: ignore[attr-defined]  # a list of texts
    assert as_text(hit["evidence_against"]) in {"V1", "M1"}


@pytest.mark.parametrize(
    "signs",
    [
        NO_SIGN,
        certified("2026-06-20", "人脸识别", "未通过"),
        certified("2026-01-10", "人脸识别"),  # the day of death itself
        admitted("2026-01-05", "2026-01-20", "住院"),  # a stay that ended in death
    ],
)
def test_no_sign_after_the_death_changes_nothing(signs: dict[str, str]) -> None:
    """死亡登记之前的认证、住院不改变结论."""
    payment = paid("企业养老", "2026-05-01")
    (hit,) = hits_of(RULE, {PAYMENT: payment, DEATH: TWO_DEATHS, **signs})
    assert hit["outcome"] == "hit"
    assert hit["evidence_against"] == []
    assert hit["evidence_missing"] == ["养老待遇退款、抵扣或分期退款明细"]


@pytest.mark.parametrize(
    ("paid_in", "outcome"), [("2026-05-01", "explained"), ("2026-09-01", "hit")]
)
def test_a_sign_between_two_death_dates_speaks_until_its_day(
    paid_in: str, outcome: str
) -> None:
    """两个死亡日期之间有认证的，认证之前的有合理解释."""
    deaths = TWO_DEATHS + "D3 | P1 | 2026-07-01 | 2026-07-02 | 卫健死亡证明"
    signs = certified("2026-06-20", "柜台")
    payment = paid("企业养老", paid_in)
    (hit,) = hits_of(RULE, {PAYMENT: payment, DEATH: deaths, **signs})
    assert hit["outcome"] == outcome
