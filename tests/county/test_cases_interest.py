"""LN-06: which lines of interest subsidy the county itself calls wrong.

The loan: 200,000 yuan at 4.95 %, signed on 2024-03-01 and so subsidised with half
the rate: 181 days are 20,000,000 × 0.02475 × 181 / 360 = 248,875 分.
"""

import pytest

from county.cases.interest_subsidy_overpaid import judge
from tests.county.worlds import labelled, world_of

CONTRACT, NOTE, LINE = (
    "loan/loan_contract",
    "loan/loan_note",
    "finance/interest_subsidy",
)
SIGNED = """
    contract_number | person | signed_on
    K1              | 0      | 2024-03-01
"""
NOTES = """
    note_number | contract_number | disbursed_on | settled_on
    J1          | K1              | 2024-03-01   |
"""
HEADER = (
    "person | batch | note_number | balance_fen | rate_ppm | interest_from "
    "| interest_to | interest_fen | subsidy_fen | paid_on\n"
)
LOAN = "20000000 | 49500"
REPAYMENT = "loan/repayment"
NONE_REPAID = "note_number | repaid_on | principal_fen\n"
FIRST = f"0 | B1 | J1 | {LOAN} | 2026-03-01 | 2026-08-28 | 497750"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (f"{FIRST} | 248875 | 2026-09-20", None),
        (f"{FIRST} | 250000 | 2026-09-20", ("look_alike", "within_tolerance")),
        (f"{FIRST} | 330000 | 2026-09-20", ("planted", "over_formula")),
        (
            f"{FIRST} | 248875 | 2026-09-20\n"
            f"0 | B2 | J1 | {LOAN} | 2026-03-01 | 2026-08-28 | 497750 | 248875 |",
            ("planted", "double_period"),
        ),
        (
            f"{FIRST} | 248875 | 2026-09-20\n"
            f"0 | B2 | J1 | {LOAN} | 2026-08-27 | 2026-09-27 | 88000 | 44000 |",
            ("look_alike", "batch_shift"),
        ),
        (
            f"0 | B1 | J9 | {LOAN} | 2026-03-01 | 2026-08-28 | 497750 | 248875 |",
            ("planted", "no_such_loan"),
        ),
    ],
)
def test_judges_the_lines_of_one_loan(
    lines: str, expected: tuple[str, str] | None
) -> None:
    given = {CONTRACT: SIGNED, NOTE: NOTES, REPAYMENT: NONE_REPAID}
    given[LINE] = HEADER + lines
    assert labelled(judge(world_of("person\n0", given))).get(0) == expected


@pytest.mark.parametrize(
    ("settled_on", "expected"),
    [
        ("2026-02-20", ("planted", "after_settlement")),
        ("2026-09-01", ("look_alike", "paid_after_settlement")),
    ],
)
def test_judges_a_line_against_the_settlement(
    settled_on: str, expected: tuple[str, str]
) -> None:
    given = {
        REPAYMENT: NONE_REPAID,
        CONTRACT: SIGNED,
        NOTE: NOTES.replace("2024-03-01   |", f"2024-03-01 | {settled_on}"),
        LINE: f"{HEADER}{FIRST} | 248875 | 2026-09-20",
    }
    assert labelled(judge(world_of("person\n0", given))) == {0: expected}


def test_an_older_loan_is_judged_by_its_own_formula() -> None:
    given = {
        REPAYMENT: NONE_REPAID,
        CONTRACT: SIGNED.replace("2024-03-01", "2023-02-01"),
        NOTE: NOTES.replace("2024-03-01", "2023-02-01"),
        LINE: f"{HEADER}{FIRST} | 281555 | 2026-09-20",
    }
    found = labelled(judge(world_of("person\n0", given)))
    assert found == {0: ("look_alike", "older_formula")}
