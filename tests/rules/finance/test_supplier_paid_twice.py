"""Payments to a supplier on one invoice beyond its face."""

import pytest

from rules.finance.supplier_paid_twice import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

VOUCHER, PAYMENT = "finance/voucher", "finance/treasury_payment"
HEAD = (
    "record_id | voucher_number | payment_number | booked_for | unit_name | "
    "counterparty_name | invoice_number | invoice_fen | debit_fen"
)


def booked(*cells: str) -> dict[str, str]:
    """Return lines: payment, seller, number, face, money; one day after the other."""
    rows = [
        f"V{n} | 记{n} | {cell.split(' | ')[0]} | 2026-0{n}-01 | 县水利局 | "
        + " | ".join(cell.split(" | ")[1:])
        for n, cell in enumerate(cells, 1)
    ]
    return {VOUCHER: "\n".join([HEAD, *rows])}


FIRST = "Z1 | 云溪县甲建材有限公司 | 26422000000000000015 | 90000 | 90000"


def test_counts_what_goes_beyond_the_face() -> None:
    """两次付款合计超过发票票面的，计超过部分."""
    check_rule(
        RULE,
        given=booked(FIRST, FIRST.replace("Z1", "Z2").removesuffix("90000") + "60000"),
        expect="""
            outcome | subject_kind | subject_id | amount_fen | items | evidence_for
            hit     | unit         | 县水利局   | 60000      | 1     | V1 V2
        """,
    )


@pytest.mark.parametrize(
    ("second", "outcomes"),
    [
        ("Z2 | 云溪县甲建材有限公司 | 26422OOO00000000001S | 90000 | 90000", ["hit"]),
        ("Z2 | 云溪县甲建材公司 | 26422-000000000000015 | 90000 | 90000", ["hit"]),
        ("Z2 | （云溪县）甲建材 | 26422000000000000015 | 90000 | 90000", ["hit"]),
        ("Z2 | 云溪县乙建材有限公司 | 26422000000000000015 | 90000 | 90000", []),
        ("Z2 | 云溪县甲建材有限公司 | 26422000000000000016 | 90000 | 90000", []),
        ("Z1 | 云溪县甲建材有限公司 | 26422000000000000015 | 90000 | 90000", []),
        ("Z2 | 云溪县甲建材有限公司 |  | 90000 | 90000", []),
    ],
)
def test_which_invoices_are_one(second: str, outcomes: list[str]) -> None:
    """名称写法、形近字、分隔符不同的视为同一发票；供应商不同、号码不同、同一支付的不算."""
    found = hits_of(RULE, booked(FIRST, second))
    assert [hit["outcome"] for hit in found] == outcomes


def test_parts_of_an_invoice_are_in_order() -> None:
    """一张发票分两次付、合计不超过票面的，不列."""
    half = FIRST.removesuffix("90000") + "45000"
    assert not hits_of(RULE, booked(half, half.replace("Z1", "Z2")))


def test_red_letters_explain_it() -> None:
    """其后红字冲回的，有合理解释."""
    back = FIRST.replace("Z1", "Z3").removesuffix("90000") + "-90000"
    (hit,) = hits_of(RULE, booked(FIRST, FIRST.replace("Z1", "Z2"), back))
    assert (hit["outcome"], hit["reason"]) == ("explained", "invoice_reversed")


@pytest.mark.parametrize(("fen", "outcome"), [(90000, "explained"), (80000, "hit")])
def test_money_that_came_back_explains_it(fen: int, outcome: str) -> None:
    """全额退汇的有合理解释，只退一部分的仍列出."""
    payments = f"""
        record_id | payment_number | unit_name | payee_account_number | amount_fen
        T1        | Z1             | 县水利局  | 8201                 | 90000
        T2        | Z1R            | 县水利局  | 8201                 | -{fen}
    """
    given = booked(FIRST, FIRST.replace("Z1", "Z2")) | {PAYMENT: payments}
    (hit,) = hits_of(RULE, given)
    assert hit["outcome"] == outcome


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("E01")
