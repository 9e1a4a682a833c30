"""Registers that have no day of their own: homes, births, purchases, strikings, terms.

They came on 2026-03-10, 2026-06-10 and 2026-09-10, as in `test_spells`.
"""

import pytest

from tests.rules.states.asked import check_state

RESIDENT, PROJECT = "registry/resident", "finance/procurement_project"
CUSTODY, CARD = "registry/custody", "registry/disability_certificate"
CONTRACT, NOTE = "loan/loan_contract", "loan/loan_note"
SUBSIDY = "finance/interest_subsidy"


def test_somebody_who_moved_lived_in_one_home_after_the_other() -> None:
    """Old and new household follow each other; whoever stayed has one time."""
    check_state(
        "home",
        given={
            RESIDENT: """
record_id|supplier|person_id|household_number|delivered_on|valid_from|valid_to
R1 | 公安局 | P1 | H1 | 2026-03-10 |            | 2026-06-09
R2 | 公安局 | P1 | H2 | 2026-06-10 | 2026-06-10 |
R3 | 公安局 | P2 | H1 | 2026-03-10 |            | 2026-09-08
R4 | 公安局 | P3 | H1 | 2026-03-10 |            |
"""
        },
        expect="""person_id | household_number | held_from | held_to | maybe_to | records
            P1 | H1 |            | 2026-03-10 | 2026-06-09 | R1
            P1 | H2 | 2026-06-10 |            |            | R2
            P2 | H1 |            | 2026-06-10 | 2026-09-08 | R3
            P3 | H1 |            |            |            | R4
        """,
    )


def test_who_has_left_keeps_the_birth_date_and_a_corrected_one_is_gone() -> None:
    check_state(
        "birth",
        given={
            RESIDENT: """
record_id|person_id|sex|birth_on|id_text|delivered_on|valid_to
R1 | P1 | 男 | 1950-01-01 | 110101195001010000 | 2026-03-10 | 2026-06-09
R2 | P2 | 女 | 1950-02-01 | 110101195002020000 | 2026-03-10 | 2026-06-09
R3 | P2 | 女 | 1950-02-02 | 110101195002020000 | 2026-06-10 |
"""
        },
        expect="""person_id | birth_on | sex | is_disputed | records
            P1 | 1950-01-01 | 男 | False | R1
            P2 | 1950-02-02 | 女 | False | R3
        """,
    )


def test_a_purchase_stays_and_what_was_corrected_counts_once() -> None:
    """B's one section became two; A is only missing from the later register."""
    check_state(
        "purchase_project",
        given={
            PROJECT: """
record_id|supplier|project_number|section_number|delivered_on|valid_to
A1 | 财政局 | A | 1 | 2026-03-10 | 2026-06-09
B1 | 财政局 | B |   | 2026-03-10 | 2026-06-09
B2 | 财政局 | B | 1 | 2026-06-10 |
B3 | 财政局 | B | 2 | 2026-06-10 |
"""
        },
        expect="""record_id
            A1
            B2
            B3
        """,
    )


def test_who_was_struck_stays_so_unless_entered_again() -> None:
    check_state(
        "struck_resident",
        given={
            RESIDENT: """
record_id|person_id|status|changed_on|delivered_on|valid_to
R1 | P1 | 参军注销 | 2026-02-01 | 2026-03-10 | 2026-06-09
R2 | P2 | 迁出     | 2026-02-01 | 2026-03-10 | 2026-06-09
R3 | P2 | 正常     |            | 2026-06-10 |
"""
        },
        expect="""person_id | status | struck_on | record_id
            P1 | 参军注销 | 2026-02-01 | R1
        """,
    )


def test_a_certificate_gone_without_a_word_was_held_until_then() -> None:
    check_state(
        "disability_held",
        given={
            CARD: """
record_id|supplier|person_id|certificate_number|issued_on|valid_until|status|cancelled_on|delivered_on|valid_to
C1 | 残联 | P1 | N1 | 2020-01-01 | 2030-01-01 | 有效 |            | 2026-03-10 | 2026-06-09
C2 | 残联 | P2 | N2 | 2020-01-01 | 2026-01-31 | 有效 |            | 2026-03-10 |
C3 | 残联 | P3 | N3 | 2020-01-01 |            | 注销 | 2026-05-01 | 2026-06-10 | 2026-05-01
C4 | 残联 | P4 | N4 | 2020-01-01 |            | 注销 |            | 2026-06-10 |
"""
        },
        expect="""person_id | held_to | maybe_to | is_unclear
            P1 | 2026-03-10 | 2026-06-09 | False
            P2 | 2026-01-31 | 2026-01-31 | False
            P3 | 2026-05-01 | 2026-05-01 | False
            P4 |            |            | True
        """,
    )


def test_a_term_whose_kind_of_serving_is_blank_is_unclear() -> None:
    """Community correction is no custody, whether or not the mode is given."""
    check_state(
        "custody",
        given={
            CUSTODY: """
record_id|person_id|kind|exec_mode|started_on
C1 | P1 | 服刑     | 监狱执行 | 2025-01-01
C2 | P2 | 服刑     |          | 2025-01-01
C3 | P3 | 服刑     | 缓刑     | 2025-01-01
C4 | P4 | 社区矫正 |          | 2025-01-01
C5 | P5 |          |          | 2025-01-01
"""
        },
        expect="""person_id | is_unclear | records
            P1 | False | C1
            P2 | True  | C2
            P5 | True  | C5
        """,
    )


@pytest.mark.parametrize(
    ("contracts", "note", "expected"),
    [
        # Two contracts that only their hyphens tell apart keep them.
        (("2023-1-11", "2023-11-1"), "2023－1－11", "A | 50000"),
        (("2023-1-11", "2023-11-1"), "2023-11-1", "B | 50000"),
        # Of which of the two this is nobody can know.
        (("2023-1-11", "2023-11-1"), "2023111", ""),
        # One and the same, written differently.
        (("2023-001", "2023-002"), "2023001", "A | 50000"),
        (("2023001", "2023002"), "2023-001", "A | 50000"),
    ],
)
def test_numbers_of_contracts(
    contracts: tuple[str, str], note: str, expected: str
) -> None:
    first, second = contracts
    lent = {"A": "", "B": ""} | dict([expected.split(" | ")] if expected else [])
    check_state(
        "loan",
        given={
            CONTRACT: f"""
record_id | contract_number | person_id | signed_on
A | {first}  | P1 | 2023-05-01
B | {second} | P2 | 2023-05-01
""",
            NOTE: f"""
record_id | note_number | contract_number | amount_fen | disbursed_on
N | J1 | {note} | 50000 | 2023-05-02
""",
            SUBSIDY: "record_id",
        },
        expect=f"""record_id | lent_fen
            A | {lent["A"]}
            B | {lent["B"]}
        """,
    )


def test_a_contract_said_again_with_other_hyphens_is_one() -> None:
    check_state(
        "loan",
        given={
            CONTRACT: """
record_id | contract_number | person_id | signed_on | delivered_on
A | JS-2023-001 | P1 | 2023-05-01 | 2026-03-10
B | JS2023-001  | P1 | 2023-05-01 | 2026-06-10
""",
            NOTE: "record_id",
            SUBSIDY: "record_id",
        },
        expect="""record_id | contract_number | contract_key
            B | JS2023-001 | JS2023001
        """,
    )
