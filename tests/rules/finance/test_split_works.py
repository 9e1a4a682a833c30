"""Works let in parts that exceed the tender threshold only together."""

import pytest

from rules.finance.split_works import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

CONTRACT, PROJECT = "finance/contract", "finance/procurement_project"
HEAD = (
    "record_id | contract_number | purchaser_name | category_code | contract_name | "
    "procurement_method | signed_on | amount_fen | project_number"
)


def let(  # noqa: PLR0913 - one column each, all with a usual value
    number: str,
    name: str,
    fen: int = 170_000_000,
    *,
    owner: str = "清塘镇",
    code: str = "B02010000",
    method: str = "竞争性谈判",
    day: str = "2026-03-01",
    project: str = "",
) -> str:
    return f"{number} | {number} | {owner} | {code} | {name} | {method} | {day} | {fen} | {project}"


def contracts(*rows: str) -> dict[str, str]:
    return {CONTRACT: "\n".join([HEAD, *rows])}


def test_three_sections_that_exceed_the_threshold_together() -> None:
    """同名工程分三个标段签约，合计超过必须招标规模的逐份列出."""
    check_rule(
        RULE,
        given=contracts(
            let("A", "马畈村道路工程一标段"),
            let("B", "马畈村道路工程（二标段）", day="2026-06-01"),
            let("C", "马畈村道路工程第三期", day="2026-09-01"),
            let("D", "石塘村道路工程"),
        ),
        expect="""
            outcome | subject_kind | subject_id | amount_fen | items | severity
            hit     | unit         | 清塘镇     | 510000000  | 3     | S3
        """,
    )


@pytest.mark.parametrize(
    ("rows", "items"),
    [
        ([let("A", "道路工程一标段"), let("B", "道路工程二标段")], 0),  # below
        ([let("A", "甲村道路", 390_000_000), let("B", "乙村道路", 390_000_000)], 0),
        ([let("A", "沟渠一组", 390_000_000), let("B", "沟渠二组", 390_000_000)], 2),
        ([let("A", "沟渠东段", 390_000_000), let("B", "沟渠西段", 390_000_000)], 2),
        ([let("A", "沟渠-1", 390_000_000), let("B", "沟渠-2", 390_000_000)], 2),
        ([let("A", "沟渠", 390_000_000), let("B", "沟渠", 400_000_000)], 0),
        ([let("A", "沟渠", 390_000_000), let("B", "沟渠", 390_000_000, owner="乙")], 0),
        ([let("A", "沟渠", 390_000_000, method="公开招标"),
          let("B", "沟渠", 390_000_000)], 0),
        ([let("A", "沟渠", 390_000_000, day="2025-01-01"),
          let("B", "沟渠", 390_000_000)], 0),
        ([let("A", "大桥工程监理一期", 60_000_000, code="C19"),
          let("B", "大桥工程监理二期", 60_000_000, code="C19")], 2),
        ([let("A", "保洁", 390_000_000, code="C21"),
          let("B", "保洁", 390_000_000, code="C21")], 0),
    ],
)  # fmt: skip
def test_what_is_one_work(rows: list[str], items: int) -> None:
    """组、段、编号不同的归为一组；村名不同、业主不同、已招标、相隔一年以上的不归在一组."""
    found = hits_of(RULE, contracts(*rows))
    assert [hit["items"] for hit in found] == ([items] if items else [])


@pytest.mark.parametrize(
    ("years", "outcome"),
    [((2025, 2026), "explained"), ((2026, 2026), "hit")],
)
def test_works_planned_by_year_are_explained(
    years: tuple[int, int], outcome: str
) -> None:
    """分属两个预算年度的有合理解释，同一年度的列出."""
    head = "record_id | project_number | budget_for"
    planned = [f"X{n} | X{n} | {year}-01-01" for n, year in enumerate(years)]
    rows = [let(f"A{n}", f"沟渠{n}期", 390_000_000, project=f"X{n}") for n in (0, 1)]
    given = contracts(*rows) | {PROJECT: "\n".join([head, *planned])}
    (hit,) = hits_of(RULE, given)
    assert (hit["outcome"], hit["severity"]) == (outcome, "S2")


def test_repairs_after_a_flood_are_explained() -> None:
    """抢险工程有合理解释."""
    rows = [let(n, "堤防抢险工程", 390_000_000) for n in "AB"]
    (hit,) = hits_of(RULE, contracts(*rows))
    assert (hit["outcome"], hit["reason"]) == ("explained", "emergency_purchase")


def test_contracts_before_2018_meet_the_limit_of_their_time() -> None:
    """2018年以前和以后的合同，各按当时的规模标准."""
    rows = [let(n, "沟渠", 150_000_000, day="2018-03-01") for n in "AB"]
    assert [hit["items"] for hit in hits_of(RULE, contracts(*rows))] == [2]


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("FN-07")
