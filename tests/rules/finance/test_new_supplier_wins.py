"""Contracts with firms founded shortly before, or cancelled shortly after."""

import pytest

from rules.finance.new_supplier_wins import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

CONTRACT, COMPANY = "finance/contract", "registry/company"


def given(
    firm: str = "有限责任公司 | 2026-03-10 |",
    fen: int = 45_000_000,
    code: str = "A02010105",
) -> dict[str, str]:
    """Return a contract of 2026-04-14 with a firm: kind, first and last day."""
    return {
        CONTRACT: f"""
            record_id | contract_number | purchaser_name | supplier_credit_code | \
category_code | signed_on | amount_fen
            H1        | H1              | 县水利局       | X1                   | \
{code}        | 2026-04-14 | {fen}
        """,
        COMPANY: f"""
            record_id | credit_code | company_kind | founded_on | cancelled_on
            F1        | X1          | {firm}
        """,
    }


def test_a_firm_founded_five_weeks_before() -> None:
    """签约五周前才成立的供应商，列为提示."""
    check_rule(
        RULE,
        given=given(),
        expect="""
            outcome | subject_kind | subject_id | amount_fen | severity | evidence_for
            hit     | unit         | 县水利局   | 45000000   | S4       | H1 F1
        """,
    )


@pytest.mark.parametrize(
    ("firm", "reasons"),
    [
        ("有限责任公司 | 2026-01-14 |", ["新设企业"]),  # the ninetieth day
        ("有限责任公司 | 2026-01-13 |", []),
        ("有限责任公司 | 2019-01-13 | 2026-07-13", ["签约后注销"]),
        ("有限责任公司 | 2019-01-13 | 2026-07-14", []),
        ("国有独资公司 | 2026-03-10 |", ["reorganised_firm"]),
        ("农民专业合作社 | 2026-03-10 |", ["reorganised_firm"]),
    ],
)
def test_how_new_and_how_soon_ended(firm: str, reasons: list[str]) -> None:
    """成立九十天以内签约、签约后九十天以内注销的列出；国有企业、合作社改组设立的有合理解释."""
    assert [hit["reason"] for hit in hits_of(RULE, given(firm))] == reasons


@pytest.mark.parametrize(
    ("fen", "code", "outcomes"),
    [
        (29_999_999, "A02", []),
        (30_000_000, "A02", ["hit"]),
        (30_000_000, "B02", []),
        (60_000_000, "B02", ["hit"]),
        (60_000_000, "", ["cannot_decide"]),
    ],
)
def test_only_from_the_limit_of_the_category_on(
    fen: int, code: str, outcomes: list[str]
) -> None:
    """达到该类采购限额标准的才列，没有品目编码的无法判断."""
    found = hits_of(RULE, given(fen=fen, code=code))
    assert [hit["outcome"] for hit in found] == outcomes


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("E05")
