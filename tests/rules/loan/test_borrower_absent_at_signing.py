"""Programme loans signed after a recorded death or in prison."""

import pytest

from rules.loan.borrower_absent_at_signing import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

CONTRACT, NOTE = "loan/loan_contract", "loan/loan_note"
DEATH, CUSTODY = "registry/death", "registry/custody"
CERTIFICATE = "social_security/life_certificate"
DIED = """
    record_id | person_id | died_on    | registered_on | source
    D1        | P1        | 2026-03-10 | 2026-03-20    | 公安注销
"""


def loan(signed: str, kind: str = "创业担保贷款", tier: str = "T1") -> str:
    return f"""
        record_id | person_id | link_tier | contract_number | loan_kind | signed_on
        C1        | P1        | {tier}    | HT1             | {kind}    | {signed}
    """


def note(lent: str) -> str:
    return f"""
        record_id | note_number | contract_number | disbursed_on | balance_fen | amount_fen
        N1        | JJ1         | HT1             | {lent}       | 5000        | 5000
    """


def term(mode: str = "监狱执行", kind: str = "服刑", end: str = "2026-09-01") -> str:
    return f"""
        record_id | person_id | kind   | exec_mode | started_on | ended_on | valid_to
        J1        | P1        | {kind} | {mode}    | 2026-01-10 | {end}    | {end}
    """


def variants(**tables: str) -> list[tuple[object, object]]:
    names = {
        "contract": CONTRACT,
        "note": NOTE,
        "death": DEATH,
        "custody": CUSTODY,
        "certificate": CERTIFICATE,
    }
    given = {names[name]: text for name, text in tables.items()}
    return [(hit["outcome"], hit["reason"]) for hit in hits_of(RULE, given)]


def test_rests_on_contract_money_and_death() -> None:
    """死亡登记之后签约放款的列出合同、借据和死亡登记."""
    check_rule(
        RULE,
        given={
            CONTRACT: loan("2026-04-02"),
            NOTE: note("2026-04-05"),
            DEATH: DIED,
        },
        expect="""
            outcome | subject_id | matter            | amount_fen | severity | evidence_for
            hit     | P1         | loan/创业担保贷款 | 5000       | S2       | C1 N1 D1
        """,
    )


@pytest.mark.parametrize(
    ("signed", "lent", "expected"),
    [
        ("2026-03-10", "2026-03-10", []),  # on the day itself
        ("2026-03-11", "2026-03-12", ["死亡之后签约"]),
        ("2026-03-09", "2026-03-11", ["死亡之后放款"]),
        ("2026-03-09", "", []),
    ],
)
def test_window_edges_of_a_death(signed: str, lent: str, expected: list[str]) -> None:
    """死亡次日起签约或放款的列出；当日的、没有放款的不列."""
    given = {CONTRACT: loan(signed), NOTE: note(lent), DEATH: DIED}
    assert [hit["reason"] for hit in hits_of(RULE, given)] == expected


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        ("2026-01-10", []),  # the day of going in
        ("2026-01-11", [("hit", "服刑期间签约")]),
        ("2026-08-31", [("hit", "服刑期间签约")]),
        ("2026-09-01", []),  # the day of coming out
    ],
)
def test_window_edges_of_a_term(
    signed: str, expected: list[tuple[object, object]]
) -> None:
    """收监次日起至出监前签约的列出，收监和出监当日不列."""
    assert variants(contract=loan(signed), custody=term()) == expected


@pytest.mark.parametrize(
    ("mode", "kind"), [("缓刑", "社区矫正"), ("看守所代为执行", "羁押")]
)
def test_who_serves_no_term_inside_is_no_question(mode: str, kind: str) -> None:
    """缓刑、判决前羁押的，不列."""
    assert variants(contract=loan("2026-04-02"), custody=term(mode, kind)) == []


def test_money_that_goes_out_to_a_prisoner_later_is_no_question() -> None:
    """收监以前签约、收监以后才放款的，不列."""
    given = {"contract": loan("2026-01-08"), "note": note("2026-01-20")}
    assert variants(**given, custody=term()) == []


def test_ignores_loans_of_no_programme() -> None:
    """只看创业担保贷款和扶贫小额信贷."""
    assert variants(contract=loan("2026-04-02", "住房贷款"), death=DIED) == []
    found = variants(contract=loan("2026-04-02", "扶贫小额信贷"), death=DIED)
    assert found == [("hit", "死亡之后签约")]


def test_a_certificate_in_person_on_a_later_day_explains() -> None:
    """死亡登记之后有入户认证的，有合理解释."""
    certificate = """
        record_id | person_id | certified_on | way  | result
        Z1        | P1        | 2026-05-02   | 入户 | 通过
    """
    found = variants(contract=loan("2026-04-02"), death=DIED, certificate=certificate)
    assert found == [("explained", "certified_alive")]


def test_weak_ties() -> None:
    """一处身份对应把握不大的降低等级，两处都把握不大的不列."""
    weak = DIED.replace("person_id |", "person_id | link_tier |").replace(
        "P1        |", "P1 | T5 |"
    )
    (hit,) = hits_of(RULE, {CONTRACT: loan("2026-04-02"), DEATH: weak})
    assert (hit["tier"], hit["severity"]) == ("T5", "S3")
    chained = {CONTRACT: loan("2026-04-02", tier="T4"), DEATH: weak}
    assert hits_of(RULE, chained) == []


def test_the_clean_county() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("L16")


def test_a_term_that_does_not_say_how_it_is_served_is_a_question() -> None:
    """执行方式空白的服刑登记，不能判断是否在押."""
    found = variants(contract=loan("2026-04-02"), custody=term(mode=""))
    assert [outcome for outcome, _ in found] == ["cannot_decide"]
