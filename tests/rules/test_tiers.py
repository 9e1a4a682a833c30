"""What weak ties (T4, T5) do: they ask first who it is, and overrule nothing."""

import polars as pl
import pytest

from rules.library import rule_for
from tests.support.tables import check_rule, hits_of, run_on

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
    expect = """
        tier | amount_fen | severity | evidence_for | evidence_against
        T1   | 300        | S3       | D A B        | F
    """
    check_rule(SS, given=given, expect=expect)


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
    hits = run_on(SS, given)[0].select("outcome", "explanations")
    tried = hits.explode("explanations").unnest("explanations")
    chosen = tried.filter(pl.col("name") == name)
    assert chosen.select("outcome", "verdict").rows() == [(outcome, verdict)]


SUBSIDY = "relief/subsidy_payment"
SUBSIDISED = """
    record_id | person_id | link_tier | project_name | paid_for   | paid_on    | amount_fen
    A         | P1        | T1        | 高龄津贴     | 2026-05-01 | 2026-05-20 | 100
    B         | P1        | T5        | 高龄津贴     | 2026-06-01 | 2026-06-20 | 200
    C         | P1        | T6        | 高龄津贴     | 2026-07-01 | 2026-07-20 | 400
"""
PROJECT = """
    record_id | project_name | granularity
    X         | 高龄津贴     | 人
"""
HOME = """
    record_id | person_id | link_tier | household_number | status
    R         | P1        | {own}     | H1               | 死亡
    S         | P2        | {other}   | H1               | 正常
"""


def test_a_subsidy_on_a_weak_tie_stands_apart() -> None:
    given = {
        SUBSIDY: SUBSIDISED,
        DEATH: FIRM,
        "relief/subsidy_project": PROJECT,
    }
    expect = """
        amount_fen | tier | severity
        100        | T1   | S3
        200        | T5   | S4
    """
    check_rule(PR1, given=given, expect=expect)


@pytest.mark.parametrize(
    ("own", "other", "outcome"),
    [
        ("T1", "T1", "explained"),
        ("T1", "T4", "explained"),
        ("T4", "T1", "cannot_decide"),
    ],
)
def test_a_household_known_by_a_weak_tie_decides_nothing(
    own: str, other: str, outcome: str
) -> None:
    paid = "\n".join(SUBSIDISED.strip().splitlines()[:2])
    given = {
        SUBSIDY: paid,
        DEATH: FIRM,
        "relief/subsidy_project": PROJECT.replace("| 人", "| 户"),
        "registry/resident": HOME.format(own=own, other=other),
    }
    check_rule(PR1, given=given, expect=f"outcome\n{outcome}")


ENROLLED = """
    record_id | person_id | link_tier | name_key | id_text            | fund_source | started_on | subsidy_fen
    T         | P1        | {tier}    | 甲       | 420281199001010011 | 移民        | 2026-03-01 | 100
"""
MIGRANT = """
    record_id | person_id | link_tier | name_key | id_text            | valid_from
    G         | P1        | {tier}    | 乙       | 429005195002023579 | 2020-01-01
"""


@pytest.mark.parametrize(
    ("enrolled", "migrant", "expect"),
    [
        ("T1", "T1", ""),
        ("T1", "T4", "outcome | tier\ncannot_decide | T1"),
        ("T4", "T1", "outcome | tier\ncannot_decide |"),
        ("T5", "T4", "outcome | tier\ncannot_decide |"),
        ("T4", "T6", "outcome | tier\nhit | T4"),
        ("T6", "T1", "outcome | tier\ncannot_decide |"),
    ],
)
def test_only_firm_ties_show_who_is_in_the_register(
    enrolled: str, migrant: str, expect: str
) -> None:
    given = {
        "relief/training_enrolment": ENROLLED.format(tier=enrolled),
        "relief/migrant": MIGRANT.format(tier=migrant),
        "registry/resident": "",
    }
    check_rule(PR13, given=given, expect=expect)


CONTRACT = """
    record_id | contract_number | loan_kind    | signed_on  | person_id | link_tier | spouse_person_id | spouse_link_tier
    C         | K1              | 创业担保贷款 | 2026-03-10 | P1        | {own}     | P2               | {spouse}
"""
WAGES = """
    record_id | person_id | link_tier | paid_for   | staff_type
    W         | P1        | {own}     | 2026-03-01 | 公务员
    V         | P2        | {spouse}  | 2026-03-01 | 公务员
"""


@pytest.mark.parametrize(
    ("contract", "wages", "expect"),
    [
        (("T1", "T1"), ("T4", "T6"), "tier | severity | outcome\nT4 | S2 | hit"),
        (("T4", "T1"), ("T1", "T6"), "tier | severity | outcome\nT4 | S2 | hit"),
        (("T4", "T1"), ("T5", "T6"), ""),
        (("T1", "T5"), ("T6", "T4"), ""),
        (
            ("T1", "T1"),
            ("T4", "T1"),
            """
            tier | severity | outcome
            T4   | S2       | hit
            T1   | S3       | cannot_decide
            """,
        ),
    ],
)
def test_a_loan_and_a_wage_are_joined_by_one_weak_tie_at_most(
    contract: tuple[str, str], wages: tuple[str, str], expect: str
) -> None:
    own, spouse = contract
    given = {
        "loan/loan_contract": CONTRACT.format(own=own, spouse=spouse),
        "finance/staff_payroll": WAGES.format(own=wages[0], spouse=wages[1]),
    }
    check_rule(LN1, given=given, expect=expect)


MEMBER = """
    record_id | person_id | link_tier | head_person_id | head_link_tier | first_for  | status
    M1        | P1        | {first}   | P1             | T1             | 2024-01-01 | 在保
    M2        | P1        | {second}  | P1             | T1             | 2024-01-01 | 在保
"""
ALLOWANCE = """
    record_id | person_id | link_tier | paid_for   | amount_fen | payment_result
    A1        | P1        | {tier}    | 2026-05-01 | 80000      | 成功
"""
WAGE = """
    record_id | person_id | link_tier | paid_for   | staff_type | joined_on
    W1        | P1        | {tier}    | 2026-05-01 | 公务员     | 2010-01-01
"""


@pytest.mark.parametrize(
    ("members", "paid", "wage", "tier"),
    [
        (("T1", "T4"), "T1", "T1", "T1"),
        (("T4", "T4"), "T1", "T1", "T4"),
        (("T1", "T1"), "T5", "T1", "T5"),
        (("T1", "T1"), "T1", "T4", "T4"),
        (("T4", "T4"), "T1", "T5", None),
        (("T1", "T1"), "T6", "T1", None),
    ],
)
def test_an_allowance_and_a_wage_are_joined_by_one_weak_tie_at_most(
    members: tuple[str, str], paid: str, wage: str, tier: str | None
) -> None:
    given = {
        "relief/dibao_member": MEMBER.format(first=members[0], second=members[1]),
        "relief/dibao_payment": ALLOWANCE.format(tier=paid),
        "finance/staff_payroll": WAGE.format(tier=wage),
    }
    expect = f"tier | outcome | items | amount_fen\n{tier} | hit | 1 | 80000"
    check_rule(PR2, given=given, expect=expect if tier else "")


LINE = """
    record_id | note_number | interest_from | interest_to | subsidy_fen | person_id | link_tier | batch | bank
    L1        | X9          | 2026-01-01    | 2026-04-01  | 5000        | P1        | {tier}    | B1    | 甲行
    L2        | JJ1         | 2026-01-01    | 2026-04-01  | 5000        | P2        | T1        | B1    | 甲行
"""
NOTE = """
    record_id | note_number | contract_number | disbursed_on
    N1        | JJ1         | HT1             | 2024-01-10
"""


@pytest.mark.parametrize(
    ("tier", "expect"),
    [
        ("T1", ("hit", "T1", "S1")),
        ("T5", ("hit", "T5", "S2")),
        ("T6", ("cannot_decide", None, "S1")),
    ],
)
def test_a_subsidy_line_is_somebodys_by_a_weak_tie_too(
    tier: str, expect: tuple[str, str | None, str]
) -> None:
    given = {
        "finance/interest_subsidy": LINE.format(tier=tier),
        "loan/loan_note": NOTE,
    }
    found = [hit for hit in hits_of(LN6, given) if hit["subject_id"] != "P2"]
    assert [(h["outcome"], h["tier"], h["severity"]) for h in found] == [expect]
