"""Start-up loans of small firms with fewer new employees than the policy asks for."""

from pathlib import Path

import pytest

from rules.loan.new_hires_too_few import RULE
from tests.support.clean_county import assert_clean
from tests.support.kin import hits_where_wed
from tests.support.tables import as_text, hits_of

CONTRACT, COMPANY = "loan/loan_contract", "registry/company"
CONTRIBUTION = "social_security/contribution"
ENROLMENT, PAYROLL = "social_security/employee_enrolment", "finance/staff_payroll"
HEADER = (
    "record_id | person_id | organisation_id | unit_name | enrolled_on | stopped_on"
    " | valid_to | link_tier"
)


def given(
    *hires: str, old: int = 10, signed: str = "2025-09-09", kind: str = "小微企业",
    tier: str = "T1",
) -> dict[str, str]:  # fmt: skip
    """Return a loan of firm O1, its old staff and its hires: `from | until`."""
    jobs = [
        f"S{n} | P{n} | O1 | 甲公司 | 2018-01-08 | | | T1" for n in range(10, 10 + old)
    ]
    for n, hire in enumerate(hires, 1):
        began, _, until = (part.strip() for part in hire.partition("|"))
        jobs.append(f"H{n} | P{n} | O1 | 甲公司 | {began} | {until} | {until} | {tier}")
    return {
        CONTRACT: "record_id | person_id | contract_number | loan_kind | borrower_kind"
        " | signed_on | organisation_id\n"
        f"C1 | P9 | HT1 | 创业担保贷款 | {kind} | {signed} | O1",
        ENROLMENT: "\n".join([HEADER, *jobs]),
    }


def outcome(tables: dict[str, str]) -> list[str]:
    """Return the first word of what a hit says decided, or another outcome."""
    words = {"短期": "不满三个月", "另有": "另有单位"}
    found: list[str] = []
    for hit in hits_of(RULE, tables):
        said = [word for word, text in words.items() if text in str(hit["sentence"])]
        found.append(
            (said or ["不足"])[0] if hit["outcome"] == "hit" else str(hit["outcome"])
        )
    return found


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        (given(), ["不足"]),
        (given("2025-01-01"), []),  # one of ten
        (given("2025-01-01", old=11), ["不足"]),
        (given("2024-09-10"), []),
        (given("2024-09-09"), ["不足"]),  # a year and a day ago
        (given("2025-01-01 | 2025-09-09"), []),  # left on the day
        (given("2025-01-01 | 2025-09-08"), ["不足"]),  # had left
        (given("2025-08-01 | 2025-10-30"), []),  # ninety days
        (given("2025-08-01 | 2025-10-29"), ["短期"]),
        (given("2025-10-09"), []),  # insured within the month: explained
        (given("2025-10-10"), ["不足"]),
        (given("2025-01-01", tier="T4"), ["cannot_decide"]),  # who is that?
        (given("2025-01-01", tier=""), ["cannot_decide"]),
        (given("2025-01-01", tier="", old=11), ["不足"]),  # too few with it, too
        (given("2024-09-09", tier=""), ["不足"]),  # no new hire, whoever it is
        (given("2025-01-01 | 2025-09-08", tier=""), ["不足"]),
        (given(kind="返乡创业农民工"), []),
        (given("2025-01-01", old=0), []),  # a new firm
        (given(old=0), ["cannot_decide"]),  # the register does not know the firm
        (given(signed="2019-09-09"), ["cannot_decide"]),  # no policy
        (given("2022-01-01", signed="2022-09-09"), ["不足"]),  # 15 % then
        (given("2022-01-01", "2022-01-02", signed="2022-09-09"), []),
        (given(*["2025-01-01"] * 5, old=100), []),  # 5 % above a hundred
        (given(*["2025-01-01"] * 4, old=100), ["不足"]),
        (given(*["2025-01-01"] * 5, old=95), ["不足"]),  # 10 % up to a hundred
    ],
)
def test_hires_and_staff(tables: dict[str, str], expected: list[str]) -> None:
    """新招用占比按职工人数和签约日的政策计算，低于规定的列出；登记未见企业、没有当时政策的无法判断."""
    hits = outcome(tables)
    assert [hit for hit in hits if hit != "explained"] == expected


@pytest.mark.parametrize(
    ("first", "firm", "own", "expected"),
    [
        (1, 6, 2, ["短期"]),
        (1, 6, 3, []),
        (1, 4, 0, []),  # three months after the hire are too few to tell
        (3, 8, 0, []),  # what was paid before is not known
    ],
)
def test_hardly_any_contribution(
    first: int, firm: int, own: int, expected: list[str]
) -> None:
    """单位照常缴费而新招用的人至多缴费两个月的扣除；单位缴费月份太少、缴费数据开始较晚的不比."""
    rows = [f"P10 | O1 | 2025-{month:02}-01 | 900" for month in range(first, firm + 1)]
    rows += [f"P1 | O1 | 2025-{month:02}-01 | 900" for month in range(2, own + 2)]
    head = "person_id | organisation_id | paid_for | unit_share_fen"
    tables = given("2025-01-15") | {CONTRIBUTION: "\n".join([head, *rows])}
    assert outcome(tables) == expected


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("O2 | 乙公司 | 2021-06-01 | ", ["另有"]),
        ("O2 | 乙公司 | 2021-06-01 | 2025-04-01", []),  # stopped ninety days after
        ("O2 | 乙公司 | 2021-06-01 | 2025-04-02", ["另有"]),
        ("O2 | 乙公司 | 2025-09-10 | ", []),  # came later
        ("O1 | 甲公司 | 2021-06-01 | 2024-12-31", ["不足"]),  # is no new hire at all
        (" |  | 2021-06-01 | ", []),  # pays for himself
    ],
)
def test_another_employer(second: str, expected: list[str]) -> None:
    """新招用的人另有单位缴费九十天以上的扣除，原为本单位职工的不算新招用."""
    tables = given("2025-01-01")
    until = second.rpartition("|")[2].strip()
    tables[ENROLMENT] += f"\nX1 | P1 | {second} | {until} | T1"
    assert outcome(tables) == expected


@pytest.mark.parametrize(
    ("month", "kind", "expected"),
    [("2025-09-01", "临聘", ["另有"]), ("2025-08-01", "临聘", []), ("2025-09-01", "离退休", [])],
)  # fmt: skip
def test_the_fiscal_payroll(month: str, kind: str, expected: list[str]) -> None:
    """签约当月另有财政工资的扣除，离退休费不算."""
    tables = given("2025-01-01")
    tables[PAYROLL] = (
        f"record_id | person_id | staff_type | paid_for\nW1 | P1 | {kind} | {month}"
    )
    assert outcome(tables) == expected


@pytest.mark.parametrize(("head", "expected"), [("P2", 1), ("P3", 0)])
def test_a_relative_of_the_head(tmp_path: Path, head: str, expected: int) -> None:
    """新招用的人是企业负责人配偶的，扣除后不足即列出."""
    tables = given("2025-01-01")
    tables[COMPANY] = (
        "record_id | organisation_id | founded_on | legal_representative_person_id\n"
        f"K1 | O1 | 2016-01-01 | {head}"
    )
    hits = hits_where_wed(RULE, tmp_path, {"loan/loan_note": "", **tables})
    assert len(hits) == expected


def test_the_hit_is_the_firms_and_rests_on_the_hires() -> None:
    """列到企业，并附新招用人员的参保登记."""
    (hit,) = hits_of(RULE, given("2025-01-01", old=11))
    assert (hit["subject_kind"], hit["subject_id"], hit["severity"]) == (
        "organisation",
        "O1",
        "S3",
    )
    assert set(str(as_text(hit["evidence_for"])).split()) == {"C1", "H1"}


def test_finds_its_cases_and_raises_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("LN-15")
