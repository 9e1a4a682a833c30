"""What a clue's acts add up to."""

from datetime import date
from pathlib import Path

import pytest

from clues.hit import Act
from clues.money import distinct_fen, months_covered
from tests.clues.findings import hits_from, pointer

# rule act from to fen; one table for each case
CASES = {
    "months of one rule add up": (
        """
        A a1 2026-01-01 2026-01-31 100
        A a2 2026-02-01 2026-02-28 100
        """,
        200,
    ),
    "two rules on the same month count the larger": (
        """
        A a1 2026-01-01 2026-01-31 100
        B b1 2026-01-15 2026-01-15 70
        """,
        100,
    ),
    "two rules on different months add up": (
        """
        A a1 2026-01-01 2026-01-31 100
        B b1 2026-02-15 2026-02-15 70
        """,
        170,
    ),
    "the larger rule may change from month to month": (
        """
        A a1 2026-01-01 2026-01-31 100
        B b1 2026-01-01 2026-01-31 30
        A a2 2026-02-01 2026-02-28 10
        B b2 2026-02-01 2026-02-28 80
        """,
        180,
    ),
    "one payment handed over twice by a rule counts once": (
        """
        A a1 2026-01-01 2026-01-31 100
        A a1 2026-01-01 2026-01-31 100
        """,
        100,
    ),
    "one payment dated differently by two rules counts once": (
        """
        A a1 2026-01-01 2026-01-31 100
        B a1 2026-03-01 2026-03-31 90
        """,
        100,
    ),
    "a yearly act takes up the months it spans": (
        """
        A a1 2026-01-01 2026-12-31 500
        B b1 2026-02-01 2026-02-28 90
        B b2 2026-07-01 2026-07-31 90
        """,
        500,
    ),
    "two payments of one month by one rule add up": (
        """
        A a1 2026-01-05 2026-01-05 100
        A a2 2026-01-25 2026-01-25 40
        """,
        140,
    ),
    "undated acts stand by themselves": (
        """
        A a1 - - 100
        B b1 - - 60
        A a2 2026-01-05 2026-01-05 7
        """,
        107,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_counts_each_fen_once(case: str, tmp_path: Path) -> None:
    table, expected = CASES[case]

    hits = hits_from(tmp_path, *_by_rule(table))

    assert distinct_fen(hits) == expected


def test_counts_months_over_all_rules(tmp_path: Path) -> None:
    hits = hits_from(
        tmp_path,
        *_by_rule(CASES["one payment dated differently by two rules counts once"][0]),
    )

    assert months_covered(hits) == 2


def test_a_payment_that_another_hit_rests_on_is_not_counted_again(
    tmp_path: Path,
) -> None:
    paid = pointer(5, "finance/interest_subsidy")
    table = f"""
        LN-01 contract 2024-01-10 2024-01-10 1000
        LN-06 {paid["record_id"]} 2025-05-01 2025-07-31 30
        LN-06 other 2026-05-01 2026-07-31 40
    """

    apart = hits_from(tmp_path, *_by_rule(table))
    tied = hits_from(tmp_path, *_by_rule(table), evidence=[paid])

    assert distinct_fen(apart) == 1070
    assert distinct_fen(tied) == 1040


def test_a_hit_without_acts_counts_as_its_own(tmp_path: Path) -> None:
    assert distinct_fen(hits_from(tmp_path, ("A", []))) == 12345


def _by_rule(table: str) -> list[tuple[str, list[Act]]]:
    rules: dict[str, list[Act]] = {}
    for line in table.split("\n"):
        if line.strip():
            rule, act, start, end, fen = line.split()
            rules.setdefault(rule, []).append(
                Act(
                    act=act,
                    period_from=_day(start),
                    period_to=_day(end),
                    amount_fen=int(fen),
                )
            )
    return list(rules.items())


def _day(text: str) -> date | None:
    return None if text == "-" else date.fromisoformat(text)
