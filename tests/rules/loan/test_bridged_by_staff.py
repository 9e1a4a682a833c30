"""Start-up loans lent anew after an official's account paid back the one before."""

from pathlib import Path

import pytest

from rules.loan.bridged_by_staff import RULE
from rules.readiness import readiness
from tests.support.clean_county import assert_clean
from tests.support.kin import hits_where_wed
from tests.support.tables import as_text, hits_of

APPROVAL, MOVES = "loan/account_approval", "loan/account_transaction"
CONTRACT, NOTE, REPAID = "loan/loan_contract", "loan/loan_note", "loan/repayment"
PAYROLL, GUARANTEE, BOOK = (
    "finance/staff_payroll",
    "loan/guarantee",
    "registry/resident",
)


def given(
    again: str = "2025-12-08", *, unit: str = "", reviewer: str = "", kind: str = "商业贷款"
) -> dict[str, str]:  # fmt: skip
    """Return an old loan settled on 1 December and a start-up loan after it."""
    return {
        APPROVAL: "record_id | person_id | authority | document_number"
        " | approved_from | approved_to\n"
        "A1 | P2 | 县委 | 3号 | 2026-01-01 | 2026-12-31",
        CONTRACT: "record_id | person_id | contract_number | loan_kind | signed_on"
        " | accepting_unit_organisation_id | reviewed_by\n"
        f"C1 | P2 | HT1 | {kind} | 2024-12-01 | | \n"
        f"C2 | P2 | HT2 | 创业担保贷款 | 2025-12-01 | {unit} | {reviewer}",
        NOTE: "record_id | note_number | contract_number | disbursed_on | amount_fen"
        " | balance_fen | settled_on | account_number\n"
        "N1 | J1 | HT1 | 2024-12-01 | 1000 | 0 | 2025-12-01 | 100\n"
        f"N2 | J2 | HT2 | {again} | 1000 | 1000 | | 100",
        PAYROLL: "record_id | person_id | person_name | organisation_id | staff_type"
        " | account_number | paid_for\n"
        "W1 | P1 | 测试甲 | O1 | 事业在编 | 900 | 2025-12-01",
    }


def repaid(fen: int = 800, payer: str = "900", on: str = "2025-12-01") -> str:
    return (
        "record_id | note_number | payer_account_number | principal_fen | repaid_on"
        f" | delivered_on\nR1 | J-1 | {payer} | {fen} | {on} | 2026-05-06"
    )


def sent(fen: int = 800, on: str = "2025-11-24", came: str = "2026-05-06") -> str:
    return (
        "record_id | person_id | direction | amount_fen | occurred_on"
        " | counterparty_account_number | delivered_on\n"
        f"M1 | P2 | 收入 | {fen} | {on} | 900 | {came}"
    )


def outcomes(tables: dict[str, str]) -> list[object]:
    return [hit["outcome"] for hit in hits_of(RULE, tables)]


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        ({**given(unit="O1"), REPAID: repaid()}, 1),
        ({**given(reviewer="测试甲"), REPAID: repaid()}, 1),
        ({**given(), REPAID: repaid()}, 0),  # not in charge
        ({**given(unit="O1"), REPAID: repaid(799)}, 0),
        ({**given(unit="O1"), REPAID: repaid(payer="901")}, 0),
        ({**given(unit="O1"), REPAID: repaid(on="2025-11-23")}, 0),
        ({**given("2025-12-09", unit="O1"), REPAID: repaid()}, 0),  # the eighth day
        ({**given("2025-11-30", unit="O1"), REPAID: repaid()}, 0),  # lent before
        ({**given(unit="O1"), MOVES: sent()}, 1),
        ({**given(unit="O1"), MOVES: sent(799)}, 0),
        ({**given(unit="O1"), MOVES: sent(on="2025-11-23")}, 0),
        ({**given(unit="O1"), MOVES: sent(on="2025-12-02")}, 0),
        ({**given(unit="O1"), MOVES: sent(came="2025-12-31")}, 0),  # not yet approved
    ],
)
def test_who_paid_and_how_soon(tables: dict[str, str], expected: int) -> None:
    """前笔由经办机构人员账户归还、七日内再放款的列出；不足八成、别人的账户、更早归还、第八天以后、先放款的不列."""
    assert outcomes(tables) == ["hit"] * expected


def test_the_hit_rests_on_both_loans_the_money_the_wage_and_the_approval() -> None:
    """列出两笔贷款、还款、工资和批准名单."""
    (hit,) = hits_of(RULE, {**given(unit="O1"), REPAID: repaid(), MOVES: sent()})
    assert as_text(hit["evidence_for"]) == "W1 A1 C1 C2 N1 N2 R1"
    assert "工作人员账户归还" not in str(hit["sentence"])
    assert "经办机构人员的工资账户归还" in str(hit["sentence"])
    assert (hit["severity"], hit["amount_fen"]) == ("S2", 1000)


def test_staff_of_the_guarantor() -> None:
    """担保机构人员的账户归还的，也列出."""
    tables = {**given(), REPAID: repaid()}
    tables[GUARANTEE] = (
        "record_id | guarantee_number | contract_number | guarantor_organisation_id\n"
        "G1 | DB1 | HT1 | O1"
    )
    assert outcomes(tables) == ["hit"]


@pytest.mark.parametrize(
    ("relative", "name", "tier", "expected"),
    [
        ("P1", "测试乙", "T1", []),  # whose account it is stands in the payroll
        ("P3", "测试甲", "T1", []),  # or the name on it
        ("P3", "测试乙", "T1", ["hit"]),  # a relative, but another's account
        ("P1", "测试甲", "T4", ["cannot_decide"]),
    ],
)
def test_a_family_keeps_one_purse(
    tmp_path: Path, relative: str, name: str, tier: str, expected: list[str]
) -> None:
    """户主是借款人配偶的有合理解释，亲属关系把握不大的无法判断."""
    tables = {**given(unit="O1"), REPAID: repaid()}
    tables[BOOK] = f"record_id | person_id | person_name\nB1 | {relative} | {name}"
    hits = hits_where_wed(RULE, tmp_path, tables, person_id=relative, tier=tier)
    assert [one["outcome"] for one in hits if one["outcome"] != "explained"] == expected


def test_nobody_is_asked_without_an_approval() -> None:
    """没有批准名单的不运行，名单为空的不列."""
    without = [path for path in RULE.needs if path != APPROVAL]
    assert readiness(RULE, without).status == "cannot"
    assert outcomes({**given(unit="O1"), REPAID: repaid(), APPROVAL: ""}) == []


def test_finds_its_cases_and_raises_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("LN-14B")
