"""SS-01: which pensions after death the county itself calls wrong."""

import pytest

from county.cases.pension_after_death import judge
from tests.county.worlds import labelled, world_of

PENSION = "social_security/pension_payment"
DEATH = "registry/death"
PEOPLE = """
    person | birth_on
    0      | 1950-01-01
    1      | 1950-01-01
"""
DEAD = """
    person | died_on    | registered_on | source
    0      | 2026-01-15 | 2026-01-25    | 公安注销
    0      | 2026-01-15 | 2026-01-20    | 卫健死亡证明
"""
HEADER = (
    "person | scheme | paid_for | paid_in | payment_flag | amount_fen "
    "| central_base_fen | funeral_fen | account_name"
)


@pytest.mark.parametrize(
    ("payment", "expected"),
    [
        ("居民养老 | 2026-01-01 | 2026-01-01 | 已支付 | 200 | 200 | 0 |", None),
        (
            "居民养老 | 2026-02-01 | 2026-02-01 | 已支付 | 200 | 200 | 0 |",
            ("look_alike", "registered_late"),
        ),
        (
            "居民养老 | 2026-04-01 | 2026-04-01 | 已支付 | 200 | 200 | 0 |",
            ("planted", "few_months"),
        ),
        (
            "企业养老 | 2026-04-01 | 2026-04-01 | 已支付 | 200 | 0 | 0 |",
            ("planted", "employee_pension"),
        ),
        (
            "居民养老 | 2026-04-01 | 2026-04-01 | 已支付 | 200 | 200 | 0 | 某乙",
            ("planted", "account_of_another"),
        ),
        (
            "居民养老 | 2026-01-01 | 2026-06-01 | 已支付 | 200 | 200 | 0 |",
            ("look_alike", "back_pay"),
        ),
        (
            "居民养老 | 2026-04-01 | 2026-04-01 | 退回 | 200 | 200 | 0 |",
            ("look_alike", "payment_returned"),
        ),
        (
            "居民养老 | 2026-06-01 | 2026-06-01 | 已支付 | 900 | 0 | 900 |",
            ("look_alike", "funeral_grant"),
        ),
        (
            "企业养老 | 2026-06-01 | 2026-06-01 | 已支付 | 900 | 0 | 900 |",
            ("look_alike", "funeral_grant"),
        ),
    ],
)
def test_judges_one_payment_after_a_death_in_january(
    payment: str, expected: tuple[str, str] | None
) -> None:
    world = world_of(PEOPLE, {DEATH: DEAD, PENSION: f"{HEADER}\n0 | {payment}"})
    assert labelled(judge(world)).get(0) == expected


def test_one_wrong_payment_outweighs_the_innocent_ones() -> None:
    payments = f"""{HEADER}
        0 | 居民养老 | 2026-01-01 | 2026-06-01 | 已支付 | 200 | 200 | 0 |
        0 | 居民养老 | 2026-05-01 | 2026-05-01 | 已支付 | 200 | 200 | 0 |
    """
    world = world_of(PEOPLE, {DEATH: DEAD, PENSION: payments})
    assert labelled(judge(world)) == {0: ("planted", "few_months")}


def test_the_living_namesake_of_a_dead_stranger_is_a_look_alike() -> None:
    people = """
        person | person_name | id_number          | birth_on
        0      | 柯石头      | 420281195001010012 | 1950-01-01
    """
    dead = """
        person | person_name | id_number          | died_on    | source
        -1     | 柯石头      | 421127195001010017 | 2025-12-01 | 公安注销
        -1     | 柯石头      | 421127196001010017 | 2025-12-01 | 公安注销
    """
    paid = "person | scheme | paid_for | paid_in | payment_flag\n"
    paid += "0 | 居民养老 | 2026-04-01 | 2026-04-01 | 已支付"
    world = world_of(people, {DEATH: dead, PENSION: paid})
    assert labelled(judge(world)) == {0: ("look_alike", "namesake_of_dead")}
