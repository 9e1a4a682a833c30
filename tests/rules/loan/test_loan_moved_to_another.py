"""Loans of approved borrowers that share another person's account."""

from pathlib import Path

import polars as pl
import pytest

from rules.loan.loan_moved_to_another import RULE
from rules.readiness import readiness, without_rows
from tests.support.clean_county import assert_clean
from tests.support.kin import hits_where_wed
from tests.support.tables import hits_of

APPROVAL, MOVES = "loan/account_approval", "loan/account_transaction"
CONTRACT, NOTE, REPAID = "loan/loan_contract", "loan/loan_note", "loan/repayment"


def given(approvals: str = "2026-01-01 | 2026-12-31", organ: str = "县委") -> dict[str, str]:  # fmt: skip
    people = range(1, 4)
    return {
        APPROVAL: "record_id | person_id | authority | document_number"
        " | approved_from | approved_to\n"
        + "\n".join(f"A{n} | P{n} | {organ} | 3号 | {approvals}" for n in people),
        CONTRACT: "record_id | person_id | contract_number | loan_kind | signed_on\n"
        + "\n".join(f"C{n} | P{n} | HT{n} | 创业担保贷款 | 2025-04-08" for n in people),
        NOTE: "record_id | note_number | contract_number | disbursed_on | amount_fen"
        " | balance_fen | account_number\n"
        + "\n".join(
            f"N{n} | J{n} | HT{n} | 2025-04-11 | 1000 | 700 | 10{n}" for n in people
        ),
    }


def repaid(*payers: str, name: str = "王某") -> str:
    header = (
        "record_id | note_number | payer_account_number | payer_name | delivered_on\n"
    )
    rows = (
        f"R{n} | J{n} | {payer} | {name} | 2026-05-06"
        for n, payer in enumerate(payers, 1)
    )
    return header + "\n".join(rows)


def moved(*fens: int, on: str = "2025-04-14", name: str = "王某") -> str:
    header = (
        "record_id | person_id | account_number | direction | occurred_on | amount_fen"
        " | counterparty_account_number | counterparty_name | delivered_on\n"
    )
    rows = (
        f"M{n} | P{n} | 10{n} | 支出 | {on} | {fen} | 900 | {name} | 2026-05-06"
        for n, fen in enumerate(fens, 1)
    )
    return header + "\n".join(rows)


def people(tables: dict[str, str]) -> list[str]:
    return sorted(str(hit["subject_id"]) for hit in hits_of(RULE, tables))


@pytest.mark.parametrize(
    ("flow", "expected"),
    [
        (repaid("900", "900", "900"), 3),
        (repaid("900", "900", "901"), 0),
        (repaid("101", "102", "103"), 0),  # their own accounts
        (repaid("900", "900", "900", name="某某合作社"), 0),
    ],
)
def test_one_payer(flow: str, expected: int) -> None:
    """三名借款人由同一他人账户还款的列出；由本人账户、单位账户还款的不列."""
    assert len(people({**given(), REPAID: flow})) == expected


@pytest.mark.parametrize(
    ("flow", "expected"),
    [
        (moved(800, 900), ["P1", "P2"]),
        (moved(799, 900), []),
        (moved(900, 900, on="2025-04-15"), []),  # the fourth day
        (moved(900, 900, name="某某公司"), []),
    ],
)
def test_one_receiver(flow: str, expected: list[str]) -> None:
    """两名借款人放款三天内各转出八成以上到同一个人账户的列出；转给单位、第四天以后的不列."""
    assert people({**given(), MOVES: flow}) == expected


@pytest.mark.parametrize(
    ("name", "tier", "expected"),
    [
        ("王某", "T1", ["P1"]),  # P2's spouse: explained for P2, not for P1
        ("李某", "T1", ["P1", "P2"]),
        ("王某", "T4", ["P1"]),  # for P2 it cannot be decided
    ],
)
def test_a_family_keeps_one_purse(
    tmp_path: Path, name: str, tier: str, expected: list[str]
) -> None:
    """对方是借款人配偶的有合理解释，亲属关系把握不大的无法判断；对另一名借款人仍列出."""
    tables = {**given(), MOVES: moved(900, 900)}
    tables["registry/resident"] = (
        f"record_id | person_id | person_name\nB1 | P9 | {name}"
    )
    hits = hits_where_wed(RULE, tmp_path, tables, person_id="P9", tier=tier)
    found = [hit["subject_id"] for hit in hits if hit["outcome"] == "hit"]
    assert sorted(found) == expected


@pytest.mark.parametrize(
    "tables",
    [
        given("2026-06-01 | 2026-12-31"),  # handed over before it held
        given("2025-01-01 | 2026-05-05"),
        given(organ=""),
    ],
)
def test_without_an_approval_in_force_nobody_is_asked(tables: dict[str, str]) -> None:
    """不在批准有效期内报送、没有批准机关的，不列."""
    assert people({**tables, REPAID: repaid("900", "900", "900")}) == []


def test_refuses_to_run_without_approval(tmp_path: Path) -> None:
    """没有批准名单或名单为空的，拒绝运行."""
    without = [path for path in RULE.needs if path != APPROVAL]
    assert readiness(RULE, without).status == "cannot"
    assert "批准名单" in readiness(RULE, without).reason
    for rows, status in ((0, "cannot"), (1, "degraded")):
        file = tmp_path / f"{rows}.parquet"
        pl.DataFrame({"record_id": ["A"] * rows}).write_parquet(file)
        empty = without_rows({APPROVAL: file})
        ready = readiness(RULE, set(RULE.needs) - empty, empty)
        assert ready.status == status
        assert ("批准名单" in ready.reason) == (rows == 0)


def test_finds_its_cases_and_raises_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("LN-07")
