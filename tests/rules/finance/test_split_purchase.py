"""Purchases that exceed a threshold only together."""

import pytest

from rules.finance.split_purchase import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

PROJECT, CONTRACT = "finance/procurement_project", "finance/contract"
HEAD = (
    "record_id | project_number | section_number | purchaser_name | indicator_number | "
    "category_code | project_kind | procurement_method | budget_for | announced_on | "
    "winner_name | award_fen | method_approval_number"
)


def bought(  # noqa: PLR0913 - one column each, all with a usual value
    name: str,
    fen: int = 90_000_000,
    *,
    line: str = "云1",
    code: str = "A02010105",
    kind: str = "货物",
    method: str = "询价",
    year: str = "2026",
    approval: str = "",
    section: str = "1",
) -> str:
    number = name[0]
    return (
        f"{name} | {number} | {section} | 县水利局 | {line} | {code} | {kind} | {method}"
        f" | {year}-01-01 | {year}-0{'ABCDEF'.index(number) + 1}-10 | 甲店 | {fen} | "
        f"{approval}"
    )


def projects(*rows: str) -> dict[str, str]:
    return {PROJECT: "\n".join([HEAD, *rows])}


def test_three_purchases_that_exceed_the_threshold_together() -> None:
    """三次采购单次低于、合计超过公开招标数额标准的，逐次列出."""
    check_rule(
        RULE,
        given=projects(bought("A"), bought("B"), bought("C")),
        expect="""
            outcome | subject_kind | subject_id | amount_fen | items | severity
            hit     | unit         | 县水利局   | 270000000  | 3     | S2
        """,
    )


@pytest.mark.parametrize(
    ("rows", "outcomes"),
    [
        ([bought("A"), bought("B")], []),  # below the threshold together
        ([bought("A"), bought("B"), bought("C", line="云2")], []),
        ([bought("A"), bought("B"), bought("C", code="A05010201")], []),
        ([bought("A"), bought("B"), bought("C", year="2025")], []),
        ([bought("A"), bought("B"), bought("C", method="公开招标")], []),
        ([bought("A"), bought("B"), bought("C", method="框架协议")], []),
        ([bought("A"), bought("B", 250_000_000)], []),  # one is above by itself
        ([bought("A"), bought("AA", section="2"), bought("AAA", section="3")], []),
        ([bought("A"), bought("B"), bought("C", approval="批1")], ["explained"]),
        ([bought(n, line="") for n in "ABC"], ["cannot_decide"]),
        ([bought(n, code="B02", kind="工程") for n in "ABC"], []),
    ],
)
def test_what_is_compared_with_what(rows: list[str], outcomes: list[str]) -> None:
    """指标、品目、年度不同或已公开招标的不合并；经批准变更方式的有合理解释，没有指标文号的无法判断."""
    assert [hit["outcome"] for hit in hits_of(RULE, projects(*rows))] == outcomes


def test_the_rest_counts_where_it_exceeds_the_threshold_without_the_approved() -> None:
    """除去经批准的，其余合计仍超过标准的列出."""
    rows = [bought(name, approval="批1" if name == "D" else "") for name in "ABCD"]
    (hit,) = hits_of(RULE, projects(*rows))
    assert (hit["outcome"], hit["items"], hit["amount_fen"]) == ("hit", 3, 270_000_000)


def small(*cells: str) -> dict[str, str]:
    head = (
        "record_id | contract_number | purchaser_name | category_code | "
        "procurement_method | supplier_name | signed_on | amount_fen | contract_name"
    )
    rows = [
        f"S{n} | S{n} | 县水利局 | C21040000 | 自行采购 | {cell}"
        for n, cell in enumerate(cells)
    ]
    return {PROJECT: "", CONTRACT: "\n".join([head, *rows])}


@pytest.mark.parametrize(
    ("cells", "items"),
    [
        (("甲 | 2026-03-01 | 16000000 | 保洁", "甲 | 2026-05-01 | 16000000 | 保洁"), 2),
        (("甲 | 2026-03-01 | 16000000 | 保洁", "甲 | 2026-07-01 | 16000000 | 保洁"), 0),
        (("甲 | 2026-03-01 | 16000000 | 保洁", "乙 | 2026-03-02 | 16000000 | 保洁"), 0),
        (("甲 | 2026-03-01 | 14000000 | 保洁", "甲 | 2026-03-02 | 16000000 | 保洁"), 0),
        (("甲 | 2026-03-01 | 31000000 | 保洁", "甲 | 2026-03-02 | 16000000 | 保洁"), 0),
    ],
)
def test_small_contracts_in_a_row(cells: tuple[str, str], items: int) -> None:
    """九十天内与同一供应商的自行采购，合计超过限额标准的列出."""
    found = hits_of(RULE, small(*cells))
    assert [hit["items"] for hit in found] == ([items] if items else [])


def test_repairs_after_a_flood_are_explained() -> None:
    """抢险救灾的采购有合理解释."""
    cells = [f"甲 | 2026-03-0{n} | 16000000 | 抢险清淤" for n in (1, 2)]
    (hit,) = hits_of(RULE, small(*cells))
    assert (hit["outcome"], hit["reason"]) == ("explained", "emergency_purchase")


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("FN-06")


def test_a_purchase_that_a_later_list_left_out_counts_and_a_corrected_one_once() -> (
    None
):
    """后一次名册没有再列的采购仍计入；更正过的只按更正后计算."""
    later = " | 2026-06-09"
    gone = [f"{bought(name)}{later}" for name in ("A", "B", "C")]
    assert len(hits_of(RULE, {PROJECT: "\n".join([f"{HEAD} | valid_to", *gone])})) == 1
    anew = bought("C").replace("C | C", "C2 | C").replace("90000000", "100") + " |"
    rows = [f"{bought('A')} |", f"{bought('B')} |", gone[2], anew]
    assert hits_of(RULE, {PROJECT: "\n".join([f"{HEAD} | valid_to", *rows])}) == []
