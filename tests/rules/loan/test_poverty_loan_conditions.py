"""Small loans for households lifted out of poverty, by the conditions of their day."""

import pytest

from rules.loan.poverty_loan_conditions import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

CONTRACT, NOTE = "loan/loan_contract", "loan/loan_note"
LISTED, RESIDENT = "relief/registered_person", "registry/resident"
HOME = """
    record_id | person_id | household_number | added_on   | removed_on
    Q1        | P1        | H1               | 2015-01-01 |
    Q2        | P2        | H1               | 2015-01-01 | 2025-12-31
"""


def given(*rows: str, listed: str = HOME, security: str = "信用") -> dict[str, str]:
    """Return loans: `person | signed | due | yuan | repaid`."""
    contracts = ["record_id | person_id | contract_number | loan_kind | signed_on"
                 " | due_on | amount_fen | guarantee_kind"]  # fmt: skip
    notes = ["record_id | note_number | contract_number | disbursed_on | settled_on"
             " | balance_fen"]  # fmt: skip
    for no, row in enumerate(rows, 1):
        who, signed, due, yuan, until = (cell.strip() for cell in row.split("|"))
        number = f"C{no} | {who} | HT{no} | 扶贫小额信贷"
        contracts.append(f"{number} | {signed} | {due} | {yuan}00 | {security}")
        notes.append(f"N{no} | J{no} | HT{no} | {signed} | {until} | {yuan}00")
    both = ("\n".join(contracts), "\n".join(notes))
    return {CONTRACT: both[0], NOTE: both[1], LISTED: listed}


def answers(tables: dict[str, str]) -> list[tuple[object, object]]:
    return [(hit["outcome"], hit["amount_fen"]) for hit in hits_of(RULE, tables)]


def test_rests_on_contract_note_and_register() -> None:
    """超过每户额度的列出合同、借据和名册记录，金额为超出部分."""
    check_rule(
        RULE,
        given=given("P1 | 2024-06-12 | 2027-06-12 | 80000 | "),
        expect="""
            outcome | subject_id | matter            | amount_fen | severity | evidence_for
            hit     | P1         | loan/扶贫小额信贷 | 3000000    | S3       | C1 N1 Q1
        """,
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("P1 | 2024-06-12 | 2027-06-12 | 50000 | ",), []),
        (("P1 | 2024-06-12 | 2027-06-22 | 50000 | ",), []),
        (("P1 | 2024-06-12 | 2027-06-23 | 50000 | ",), [("hit", 5_000_000)]),
        (("P2 | 2025-12-31 | 2028-06-12 | 50000 | ",), []),
        (("P2 | 2026-01-01 | 2028-06-12 | 50000 | ",), [("hit", 5_000_000)]),
        (("P3 | 2024-06-12 | 2027-06-12 | 50000 | ",), [("hit", 5_000_000)]),
        (
            (
                "P1 | 2024-06-12 | 2027-06-12 | 30000 | 2025-06-12",
                "P1 | 2025-06-12 | 2028-06-12 | 30000 | ",
            ),
            [],  # renewed
        ),
        (
            (
                "P1 | 2024-06-12 | 2027-06-12 | 30000 | 2025-06-13",
                "P1 | 2025-06-12 | 2028-06-12 | 30000 | ",
            ),
            [("hit", 1_000_000)],
        ),
        (
            (
                "P1 | 2024-06-12 | 2027-06-12 | 20000 | ",
                "P2 | 2025-06-12 | 2028-06-12 | 20000 | ",
            ),
            [("hit", 2_000_000)],  # a second member
        ),
    ],
)
def test_conditions_by_the_day_of_signing(
    rows: tuple[str, ...], expected: list[tuple[str, int]]
) -> None:
    """期限超过三年零十天、签约时已移出名册、户内另有贷款的列出；额度以内、还清后续贷的不列."""
    assert answers(given(*rows)) == expected


def test_a_register_that_has_not_come_says_nothing() -> None:
    """名册没有报送的，不判断是否在册."""
    empty = "record_id | person_id | household_number"
    assert answers(given("P3 | 2024-06-12 | 2027-06-12 | 50000 | ", listed=empty)) == []


@pytest.mark.parametrize(
    ("security", "outcomes"),
    [
        ("房产抵押", ["hit"]),
        ("自然人保证", ["hit"]),
        ("免抵押免担保", []),
        ("风险补偿金保证", []),
    ],
)
def test_security_that_must_not_be_asked_for(
    security: str, outcomes: list[str]
) -> None:
    """要求抵押或保证的列出，免担保和风险补偿金担保的不列."""
    tables = given("P1 | 2024-06-12 | 2027-06-12 | 50000 | ", security=security)
    assert [one for one, _ in answers(tables)] == outcomes


@pytest.mark.parametrize(
    ("birth", "outcomes"),
    [
        ("1958-06-13", []),  # sixty-five until tomorrow
        ("1958-06-12", ["hit"]),
        ("2006-06-12", []),
        ("2006-06-13", ["hit"]),
    ],
)
def test_ages_in_whole_years(birth: str, outcomes: list[str]) -> None:
    """签约当日未满十八周岁或已满六十六周岁的列出."""
    tables = given("P1 | 2024-06-12 | 2027-06-12 | 50000 | ")
    number = f"420281{birth.replace('-', '')}0011"
    tables[RESIDENT] = (
        f"record_id | person_id | id_text | birth_on\nR1 | P1 | {number} | {birth}"
    )
    assert [one for one, _ in answers(tables)] == outcomes


def test_finds_its_cases_and_raises_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("LN-10")
