"""Payments beyond a contract's price, or before it was signed."""

import pytest

from rules.finance.paid_above_contract import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

PAYMENT, CONTRACT = "finance/treasury_payment", "finance/contract"


def given(
    *cells: str, supplement: str = "", method: str = "询价", signed: str = "2026-02-10"
) -> dict[str, str]:
    """Return a contract of 100000 and payments: day, money, summary, payee."""
    contract = f"""
        record_id | contract_number | supplier_name | amount_fen | supplement_fen | \
procurement_method | signed_on
        H1        | H1              | 甲店          | 10000000   | {supplement}   | \
{method}           | {signed}
    """
    head = (
        "record_id | payment_number | contract_number | unit_name | paid_on | "
        "amount_fen | summary | payee_name"
    )
    rows = [f"Z{n} | Z{n} | H1 | 县水利局 | {cell}" for n, cell in enumerate(cells, 1)]
    return {CONTRACT: contract, PAYMENT: "\n".join([head, *rows])}


def test_counts_what_goes_beyond_the_price() -> None:
    """累计付款超过合同价款的，计超过部分."""
    check_rule(
        RULE,
        given=given(
            "2026-03-01 | 8000000 | 货款 | 甲店",
            "2026-04-01 | 5000000 | 货款 | 甲店",
            "2026-05-01 | 1000000 | 货款 | 甲店",
        ),
        expect="""
            outcome | subject_kind | subject_id | amount_fen | items | severity
            hit     | unit         | 县水利局   | 4000000    | 2     | S3
        """,
    )


BOTH = ("2026-03-01 | 10000000 | 货款 | 甲店", "2026-04-01 | 1000000 | 货款 | 甲店")


@pytest.mark.parametrize(
    ("cells", "supplement", "method", "outcomes"),
    [
        (BOTH, "", "询价", ["hit"]),
        (BOTH, "1000000", "询价", []),
        (BOTH, "", "框架协议", ["explained"]),
        ((BOTH[0], BOTH[1].replace("货款", "退履约保证金")), "", "询价", ["explained"]),
        ((BOTH[0], BOTH[1].replace("货款", "退质量保证金")), "", "询价", ["hit"]),
        ((BOTH[0], BOTH[1].replace("甲店", "乙店")), "", "询价", []),
        ((BOTH[0], "2026-04-01 | 10000 | 货款 | 甲店"), "", "询价", []),
        (
            (*BOTH[:1], "2026-03-02 | -10000000 | 退汇 | 甲店", BOTH[0]),
            "", "询价", [],
        ),
    ],
)  # fmt: skip
def test_what_belongs_to_the_price(
    cells: tuple[str, ...], supplement: str, method: str, outcomes: list[str]
) -> None:
    """补充合同、框架协议、退履约保证金有合理解释或不计；付给别人、尾差、退汇重付的不列."""
    found = hits_of(RULE, given(*cells, supplement=supplement, method=method))
    assert [hit["outcome"] for hit in found] == outcomes


@pytest.mark.parametrize(
    ("signed", "told"),
    [
        ("2026-02-10", []),
        ("2026-03-01", []),
        ("2026-03-20", [("hit", "S4")]),
        ("2027-02-10", [("cannot_decide", "S4")]),
    ],
)
def test_payments_before_the_contract(signed: str, told: list[tuple[str, str]]) -> None:
    """付款早于签约的列为提示，早一年左右的可能是年份录错，无法判断."""
    found = hits_of(RULE, given("2026-03-01 | 5000000 | 货款 | 甲店", signed=signed))
    assert [(hit["outcome"], hit["severity"]) for hit in found] == told


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("E08")
