"""Budget lines kept too long, and grants handed on late."""

import pytest

from rules.finance.carried_over_funds import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

LINE = "finance/budget_item"
HEAD = (
    "record_id | indicator_number | unit_name | first_budgeted_for | as_of_on | "
    "balance_fen | contracted_fen | fund_source | project_kind | available_fen | "
    "parent_indicator_number | received_on | allocated_on"
)


def given(*cells: str) -> dict[str, str]:
    rows = [f"L{n} | Z{n} | 县水利局 | {cell}" for n, cell in enumerate(cells, 1)]
    return {LINE: "\n".join([HEAD, *rows])}


OLD = "2024-01-01 | 2026-10-31 | 5000000 | 1000000"
PUBLIC = "一般公共预算 | 一般项目 | 9000000 | | |"


def test_counts_what_is_under_no_contract() -> None:
    """超过结转期限的余额，减去已签合同未付数后列出."""
    check_rule(
        RULE,
        given=given(f"{OLD} | {PUBLIC}"),
        expect="""
            outcome | subject_kind | subject_id | amount_fen | items | severity
            hit     | project      | Z1         | 4000000    | 1     | S3
        """,
    )


@pytest.mark.parametrize(
    ("cells", "outcomes"),
    [
        (f"{OLD.replace('2024-01', '2025-01')} | {PUBLIC}", []),
        (f"{OLD.replace('2024-01', '2024-11')} | {PUBLIC}", []),
        (f"{OLD.replace('2024-01', '2024-10')} | {PUBLIC}", ["hit"]),
        (f"{OLD.replace('| 1000000', '| 5000000')} | {PUBLIC}", []),
        (f"{OLD.replace('| 1000000', '| 4950000')} | {PUBLIC}", []),
        (f"{OLD} | {PUBLIC.replace('一般公共预算', '单位资金')}", []),
        (f"{OLD} | {PUBLIC.replace('一般公共预算', '政府性基金')}", ["hit"]),
        (f"{OLD} | {PUBLIC.replace('一般公共预算', '')}", ["cannot_decide"]),
        (f"{OLD} | {PUBLIC.replace('一般项目', '跨年度基建')}", ["explained"]),
    ],
)
def test_what_may_be_kept(cells: str, outcomes: list[str]) -> None:
    """未满两年、已签合同、单位资金的不列；跨年度基建有合理解释，没有资金性质的无法判断."""
    found = hits_of(RULE, given(cells))
    assert [hit["outcome"] for hit in found] == outcomes


@pytest.mark.parametrize(
    ("parent", "allocated", "fen"),
    [
        ("鄂1", "2026-02-19", []),
        ("鄂1", "2026-02-20", [9_000_000]),
        ("鄂1", "", [9_000_000]),
        ("", "2026-05-01", []),
    ],
)
def test_grants_handed_on(parent: str, allocated: str, fen: list[int]) -> None:
    """上级资金收文三十天以后才下达或仍未下达的列出."""
    new = OLD.replace("2024-01", "2026-01")
    public = PUBLIC.removesuffix(" | | |")
    found = hits_of(
        RULE, given(f"{new} | {public} | {parent} | 2026-01-20 | {allocated}")
    )
    assert [hit["amount_fen"] for hit in found] == fen


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("FN-13")
