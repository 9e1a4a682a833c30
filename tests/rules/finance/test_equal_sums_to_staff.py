"""Equal sums to most of a unit's staff outside the payroll."""

import pytest

from rules.finance.equal_sums_to_staff import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import hits_of

PAYROLL, TREASURY = "finance/staff_payroll", "finance/treasury_payment"
VOUCHER, CLAIM = "finance/voucher", "finance/expense_claim"
UNIT = "县水利局"


def payroll(people: int = 4, month: str = "2026-01-01") -> str:
    rows = [f"W{n} | {UNIT} | A{n} | {month}" for n in range(people)]
    return "\n".join(["record_id | unit_name | account_number | paid_for", *rows])


def paid(
    *accounts: str, code: str = "30299", day: str = "2026-01-12", why: str = "付款"
) -> str:
    head = (
        "record_id | payment_number | unit_name | payee_account_number | paid_on | "
        "amount_fen | economic_code | summary"
    )
    rows = [
        f"Z{a} | Z{a} | {UNIT} | {a} | {day} | 100000 | {code} | {why}"
        for a in accounts
    ]
    return "\n".join([head, *rows])


def told(given: dict[str, str]) -> list[tuple[object, ...]]:
    found = hits_of(RULE, {PAYROLL: payroll(), **given})
    return [(h["outcome"], h["reason"], h["items"], h["severity"]) for h in found]


HIT = ("hit", "同额发放", 3, "S3")
SOON = "2026-02-05"


@pytest.mark.parametrize(
    ("payments", "expected"),
    [
        (paid("A0", "A1", "A2"), [HIT]),
        (paid("A0", "A1"), []),
        (paid("A0", "A1", "B7"), []),  # not an account that wages go to
        (paid("A0", "A1", "A2", code="30101"), []),
        (paid("A0", "A1", "A2", code="30211"), []),
        (paid("A0", "A1", "A2", day=SOON), []),  # no payroll of that month
        (
            paid("A0", "A1", "A2", code="30103"),
            [("explained", "approved_bonus", 3, None)],
        ),
        (
            paid("A0", "A1", "A2", why="误餐补助"),
            [("explained", "cost_of_duty", 3, None)],
        ),
    ],
)
def test_payments_of_the_treasury(
    payments: str, expected: list[tuple[object, ...]]
) -> None:
    """同额付给三名以上职工工资卡的列出；基本工资、差旅科目不计，列入奖金科目或写明误餐的有合理解释."""
    seen = told({TREASURY: payments})
    assert [one[:3] for one in seen] == [one[:3] for one in expected]
    assert [o[3] for o in seen if o[0] == "hit"] == ["S3"] * (expected == [HIT])


def test_before_a_feast_it_weighs_more() -> None:
    """春节前发放的，列为重点核查."""
    given = {
        TREASURY: paid("A0", "A1", "A2", day=SOON),
        PAYROLL: payroll(4, "2026-02-01"),
    }
    assert told(given) == [("hit", "同额发放", 3, "S2")]


@pytest.mark.parametrize(("people", "hits"), [(6, 1), (7, 0)])
def test_most_of_the_staff_are_half(people: int, hits: int) -> None:
    """不少于当月发放工资人数一半的才列."""
    given = {PAYROLL: payroll(people), TREASURY: paid("A0", "A1", "A2")}
    assert len(told(given)) == hits


@pytest.mark.parametrize(("number", "hits"), [("", 1), ("ZF1", 0)])
def test_books_count_without_a_payment_of_the_treasury(number: str, hits: int) -> None:
    """会计凭证中没有支付令的也比，有支付令的不重复计."""
    head = (
        "record_id | voucher_number | unit_name | counterparty_account_number | "
        "booked_on | debit_fen | payment_number"
    )
    rows = [
        f"V{n} | V{n} | {UNIT} | A{n} | 2026-01-12 | 80000 | {number}" for n in "012"
    ]
    assert len(told({VOUCHER: "\n".join([head, *rows])})) == hits


@pytest.mark.parametrize(("kind", "hits"), [("其他", 1), ("差旅费", 0)])
def test_claims_count_but_for_travel(kind: str, hits: int) -> None:
    """差旅以外的费用报销也比."""
    head = (
        "record_id | claim_number | unit_name | account_number | reimbursed_on | "
        "amount_fen | expense_kind"
    )
    rows = [f"B{n} | B{n} | {UNIT} | A{n} | 2026-01-12 | 80000 | {kind}" for n in "012"]
    assert len(told({CLAIM: "\n".join([head, *rows])})) == hits


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("FN-16")
