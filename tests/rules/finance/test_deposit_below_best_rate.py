"""Public money that lies idle or earns less than the best offer."""

import pytest

from rules.finance.deposit_below_best_rate import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

DEPOSIT = "finance/deposit"
HEAD = (
    "record_id | account_number | deposit_number | unit_name | account_kind | "
    "balance_on | average_balance_fen | fixed_fen | fixed_from_on | fixed_until_on | "
    "rate_ppm | best_rate_ppm | selection_kind | closed_on"
)
# A million yuan for 180 days: ten permille less is 5000 yuan less.
FIXED = (
    "A1 | CD1 | 县文化馆 | 专用户 | 2026-07-01 | | 100000000 | 2026-01-02 | 2027-01-02"
)
OFFER = (
    "O | A9 | CD9 | 县医院 | 专用户 | 2026-07-01 | | 50000000 | 2026-03-01 "
    "| 2027-03-01 | 17000 | 17000 | 竞争性存放 |"
)
IDLE = "A2 | 0 | 县文化馆 | 基本户 | 2026-07-01 | 500000000 | | | | 2000 | | |"


def given(*rows: str) -> dict[str, str]:
    return {DEPOSIT: "\n".join([HEAD, *rows])}


def test_the_shortfall_of_a_deposit_below_the_best_offer() -> None:
    """定期存款利率低于最优报价的列出，金额为少得的利息."""
    check_rule(
        RULE,
        given=given(f"S1 | {FIXED} | 7000 | 17000 | 竞争性存放 |"),
        expect="""
            outcome | subject_kind | subject_id | amount_fen | items | evidence_for
            hit     | account      | A1         | 500000     | 1     | S1
        """,
    )


@pytest.mark.parametrize(
    ("tail", "told"),
    [
        ("17000 | 17000 | 竞争性存放 |", []),
        ("16500 | 17000 | 竞争性存放 |", []),
        ("16499 | 17000 | 竞争性存放 |", [25_050]),
        ("7000 | 17000 | 集体决策 |", [500_000]),
        ("17000 | | 集体决策 |", []),
        ("7000 | 17000 | 指定 |", [500_000]),
        ("7000 | 17000 | |", [500_000]),
        ("17000 | 17000 | |", [0]),
        # No offer of its own, and none of the time to be found.
        ("7000 | | |", [None]),
    ],
)
def test_a_fixed_deposit(tail: str, told: list[int | None]) -> None:
    """低于最优报价超过万分之五、指定存放或未写明选择方式的列出；竞争性存放或集体决策且不低于报价的不列."""
    found = hits_of(RULE, given(f"S1 | {FIXED} | {tail}"))
    assert [hit["amount_fen"] for hit in found] == told
    assert all(hit["outcome"] == "hit" for hit in found)


def test_offers_of_the_time_stand_in_for_a_missing_one() -> None:
    """本笔没有最优报价的，以同时期其他存款的报价计算；只有相隔半年的报价时，金额不计."""
    found = hits_of(RULE, given(f"S1 | {FIXED} | 7000 | | |", OFFER))
    assert [hit["amount_fen"] for hit in found] == [500_000]
    late = OFFER.replace("2026-03-01", "2026-07-02")
    found = hits_of(RULE, given(f"S1 | {FIXED} | 7000 | | |", late))
    assert [hit["amount_fen"] for hit in found] == [None]


def test_a_deposit_that_has_run_out_counts_up_to_its_end() -> None:
    """已到期的定期存款，少得的利息只算到到期日."""
    ended = FIXED.replace("2027-01-02", "2026-04-02")
    (hit,) = hits_of(RULE, given(f"S1 | {ended} | 7000 | 17000 | |"))
    assert hit["amount_fen"] == 250_000


def test_a_small_deposit_needs_no_competition() -> None:
    """不足十万元的定期存款不列."""
    small = FIXED.replace("100000000", "9999999")
    assert not hits_of(RULE, given(f"S1 | {small} | 7000 | 17000 | |"))


@pytest.mark.parametrize(
    ("row", "told"),
    [
        # Four million above the need, fifteen permille less for ninety days.
        (IDLE, [1_500_000]),
        (IDLE.replace("500000000", "100000000"), []),
        (IDLE.replace("基本户", "零余额"), []),
        (f"{IDLE} 2026-06-01", []),
    ],
)
def test_idle_money(row: str, told: list[int]) -> None:
    """活期余额超出支付需要的列出；余额一百万元、零余额账户和已销户的不列."""
    found = hits_of(RULE, given(f"S1 | {row}", OFFER))
    assert [hit["amount_fen"] for hit in found] == told


def test_money_with_rules_of_its_own() -> None:
    """住房公积金中心等另有存放规定的资金，有合理解释."""
    fund = IDLE.replace("县文化馆", "县住房公积金中心")
    (hit,) = hits_of(RULE, given(f"S1 | {fund}", OFFER))
    assert hit["outcome"] == "explained"


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("FN-11")


@pytest.mark.parametrize(
    ("closed", "gone", "hits"),
    [
        ("", "2026-09-09", 1),  # the later register has it no more
        ("2026-08-01", "2026-08-01", 1),  # closed after the day of the balance
        ("2026-06-30", "2026-06-30", 0),
    ],
)
def test_an_account_closed_later_lay_idle_then(
    closed: str, gone: str, hits: int
) -> None:
    """余额日以后才销户或不再列出的闲置账户，仍列出."""
    row = f"{IDLE}{closed} | 2026-07-10 | {gone}"
    given = {DEPOSIT: f"{HEAD} | delivered_on | valid_to\nS1 | {row}"}
    assert len(hits_of(RULE, given)) == hits
