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
    assert outcomes(*(receipt(number) for number in numbers)) == expected


def test_voided_receipts_and_those_of_another_unit_fill_their_numbers() -> None:
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
    rows = [receipt("0008"), receipt("0009", paid=paid, seen=seen)]
    assert outcomes(*rows) == expected


def test_what_was_reversed_is_explained() -> None:
    rows = [
        receipt("0008", paid=" | "),
        receipt("0009", status="红冲", fen=-50_000, paid=" | "),
        receipt("0010"),
    ]
    assert outcomes(*rows) == [("explained", "receipt_reversed", 50_000)]


def test_without_any_word_of_the_treasury_nothing_is_decided() -> None:
    assert [one[0] for one in outcomes(receipt("0008", paid=" | "))] == [
        "cannot_decide"
    ]


def test_finds_all_planted_and_nobody_else() -> None:
    assert_clean("NT-01")
