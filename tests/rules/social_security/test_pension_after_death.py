"""Pension paid in the months after the month of death."""

import pytest

from rules.social_security.pension_after_death import RULE
from tests.rules.social_security.pension_rows import TWO_DEATHS, paid
from tests.support.tables import check_rule, hits_of

PAYMENT = "social_security/pension_payment"
DEATH = "registry/death"
RESIDENT = "registry/resident"
CERTIFICATE = "social_security/life_certificate"
HOSPITAL = "social_security/medical_settlement"
NO_SIGN = {CERTIFICATE: "", HOSPITAL: ""}


def test_finds_months_paid_after_the_lag_and_counts_only_base_parts() -> None:
    """传递期之后的月份逐月列出，居民养老只计基础养老金."""
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
    """企业养老等其他险种按实发全额计."""
    (hit,) = hits_of(RULE, {PAYMENT: paid("企业养老", "2026-05-01"), DEATH: TWO_DEATHS})
    assert (hit["outcome"], hit["amount_fen"]) == ("hit", 300000)
    assert hit["sentence"] == (
        "死亡登记次月之后，2026年5月仍有1个月的企业养老待遇发放记录，"
        "待核实金额3,000.00元。"
    )


def test_money_of_a_resident_pension_without_parts_leaves_out_what_heirs_own() -> None:
    """居民养老没有分项的，扣除归继承人的个人账户部分."""
    table = """
        person_id | scheme   | paid_for   | paid_in    | amount_fen | personal_account_fen
        P1        | 居民养老 | 2026-05-01 | 2026-05-01 | 20000      | 6000
    """
    (hit,) = hits_of(RULE, {PAYMENT: table, DEATH: TWO_DEATHS})
    assert hit["amount_fen"] == 14000


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
    """补发应发月份、退回或未付出、丧葬补助、个人账户返还、传递期内的发放，列为有合理解释."""
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
    """一月死亡的：一月照发，二月在传递期内有合理解释，三月起列出."""
    hits = hits_of(RULE, {PAYMENT: paid("企业养老", month), DEATH: TWO_DEATHS})
    assert [hit["outcome"] for hit in hits] == outcome


def test_a_registration_within_the_lag_explains_the_month_it_came_in() -> None:
    """死亡登记在传递期内才到的，到达当月的发放有合理解释."""
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
    """多发部分是否已退回，数据中查不到，列为需取得的材料."""
    payment = paid("企业养老", "2026-05-01")
    (hit,) = hits_of(RULE, {PAYMENT: payment, DEATH: TWO_DEATHS, **NO_SIGN})
    assert REFUNDED in list(
        hit["explanations"]  # type: ignore[call-overload]  # a list of records
    )
    assert hit["evidence_missing"] == ["养老待遇退款、抵扣或分期退款明细"]


def test_one_source_against_a_normal_registration_is_weak_and_says_so() -> None:
    """只有一个来源登记死亡而户籍仍为正常的，列为一般核查，并注明相反的记录."""
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
    """两个来源的死亡日期相差数月的，较晚的一个注明为相反的记录."""
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
    """收款户名不是本人的，列为优先核查."""
    table = paid("企业养老", "2026-05-01", "| person_name | account_name", "| 甲 | 乙")
    (hit,) = hits_of(RULE, {PAYMENT: table, DEATH: TWO_DEATHS})
    assert hit["severity"] == "S1"


def test_a_year_of_months_weighs_more() -> None:
    """累计十二个月的，列为优先核查."""
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


def test_ignores_links_by_name_alone_and_the_living() -> None:
    """只凭姓名对上的、没有死亡登记的，不列."""
    table = """
        person_id | link_tier | scheme   | paid_for   | paid_in    | amount_fen
        P1        | T6        | 企业养老 | 2026-05-01 | 2026-05-01 | 100
        P2        | T1        | 企业养老 | 2026-05-01 | 2026-05-01 | 100
    """
    assert hits_of(RULE, {PAYMENT: table, DEATH: TWO_DEATHS}) == []
