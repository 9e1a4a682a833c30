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


AGREED = (
    "record_id | supervision_number | instalment | use_kind | price_fen | "
    "deferral_number | signed_on | delivered_on | due_on | due_fen"
)


def agreed(
    *parts: str, use: str = "住宅", price: str = "1000", deferral: str = ""
) -> dict[str, str]:
    """Return a contract of 2026-01-31 whose instalments `due_on | due_fen` lie ahead."""
    same = f"{use} | {price} | {deferral} | 2026-01-31 | 2026-01-31"
    rows = [f"S{n} | H1 | {n} | {same} | {part}" for n, part in enumerate(parts, 1)]
    return {SALE: "\n".join([AGREED, *rows])}


@pytest.mark.parametrize(
    ("parts", "terms", "told"),
    [
        (("2026-03-02 | 500", "2027-01-31 | 500"), {}, []),
        (("2026-03-02 | 499", "2027-01-31 | 501"), {}, ["hit"]),
        (("2026-03-10 | 500", "2027-02-10 | 500"), {}, []),
        (("2026-03-11 | 500", "2027-01-31 | 500"), {}, ["hit"]),
        (("2026-03-02 | 500", "2027-02-11 | 500"), {}, ["hit"]),
        (("2026-06-30 | 1000",), {"use": "工业"}, []),
        (("2026-06-30 | 1000",), {"use": ""}, ["cannot_decide"]),
        (("2027-06-30 | 1000",), {"use": "工业"}, ["hit"]),
        (("2027-06-30 | 1000",), {"deferral": "府批1号"}, ["explained"]),
        (("2026-03-02 | 500", " | 500"), {}, ["cannot_decide"]),
        # The first instalment is not in the register.
        (("2027-01-31 | 500",), {}, ["cannot_decide"]),
        (("2027-01-31 | 500",), {"price": ""}, ["hit"]),
    ],
)
def test_a_schedule_laxer_than_the_general_one(
    parts: tuple[str, ...], terms: dict[str, str], told: list[str]
) -> None:
    """约定的最后一期晚于一年、住宅商服首月不足一半的列出，经批准的有合理解释，用途、日期、期次不全的无法判断."""
    found = hits_of(RULE, agreed(*parts, **terms))
    assert [hit["outcome"] for hit in found] == told
    assert all(hit["amount_fen"] in (None, 0) for hit in found)


def test_without_a_rule_of_the_day_a_schedule_is_no_lax_one() -> None:
    """签约时政策表没有规定的，无法判断."""
    early = agreed("2009-01-31 | 1000")[SALE].replace("2026-01-31", "2008-01-31")
    (hit,) = hits_of(RULE, {SALE: early})
    assert (hit["outcome"], hit["reason"]) == (
        "cannot_decide",
        "签约当时的缴款期限规定",
    )


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("FN-12")
