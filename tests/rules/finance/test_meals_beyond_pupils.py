"""Meals of schools beyond pupils, diners and the price of a meal."""

import pytest

from rules.finance.meals_beyond_pupils import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import hits_of

MEAL, STUDENT = "finance/school_meal", "registry/student"
HEAD = (
    "record_id | school_name | meal_for | supplier_name | enrolled | diners | "
    "meal_days | meals | standard_fen | amount_fen | staff_meals"
)
MARCH = "M1 | 城关小学 | 2026-03-01 | 甲 |"
TWO_PUPILS = """
    student_number | school   | enrolled_on | left_on    | status
    1              | 城关小学 | 2024-09-01  |            | 在籍
    2              | 城关小学 | 2024-09-01  |            | 在籍
    3              | 城关小学 | 2024-09-01  | 2026-02-20 | 转出
    4              | 城关小学 | 2026-09-01  |            | 在籍
"""


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ("100 | 98 | 20 | 1960 | 900 | 1764000 | 60", []),
        ("100 | 100 | 20 | 2100 | 900 | 1890000 | 0", []),  # within the tolerance
        (
            "100 | 100 | 20 | 2200 | 900 | 1980000 | 60",
            [("hit", "超过在籍人数", 180_000)],
        ),
        (
            "100 | 80 | 20 | 1900 | 900 | 1710000 | 60",
            [("hit", "超过就餐人数", 270_000)],
        ),
        ("100 | 98 | 20 | 1960 | 900 | 2000000 | 60", [("hit", "超过餐标", 236_000)]),
        (
            "100 | 100 | 20 | 2150 | 900 | 1935000 | 160",
            [("explained", "staff_meals_counted", 135_000)],
        ),
        (
            "100 | 100 | 20 |  | 900 | 1980000 | 60",  # counted from the money
            [("hit", "超过在籍人数", 180_000)],
        ),
        ("100 | 100 | | 2200 | 900 | 1980000 | ", [("cannot_decide", "missing", None)]),
        (" |  | 20 | 2200 | 900 | 1980000 | ", [("cannot_decide", "missing", None)]),
    ],
)
def test_one_month_of_one_school(
    cells: str, told: list[tuple[object, object, object]]
) -> None:
    """人次超过在籍人数、就餐人数，或金额超过餐标百分之五以上的列出；陪餐教职工用餐有合理解释，缺少天数或人数的无法判断."""
    found = hits_of(RULE, {MEAL: f"{HEAD}\n{MARCH} {cells}"})
    seen = [(hit["outcome"], hit["reason"], hit["amount_fen"]) for hit in found]
    if told and told[0][0] == "cannot_decide":
        assert [one[0] for one in seen] == ["cannot_decide"]
    else:
        assert seen == told


@pytest.mark.parametrize(("meals", "hits"), [(40, 0), (60, 1)])
def test_the_register_counts_where_it_knows_the_school(meals: int, hits: int) -> None:
    """学籍中有该校的，以学籍在籍人数为准."""
    cells = f"100 | 100 | 20 | {meals} | 900 | {meals * 900} | 0"
    given = {MEAL: f"{HEAD}\n{MARCH} {cells}", STUDENT: TWO_PUPILS}
    assert len(hits_of(RULE, given)) == hits


def test_two_suppliers_of_one_month_are_not_added_up() -> None:
    """同月两家供应商的人次不相加."""
    cells = "100 | 98 | 20 | 1960 | 400 | 784000 | 60"
    rows = [
        f"{MARCH} {cells}",
        f"{MARCH.replace('甲', '乙').replace('M1', 'M2')} {cells}",
    ]
    assert hits_of(RULE, {MEAL: "\n".join([HEAD, *rows])}) == []


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("SM-01")
