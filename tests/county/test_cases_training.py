"""PR-13A: which trainees the county itself calls wrong."""

import pytest

from county.cases.migrant_training_by_non_migrant import judge
from tests.county.worlds import labelled, world_of

ENROLMENT, MIGRANT = "relief/training_enrolment", "relief/migrant"
# 0 and 1 are a couple; 2 and 3 live alone, 3 is the child of 1.
PEOPLE = """
    person | household | spouse | mother | village
    0      | 0         | 1      |        | 石家村
    1      | 0         | 0      |        | 石家村
    2      | 2         |        |        | 上湾村
    3      | 3         |        | 1      | 上湾村
"""
REGISTER = "person | supported_from | removed_on\n"
HEADER = (
    "person | started_on | fund_source | subsidy_fen | enrollee_kind "
    "| payment_result | village\n"
)
MAY = "2026-05-10 | 移民 | 150000"


@pytest.mark.parametrize(
    ("place", "register", "expected"),
    [
        (f"2 | {MAY} | 移民 | 成功 | 上湾村", "", ("planted", "outsider")),
        (f"2 | {MAY} | 移民 | 退回 | 上湾村", "", ("look_alike", "payment_returned")),
        (
            f"2 | {MAY} | 库区周边 | 成功 | 上湾村",
            "",
            ("look_alike", "reservoir_neighbour"),
        ),
        ("2 | 2026-05-10 | 人社 | 150000 | 其他 | 成功 | 上湾村", "", None),
        (f"2 | {MAY} | 移民 | 成功 | 上湾村", "2 | 2006-07-01 |", None),
        (
            f"2 | {MAY} | 移民 | 成功 | 上湾村",
            "2 | 2006-07-01 | 2024-01-01",
            ("planted", "removed_before_class"),
        ),
        (
            f"2 | {MAY} | 移民 | 成功 | 上湾村",
            "2 | 2006-07-01 | 2026-09-01",
            ("look_alike", "removed_later"),
        ),
        (
            f"2 | {MAY} | 移民 | 成功 | 上湾村",
            "2 | 2026-08-01 |",
            ("look_alike", "entered_later"),
        ),
        (
            f"2 | {MAY} | 移民 | 成功 | 上湾村",
            "2 | 2027-08-01 |",
            ("planted", "migrant_village"),
        ),
        (
            f"0 | {MAY} | 其他 | 成功 | 石家村",
            "1 | 2006-07-01 |",
            ("look_alike", "spouse_is_migrant"),
        ),
        (f"3 | {MAY} | 其他 | 成功 | 上湾村", "1 | 2006-07-01 |", None),
    ],
)
def test_judges_one_place_in_a_class(
    place: str, register: str, expected: tuple[str, str] | None
) -> None:
    given = {ENROLMENT: HEADER + place, MIGRANT: REGISTER + register}
    person = int(place.split("|", maxsplit=1)[0])
    assert labelled(judge(world_of(PEOPLE, given))).get(person) == expected


def test_two_classes_are_told_apart() -> None:
    places = f"2 | {MAY} | 移民 | 成功 | 上湾村\n" * 2
    found = labelled(judge(world_of(PEOPLE, {ENROLMENT: HEADER + places})))
    assert found == {2: ("planted", "several_classes")}
