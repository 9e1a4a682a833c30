"""Personal guarantees for start-up loans that do not secure what they seem to."""

from datetime import date
from pathlib import Path

import pytest

from rules.loan.guarantor_out_of_order import RULE
from tests.support.clean_county import assert_clean
from tests.support.kin import hits_of_couple
from tests.support.tables import check_rule, hits_of, run_on

GUARANTEE, CONTRACT = "loan/guarantee", "loan/loan_contract"
NOTE, PAYROLL, DEATH = "loan/loan_note", "finance/staff_payroll", "registry/death"


def given(*rows: str, kind: str = "自然人保证", tier: str = "T1") -> dict[str, str]:
    """Return guarantees: `guarantor | borrower | from | repaid | status`."""
    guarantees = ["record_id | guarantee_number | contract_number | person_id"
                  " | guarantee_kind | started_on | link_tier"]  # fmt: skip
    contracts = ["record_id | contract_number | person_id | loan_kind | signed_on"]
    notes = ["record_id | note_number | contract_number | balance_fen | settled_on"
             " | status"]  # fmt: skip
    for no, row in enumerate(rows, 1):
        who, whom, since, until, status = (cell.strip() for cell in row.split("|"))
        number = f"DB{no} | HT{no}"
        guarantees.append(f"G{no} | {number} | {who} | {kind} | {since} | {tier}")
        contracts.append(f"C{no} | HT{no} | {whom} | 创业担保贷款 | {since}")
        notes.append(f"N{no} | J{no} | HT{no} | 700 | {until} | {status}")
    parts = (guarantees, contracts, notes)
    texts = ["\n".join(part) for part in parts]
    return dict(zip((GUARANTEE, CONTRACT, NOTE), texts, strict=True))


def people(tables: dict[str, str]) -> list[str]:
    return sorted(str(hit["subject_id"]) for hit in hits_of(RULE, tables))


def test_a_released_guarantor_is_free_again() -> None:
    """担保已解除的，原贷款后来才还清，也不算同时多笔担保."""
    tables = given(
        "P1 | P2 | 2022-01-01 | 2024-12-31 | 解除",
        "P1 | P3 | 2023-01-05 | | 正常",
    )
    head, first, second = tables[GUARANTEE].splitlines()
    told = [f"{head} | status | ended_on", f"{first} | 解除 | 2022-06-30"]
    tables[GUARANTEE] = "\n".join([*told, f"{second} | 有效 | "])
    assert people(tables) == []
    tables[GUARANTEE] = tables[GUARANTEE].replace("2022-06-30", "2023-06-30")
    assert people(tables) == ["P1"]


RING = (
    "P1 | P2 | 2025-01-01 | | 正常",
    "P2 | P3 | 2025-02-01 | | 正常",
    "P3 | P1 | 2025-03-01 | | 正常",
)


def test_every_guarantor_of_a_ring_rests_on_all_of_it() -> None:
    """三人循环担保的，每名担保人列一条，并附全部担保."""
    check_rule(
        RULE,
        given=given(*RING),
        expect="""
            outcome | subject_id | amount_fen | severity | evidence_for
            hit     | P1         | 700        | S3       | G1 G2 G3 C1
            hit     | P2         | 700        | S3       | G1 G2 G3 C2
            hit     | P3         | 700        | S3       | G1 G2 G3 C3
        """,
    )


def test_a_guarantee_counts_its_money_once() -> None:
    """同一笔担保既在循环之中、又与另一笔同时的，贷款余额只计一次."""
    found = hits_of(RULE, given(*RING, "P1 | P4 | 2025-03-02 | | 正常"))
    sums = {str(hit["subject_id"]): hit["amount_fen"] for hit in found}
    assert sums["P1"] == 2 * 700


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (RING[:2], []),
        (("P1 | P1 | 2025-01-01 | | 正常",), []),
        (
            (
                "P1 | P2 | 2025-01-01 | 2025-03-01 | 结清",
                "P2 | P1 | 2025-03-01 | | 正常",
            ),
            [],  # never on one day
        ),
        (
            (
                "P1 | P2 | 2025-01-01 | 2025-03-02 | 结清",
                "P2 | P1 | 2025-03-01 | | 正常",
            ),
            ["P1", "P2"],
        ),
        (
            tuple(f"P{n} | P{n % 6 + 1} | 2025-01-01 | | 正常" for n in range(1, 7)),
            [],  # six are too long a way
        ),
    ],
)
def test_rings(rows: tuple[str, ...], expected: list[str]) -> None:
    """首尾不相接、为自己担保、没有同一日有效、六人以上的不列."""
    assert people(given(*rows)) == expected


def test_joint_liability_groups_are_made_so() -> None:
    """按办法组成的联保小组，不列."""
    assert people(given(*RING, kind="联保")) == []


def test_weak_ties_close_no_ring() -> None:
    """身份对应把握不大的，不算循环担保."""
    assert people(given(*RING, tier="T4")) == []


@pytest.mark.parametrize(
    ("until", "expected"), [("", ["P1"]), ("2025-06-02", ["P1"]), ("2025-06-01", [])]
)
def test_two_guarantees_at_one_time(until: str, expected: list[str]) -> None:
    """同一人同时为两笔贷款担保的列出，前一笔已还清的不列."""
    rows = (f"P1 | P2 | 2024-01-01 | {until} | 正常", "P1 | P3 | 2025-06-01 | | 正常")
    assert people(given(*rows)) == expected


@pytest.mark.parametrize(
    ("count", "outcomes"),
    [("1", ["hit"]), ("2", []), ("", ["cannot_decide"])],
)
def test_how_many_guarantees_is_local(
    tmp_path: Path, count: str, outcomes: list[str]
) -> None:
    """一人可担保的笔数按本地规定，没有规定的无法判断."""
    (tmp_path / "policy").mkdir()
    (tmp_path / "crosscheck.toml").write_text('[office]\nregion = "420281"\n')
    until = "" if count else "2002-12-24"
    table = (
        "region,loan_kind,guarantees_count,valid_from,valid_to,source,verified,"
        "entered_by,confirmed_by\n"
        f",创业担保贷款,{count or 1},2002-12-24,{until},某文件,yes,甲某,乙某\n"
    )
    (tmp_path / "policy" / "guarantor_limit.csv").write_text(table, encoding="utf-8")
    rows = ("P1 | P2 | 2024-01-01 | | 正常", "P1 | P3 | 2025-06-01 | | 正常")
    hits, _, _ = run_on(RULE, given(*rows), policy_home=tmp_path / "policy")
    assert hits["outcome"].to_list() == outcomes


@pytest.mark.parametrize(
    ("length", "late", "expected"),
    [(10, 2, ["P1", "P2"]), (10, 1, []), (9, 2, [])],
)
def test_a_large_circle_with_loans_overdue(
    length: int, late: int, expected: list[str]
) -> None:
    """相连十人以上且两笔逾期的列出，人数不足或只有一笔逾期的不列."""
    rows = [
        f"P{n} | P{n + 1} | 2025-01-01 | | {'逾期' if n <= late else '正常'}"
        for n in range(1, length)
    ]
    assert people(given(*rows)) == expected


@pytest.mark.parametrize(
    ("wages", "expected"),
    [
        ("W1 | P9 | 公务员 | 2026-01-01", ["P1"]),
        ("W1 | P1 | 公务员 | 2026-01-01", []),
        ("W1 | P9 | 公务员 | 2025-12-01", []),  # that month's payroll has not come
    ],
)
def test_public_employees_are_on_the_payroll(wages: str, expected: list[str]) -> None:
    """申报为公职人员担保而当月工资册没有本人的列出，当月工资册未报送的不列."""
    tables = given("P1 | P2 | 2026-01-05 | | 正常", kind="公职人员保证")
    header = "record_id | person_id | staff_type | paid_for"
    assert people(tables | {PAYROLL: f"{header}\n{wages}"}) == expected


@pytest.mark.parametrize(
    ("died", "expected"), [("2026-01-04", [("hit", "S2")]), ("2026-01-05", [])]
)
def test_the_dead_stand_for_nobody(died: str, expected: list[tuple[str, str]]) -> None:
    """担保开始以前担保人已死亡的，列为重点核查."""
    tables = given("P1 | P2 | 2026-01-05 | | 正常")
    tables[DEATH] = f"record_id | person_id | died_on\nD1 | P1 | {died}"
    hits = hits_of(RULE, tables)
    assert [(hit["outcome"], hit["severity"]) for hit in hits] == expected


COUPLE = ("P1 | P3 | 2025-01-01 | | 正常", "P2 | P4 | 2025-02-01 | | 正常")


@pytest.mark.parametrize(
    ("rows", "until", "tier", "told"),
    [
        (COUPLE, None, "T1", [("P2", "配偶另有担保")]),
        (COUPLE, date(2025, 1, 31), "T1", []),  # divorced before the second
        (COUPLE, None, "T5", []),
        (("P1 | P3 | 2025-01-01 | 2025-02-01 | 结清", COUPLE[1]), None, "T1", []),
        (COUPLE[:1], None, "T1", []),
    ],
)
def test_husband_and_wife_each_stand_for_another(
    rows: tuple[str, ...], until: date | None, tier: str, told: list[tuple[str, str]]
) -> None:
    """夫妻先后为不同的创业担保贷款担保的，列后一笔；此前离婚、前一笔已还清、关系无把握的不列."""
    hits = hits_of_couple(RULE, given(*rows), tier=tier, until=until)
    assert [(hit["subject_id"], hit["reason"]) for hit in hits] == told


def test_finds_its_cases_and_raises_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("LN-09")
