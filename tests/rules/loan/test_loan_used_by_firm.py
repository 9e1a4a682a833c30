"""Small loans whose money one firm takes and gives back, or repays."""

import pytest

from rules.loan.loan_used_by_firm import RULE
from rules.readiness import readiness
from tests.support.clean_county import assert_clean
from tests.support.tables import as_text, hits_of

APPROVAL, MOVES = "loan/account_approval", "loan/account_transaction"
CONTRACT, NOTE, REPAID = "loan/loan_contract", "loan/loan_note", "loan/repayment"
FIRM, PEOPLE = "测试种植专业合作社", range(1, 6)
SOLD = (60, 61, 62, 63, 64)  # thousandths of the loan: another share to each


def given(approved: int = 5, kind: str = "扶贫小额信贷") -> dict[str, str]:
    return {
        APPROVAL: "record_id | person_id | authority | document_number"
        " | approved_from | approved_to\n"
        + "\n".join(
            f"A{n} | P{n} | 县委 | 3号 | 2026-01-01 | 2026-12-31"
            for n in range(1, approved + 1)
        ),
        CONTRACT: "record_id | person_id | contract_number | loan_kind | signed_on\n"
        + "\n".join(f"C{n} | P{n} | HT{n} | {kind} | 2025-04-08" for n in PEOPLE),
        NOTE: "record_id | note_number | contract_number | disbursed_on | amount_fen"
        " | account_number\n"
        + "\n".join(f"N{n} | J{n} | HT{n} | 2025-04-11 | 1000 | 10{n}" for n in PEOPLE),
    }


def moves(
    *outs: int, back: tuple[int, ...] = (), on: str = "2025-04-21", name: str = FIRM,
    came: str = "2026-05-06",
) -> str:  # fmt: skip
    """Return what went to one account, and what came back from it a year later."""
    header = (
        "record_id | person_id | account_number | direction | occurred_on | amount_fen"
        " | counterparty_account_number | counterparty_name | delivered_on"
    )
    out = [
        f"M{n} | P{n} | 10{n} | 支出 | {on} | {fen}" for n, fen in enumerate(outs, 1)
    ]
    into = [
        f"B{n} | P{n} | 10{n} | 收入 | 2026-04-02 | {fen}"
        for n, fen in enumerate(back, 1)
    ]
    return "\n".join(
        [header, *(f"{row} | 900 | {name} | {came}" for row in out + into)]
    )


def repaid(*payers: str, fen: int = 31, name: str = FIRM) -> str:
    header = (
        "record_id | note_number | payer_account_number | payer_name | interest_fen"
        " | principal_fen | delivered_on"
    )
    rows = [
        f"R{n} | J-{n} | {payer} | {name} | {fen} | 0 | 2026-05-06"
        for n, payer in enumerate(payers, 1)
    ]
    return "\n".join([header, *rows])


ALL, SAME, PAYERS = (600,) * 5, (60,) * 5, ("900",) * 5


@pytest.mark.parametrize(
    ("flows", "expected"),
    [
        ({MOVES: moves(*ALL, back=SAME)}, 5),
        ({MOVES: moves(*ALL)}, 0),  # a dealer: nothing comes back
        ({MOVES: moves(*ALL, back=SOLD)}, 0),  # paid for what each sold
        ({MOVES: moves(*ALL, back=SAME, on="2025-04-22")}, 0),  # the eleventh day
        ({MOVES: moves(599, *ALL[1:], back=SAME)}, 0),  # four are too few
        ({MOVES: moves(*ALL, back=SAME, name="王某")}, 0),  # no firm
        ({MOVES: moves(*ALL, back=SAME, name="某某银行贷款中心")}, 0),
        ({MOVES: moves(*ALL, back=SAME, came="2025-12-31")}, 0),  # not yet approved
        ({MOVES: moves(*ALL), REPAID: repaid(*PAYERS)}, 5),
        ({REPAID: repaid(*PAYERS)}, 5),
        ({REPAID: repaid(*PAYERS[1:])}, 0),
        ({REPAID: repaid("901", *PAYERS[1:])}, 0),
        ({REPAID: repaid(*PAYERS, name="王某")}, 0),
        ({REPAID: repaid(*(f"10{n}" for n in PEOPLE))}, 0),  # their own accounts
        ({REPAID: repaid(*PAYERS), MOVES: moves(back=SOLD)}, 0),  # kept from the price
        ({REPAID: repaid(*PAYERS, fen=65), MOVES: moves(back=SOLD)}, 5),
    ],
)
def test_what_comes_back(flows: dict[str, str], expected: int) -> None:
    """五户转入同一单位又由其返还或还款的列出；没有返还、按货款付给、超过天数、对方是个人或银行的不列."""
    hits = [hit for hit in hits_of(RULE, given() | flows) if hit["outcome"] == "hit"]
    assert len(hits) == expected


def test_the_closest_use_is_named_and_rests_on_the_flows_and_the_approval() -> None:
    """转入又返还的列为优先核查，并附批准名单、往来和合同."""
    flows = {MOVES: moves(*ALL, back=SAME), REPAID: repaid(*PAYERS)}
    for hit in hits_of(RULE, given() | flows):
        n = str(hit["subject_id"]).removeprefix("P")
        assert (hit["severity"], hit["amount_fen"]) == ("S1", 1000)
        records = set(str(as_text(hit["evidence_for"])).split())
        assert records == {f"A{n}", f"M{n}", f"B{n}", f"C{n}", f"N{n}"}


def test_repaid_only_weighs_less() -> None:
    """只有代为还款的，列为重点核查."""
    hits = hits_of(RULE, given() | {REPAID: repaid(*PAYERS)})
    assert {hit["severity"] for hit in hits} == {"S2"}


@pytest.mark.parametrize(
    "tables", [given(approved=4), given(approved=0), given(kind="创业担保贷款")]
)
def test_only_the_approved_and_only_such_loans(tables: dict[str, str]) -> None:
    """只看批准名单中的人和扶贫小额信贷."""
    assert hits_of(RULE, tables | {REPAID: repaid(*PAYERS)}) == []


def test_refuses_to_run_without_approval() -> None:
    """没有批准名单的，拒绝运行."""
    without = [path for path in RULE.needs if path != APPROVAL]
    assert readiness(RULE, without).status == "cannot"
    assert "批准名单" in readiness(RULE, without).reason


def test_finds_its_cases_and_raises_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("LN-11")
