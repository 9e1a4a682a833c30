"""Withdrawals at the end of work that work does not end with."""

import pytest

from rules.finance.final_withdrawal_and_work import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

FUND, WORK = "finance/housing_fund_withdrawal", "social_security/contribution"
PAYROLL, PENSION = "finance/staff_payroll", "social_security/pension_payment"
YOUNG, OLD = "42028119850101001X", "420281196603150019"  # men born in 1985 and 1966


def drawn(
    reason: str = "终止劳动关系",
    number: str = YOUNG,
    tier: str = "T1",
    returned: str = "",
) -> str:
    return (
        "record_id | person_id | id_text | id_kind | reason | applied_on | paid_on "
        "| amount_fen | returned_fen | link_tier\n"
        f"F1 | P1 | {number} | valid | {reason} | 2026-05-06 | 2026-05-08 | 5000000 "
        f"| {returned} | {tier}"
    )


def work(first: str, last: str, cells: str = "正常应缴|单位|60000") -> str:
    head = "record_id|person_id|unit_name|paid_for|contribution_kind|payer_kind"
    months = [f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 13)]
    rows = [
        f"C{month}|P1|甲厂|{month}-01|{cells}"
        for month in months
        if first <= month <= last
    ]
    # Somebody else's first month says from when on there are data.
    rows.append("C0|P7|乙厂|2025-01-01|正常应缴|单位|60000")
    return "\n".join((f"{head}|unit_share_fen", *rows))


def outcomes(fund: str, contributions: str, **more: str) -> list[str]:
    paths = {"payroll": PAYROLL, "pension": PENSION}
    given = {FUND: fund, WORK: contributions}
    given |= {paths[name]: table for name, table in more.items()}
    return [str(hit["outcome"]) for hit in hits_of(RULE, given)]


def test_work_goes_on() -> None:
    """提取当月起连续三个月仍由单位缴费的列出."""
    check_rule(
        RULE,
        given={FUND: drawn(), WORK: work("2026-04", "2026-08")},
        expect="""
            outcome | subject_id | reason       | amount_fen | severity | evidence_for
            hit     | P1         | 终止劳动关系 | 5000000    | S3       | F1 C2026-05 C2026-06 C2026-07
        """,
    )


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-01", "2026-06", []),  # two months of late notice
        ("2026-01", "2026-07", ["hit"]),
        ("2026-05", "2026-09", ["explained"]),  # nothing for half a year before
        ("2026-06", "2026-09", []),  # not from the month of the payment on
        ("2025-11", "2025-11", []),
    ],
)
def test_from_when_till_when(first: str, last: str, expected: list[str]) -> None:
    """迟报减员的一两个月不列；封存满半年后才重新就业的有合理解释."""
    assert outcomes(drawn(), work(first, last)) == expected


def test_half_a_year_before_that_the_data_do_not_show() -> None:
    """缴费数据不够半年的，列出并提示问清此前是否就业."""
    table = "\n".join(
        line for line in work("2026-05", "2026-09").splitlines() if "P7" not in line
    )
    (hit,) = hits_of(RULE, {FUND: drawn(), WORK: table})
    assert hit["outcome"] == "hit"
    assert "解除劳动关系证明" in str(hit["evidence_missing"])


@pytest.mark.parametrize(
    "cells", ["补缴|单位|60000", "正常应缴|个体|60000", "正常应缴|单位|0"]
)
def test_what_is_no_work(cells: str) -> None:
    """补缴、个人缴费、单位没有缴费的不算就业."""
    assert outcomes(drawn(), work("2026-01", "2026-09", cells)) == []


@pytest.mark.parametrize(("kind", "hits"), [("事业在编", 1), ("离退休", 0)])
def test_the_payroll(kind: str, hits: int) -> None:
    """在财政工资册连续列支的列出，离退休、遗属等不算."""
    head = "record_id | person_id | staff_type | unit_name | paid_for | gross_fen"
    rows = [
        f"W{month} | P1 | {kind} | 甲局 | 2026-0{month}-01 | 500000"
        for month in range(1, 9)
    ]
    payroll = "\n".join((head, *rows))
    found = outcomes(drawn(), work("2025-01", "2025-01"), payroll=payroll)
    assert len(found) == hits


@pytest.mark.parametrize(
    ("number", "expected"),
    [(YOUNG, ["hit"]), (OLD, ["explained"]), ("420281196001150018", [])],
)
def test_retired_before_the_age(number: str, expected: list[str]) -> None:
    """未到法定退休年龄以离退休提取的列出，可能属弹性退休的有解释，已到龄的不列."""
    fund = drawn("离退休", number)
    assert outcomes(fund, work("2026-01", "2026-09")) == expected


def test_a_pensioner_at_work() -> None:
    """已领职工养老金的视为返聘，有合理解释."""
    pension = """
        person_id | scheme   | paid_for   | amount_fen
        P1        | 企业养老 | 2026-05-01 | 300000
    """
    fund = drawn("离退休")
    assert outcomes(fund, work("2026-01", "2026-09"), pension=pension) == ["explained"]


def test_without_a_birth_date() -> None:
    """证件号码无效、算不出年龄的，无法判断."""
    fund = drawn("离退休").replace("| valid |", "| missing |")
    assert outcomes(fund, work("2026-01", "2026-09")) == ["cannot_decide"]


def test_paid_back_and_weak_ties() -> None:
    """款项已退回的有合理解释；身份对应把握不大的列为待核身份，不牢的不列."""
    going_on = work("2026-01", "2026-09")
    assert outcomes(drawn(returned="5000000"), going_on) == ["explained"]
    (hit,) = hits_of(RULE, {FUND: drawn(tier="T4"), WORK: going_on})
    assert (hit["tier"], hit["severity"]) == ("T4", "S4")
    assert outcomes(drawn(tier="T6"), going_on) == []
    assert outcomes(drawn("购房"), going_on) == []


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("HF-02")
