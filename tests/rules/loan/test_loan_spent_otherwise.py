"""Programme loans most of which soon went where they may not go."""

import pytest

from rules.loan.loan_spent_otherwise import RULE
from rules.readiness import readiness
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

APPROVAL, MOVES = "loan/account_approval", "loan/account_transaction"
CONTRACT, NOTE = "loan/loan_contract", "loan/loan_note"
HEADER = (
    "record_id | person_id | account_number | direction | occurred_on | amount_fen"
    " | balance_fen | counterparty_name | summary | note_number | delivered_on"
)


def given(*flows: str, kind: str = "创业担保贷款") -> dict[str, str]:
    """Return a loan of 1000 and its flows: `way | on | fen | left | who | what | note`."""
    rows = [f"M{n} | P1 | 101 | {flow} | 2026-05-06" for n, flow in enumerate(flows, 1)]
    return {
        APPROVAL: "record_id | person_id | authority | document_number"
        " | approved_from | approved_to\n"
        "A1 | P1 | 县委 | 3号 | 2026-01-01 | 2026-12-31",
        CONTRACT: "record_id | person_id | contract_number | loan_kind | signed_on\n"
        f"C1 | P1 | HT1 | {kind} | 2025-04-08",
        NOTE: "record_id | note_number | contract_number | disbursed_on | amount_fen"
        " | account_number\n"
        "N1 | J1 | HT1 | 2025-04-11 | 1000 | 101",
        MOVES: "\n".join([HEADER, *rows]),
    }


LENT = "收入 | 2025-04-11 | 1000 | 1100 | 测试银行 | 贷款发放 | J1"
HOME = "支出 | 2025-05-11 | 500 | 600 | 测试房地产公司 | 转账 | "


@pytest.mark.parametrize(
    ("flows", "variants"),
    [
        ((LENT, HOME), ["购房"]),
        ((LENT, HOME.replace("05-11", "05-12")), []),  # the thirty-first day
        ((LENT, HOME.replace("| 500", "| 499")), []),
        ((HOME.replace("房地产公司", "种苗公司"),), []),
        ((HOME.replace("房地产公司", "汽车销售公司"),), ["购车"]),
        ((HOME.replace("房地产公司", "证券营业部"),), ["投资理财"]),
        ((HOME.replace("转账", "婚庆服务").replace("房地产", "服务"),), ["婚庆消费"]),
        ((HOME.replace("房地产公司", "银行").replace("转账", "归还贷款"),), ["归还其他贷款"]),
        # Interest on the loan itself is no other loan.
        ((HOME.replace("房地产公司", "银行").replace("转账 |", "归还贷款 | J-1"),), []),
        # Half to a car, half to a home: the larger gives the name.
        (
            (
                HOME.replace("| 500", "| 240"),
                HOME.replace("房地产公司", "汽车销售公司").replace("| 500", "| 260"),
            ),
            ["购车"],
        ),
        # The dealer gave one fen back.
        ((HOME, "收入 | 2025-05-11 | 1 | 601 | 测试房地产公司 | 退款 | "), []),
    ],
)  # fmt: skip
def test_uses(flows: tuple[str, ...], variants: list[str]) -> None:
    """放款三十天内半数以上用于购房、购车、理财、婚庆、还其他贷款的列出；不到半数、退款后不到半数、归还本笔贷款的不列."""
    hits = hits_of(RULE, given(*flows))
    assert [hit["outcome"] for hit in hits] == ["hit"] * len(variants)
    said = {"购房": "购房", "投资理财": "证券、理财"}
    for hit, variant in zip(hits, variants, strict=True):
        assert said.get(variant, variant) in str(hit["sentence"])


SOLD = "收入 | 2025-04-20 | {fen} | 1500 | 测试商行 | 货款 | "


@pytest.mark.parametrize(
    ("sold", "outcome"), [(399, "hit"), (400, "cannot_decide"), (500, "cannot_decide")]
)
def test_other_money_on_the_account(sold: int, outcome: str) -> None:
    """账户内其他资金够付这些支出的，无法判断."""
    flows = (LENT, SOLD.format(fen=sold), HOME)  # a hundred stood there before
    assert [hit["outcome"] for hit in hits_of(RULE, given(*flows))] == [outcome]


def test_the_amount_is_what_was_spent_but_never_more_than_was_lent() -> None:
    """金额为已用于这些支出的数额，不超过放款额."""
    check_rule(
        RULE,
        given=given(LENT, HOME, HOME.replace("| 500", "| 700")),
        expect="""
            outcome | subject_id | severity | amount_fen | matter
            hit     | P1         | S3       | 1000       | loan/创业担保贷款
        """,
    )


@pytest.mark.parametrize(
    ("kind", "expected"), [("扶贫小额信贷", 1), ("商业贷款", 0), ("消费贷款", 0)]
)
def test_only_loans_of_programmes(kind: str, expected: int) -> None:
    """只看创业担保贷款和扶贫小额信贷."""
    assert len(hits_of(RULE, given(HOME, kind=kind))) == expected


@pytest.mark.parametrize("until", ["2026-05-05", "2026-05-06"])
def test_only_flows_handed_over_under_the_approval(until: str) -> None:
    """只用批准有效期内报送的资金往来."""
    tables = given(HOME)
    tables[APPROVAL] = tables[APPROVAL].replace("2026-12-31", until)
    assert len(hits_of(RULE, tables)) == (until == "2026-05-06")


def test_refuses_to_run_without_approval() -> None:
    """没有批准名单的，拒绝运行."""
    without = [path for path in RULE.needs if path != APPROVAL]
    assert readiness(RULE, without).status == "cannot"
    assert "批准名单" in readiness(RULE, without).reason


def test_finds_its_cases_and_raises_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("LN-12")
