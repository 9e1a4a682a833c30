"""Interest subsidies on principal that had been paid back."""

import pytest

from rules.loan.interest_subsidy_overpaid import RULE
from tests.rules.loan.test_interest_subsidy_overpaid import (
    CONTRACT,
    LINE,
    NOTE,
    contract,
    ninety_days,
    note,
)
from tests.support.tables import check_rule, hits_of

REPAID = "loan/repayment"


def outcomes(line: str, journal: str) -> list[tuple[object, object]]:
    """Return outcome and reason of each hit."""
    given = {
        LINE: line,
        CONTRACT: contract("2024-01-05"),
        NOTE: note(),
        REPAID: journal,
    }
    return [(hit["outcome"], hit["reason"]) for hit in hits_of(RULE, given)]


def repaid(*days: str, fen: int = 10_000_000, serial: str = "") -> str:
    """Return a journal in which so much of JJ0001 came back on each of the days."""
    rows = ["record_id | serial_number | note_number | repaid_on | principal_fen"]
    rows += [
        f"R{no} | {serial or no} | jj-0001 | {day} | {fen}"
        for no, day in enumerate(days)
    ]
    return "\n".join(rows)


def test_interest_runs_on_what_is_left_of_the_principal() -> None:
    # Half of 200 000 yuan: 500 yuan due
    """归还一半本金以后仍按全额贴息的，列出与按剩余本金复算的差额."""
    check_rule(
        RULE,
        given={
            LINE: ninety_days(100000),
            CONTRACT: contract("2024-01-05"),
            NOTE: note(),
            REPAID: repaid("2025-06-10"),
        },
        expect="""
            outcome | subject_id | reason   | amount_fen | severity | evidence_for
            hit     | P1         | 本金已还 | 49999      | S2       | L1 C1 N1 R0
        """,
    )


@pytest.mark.parametrize(
    ("paid_fen", "journal", "expected"),
    [
        (50000, repaid("2025-06-10"), []),
        (50560, repaid("2025-06-10"), []),  # within tolerance
        (53000, repaid("2025-06-10"), [("hit", "本金已还")]),
        (100000, repaid("2026-04-01"), []),
        (100000, repaid("2026-03-29"), []),  # batches shift by three days
        (100000, repaid("2026-02-12"), [("hit", "本金已还")]),
        # Half the time on the whole, half of it on a half; three days of grace.
        (77000, repaid("2026-02-15"), []),
        (100000, repaid("2025-06-10", "2025-07-10", fen=5_000_000),
         [("hit", "本金已还")]),
        (75000, repaid("2025-06-10", "2025-06-10", fen=5_000_000, serial="S"), []),
        (0, repaid("2025-06-10", fen=20_000_000), []),
        (20000, repaid("2025-06-10", fen=20_000_000), [("hit", "本金已还")]),
    ],
)  # fmt: skip
def test_what_was_paid_back_bears_no_interest(
    paid_fen: int, journal: str, expected: list[tuple[str, str]]
) -> None:
    """已还本金从还款日起不再计息，批次衔接三天以内不计，重复报送的还款只算一次."""
    assert outcomes(ninety_days(paid_fen), journal) == expected


def test_a_balance_that_was_reduced_is_not_reduced_again() -> None:
    """贴息明细的本金已按剩余本金填报的，不重复扣减."""
    line = ninety_days(50000).replace("20000000", "10000000")
    assert outcomes(line, repaid("2025-06-10")) == []
