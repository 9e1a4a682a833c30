"""Subsidies paid for periods that begin after the month of death."""

import pytest

from rules.relief.subsidy_after_death import RULE
from tests.support.tables import check_rule, hits_of

PAYMENT = "relief/subsidy_payment"
PROJECT = "relief/subsidy_project"
DEATH = "registry/death"
CADRE = "registry/cadre"
RESIDENT = "registry/resident"
CERTIFICATE = "social_security/life_certificate"
HOSPITAL = "social_security/medical_settlement"
NO_SIGN = {CERTIFICATE: "", HOSPITAL: ""}
PROJECTS = """
    project_code | project_name | granularity | kind
    01           | 高龄津贴     | 人          | 普通
    02           | 地力补贴     | 户          | 普通
    03           | 丧葬补助     | 人          | 丧葬
"""
DEATHS = """
    record_id | person_id | died_on    | source
    D1        | P1        | 2026-01-10 | 公安注销
    D2        | P2        | 2025-01-10 | 公安注销
    D3        | P3        | 2025-01-10 | 公安注销
"""
HOME = """
    record_id | person_id | household_number | status
    R1        | P1        | H1               | 死亡注销
    R2        | P9        | H1               | 正常
"""
ALONE = """
    record_id | person_id | household_number | status
    R1        | P1        | H1               | 死亡注销
    R2        | P2        | H1               | 正常
"""


def paid(code: str, first: str, last: str, paid_on: str, result: str = "成功") -> str:
    """Return a table of one payment to P1 for a period."""
    names = {"01": "高龄津贴", "02": "地力补贴", "03": "丧葬补助", "09": "其他补贴"}
    return f"""
        record_id | person_id | project_code | project_name  | paid_for | paid_for_to | paid_on   | amount_fen | payment_result
        S1        | P1        | {code}       | {names[code]} | {first}  | {last}      | {paid_on} | 10000      | {result}
    """


def outcomes(payment: str, resident: str | None = HOME) -> list[tuple[object, object]]:
    """Return outcome and reason of each hit."""
    given = {PAYMENT: payment, PROJECT: PROJECTS, DEATH: DEATHS, **NO_SIGN}
    if resident is not None:
        given[RESIDENT] = resident
    return [(hit["outcome"], hit["reason"]) for hit in hits_of(RULE, given)]


def test_finds_a_month_that_begins_after_the_month_of_death() -> None:
    """所属月份在死亡当月之后的补贴列出."""
    check_rule(
        RULE,
        given={
            PAYMENT: paid("01", "2026-05-01", "2026-05-31", "2026-05-20"),
            PROJECT: PROJECTS,
            DEATH: DEATHS,
            RESIDENT: HOME,
        },
        expect="""
            outcome | matter          | amount_fen | severity | evidence_for
            hit     | relief/高龄津贴 | 10000      | S3       | D1 S1 subsidy_project-1
        """,
    )


@pytest.mark.parametrize(
    ("payment", "name"),
    [
        (paid("01", "2026-01-01", "2026-12-31", "2026-08-20"), "annual_payment"),
        (paid("01", "2025-12-01", "2025-12-31", "2026-08-20"), "back_pay"),
        (
            paid("01", "2026-05-01", "2026-05-31", "2026-05-20", "退回"),
            "payment_returned",
        ),
        (paid("03", "2026-05-01", "2026-05-31", "2026-05-20"), "funeral_grant"),
        (paid("01", "2026-02-01", "2026-02-28", "2026-03-11"), "registry_lag"),
        (paid("02", "2026-05-01", "2026-05-31", "2026-05-20"), "household_grant"),
    ],
)
def test_explains_lawful_payments(payment: str, name: str) -> None:
    """按年核定、补发、退回、丧葬、传递期内、按户发放且有在世成员的，有合理解释."""
    assert outcomes(payment) == [("explained", name)]


@pytest.mark.parametrize(
    ("paid_on", "outcome"),
    [("2026-03-11", "explained"), ("2026-03-12", "hit")],  # 60 and 61 days
)
def test_lag_ends_after_sixty_days(paid_on: str, outcome: str) -> None:
    """死亡登记传递期以六十天为限，第六十一天起列出."""
    ((found, _),) = outcomes(paid("01", "2026-02-01", "2026-02-28", paid_on))
    assert found == outcome


def test_a_household_without_a_living_member_is_a_hint() -> None:
    """按户发放而同户没有在世成员的，列为提示."""
    given = {
        PAYMENT: paid("02", "2026-05-01", "2026-05-31", "2026-05-20"),
        PROJECT: PROJECTS,
        DEATH: DEATHS,
        RESIDENT: ALONE,
    }
    (hit,) = hits_of(RULE, given)
    assert (hit["outcome"], hit["severity"]) == ("hit", "S4")


@pytest.mark.parametrize("resident", [None, ""])
def test_a_household_nobody_knows_cannot_be_decided(resident: str | None) -> None:
    """按户发放而没有户籍数据的，无法判断."""
    payment = paid("02", "2026-05-01", "2026-05-31", "2026-05-20")
    assert outcomes(payment, resident) == [("cannot_decide", "household_grant")]


def test_a_household_known_only_by_an_untied_row_cannot_be_decided() -> None:
    """户籍中的人对不上身份的，无法判断是否还有同户成员."""
    payment = """
        person_id | name_key | id_text            | project_code | project_name | paid_for   | paid_on    | amount_fen
        P1        | 甲某     | 420281194001011230 | 02           | 地力补贴     | 2026-05-01 | 2026-05-20 | 10000
    """
    resident = """
        person_id | name_key | id_text         | household_number | status
                  | 甲某     | 42028119400101  | H1               | 死亡注销
        P9        | 乙某     |                 | H1               | 正常
    """
    assert outcomes(payment, resident) == [("cannot_decide", "household_grant")]


def test_a_project_not_in_the_list_is_treated_as_perhaps_per_household() -> None:
    """项目清单中没有的项目，按可能按户发放处理."""
    payment = paid("09", "2026-05-01", "2026-05-31", "2026-05-20")
    assert outcomes(payment) == [("cannot_decide", "household_grant")]
    assert outcomes(payment, ALONE) == [("hit", "按户发放")]


def test_an_account_that_serves_three_of_the_dead_weighs_more() -> None:
    """三名已登记死亡的人共用一个账户的，列为优先核查."""
    payment = """
        person_id | project_code | project_name | paid_for   | paid_on    | amount_fen | account_number
        P1        | 01           | 高龄津贴     | 2026-05-01 | 2026-05-20 | 10000      | 6228
        P2        | 01           | 高龄津贴     | 2026-05-01 | 2026-05-20 | 10000      | 6228
        P3        | 01           | 高龄津贴     | 2026-05-01 | 2026-05-20 | 10000      | 6228
    """
    given = {PAYMENT: payment, PROJECT: PROJECTS, DEATH: DEATHS, RESIDENT: HOME}
    assert {hit["severity"] for hit in hits_of(RULE, given)} == {"S1"}


@pytest.mark.parametrize(
    ("payee", "removed", "tier", "died", "severity"),
    [
        ("P8", "", "T1", DEATHS, "S1"),
        ("P8", "2026-05-19", "T1", DEATHS, "S3"),  # no longer in post on the day
        ("P7", "", "T1", DEATHS, "S3"),  # in no post
        ("P1", "", "T1", DEATHS, "S3"),  # the dead's own account
        ("P8", "", "T4", DEATHS, "S3"),  # perhaps somebody else
        ("P8", "", "T1", DEATHS + "    D4 | P1 | 2026-04-15 | 火化", "S4"),
    ],
)
def test_an_account_of_an_official_comes_first(
    payee: str, removed: str, tier: str, died: str, severity: str
) -> None:
    """收款人当时为干部的优先核查；离任、身份待核、死者本人账户和死亡日期有出入的不升级."""
    payment = f"""
        person_id | project_code | project_name | paid_for   | paid_on    | amount_fen | payee_person_id | payee_link_tier
        P1        | 01           | 高龄津贴     | 2026-05-01 | 2026-05-20 | 10000      | {payee}         | {tier}
    """
    cadre = f"""
        person_id | unit_name | appointed_on | removed_on
        P8        | 某镇      | 2020-01-01   | {removed}
        P1        | 某镇      | 2020-01-01   | 2026-01-10
    """
    given = {PAYMENT: payment, PROJECT: PROJECTS, DEATH: died, CADRE: cadre, **NO_SIGN}
    assert [hit["severity"] for hit in hits_of(RULE, given)] == [severity]


def test_a_period_in_the_month_of_death_is_no_act_in_question() -> None:
    """所属月份为死亡当月的，不列."""
    assert outcomes(paid("01", "2026-01-01", "2026-01-31", "2026-01-25")) == []


def test_who_was_certified_in_person_later_is_no_hit() -> None:
    """死亡登记之后本人通过人脸识别认证的，有合理解释."""
    given = {
        PAYMENT: paid("01", "2026-05-01", "2026-05-31", "2026-05-20"),
        PROJECT: PROJECTS,
        DEATH: DEATHS,
        CERTIFICATE: """
            record_id | person_id | certified_on | way
            V1        | P1        | 2026-06-20   | 人脸识别
        """,
    }
    (hit,) = hits_of(RULE, given)
    assert (hit["outcome"], hit["reason"]) == ("explained", "certified_alive")
