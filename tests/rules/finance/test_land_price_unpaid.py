"""Prices of land overdue, certificates before the price, and prices given back."""

import pytest

from rules.finance.land_price_unpaid import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

SALE = "finance/land_sale"
HEAD = (
    "record_id | supervision_number | instalment | signed_on | due_on | due_fen | "
    "delivered_on | paid_on | paid_fen | penalty_fen | penalty_rate_ppm | "
    "handed_over_on | certificate_on | refund_fen | refunded_on | deferral_number"
)


def given(*cells: str) -> dict[str, str]:
    """Return instalments of 10000000 due on 2026-03-01, seen on 2026-10-01."""
    start = "2026-02-01 | 2026-03-01 | 10000000 | 2026-10-01"
    rows = [f"S{n} | H1 | {n} | {start} | {cell}" for n, cell in enumerate(cells, 1)]
    return {SALE: "\n".join([HEAD, *rows])}


IN_TIME = "2026-02-20 | 10000000 | 0 | 1000 | 2026-04-01 | 2026-04-01 | | |"
UNPAID = " | 0 | 0 | 1000 | 2026-04-01 | | | |"


def test_unpaid_price_comes_with_its_penalty() -> None:
    """到期未缴的价款连同违约金列出."""
    check_rule(
        RULE,
        given=given(IN_TIME, UNPAID),
        expect="""
            outcome | subject_kind | subject_id | amount_fen | items | evidence_for
            hit     | contract     | H1         | 12140000   | 1     | S2
        """,
    )


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (IN_TIME, []),
        # Ten days late: a hundredth of the price.
        ("2026-03-11 | 10000000 | 0 | 1000 | 2026-04-01 | | | |", [("hit", 100_000)]),
        ("2026-03-11 | 10000000 | 100000 | 1000 | 2026-04-01 | | | |", []),
        ("2026-03-11 | 10000000 | 85000 | 1000 | 2026-04-01 | | | |", []),
        ("2026-03-11 | 10000000 | 0 | | 2026-04-01 | | | |", [("hit", 100_000)]),
        (
            "2026-02-20 | 10000000 | 0 | 1000 | 2026-04-01 | 2026-02-10 | | |",
            [("hit", 10_000_000)],
        ),
        (
            "2026-02-20 | 10000000 | 0 | 1000 | 2026-04-01 | | 3000000 | 2026-05-01 |",
            [("hit", 3_000_000)],
        ),
        (
            "2026-02-20 | 10000000 | 0 | 1000 | 2026-04-01 | | 3000000 | 2026-09-20 |",
            [],
        ),
        (" | 0 | 0 | 1000 | 2026-04-01 | | | | 府批1号", [("explained", 12_140_000)]),
        (" | 0 | 0 | 1000 | | | | |", [("cannot_decide", 12_140_000)]),
    ],
)
def test_what_is_short(cells: str, told: list[tuple[str, int]]) -> None:
    """逾期按日计违约金，已收的扣除；先发证、短期内返还的列出，经批准缓缴的有合理解释，未交地的无法判断."""
    found = hits_of(RULE, given(cells))
    assert [hit["outcome"] for hit in found] == [outcome for outcome, _ in told]
    counted = [hit["amount_fen"] for hit in found if hit["outcome"] == "hit"]
    assert counted == [fen for outcome, fen in told if outcome == "hit"]


def test_the_grace_after_the_date() -> None:
    """约定缴款日后三十天以内不列."""
    within = given(UNPAID)[SALE].replace("2026-10-01", "2026-03-31")
    assert not hits_of(RULE, {SALE: within})
    after = within.replace("2026-03-31", "2026-04-01")
    assert [hit["outcome"] for hit in hits_of(RULE, {SALE: after})] == ["hit"]


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("FN-12")
