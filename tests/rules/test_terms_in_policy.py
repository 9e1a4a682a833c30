"""Terms that a law sets are the policy's: another figure moves the edge of the rule."""

from pathlib import Path

import pytest

from rules.library import rule_for
from tests.support.own_policy import own_policy
from tests.support.tables import run_on

CONTRACT = {
    "finance/contract": """
        record_id | contract_number | project_number | section_number | signed_on | \
amount_fen | supplement_fen | purchaser_name
        H1        | H1              | X1             | 1              | 2026-04-20 | \
50000000   | 4000000        | 县水利局
    """,
    "finance/procurement_project": """
        record_id | project_number | section_number | announced_on | awarded_on
        X1        | X1             | 1              | 2026-03-01   | 2026-03-20
    """,
}
SUPPLIER = {
    "finance/contract": """
        record_id | contract_number | purchaser_name | supplier_credit_code | \
signed_on  | amount_fen
        H1        | H1              | 县水利局       | X1                   | \
2026-05-18 | 8600000
    """,
    "registry/company": """
        record_id | credit_code | company_kind | founded_on | \
legal_representative_person_id
        F1        | X1          | 有限责任公司 | 2020-01-01 | P1
    """,
    "finance/staff_payroll": """
        record_id | person_id | unit_name | staff_type | joined_on  | paid_for
        W1        | P1        | 县水利局  | 事业在编   | 2015-07-01 | 2024-02-01
    """,
}
GRANT = {
    "finance/budget_item": """
        record_id | indicator_number | unit_name | first_budgeted_for | as_of_on | \
balance_fen | fund_source | available_fen | parent_indicator_number | received_on | \
allocated_on
        L1        | Z1               | 县水利局  | 2026-01-01         | 2026-10-31 | \
0           | 一般公共预算 | 9000000     | 鄂1                     | 2026-01-20  | \
2026-03-01
    """
}


@pytest.mark.parametrize(
    ("rule", "given", "table", "cells", "reasons"),
    [
        (
            *("FN-10", CONTRACT, "contract_terms"),
            *("sign_days=30 supplement_ppm=100000", "签约超期"),
        ),
        (
            *("FN-10", CONTRACT, "contract_terms"),
            *("sign_days=31 supplement_ppm=100000", ""),
        ),
        (
            *("FN-10", CONTRACT, "contract_terms"),
            *("sign_days=31 supplement_ppm=79999", "补充超过一成"),
        ),
        ("FN-09", SUPPLIER, "purchase_recusal", "before_months=27", "本人任职"),
        ("FN-09", SUPPLIER, "purchase_recusal", "before_months=26", ""),
        ("FN-13", GRANT, "grant_handing_on", "within_days=39", "下达超期"),
        ("FN-13", GRANT, "grant_handing_on", "within_days=40", ""),
    ],
)
def test_the_edge_is_where_the_policy_sets_it(  # noqa: PLR0913, PLR0917 - one argument a column
    tmp_path: Path,
    rule: str,
    given: dict[str, str],
    table: str,
    cells: str,
    reasons: str,
) -> None:
    """期限、比例以政策表为准：本单位录入另外的数值，界限随之移动."""
    home = own_policy(tmp_path, table, cells)
    hits, _, _ = run_on(rule_for(rule), given, policy_home=home)
    assert {*hits.filter(outcome="hit")["reason"]} == {*reasons.split()}


@pytest.mark.parametrize(
    ("rule", "given", "table", "cells"),
    [
        (
            *("FN-10", CONTRACT, "contract_terms"),
            "sign_days=30 supplement_ppm=100000",
        ),
        ("FN-09", SUPPLIER, "purchase_recusal", "before_months=27"),
        ("FN-13", GRANT, "grant_handing_on", "within_days=39"),
    ],
)
def test_a_term_no_longer_in_force_decides_nothing(
    tmp_path: Path, rule: str, given: dict[str, str], table: str, cells: str
) -> None:
    """政策已到期而没有接续的，不列为疑点，也不算没有问题，计入不作判断."""
    home = own_policy(tmp_path, table, cells, until="2025-06-30")
    hits, items, counters = run_on(rule_for(rule), given, policy_home=home)
    assert hits.filter(outcome="hit").is_empty()
    assert counters["cannot_decide"] or counters["uncovered"], items
