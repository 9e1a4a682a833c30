"""PR-01: which subsidies after death the county itself calls wrong."""

import pytest

from county.cases.subsidy_after_death import judge
from tests.county.worlds import labelled, world_of

PAYMENT = "relief/subsidy_payment"
# 0 died and lived alone; 1 died and left 2 in the household.
PEOPLE = """
    person | household | died_on
    0      | 0         | 2026-02-10
    1      | 1         | 2026-02-10
    2      | 1         |
"""
GIVEN = {
    "registry/death": """
        person | died_on    | registered_on | source
        0      | 2026-02-10 | 2026-02-20    | 公安注销
        1      | 2026-02-10 | 2026-02-20    | 公安注销
    """,
    "relief/subsidy_project": """
        project_code | project_name | granularity | cycle | kind
        M            | 高龄津贴     | 人          | 月    | 普通
        Y            | 奖励扶助     | 人          | 年    | 普通
        H            | 地力补贴     | 户          | 年    | 普通
        F            | 丧葬补助     | 人          | 一次性 | 丧葬
    """,
}
HEADER = "project_code | person | paid_for | paid_for_to | paid_on | payment_result"


@pytest.mark.parametrize(
    ("payment", "expected"),
    [
        ("M | 0 | 2026-02-01 | 2026-02-28 | 2026-02-15 | 成功", None),
        (
            "M | 0 | 2026-03-01 | 2026-03-31 | 2026-03-15 | 成功",
            ("look_alike", "registered_late"),
        ),
        (
            "M | 0 | 2026-05-01 | 2026-05-31 | 2026-05-15 | 成功",
            ("planted", "monthly_goes_on"),
        ),
        (
            "M | 0 | 2026-05-01 | 2026-05-31 | 2026-05-15 | 退回",
            ("look_alike", "payment_returned"),
        ),
        (
            "M | 0 | 2026-01-01 | 2026-01-31 | 2026-06-15 | 成功",
            ("look_alike", "back_pay"),
        ),
        (
            "Y | 0 | 2026-01-01 | 2026-12-31 | 2026-06-15 | 成功",
            ("look_alike", "year_of_death"),
        ),
        (
            "Y | 0 | 2027-01-01 | 2027-12-31 | 2027-06-15 | 成功",
            ("planted", "year_after_death"),
        ),
        (
            "H | 0 | 2027-01-01 | 2027-12-31 | 2027-06-15 | 成功",
            ("planted", "household_without_living"),
        ),
        (
            "H | 1 | 2027-01-01 | 2027-12-31 | 2027-06-15 | 成功",
            ("look_alike", "household_lives"),
        ),
        (
            "F | 0 | 2026-06-01 | 2026-06-30 | 2026-06-15 | 成功",
            ("look_alike", "funeral_grant"),
        ),
    ],
)
def test_judges_one_payment_after_a_death_in_february(
    payment: str, expected: tuple[str, str] | None
) -> None:
    world = world_of(PEOPLE, GIVEN | {PAYMENT: f"{HEADER}\n{payment}"})
    person = int(payment.split("|")[1])
    assert labelled(judge(world)).get(person) == expected


def test_three_dead_on_one_account_are_told_apart() -> None:
    people = "person | died_on\n" + "\n".join(f"{n} | 2026-02-10" for n in range(3))
    dead = "person | died_on | source\n"
    dead += "\n".join(f"{n} | 2026-02-10 | 公安注销" for n in range(3))
    paid = f"{HEADER} | account_number\n" + "\n".join(
        f"M | {n} | 2026-06-01 | 2026-06-30 | 2026-06-15 | 成功 | 6217"
        for n in range(3)
    )
    given = GIVEN | {"registry/death": dead, PAYMENT: paid}
    found = labelled(judge(world_of(people, given)))
    assert set(found.values()) == {("planted", "one_account_many_dead")}
