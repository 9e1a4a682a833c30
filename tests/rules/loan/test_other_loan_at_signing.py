"""Start-up loans at whose signing borrower or spouse owed another loan."""

from datetime import date
from pathlib import Path

import pytest

from rules.loan.other_loan_at_signing import RULE
from tests.support.clean_county import assert_clean
from tests.support.place import local_policy
from tests.support.policy import end_rows
from tests.support.tables import check_rule, hits_of, run_on

CONTRACT, NOTE = "loan/loan_contract", "loan/loan_note"
LINE, MARRIAGE = "finance/interest_subsidy", "registry/marriage"
HEADER = "record_id | person_id | spouse_person_id | contract_number | loan_kind"


def given(
    *others: str, signed: str = "2025-03-18", tier: str = "T1", notes: bool = True
) -> dict[str, str]:
    """Return P1's start-up loan, and others: `person | kind | yuan | from | until`."""
    contracts = [
        f"{HEADER} | signed_on | amount_fen | link_tier",
        f"C0 | P1 | P2 | HT0 | 创业担保贷款 | {signed} | 10000000 | T1",
    ]
    lent = ["record_id | note_number | contract_number | disbursed_on | settled_on"]
    lent.append(f"N0 | J0 | HT0 | {signed} |")
    for no, row in enumerate(others, 1):
        who, kind, yuan, since, until = (cell.strip() for cell in row.split("|"))
        other = f"C{no} | {who} | | HT{no} | {kind} | {since} | {yuan}00"
        contracts.append(f"{other} | {tier}")
        if notes:
            lent.append(f"N{no} | J{no} | HT{no} | {since} | {until}")
    line = "record_id | note_number | subsidy_fen\nL0 | J0 | 4321"
    return {CONTRACT: "\n".join(contracts), NOTE: "\n".join(lent), LINE: line}


def outcomes(tables: dict[str, str]) -> list[object]:
    return [hit["outcome"] for hit in hits_of(RULE, tables)]


def test_rests_on_both_contracts_and_their_notes() -> None:
    """签约时另有未还清商业贷款的，列出两份合同和借据."""
    check_rule(
        RULE,
        given=given("P1 | 商业贷款 | 200000 | 2024-02-01 | "),
        expect="""
            outcome | subject_id | matter            | amount_fen | severity | evidence_for
            hit     | P1         | loan/创业担保贷款 | 4321       | S3       | L0 C0 C1 N0 N1
        """,
    )


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        (("P2 | 商业贷款 | 200000 | 2024-02-01 | ",), ["hit"]),  # the spouse
        (("P3 | 商业贷款 | 200000 | 2024-02-01 | ",), []),  # a stranger
        (("P1 | 商业贷款 | 200000 | 2024-02-01 | 2025-03-18",), []),
        (("P1 | 商业贷款 | 200000 | 2024-02-01 | 2025-03-19",), ["hit"]),
        (("P1 | 商业贷款 | 200000 | 2025-03-19 | ",), []),
        (("P1 | 住房贷款 | 900000 | 2024-02-01 | ",), []),
        (("P1 | 扶贫小额信贷 | 50000 | 2024-02-01 | ",), []),
        (("P1 | 消费贷款 | 50000 | 2024-02-01 | ",), []),
        (("P1 | 消费贷款 | 50001 | 2024-02-01 | ",), ["hit"]),
        (
            (
                "P1 | 消费贷款 | 30000 | 2024-02-01 | ",
                "P1 | 消费贷款 | 30000 | 2024-05-01 | ",
            ),
            ["hit"],
        ),
        (
            (
                "P1 | 消费贷款 | 30000 | 2024-02-01 | ",
                "P2 | 消费贷款 | 30000 | 2024-05-01 | ",
            ),
            [],  # each one's own
        ),
        (
            (
                "P1 | 消费贷款 | 30000 | 2024-02-01 | 2024-09-01",
                "P1 | 消费贷款 | 30000 | 2024-05-01 | ",
            ),
            [],
        ),
    ],
)
def test_what_was_owed_on_the_day(others: tuple[str, ...], expected: list[str]) -> None:
    """配偶的贷款也算；签约当日已还清、签约以后才放款、住房和扶贫贷款、五万元以内的消费贷款不列."""
    assert outcomes(given(*others)) == expected


def test_asks_nothing_before_the_condition() -> None:
    """政策提出这一条件以前签约的，不列."""
    old = given("P1 | 商业贷款 | 200000 | 2016-02-01 | ", signed="2017-12-31")
    assert outcomes(old) == []
    new = given("P1 | 商业贷款 | 200000 | 2016-02-01 | ", signed="2018-01-01")
    assert outcomes(new) == ["hit"]


def test_without_notes_nobody_knows_what_was_owed() -> None:
    """没有借据、不知是否还清的，无法判断."""
    row = "P1 | 商业贷款 | 200000 | 2024-02-01 | "
    assert outcomes(given(row, notes=False)) == ["cannot_decide"]


def test_a_weak_tie_stays_weak_and_a_name_alone_counts_for_nothing() -> None:
    """身份对应把握不大的注明，只凭姓名的不列."""
    row = "P1 | 商业贷款 | 200000 | 2024-02-01 | "
    (hit,) = hits_of(RULE, given(row, tier="T5"))
    assert hit["tier"] == "T5"
    assert outcomes(given(row, tier="T6")) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("M1 | P1 | P2 | 离婚 | 2025-03-18", "explained"),
        ("M1 | P2 | P1 | 离婚 | 2024-03-18", "explained"),
        ("M1 | P1 | P2 | 离婚 | 2025-03-19", "hit"),
        (
            "M1 | P1 | P2 | 离婚 | 2024-01-05\nM2 | P1 | P2 | 结婚 | 2024-09-09",
            "hit",
        ),
        ("M1 | P1 | P3 | 离婚 | 2024-01-05", "hit"),
    ],
)
def test_a_divorce_before_the_signing(rows: str, expected: str) -> None:
    """签约以前已离婚的有合理解释，复婚的、签约以后离婚的仍列出."""
    header = "record_id | person_id | spouse_person_id | kind | registered_on"
    tables = given("P2 | 商业贷款 | 200000 | 2024-02-01 | ")
    tables[MARRIAGE] = f"{header}\n{rows}"
    assert outcomes(tables) == [expected]


def test_a_kind_whose_row_ended_is_a_question(tmp_path: Path) -> None:
    """不计入的贷款种类规定中断的，无法判断，不当作应计入的贷款."""
    policy = local_policy(tmp_path)
    end_rows(policy, "exempt_loan", date(2024, 12, 31), [("住房贷款",)])
    house, business = (
        f"P1 | {kind} | 900000 | 2024-02-01 | " for kind in ("住房贷款", "商业贷款")
    )
    for others, outcome in (((house,), "cannot_decide"), ((house, business), "hit")):
        hits, _, _ = run_on(RULE, given(*others), policy_home=policy)
        assert hits["outcome"].to_list() == [outcome], others


@pytest.mark.parametrize(
    ("tiers", "expected"),
    [
        ("T4 | T1", "explained"),
        ("T1 | T5", "explained"),
        ("T4 | T4", "hit"),
        ("T1 | T6", "hit"),
    ],
)
def test_a_divorce_entry_with_one_damaged_number(tiers: str, expected: str) -> None:
    """离婚登记中一方号码有误、另一方可靠的，仍作为已离婚的解释."""
    header = (
        "record_id | person_id | spouse_person_id | kind | registered_on "
        "| link_tier | spouse_link_tier"
    )
    tables = given("P2 | 商业贷款 | 200000 | 2024-02-01 | ")
    tables[MARRIAGE] = f"{header}\nM1 | P1 | P2 | 离婚 | 2024-03-18 | {tiers}"
    assert outcomes(tables) == [expected]


def test_finds_its_cases_and_raises_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("LN-04")
