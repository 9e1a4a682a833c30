"""Breaks in the numbers of receipts, and receipts not paid in."""

import pytest

from rules.finance.receipt_gap_or_unpaid import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import hits_of

RECEIPT = "finance/non_tax_receipt"
HEAD = (
    "record_id | receipt_code | receipt_number | unit_name | payer_name | item_name | "
    "amount_fen | issued_on | status | treasury_on | treasury_fen | delivered_on"
)


def receipt(  # noqa: PLR0913 - one column each, all with a usual value
    number: str,
    *,
    unit: str = "县水利局",
    paid: str = "2026-03-05 | 50000",
    fen: int = 50_000,
    status: str = "正常",
    seen: str = "2026-07-10",
) -> str:
    return (
        f"R{number} | 4201 | {number} | {unit} | 甲 | 检测费 | {fen} | 2026-03-02 | "
        f"{status} | {paid} | {seen}"
    )


def outcomes(*rows: str) -> list[tuple[object, object, object]]:
    found = hits_of(RULE, {RECEIPT: "\n".join([HEAD, *rows])})
    return [(hit["outcome"], hit["reason"], hit["amount_fen"]) for hit in found]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (["0008", "0009", "0010"], []),
        (["0008", "0010"], [("hit", "号码中断", None)]),
        (["A8", "B10"], []),
        (["0008", "2000"], []),
        (["0020", "0026"], [("explained", "book_handed_back", None)]),
        (["0025", "0051"], [("cannot_decide", "book_handed_back", None)]),
        (["0020", "0027"], [("hit", "号码中断", None)]),
    ],
)
def test_numbers_of_one_unit(
    numbers: list[str], expected: list[tuple[object, object, object]]
) -> None:
    """号码中断的列出；不同字头、换号段不算，恰到一本末尾的有合理解释，整本缺失的无法判断."""
    assert outcomes(*(receipt(number) for number in numbers)) == expected


def test_voided_receipts_and_those_of_another_unit_fill_their_numbers() -> None:
    """作废票据和其他单位使用的号码不算中断."""
    void = receipt("0009", status="作废", fen=0, paid=" | ")
    other = receipt("0009", unit="县林业局")
    for middle in (void, other):
        assert outcomes(receipt("0008"), middle, receipt("0010")) == []


@pytest.mark.parametrize(
    ("paid", "seen", "expected"),
    [
        ("2026-04-01 | 50000", "2026-07-10", []),
        ("2026-04-02 | 50000", "2026-07-10", [("hit", "缴库迟延", 50_000)]),
        ("2026-03-05 | 30000", "2026-07-10", [("hit", "未足额缴库", 20_000)]),
        ("2026-03-05 | ", "2026-07-10", []),
        (" | ", "2026-07-10", [("hit", "未足额缴库", 50_000)]),
        (" | ", "2026-04-01", []),  # not yet due when it was delivered
    ],
)
def test_money_of_receipts(
    paid: str, seen: str, expected: list[tuple[object, object, object]]
) -> None:
    """超过三十天仍未足额缴库或缴库迟延的列出，报送时尚未到期的不列."""
    rows = [receipt("0008"), receipt("0009", paid=paid, seen=seen)]
    assert outcomes(*rows) == expected


def test_what_was_reversed_is_explained() -> None:
    """已红字冲销的有合理解释."""
    rows = [
        receipt("0008", paid=" | "),
        receipt("0009", status="红冲", fen=-50_000, paid=" | "),
        receipt("0010"),
    ]
    assert outcomes(*rows) == [("explained", "receipt_reversed", 50_000)]


def test_without_any_word_of_the_treasury_nothing_is_decided() -> None:
    """同一批数据没有任何缴库信息的，无法判断."""
    assert [one[0] for one in outcomes(receipt("0008", paid=" | "))] == [
        "cannot_decide"
    ]


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("NT-01")
