"""Allowance paid while the household's income per head was over the local line."""

from pathlib import Path

import pytest

from rules.relief.dibao_income_over_standard import RULE
from tests.support.clean_county import assert_clean
from tests.support.place import local_policy
from tests.support.tables import run_on

MEMBER, PAYMENT = "relief/dibao_member", "relief/dibao_payment"
HOME = "relief/dibao_household"
PENSION = "social_security/pension_payment"
CONTRIBUTION = "social_security/contribution"
PAYROLL, FUND = "finance/staff_payroll", "registry/housing_fund"
LISTED = """
    record_id | person_id | head_person_id | certificate_number | first_for  | status
    M1        | P1        | P1             | D1                 | 2020-01-01 | 在保
"""
HOMES = """
    record_id | certificate_number | person_id | member_count | area_kind
    H1        | D1                 | P1        | 2            | 农村
"""
MONTHS = tuple(f"2026-{month:02}-01" for month in range(1, 11))
PAID = "\n".join(
    (
        "record_id | person_id | certificate_number | paid_for | amount_fen",
        *(f"A{month[5:7]} | P1 | D1 | {month} | 31000" for month in MONTHS),
    )
)
Given = dict[str, str]


def pension(
    fen: int, first: int = 0, last: int = 10, scheme: str = "企业养老"
) -> Given:
    rows = (f"P1 | {scheme} | {month} | {fen}" for month in MONTHS[first:last])
    head = "person_id | scheme | paid_for | amount_fen"
    return {PENSION: "\n".join((head, *rows))}


def insured(base: int, kind: str = "正常应缴", share: int = 1) -> Given:
    head = "person_id | paid_for | base_fen | unit_share_fen | contribution_kind"
    rows = (f"P1 | {month} | {base} | {share} | {kind}" for month in MONTHS)
    return {CONTRIBUTION: "\n".join((head, *rows))}


def found(
    tmp_path: Path, *incomes: Given, policy: bool = True, **other: str
) -> list[dict[str, object]]:
    given = {MEMBER: LISTED, PAYMENT: PAID, HOME: HOMES}
    for income in incomes:
        given |= income
    given |= {HOME: other["homes"]} if "homes" in other else {}
    given |= {MEMBER: other["members"]} if "members" in other else {}
    home = local_policy(tmp_path) if policy else None
    return run_on(RULE, given, policy_home=home)[0].to_dicts()


def test_a_pension_over_the_line_is_asked_about(tmp_path: Path) -> None:
    """职工养老金按家庭人口平均超过标准的，逐月列出全户低保金."""
    (hit,) = found(tmp_path, pension(150_000))
    assert (hit["subject_kind"], hit["subject_id"]) == ("household", "P1")
    assert (hit["outcome"], hit["amount_fen"], hit["items"]) == ("hit", 310_000, 10)
    assert (hit["tier"], hit["severity"]) == ("T1", "S3")
    assert "职工养老金" in str(hit["sentence"])


@pytest.mark.parametrize(
    ("fen", "outcomes"),
    [(74_400, []), (74_401, ["hit"])],  # 310 yuan, two people, a fifth more
)
def test_the_line_itself_is_not_over_it(
    tmp_path: Path, fen: int, outcomes: list[str]
) -> None:
    """恰为标准一点二倍的不列，多一分即列."""
    assert [hit["outcome"] for hit in found(tmp_path, pension(fen))] == outcomes


@pytest.mark.parametrize(
    ("income", "outcome"),
    [
        (pension(150_000, 0, 2), None),  # two months only
        (pension(150_000, 0, 3), "hit"),
        (pension(150_000, 3, 10), "explained"),  # the first half year after
        (pension(150_000, 2, 10), "hit"),  # the seventh month after it began
        (pension(30_000, scheme="居民养老"), None),
        (insured(420_000), "hit"),
        (insured(120_000), None),  # six tenths of it, among two
        (insured(420_000, kind="补缴"), None),
        (insured(420_000, share=0), None),
    ],
)
def test_which_income_counts_and_for_how_long(
    tmp_path: Path, income: Given, outcome: str | None
) -> None:
    """只超过两个月的不列；居民养老金、补缴和个人参保不计；刚开始的收入在渐退期内有合理解释."""
    outcomes = [hit["outcome"] for hit in found(tmp_path, income)]
    assert outcomes == ([] if outcome is None else [outcome])


def test_only_the_months_after_the_fading_ones_count(tmp_path: Path) -> None:
    """收入在数据期内开始的，渐退期内各月不计入金额."""
    (hit,) = found(tmp_path, pension(150_000, 2, 10))
    assert hit["amount_fen"] == 31_000  # October; March to September may fade


def test_one_job_in_two_registers_counts_once(tmp_path: Path) -> None:
    """同一份工作在工资册和社保里各有记录的，只取折算后较大的一项."""
    # 60,000 by the wage and 60,000 by the base are one wage, not 120,000.
    head = "person_id | staff_type | paid_for | gross_fen"
    rows = (f"P1 | 临聘 | {month} | 75000" for month in MONTHS)
    wage = {PAYROLL: "\n".join((head, *rows))}
    assert found(tmp_path, wage, insured(100_000)) == []


def test_the_funds_base_counts_for_a_year(tmp_path: Path) -> None:
    """公积金基数只往前用一年，按基数推算的列为提示."""
    fund = {
        FUND: """
            person_id | base_fen | opened_on  | paid_until | status
            P1        | 380000   | 2020-01-01 | 2026-04-01 | 封存
        """
    }
    (hit,) = found(tmp_path, fund)
    assert (hit["amount_fen"], hit["severity"]) == (124_000, "S4")
    assert "基数推算" in str(hit["sentence"])


@pytest.mark.parametrize(
    ("homes", "policy", "reason"),
    [
        ("", True, "低保家庭的人口数"),
        (HOMES, False, "本地低保标准"),
    ],
)
def test_without_the_count_or_the_line_nothing_is_decided(
    tmp_path: Path, homes: str, *, policy: bool, reason: str
) -> None:
    """没有家庭人口数或本地标准的，无法判断."""
    (hit,) = found(tmp_path, pension(150_000), policy=policy, homes=homes)
    assert (hit["outcome"], hit["reason"]) == ("cannot_decide", reason)


def test_a_list_that_says_fading_explains(tmp_path: Path) -> None:
    """名册注明渐退的有合理解释."""
    fading = LISTED.replace("在保", "渐退")
    (hit,) = found(tmp_path, pension(150_000), members=fading)
    assert hit["outcome"] == "explained"


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("PR-06")
