"""Contracts before their award, after the term, or grown too much."""

import pytest

from rules.finance.contract_out_of_order import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

CONTRACT, PROJECT = "finance/contract", "finance/procurement_project"
PROJECTS = """
    record_id | project_number | section_number | announced_on | awarded_on
    X1        | X1             | 1              | 2026-03-01   | 2026-03-20
"""


def given(
    cells: str, *, name: str = "设备", more: str = "", fen: str = ""
) -> dict[str, str]:
    signed, starts, paid = (cell.strip() for cell in cells.split("|"))
    contract = f"""
        record_id | contract_number | contract_name | project_number | section_number | \
purchaser_name | amount_fen | supplement_fen | signed_on | starts_on | first_paid_on
        H1        | H1              | {name}        | X1             | {more}         | \
县水利局       | 50000000   | {fen}          | {signed}  | {starts}  | {paid}
    """
    return {CONTRACT: contract, PROJECT: PROJECTS}


def test_a_contract_before_its_award() -> None:
    """签约早于成交的列出."""
    check_rule(
        RULE,
        given=given("2026-03-19 | 2026-04-01 |"),
        expect="""
            outcome | subject_kind | subject_id | amount_fen | severity | evidence_for
            hit     | unit         | 县水利局   | 50000000   | S3       | H1 X1
        """,
    )


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ("2026-03-20 | 2026-04-01 |", []),
        ("2026-04-19 | 2026-04-20 |", []),  # the thirtieth day
        ("2026-04-20 | 2026-04-20 |", [("hit", "签约超期", None)]),
        ("2026-03-25 | 2026-02-27 |", [("hit", "先实施后采购", 50_000_000)]),
        ("2026-03-25 | 2026-04-01 | 2026-03-19", [("hit", "早于成交", 50_000_000)]),
        ("2026-02-01 | 2026-02-02 | 2026-02-03", [("hit", "先实施后采购", 50_000_000)]),
        ("2025-03-25 | 2026-04-01 |", [("cannot_decide", "year", None)]),
        ("2027-03-25 | 2026-04-01 |", [("cannot_decide", "year", None)]),
    ],
)
def test_the_order_of_the_dates(cells: str, told: list[tuple[str, str, int]]) -> None:
    """成交三十天以后签约、采购公告以前开工、成交以前付款的列出；差整一年的可能是年份录错，无法判断."""
    found = [
        (hit["outcome"], hit["reason"], hit["amount_fen"])
        for hit in hits_of(RULE, given(cells))
    ]
    assert [one[0] for one in found] == [one[0] for one in told]
    assert all(a == b for a, b in zip(found, told, strict=True) if b[1] != "year")


@pytest.mark.parametrize(
    ("fen", "over"), [("5000000", None), ("5000001", 1), ("9000000", 4_000_000)]
)
def test_supplements_beyond_a_tenth(fen: str, over: int | None) -> None:
    """补充合同超过原合同百分之十的，计超过部分."""
    found = hits_of(RULE, given("2026-03-25 | 2026-04-01 |", fen=fen))
    assert [hit["amount_fen"] for hit in found] == ([over] if over else [])


def test_supplements_are_asked_about_without_a_project() -> None:
    """没有采购项目的合同，也核对补充合同."""
    contract = given("2026-03-25 | 2026-04-01 |", fen="9000000")[CONTRACT]
    (hit,) = hits_of(RULE, {CONTRACT: contract})
    assert hit["reason"] == "补充超过一成"


def test_repairs_after_a_flood_are_explained() -> None:
    """抢险修复有合理解释."""
    (hit,) = hits_of(RULE, given("2026-03-25 | 2026-02-27 |", name="抢险修复"))
    assert (hit["outcome"], hit["reason"]) == ("explained", "emergency_purchase")


@pytest.mark.parametrize(("section", "count"), [("1", 1), ("2", 0), ("", 1)])
def test_the_lot_must_be_the_same(section: str, count: int) -> None:
    """包号不同的不比，没有包号的按项目比."""
    found = hits_of(RULE, given("2026-03-10 | 2026-04-01 |", more=section))
    assert len(found) == count


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("FN-10")
