"""What weak ties (T4, T5) do: they ask first who it is, and overrule nothing."""

import pytest

from rules.library import rule_for
from tests.support.tables import check_rule, hits_of

SS, PR1, PR2, PR13 = (rule_for(n) for n in ("SS-01", "PR-01", "PR-02", "PR-13A"))
LN1, LN6 = rule_for("LN-01"), rule_for("LN-06")
PAYMENT, DEATH = "social_security/pension_payment", "registry/death"
PROOF, STAY = "social_security/life_certificate", "social_security/medical_settlement"
PAID = """
    record_id | person_id | link_tier | link_milli | scheme   | paid_for   | paid_in    | amount_fen
    A         | P1        | {first}   | 1000       | 企业养老 | 2026-05-01 | 2026-05-01 | 100
    B         | P1        | {second}  | 600        | 企业养老 | 2026-06-01 | 2026-06-01 | 200
"""
DIED = """
    record_id | person_id | link_tier | died_on    | source
    D         | P1        | {tier}    | 2026-01-10 | 公安注销
"""
FIRM = DIED.format(tier="T1")


@pytest.mark.parametrize(
    ("first", "second", "expect"),
    [
        (
            "T1",
            "T4",
            """
            amount_fen | tier | link_milli | severity
            100        | T1   | 1000       | S2
            200        | T4   | 600        | S3
            """,
        ),
        ("T5", "T4", "amount_fen | tier | link_milli | severity\n300|T5|600|S3"),
        ("T6", "T6", ""),
        ("", "T6", ""),
    ],
)
def test_weak_payments_are_a_hit_of_their_own_one_step_less(
    first: str, second: str, expect: str
) -> None:
    given = {PAYMENT: PAID.format(first=first, second=second), DEATH: FIRM}
    check_rule(SS, given=given, expect=expect)


def test_two_weak_ties_one_upon_the_other_find_nothing() -> None:
    weak = DIED.format(tier="T5")
    given = {PAYMENT: PAID.format(first="T1", second="T4"), DEATH: weak}
    check_rule(SS, given=given, expect="amount_fen | tier\n100 | T5")


def test_a_weak_death_moves_no_firm_one() -> None:
    deaths = """
        record_id | person_id | link_tier | died_on    | source
        D         | P1        | T1        | 2026-01-10 | 公安注销
        E         | P1        | T4        | 2024-01-10 | 民政火化
        F         | P1        | T5        | 2026-11-10 | 医院死亡
    """
    given = {PAYMENT: PAID.format(first="T1", second="T1"), DEATH: deaths}
    (hit,) = hits_of(SS, given)
    assert (hit["tier"], hit["amount_fen"], hit["severity"]) == ("T1", 300, "S3")
    assert records(hit, "evidence_for") == ["A", "B", "D"]
    assert records(hit, "evidence_against") == ["F"]


def records(hit: dict[str, object], side: str) -> list[str]:
    pointers = hit[side]
    assert isinstance(pointers, list)
    return sorted(str(pointer["record_id"]) for pointer in pointers)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType] - cells are untyped


@pytest.mark.parametrize(
    ("tier", "outcome", "verdict"),
    [
        ("T1", "explained", "explained"),
        ("T4", "hit", "untestable"),
        ("T6", "hit", "refused"),
    ],
)
@pytest.mark.parametrize(
    ("dataset", "name", "row"),
    [
        (
            PROOF,
            "certified_alive",
            "certified_on | way | result\nV | P1 | {} | 2026-06-20 | 柜台 | 通过",
        ),
        (
            STAY,
            "in_hospital",
            "admitted_on | discharged_on | visit_kind\nV | P1 | {} | 2026-06-20 | 2026-07-20 | 住院",
        ),
    ],
)
def test_a_weak_fact_in_favour_asks_and_never_drops(  # noqa: PLR0913, PLR0917 - one argument a parameter
    tier: str, outcome: str, verdict: str, dataset: str, name: str, row: str
) -> None:
    given = {
        PAYMENT: PAID.format(first="T1", second="").replace("2026-06-01", "2026-05-01"),
        DEATH: FIRM,
        dataset: f"record_id | person_id | link_tier | {row.format(tier)}",
    }
    (hit,) = hits_of(SS, given)
    verdicts = {one["name"]: one["verdict"] for one in hit["explanations"]}  # type: ignore[attr-defined] # pyright: ignore[reportUnknownVariableType, reportGeneralTypeIssues, reportAttributeAccessIssue] - cells are untyped
    assert (hit["outcome"], verdicts[name]) == (outcome, verdict)
