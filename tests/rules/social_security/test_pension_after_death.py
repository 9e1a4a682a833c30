"""Pension paid in the months after the month of death."""

import pytest

from rules.social_security.pension_after_death import RULE
from tests.support.tables import as_text, check_rule, hits_of

PAYMENT = "social_security/pension_payment"
DEATH = "registry/death"
RESIDENT = "registry/resident"
CERTIFICATE = "social_security/life_certificate"
HOSPITAL = "social_security/medical_settlement"
NO_SIGN = {CERTIFICATE: "", HOSPITAL: ""}
TWO_DEATHS = """
    record_id | person_id | died_on    | registered_on | source
    D1        | P1        | 2026-01-10 | 2026-01-15    | 公安注销
    D2        | P1        | 2026-01-10 | 2026-01-12    | 民政火化
"""


def test_finds_months_paid_after_the_lag_and_counts_only_base_parts() -> None:
    check_rule(
        RULE,
        given={
            PAYMENT: """
record_id|person_id|scheme |paid_for  |paid_in   |amount_fen|central_base_fen|county_base_fen
A        |P1       |居民养老|2026-01-01|2026-01-01|20000     |15000           |3000
B        |P1       |居民养老|2026-02-01|2026-02-01|20000     |15000           |3000
C        |P1       |居民养老|2026-04-01|2026-04-01|20000     |15000           |3000
D        |P1       |居民养老|2026-05-01|2026-05-01|20000     |15000           |3055
""",
            DEATH: TWO_DEATHS,
        },
        expect="""
outcome|subject_id|matter                  |amount_fen|items|severity|evidence_for|evidence_against
hit    |P1        |social_security/居民养老|36055     |2    |S2      |D1 D2 C D   |B
""",
    )


def test_the_whole_amount_of_other_schemes_is_in_question() -> None:
    (hit,) = hits_of(RULE, {PAYMENT: paid("企业养老", "2026-05-01"), DEATH: TWO_DEATHS})
    assert (hit["outcome"], hit["amount_fen"]) == ("hit", 300000)
    assert hit["sentence"] == (
        "死亡登记次月之后，2026年5月至2026年5月仍有1个月的企业养老待遇发放记录，"
        "待核实金额3000.00元。"
    )


def test_money_of_a_resident_pension_without_parts_leaves_out_what_heirs_own() -> None:
    table = """
        person_id | scheme   | paid_for   | paid_in    | amount_fen | personal_account_fen
        P1        | 居民养老 | 2026-05-01 | 2026-05-01 | 20000      | 6000
    """
    (hit,) = hits_of(RULE, {PAYMENT: table, DEATH: TWO_DEATHS})
    assert hit["amount_fen"] == 14000


def paid(scheme: str, month: str, columns: str = "", cells: str = "") -> str:
    """Return a table of one payment for and in a month, with further columns."""
    return f"""
        person_id | scheme   | paid_for | paid_in | amount_fen {columns}
        P1        | {scheme} | {month}  | {month} | 300000     {cells}
    """


@pytest.mark.parametrize(
    ("table", "name"),
    [
        (
            """person_id | scheme | paid_for | paid_in | amount_fen
               P1 | 企业养老 | 2026-01-01 | 2026-06-01 | 300000""",
            "back_pay",
        ),
        (
            paid("企业养老", "2026-06-01", "| payment_flag", "| 退回"),
            "payment_returned",
        ),
        (
            paid("企业养老", "2026-06-01", "| payment_flag", "| 未支付"),
            "payment_returned",
        ),
        (paid("企业养老", "2026-06-01", "| funeral_fen", "| 300000"), "funeral_grant"),
        (
            paid(
                "居民养老",
                "2026-06-01",
                "| central_base_fen | personal_account_fen",
                "| 0 | 300000",
            ),
            "funeral_grant",
        ),
        (paid("企业养老", "2026-02-01"), "registry_lag"),
    ],
)
def test_explains_lawful_payments(table: str, name: str) -> None:
    check_rule(
        RULE,
        given={PAYMENT: table, DEATH: TWO_DEATHS},
        expect=f"""
            outcome   | reason
            explained | {name}
        """,
    )


@pytest.mark.parametrize(
    ("month", "outcome"),
    [
        ("2026-01-01", []),  # the month of death is an entitled month
        ("2026-02-01", ["explained"]),  # ends 49 days after the death
        ("2026-03-01", ["hit"]),  # ends 80 days after the death
    ],
)
def test_window_edges(month: str, outcome: list[str]) -> None:
    hits = hits_of(RULE, {PAYMENT: paid("企业养老", month), DEATH: TWO_DEATHS})
    assert [hit["outcome"] for hit in hits] == outcome


def test_a_registration_within_the_lag_explains_the_month_it_came_in() -> None:
    deaths = """
        person_id | died_on    | registered_on | source
        P1        | 2026-01-10 | 2026-03-05    | 公安注销
    """
    (hit,) = hits_of(RULE, {PAYMENT: paid("企业养老", "2026-03-01"), DEATH: deaths})
    assert (hit["outcome"], hit["reason"]) == ("explained", "registry_lag")


REFUNDED = {
    "name": "refunded",
    "title": "多发部分已退回或正在分期退回",
    "verdict": "untestable",
    "items": 1,
}


def test_asks_whether_the_money_came_back() -> None:
    payment = paid("企业养老", "2026-05-01")
    (hit,) = hits_of(RULE, {PAYMENT: payment, DEATH: TWO_DEATHS, **NO_SIGN})
    assert REFUNDED in list(
        hit["explanations"]  # type: ignore[call-overload]  # a list of records
    )
    assert hit["evidence_missing"] == ["养老待遇退款、抵扣或分期退款明细"]


def test_one_source_against_a_normal_registration_is_weak_and_says_so() -> None:
    check_rule(
        RULE,
        given={
            PAYMENT: paid("企业养老", "2026-05-01"),
            DEATH: """
                person_id | died_on    | source
                P1        | 2026-01-10 | 卫健死亡证明
            """,
            RESIDENT: """
                record_id | person_id | status
                R1        | P1        | 正常
            """,
        },
        expect="""
            outcome | severity | evidence_against
            hit     | S3       | R1
        """,
    )


def test_death_dates_far_apart_speak_against() -> None:
    check_rule(
        RULE,
        given={
            PAYMENT: paid("企业养老", "2026-07-01"),
            DEATH: """
                record_id | person_id | died_on    | source
                D1        | P1        | 2026-01-10 | 公安注销
                D2        | P1        | 2026-05-10 | 民政火化
            """,
        },
        expect="""
            outcome | severity | evidence_for         | evidence_against
            hit     | S3       | D1 pension_payment-1 | D2
        """,
    )


def test_another_account_holder_weighs_more() -> None:
    table = paid("企业养老", "2026-05-01", "| person_name | account_name", "| 甲 | 乙")
    (hit,) = hits_of(RULE, {PAYMENT: table, DEATH: TWO_DEATHS})
    assert hit["severity"] == "S1"


def test_a_year_of_months_weighs_more() -> None:
    rows = "\n".join(
        f"P1 | 企业养老 | {year}-{month:02}-01 | {year}-{month:02}-01 | 100"
        for year in (2024, 2025)
        for month in range(1, 7)
    )
    deaths = """
        person_id | died_on    | source
        P1        | 2023-06-10 | 公安注销
        P1        | 2023-06-10 | 民政火化
    """
    header = "person_id | scheme | paid_for | paid_in | amount_fen\n"
    (hit,) = hits_of(RULE, {PAYMENT: header + rows, DEATH: deaths})
    assert (hit["severity"], hit["items"]) == ("S1", 12)


def test_ignores_weak_links_and_the_living() -> None:
    table = """
        person_id | link_tier | scheme   | paid_for   | paid_in    | amount_fen
        P1        | T4        | 企业养老 | 2026-05-01 | 2026-05-01 | 100
        P2        | T1        | 企业养老 | 2026-05-01 | 2026-05-01 | 100
    """
    assert hits_of(RULE, {PAYMENT: table, DEATH: TWO_DEATHS}) == []


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
    deaths = TWO_DEATHS + "D3 | P1 | 2026-07-01 | 2026-07-02 | 卫健死亡证明"
    signs = certified("2026-06-20", "柜台")
    payment = paid("企业养老", paid_in)
    (hit,) = hits_of(RULE, {PAYMENT: payment, DEATH: deaths, **signs})
    assert hit["outcome"] == outcome
