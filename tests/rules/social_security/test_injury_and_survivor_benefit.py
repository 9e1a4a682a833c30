"""Benefits of the injury insurance beside what excludes them."""

import pytest

from rules.social_security.injury_and_survivor_benefit import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

INJURY = "social_security/injury_payment"
PENSION = "social_security/pension_payment"
CONTRIBUTION = "social_security/contribution"
PAYROLL = "finance/staff_payroll"
DEATH = "registry/death"
MARRIAGE = "registry/marriage"


def allowance(amounts: dict[int, int], tier: str = "T1") -> str:
    """Return the allowances of months of 2026."""
    head = "record_id|person_id|link_tier|benefit_item|paid_for|amount_fen|paid_on\n"
    return head + "\n".join(
        f"A{n}|P1|{tier}|伤残津贴|2026-0{n}-01|{fen}|2026-0{n}-20"
        for n, fen in amounts.items()
    )


def pension(*months: int, scheme: str = "企业养老", fen: int = 200000) -> str:
    """Return the pensions of months of 2026."""
    head = "record_id|person_id|scheme|paid_for|paid_in|amount_fen\n"
    return head + "\n".join(
        f"N{n}|P1|{scheme}|2026-0{n}-01|2026-0{n}-01|{fen}" for n in months
    )


def survivor(
    *months: int,
    relation: str = "配偶",
    unable: str = "否",
    born: str = "1980-05-20",
    result: str = "成功",
) -> str:
    """Return a survivor's pensions of months of 2026; the worker is P9."""
    head = (
        "record_id|person_id|kin_person_id|benefit_item|kin_relation|kin_is_unable"
        "|kin_birth_on|injured_on|paid_for|paid_on|amount_fen|payment_result\n"
    )
    return head + "\n".join(
        f"K{n}|P9|P1|供养亲属抚恤金|{relation}|{unable}|{born}|2022-03-04"
        f"|2026-0{n}-01|2026-0{n}-20|138000|{result}"
        for n in months
    )


def test_counts_the_allowance_after_the_first_month_of_the_pension() -> None:
    """领职工养老待遇的首月之后，伤残津贴逐月列出."""
    check_rule(
        RULE,
        given={
            INJURY: allowance({1: 350000, 2: 350000, 3: 350000, 4: 350000}),
            PENSION: pension(2, 3, 4),
        },
        expect="""
outcome|subject_id|matter                  |amount_fen|items|severity|evidence_for
hit    |P1        |social_security/伤残津贴|700000    |2    |S3      |A3 A4 N3 N4
""",
    )


@pytest.mark.parametrize(
    ("rest", "outcome"),
    [(150000, "explained"), (155000, "explained"), (155001, "hit")],
)
def test_the_difference_may_be_paid(rest: int, outcome: str) -> None:
    """不高于原津贴与养老待遇之差的，视为差额补足，有合理解释."""
    given = {
        INJURY: allowance({1: 350000, 2: 350000, 3: rest}),
        PENSION: pension(2, 3),
    }
    (hit,) = hits_of(RULE, given)
    assert hit["outcome"] == outcome


def test_without_a_month_before_the_pension_the_difference_is_a_question() -> None:
    """不知道原津贴标准的仍列出，并写明需取得差额核定表."""
    given = {INJURY: allowance({2: 350000, 3: 350000}), PENSION: pension(2, 3)}
    (hit,) = hits_of(RULE, given)
    assert hit["outcome"] == "hit"
    assert "停发伤残津贴时的标准与差额核定表" in str(hit["evidence_missing"])


def test_the_resident_pension_ends_no_allowance() -> None:
    """领居民养老的，伤残津贴照发，不列."""
    given = {
        INJURY: allowance({1: 350000, 2: 350000, 3: 350000}),
        PENSION: pension(1, 2, 3, scheme="居民养老"),
    }
    assert hits_of(RULE, given) == []


@pytest.mark.parametrize(
    ("relation", "unable", "born", "outcome"),
    [
        ("子", "否", "2008-03-20", []),  # eighteen in March: still paid
        ("子", "否", "2008-02-20", ["hit"]),
        ("女", "是", "1990-02-20", []),
        ("女", "", "1990-02-20", ["cannot_decide"]),
        ("配偶", "否", "1990-02-20", []),
    ],
)
def test_of_age(relation: str, unable: str, born: str, outcome: list[str]) -> None:
    """子女满十八周岁次月起列出；丧失劳动能力的不列，未登记的无法判断；配偶不受此限."""
    table = survivor(3, relation=relation, unable=unable, born=born)
    assert [hit["outcome"] for hit in hits_of(RULE, {INJURY: table})] == outcome


def test_a_survivor_who_works_after_the_first_month() -> None:
    """亲属就业第二个月起的抚恤金列出."""
    work = """
        person_id | unit_name | paid_for   | unit_share_fen
        P1        | 新厂      | 2026-02-01 | 60000
        P1        | 新厂      | 2026-03-01 | 60000
    """
    given = {INJURY: survivor(1, 2, 3), CONTRIBUTION: work}
    (hit,) = hits_of(RULE, given)
    assert (hit["reason"], hit["items"]) == ("亲属已就业", 1)


@pytest.mark.parametrize(
    ("kind", "day", "items"),
    [
        ("结婚", "2026-02-10", [1]),
        ("结婚", "2015-02-10", []),  # to the worker
        ("补发结婚证", "2026-02-10", []),
    ],
)
def test_a_widow_who_married_again(kind: str, day: str, items: list[int]) -> None:
    """配偶再婚次月起列出，与职工本人的结婚、补领结婚证不算."""
    wedding = f"""
        person_id | spouse_person_id | kind   | registered_on
        P7        | P1               | {kind} | {day}
    """
    hits = hits_of(RULE, {INJURY: survivor(2, 3), MARRIAGE: wedding})
    assert [hit["items"] for hit in hits] == items


@pytest.mark.parametrize(
    ("month", "outcome"), [(1, []), (2, ["explained"]), (4, ["hit"])]
)
def test_a_survivor_who_died(month: int, outcome: list[str]) -> None:
    """亲属死亡当月照发，次月在传递期内有合理解释，其后列出."""
    died = """
        person_id | died_on    | source
        P1        | 2026-01-10 | 公安注销
    """
    hits = hits_of(RULE, {INJURY: survivor(month), DEATH: died})
    assert [hit["outcome"] for hit in hits] == outcome


def test_one_funeral_grant_is_enough() -> None:
    """工伤和养老两处都有丧葬补助的，计较低的一处."""
    injury = """
        record_id | person_id | benefit_item | paid_for   | amount_fen
        F1        | P1        | 丧葬补助金   | 2026-01-01 | 3000000
    """
    other = """
        record_id | person_id | scheme   | paid_for   | amount_fen | funeral_fen
        F2        | P1        | 企业养老 | 2026-02-01 | 800000     | 800000
    """
    (hit,) = hits_of(RULE, {INJURY: injury, PENSION: other})
    assert (hit["reason"], hit["amount_fen"]) == ("丧葬补助两处", 800000)


def test_weak_ties_and_returned_money() -> None:
    """身份对应把握不大的列为待核身份，已退回的不列."""
    given = {
        INJURY: allowance({1: 350000, 2: 350000, 3: 350000}, tier="T4"),
        PENSION: pension(2, 3),
    }
    (hit,) = hits_of(RULE, given)
    assert (hit["tier"], hit["severity"]) == ("T4", "S4")
    back = survivor(3, relation="子", born="1999-01-01", result="退回")
    assert hits_of(RULE, {INJURY: back}) == []


def test_the_clean_county() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("SS-10")
