"""Slips of official cards that need to be looked at."""

import pytest

from rules.finance.card_spending_out_of_order import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import hits_of

CARD = "finance/official_card"
HEAD = (
    "record_id | transaction_number | unit_name | person_id | link_tier | spend_kind | "
    "spent_on | merchant_name | amount_fen | litres_milli | plate_number | "
    "official_letter_number | dispatch_number | purpose | is_reimbursed"
)
MONDAY, SATURDAY, MADE_UP, MAY_DAY = (
    "2026-03-02",
    "2026-03-07",
    "2026-05-09",
    "2026-05-01",
)


def slip(  # noqa: PLR0913 - one column each, all with a usual value
    *,
    name: str = "A",
    kind: str = "办公用品",
    day: str = MONDAY,
    merchant: str = "文具店",
    fen: int = 50_000,
    fuel: str = " | ",
    letter: str = "",
    dispatch: str = "",
    purpose: str = "",
    paid: str = "是",
    tier: str = "T1",
) -> str:
    return (
        f"{name} | {name} | 县水利局 | P1 | {tier} | {kind} | {day} | {merchant} | {fen}"
        f" | {fuel} | {letter} | {dispatch} | {purpose} | {paid}"
    )


def told(*rows: str) -> list[tuple[object, object, object]]:
    found = hits_of(RULE, {CARD: "\n".join([HEAD, *rows])})
    return [(hit["outcome"], hit["reason"], hit["items"]) for hit in found]


DINNER = "公务接待"
FUEL = "公车加油"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (slip(), []),
        (slip(day=SATURDAY), [("hit", "节假日", 1)]),
        (slip(day=MAY_DAY), [("hit", "节假日", 1)]),
        (slip(day=MADE_UP), []),
        (slip(day=SATURDAY, kind="差旅"), []),
        (slip(day=SATURDAY, paid="否"), []),
        (slip(day=SATURDAY, dispatch="PC1"), [("explained", "on_duty", 1)]),
        (slip(day=SATURDAY, purpose="防汛值班"), [("explained", "on_duty", 1)]),
        (slip(kind=DINNER, letter="函1"), []),
        (slip(kind=DINNER), [("hit", "接待无公函", 1)]),
        (slip(kind=FUEL, fuel="80000 | 鄂B1"), []),
        (slip(kind=FUEL, fuel="80001 | 鄂B1"), [("hit", "加油量", 1)]),
        (slip(merchant="青山旅行社"), [("hit", "特定商户", 1)]),
        (slip(merchant="青山旅游酒店", kind="差旅"), []),
    ],
)
def test_one_slip(row: str, expected: list[tuple[object, object, object]]) -> None:
    """周末节假日消费、接待无公函、超过油箱容量、特定商户的列出；有派车单或值班事由的有合理解释，调休上班日、差旅、未报销的不列."""
    assert told(row) == expected


def test_a_saturday_of_a_year_without_holidays_is_not_decided() -> None:
    """没有公布节假日安排的年份，周末消费无法判断."""
    assert [one[0] for one in told(slip(day="2031-03-08"))] == ["cannot_decide"]


@pytest.mark.parametrize(
    ("second", "hits"),
    [
        (slip(name="B", fen=150_000), 1),
        (slip(name="B", fen=150_000, day="2026-03-03"), 1),
        (slip(name="B", fen=150_000, day="2026-03-04"), 0),
        (slip(name="B", fen=149_999), 0),
        (slip(name="B", fen=250_000), 0),  # above the limit by itself
        (slip(name="B", fen=150_000, merchant="书店"), 0),
    ],
)
def test_slips_in_a_row(second: str, hits: int) -> None:
    """同一商户当天或次日两笔合计达到两千元的列出；单笔已达、隔两天、不同商户的不列."""
    assert told(slip(), second) == [("hit", "接连消费", 2)] * hits


def test_fuel_of_one_car_on_one_day_is_added_up() -> None:
    """同一辆车一天的加油量合并计算，不同车辆不合并."""
    one, other = (
        slip(name=name, kind=FUEL, fen=10_000, fuel=f"50000 | {plate}")
        for name, plate in (("A", "鄂B1"), ("B", "鄂B2"))
    )
    assert told(one, other) == []
    assert told(one, other.replace("鄂B2", "鄂B1")) == [("hit", "加油量", 2)]


def test_refunded_slips_are_left_out() -> None:
    """已退款的消费不列."""
    assert told(slip(day=SATURDAY), slip(name="B", day="2026-03-09", fen=-50_000)) == []


def test_a_holder_by_name_only_is_weak_and_a_stranger_is_the_units() -> None:
    """持卡人身份把握不大的列为提示，只凭姓名的列到单位."""
    for tier, kind, severity in (("T5", "official", "S4"), ("T6", "unit", "S3")):
        (hit,) = hits_of(RULE, {CARD: f"{HEAD}\n{slip(day=SATURDAY, tier=tier)}"})
        assert (hit["subject_kind"], hit["severity"]) == (kind, severity)


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("E17")
