"""Medical settlements for days that cannot be."""

import pytest

from rules.social_security.medical_settlement_conflict import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

SETTLEMENT = "social_security/medical_settlement"
DEATH = "registry/death"
CUSTODY = "registry/custody"
RESIDENT = "registry/resident"
CERTIFICATE = "social_security/life_certificate"

HEAD = (
    "record_id|person_id|link_tier|insurance|visit_kind|admitted_on|discharged_on"
    "|settled_on|hospital|fund_fen\n"
)
DIED = """
    record_id | person_id | died_on    | source
    D1        | P1        | 2026-01-10 | 公安注销
    D2        | P1        | 2026-01-10 | 民政火化
"""


def visit(  # noqa: PLR0913 - what tells visits apart
    start: str,
    end: str = "",
    *,
    name: str = "M1",
    kind: str = "住院",
    hospital: str = "甲医院",
    fund: int = 5000,
    tier: str = "T1",
) -> str:
    """Return the row of one visit, settled in August."""
    return (
        f"{name}|P1|{tier}|居民医保|{kind}|{start}|{end or start}|2026-08-20"
        f"|{hospital}|{fund}\n"
    )


def test_service_after_a_death_is_in_question() -> None:
    """死亡之前开始的住院不列，死亡之后的就诊列出."""
    check_rule(
        RULE,
        given={
            SETTLEMENT: HEAD
            + visit("2026-01-02", "2026-01-10", name="M1")
            + visit("2026-04-02", kind="普通门诊", name="M2", fund=1200),
            DEATH: DIED,
        },
        expect="""
outcome|subject_id|matter                  |amount_fen|items|severity|evidence_for
hit    |P1        |social_security/居民医保|1200      |1    |S2      |D1 D2 M2
""",
    )


@pytest.mark.parametrize(
    ("day", "hits"), [("2026-01-12", 0), ("2026-01-13", 1), ("2026-03-01", 1)]
)
def test_the_days_of_grace(day: str, hits: int) -> None:
    """死亡后两天以内的就诊不列，第三天起列出."""
    given = {SETTLEMENT: HEAD + visit(day, kind="急诊"), DEATH: DIED}
    assert len(hits_of(RULE, given)) == hits


def test_what_the_fund_did_not_pay_or_took_back_is_no_question() -> None:
    """基金没有支付的购药、已经冲正的结算，不列."""
    shop = HEAD + visit("2026-03-01", kind="药店购药", fund=0)
    assert hits_of(RULE, {SETTLEMENT: shop, DEATH: DIED}) == []
    taken = (
        HEAD
        + visit("2026-03-01", name="M1", fund=5000)
        + visit("2026-03-01", name="M2", fund=-5000)
    )
    assert hits_of(RULE, {SETTLEMENT: taken, DEATH: DIED}) == []


def test_one_source_against_a_normal_registration_is_weaker() -> None:
    """只有一个来源登记死亡而户籍仍为正常的，列为一般核查，并注明相反的记录."""
    given = {
        SETTLEMENT: HEAD + visit("2026-04-02"),
        DEATH: """
            record_id | person_id | died_on    | source
            D1        | P1        | 2026-01-10 | 卫健死亡证明
        """,
        RESIDENT: """
            record_id | person_id | status
            R1        | P1        | 正常
        """,
    }
    check_rule(
        RULE,
        given=given,
        expect="""
            outcome | severity | evidence_against
            hit     | S3       | R1
        """,
    )


def test_certified_face_to_face_since() -> None:
    """死亡登记之后有入户认证的，有合理解释."""
    shown = """
        person_id | certified_on | way  | result
        P1        | 2026-06-01   | 入户 | 通过
    """
    given = {SETTLEMENT: HEAD + visit("2026-04-02"), DEATH: DIED, CERTIFICATE: shown}
    (hit,) = hits_of(RULE, given)
    assert (hit["outcome"], hit["reason"]) == ("explained", "certified_alive")


@pytest.mark.parametrize(
    ("second", "hospital", "items"),
    [
        ("2026-03-09", "乙医院", []),  # a day before the discharge: a transfer
        ("2026-03-08", "乙医院", [1]),
        ("2026-03-03", "甲医院", []),  # one stay settled in parts
        ("2026-03-12", "乙医院", []),
    ],
)
def test_two_hospitals_at_once(second: str, hospital: str, items: list[int]) -> None:
    """两家医院住院重叠两天以上的，列后入院的一次；转院当日、同一医院分段结算不列."""
    stays = (
        HEAD
        + visit("2026-03-01", "2026-03-10", name="M1")
        + visit(second, "2026-03-20", name="M2", hospital=hospital, fund=7000)
    )
    hits = hits_of(RULE, {SETTLEMENT: stays})
    assert [hit["items"] for hit in hits] == items
    assert [hit["amount_fen"] for hit in hits] == [7000] * len(items)


@pytest.mark.parametrize(
    ("mode", "reason"), [("监狱执行", ["服刑期间住院"]), ("假释", [])]
)
def test_a_stay_during_a_prison_term(mode: str, reason: list[str]) -> None:
    """在监狱服刑期间住院的列出，已假释的不列."""
    register = f"""
        person_id | kind | exec_mode | started_on | ended_on
        P1        | 服刑 | {mode}    | 2026-01-01 | 2026-12-31
    """
    given = {
        SETTLEMENT: HEAD + visit("2026-04-02", "2026-04-09"),
        CUSTODY: register,
    }
    assert [hit["reason"] for hit in hits_of(RULE, given)] == reason


def test_a_weak_tie_asks_first_who_it_is() -> None:
    """身份对应把握不大的，降低等级."""
    given = {SETTLEMENT: HEAD + visit("2026-04-02", tier="T5"), DEATH: DIED}
    (hit,) = hits_of(RULE, given)
    assert (hit["tier"], hit["severity"]) == ("T5", "S3")


def test_the_clean_county() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("SS-08")


def test_a_term_that_does_not_say_how_it_is_served_is_a_question() -> None:
    """执行方式空白的服刑登记，不能判断是否在押."""
    register = """
        person_id | kind | exec_mode | started_on | ended_on
        P1        | 服刑 |           | 2026-01-01 | 2026-12-31
    """
    given = {
        SETTLEMENT: HEAD + visit("2026-04-02", "2026-04-09"),
        CUSTODY: register,
    }
    assert [hit["outcome"] for hit in hits_of(RULE, given)] == ["cannot_decide"]
