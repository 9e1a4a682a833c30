"""Notes that are told apart, and what is still owed on them."""

import pytest

from rules.loan.interest_subsidy_overpaid import RULE
from tests.rules.loan.test_interest_subsidy_overpaid import (
    CONTRACT,
    LINE,
    NOTE,
    contract,
    lines,
    ninety_days,
    note,
    outcomes,
)
from tests.support.tables import check_rule, hits_of


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("JJ-11-1", []),  # another note, of another contract
        ("JJ 1 11", [("hit", "期间重叠")]),  # the same one, written otherwise
    ],
)
def test_notes_that_only_hyphens_tell_apart_are_two(
    other: str, expected: list[tuple[str, str]]
) -> None:
    """借据号只差连字符位置的两张借据，各贴各的，不算重叠；同一借据写法不同的仍算."""
    terms = contract("2024-01-05") + contract("2024-01-05").splitlines()[2].replace(
        "C1 ", "C2 "
    ).replace("HT1", "HT2")
    second = "" if expected else f"N2 | {other} | HT2 | 2024-01-10 | 20000000 |"
    paid = lines(
        "B1 | JJ-1-11 | 2026-01-01 | 2026-04-01 | 100000",
        f"B2 | {other} | 2026-01-01 | 2026-04-01 | 100000",
    )
    assert (
        outcomes(
            paid, terms, note().replace("JJ0001 ", "JJ-1-11").rstrip() + f"\n{second}"
        )
        == expected
    )


def repaid(*rows: str) -> str:
    """Return repayments `serial | repaid_on | principal | balance after` of the note."""
    head = (
        "record_id | note_number | serial_number | repaid_on | principal_fen | "
        "balance_after_fen"
    )
    body = [f"R{no} | jj-0001 | {row}" for no, row in enumerate(rows, 1)]
    return "\n".join([head, *body])


HALF = "H1 | 2025-12-01 | 10000000 | 10000000"


@pytest.mark.parametrize(
    ("rows", "paid_fen", "found"),
    [
        ((HALF,), 100000, [("hit", "本金未减")]),
        ((HALF,), 50000, []),
        ((HALF,), 51400, []),
        # The last day counted too.
        ((HALF,), 52000, [("explained", "day_count")]),
        ((HALF,), 200000, [("hit", "高于复算")]),
        # Handed over twice it is still one repayment.
        ((HALF, HALF), 100000, [("hit", "本金未减")]),
        # Half of it repaid in the middle: three quarters bear interest.
        (("H1 | 2026-02-15 | 10000000 | 10000000",), 75000, []),
        (("H1 | 2026-02-15 | 10000000 | 10000000",), 100000, [("hit", "本金未减")]),
        (("H1 | 2026-04-01 | 10000000 | 10000000",), 100000, []),
        ((HALF, "H2 | 2025-12-02 | -10000000 | 20000000"), 100000, []),
        (("H1 | 2025-12-01 | 0 | 20000000",), 100000, []),
        # The bank says that more is left than was lent less what was repaid.
        (
            ("H1 | 2025-12-01 | 10000000 | 15000000",),
            100000,
            [("cannot_decide", "与余额一致的还款流水")],
        ),
        # An instalment before the first delivery is missing: what is known counts.
        (("H1 | 2025-12-01 | 10000000 | 5000000",), 100000, [("hit", "本金未减")]),
    ],
)
def test_principal_repaid_bears_no_interest(
    rows: tuple[str, ...], paid_fen: int, found: list[tuple[str, str]]
) -> None:
    """部分归还之后仍按全额本金贴息的列出差额，流水与余额不一致的无法判断，冲回的还款不算."""
    given = {
        LINE: ninety_days(paid_fen),
        CONTRACT: contract("2024-01-05"),
        NOTE: note(),
        "loan/repayment": repaid(*rows),
    }
    hits = hits_of(RULE, given)
    assert [(hit["outcome"], hit["reason"]) for hit in hits] == found


def test_the_difference_to_the_open_principal_is_counted() -> None:
    """金额为实拨与按余额复算之差，证据含还款流水."""
    check_rule(
        RULE,
        given={
            LINE: ninety_days(100000),
            CONTRACT: contract("2024-01-05"),
            NOTE: note(),
            "loan/repayment": repaid(HALF),
        },
        expect="""
            outcome | reason   | amount_fen | severity | evidence_for
            hit     | 本金未减 | 49999      | S2       | L1 C1 N1 R1
        """,
    )
