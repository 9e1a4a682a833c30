"""Allowance paid for months through which a member of the household held a car."""

import pytest

from rules.relief.dibao_and_vehicle import RULE
from tests.support.clean_county import assert_clean
from tests.support.tables import check_rule, hits_of

MEMBER, PAYMENT = "relief/dibao_member", "relief/dibao_payment"
VEHICLE = "registry/vehicle"
LISTED = """
    record_id | person_id | head_person_id | certificate_number | first_for  | status
    M1        | P1        | P1             | D1                 | 2024-01-01 | 在保
    M2        | P2        | P1             | D1                 | 2024-01-01 | 在保
"""
PAID = """
    record_id | person_id | certificate_number | paid_for   | amount_fen | payment_result
    A         | P1        | D1                 | 2026-02-01 | 60000      | 成功
    B         | P1        | D1                 | 2026-03-01 | 60000      | 成功
    C         | P1        | D1                 | 2026-04-01 | 60000      | 退回
"""


def given(vehicles: str, *, listed: str = LISTED) -> dict[str, str]:
    return {MEMBER: listed, PAYMENT: PAID, VEHICLE: vehicles}


def car(cells: str, columns: str = "") -> str:
    return f"""
        record_id | person_id | plate_number | vehicle_kind | acquired_on {columns}
        V1        | P2        | Z1           | {cells}
    """


def test_counts_the_months_that_were_paid_and_wholly_covered() -> None:
    """登记有小型轿车、覆盖整月的发放月份列出."""
    check_rule(
        RULE,
        given=given(car("小型轿车 | 2026-02-10")),
        expect="""
            outcome | subject_id | amount_fen | items | severity | evidence_for
            hit     | P2         | 60000      | 1     | S3       | V1 M2 B
        """,
    )


@pytest.mark.parametrize(
    ("cells", "columns", "outcomes"),
    [
        ("小型轿车 | 2020-05-01", "", ["hit"]),
        ("普通二轮摩托车 | 2020-05-01", "", []),
        ("残疾人专用汽车 | 2020-05-01", "", []),
        ("轻型普通货车 | 2020-05-01", "", ["cannot_decide"]),
        ("水陆两用车 | 2020-05-01", "", ["cannot_decide"]),
        ("小型轿车 | 2020-05-01 | 报废 | 2026-01-20", "| status | left_on", []),
        ("小型轿车 | 2020-05-01 | 转出 |", "| status | left_on", ["cannot_decide"]),
        ("小型轿车 | 2026-03-31", "", []),  # the month of the purchase
        ("小型轿车 | 2020-05-01 | T4", "| link_tier", ["hit"]),
        ("小型轿车 | 2020-05-01 | T6", "| link_tier", []),
    ],
)
def test_which_vehicles_count_and_when(
    cells: str, columns: str, outcomes: list[str]
) -> None:
    """摩托车、残疾人专用车、已报废、当月才购买的不列；货车等由本地规定的无法判断."""
    found = hits_of(RULE, given(car(cells, columns)))
    assert [hit["outcome"] for hit in found] == outcomes


def test_what_is_missing_is_named() -> None:
    """无法判断的，写明须取得本地规定和车辆使用情况."""
    (hit,) = hits_of(RULE, given(car("轻型普通货车 | 2020-05-01")))
    assert hit["evidence_missing"] == [
        "本地对该类车辆是否计入家庭财产的规定",
        "车辆实际使用人、报废或抵押的证明材料",
    ]


def test_a_list_that_says_the_allowance_runs_out_explains_it() -> None:
    """名册注明渐退的，有合理解释."""
    fading = LISTED.replace(
        "M2        | P2        | P1             | D1                 | 2024-01-01 | 在保",
        "M2 | P2 | P1 | D1 | 2024-01-01 | 渐退",
    )
    (hit,) = hits_of(RULE, given(car("小型轿车 | 2020-05-01"), listed=fading))
    assert (hit["outcome"], hit["reason"]) == ("explained", "marked_fading")


def test_finds_all_planted_and_nobody_else() -> None:
    """在模拟的全县数据中，预设的情形全部列出，相似而合理的情形没有列出."""
    assert_clean("PR-03")


@pytest.mark.parametrize(
    ("seen", "gone", "told"),
    [
        ("2026-04-10", "2026-07-09", [("hit", 120000)]),
        ("2026-03-10", "2026-07-09", [("cannot_decide", 60000), ("hit", 60000)]),
        ("2026-01-10", "2026-07-09", [("cannot_decide", 120000)]),
        ("2025-10-10", "2026-01-09", []),
    ],
)
def test_a_car_that_vanished_from_the_register(
    seen: str, gone: str, told: list[tuple[str, int]]
) -> None:
    """登记信息中消失的车辆，最后一次仍有登记之前的月份照算，其后至首次没有登记之前的不作判断."""
    vehicles = f"""
record_id|supplier|person_id|plate_number|vehicle_kind|acquired_on|delivered_on|valid_to
V1|公安局|P2|Z1|小型轿车|2020-05-01|{seen}|{gone}
    """
    found = hits_of(RULE, given(vehicles))
    assert sorted((hit["outcome"], hit["amount_fen"]) for hit in found) == told
