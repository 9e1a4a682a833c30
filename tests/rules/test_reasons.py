"""Why acts ended as they did: every act has one reason, in codes and in words."""

from pathlib import Path

import polars as pl

from rules.loan.loan_to_fiscal_staff import RULE as LOAN
from rules.rule import Rule
from rules.runner import REASONS, run_rule
from rules.social_security.pension_after_death import RULE
from tests.rules.loan.test_loan_to_fiscal_staff import LOAN as SIGNED
from tests.rules.loan.test_loan_to_fiscal_staff import payroll
from tests.rules.test_runner import GIVEN
from tests.support.tables import Given, write_resolved

MISSING = dict(GIVEN) | {
    "social_security/pension_payment": """
    record_id | person_id | link_tier | scheme   | paid_for   | paid_in    | amount_fen
    A         | P1        | T1        | 企业养老 | 2026-05-01 | 2026-05-01 | 100
    C         | P1        | T1        | 企业养老 | 2025-12-01 | 2026-07-01 | 400
    N         | P2        | T1        | 企业养老 | 2026-05-01 | 2026-05-01 | 100
    T         | P1        | T6        | 企业养老 | 2026-05-01 | 2026-05-01 | 100
    U         |           |           | 企业养老 | 2026-05-01 | 2026-05-01 | 100
"""
}


def reasons(rule: Rule, given: Given, folder: Path) -> pl.DataFrame:
    delivered = dict.fromkeys(rule.needs, "") | dict(given)
    files = write_resolved(folder, delivered)
    counters = run_rule(rule, files, folder, policy_home=None, memory_mb=256, threads=1)
    found = pl.read_parquet(folder / REASONS)
    assert found["acts"].sum() == counters["eligible"]
    return found


def test_every_act_has_its_reason(tmp_path: Path) -> None:
    found = reasons(RULE, MISSING, tmp_path)
    columns = ("rule", "outcome", "reason", "title", "acts", "hits")
    assert found.columns == list(columns)
    assert found.drop("rule").rows() == [
        ("explained", "back_pay", "补发应发月份的待遇", 1, 1),
        ("hit", "其他", "其他", 1, 1),
        ("no_hit", "nothing_found", "未发现不一致", 1, 0),
        ("not_evaluated", "name_only", "只有姓名相同，不作为依据", 1, 0),
        ("not_evaluated", "untied", "未能确定是谁的记录", 1, 0),
    ]


def test_what_is_wanting_is_the_reason_of_what_cannot_be_decided(
    tmp_path: Path,
) -> None:
    wages = payroll("P2 | 公务员 | 2026-03-01 |", "P2 | 公务员 | 2026-04-01 |")
    found = reasons(LOAN, {LOAN.act: SIGNED, "finance/staff_payroll": wages}, tmp_path)
    undecided = found.filter(pl.col("outcome") == "cannot_decide")
    assert undecided.select("reason", "title", "acts", "hits").rows() == [
        ("借款人的经营流水", "缺少借款人的经营流水", 1, 1)
    ]
