"""Two names are two people's only where they differ by more than their spelling."""

import pytest

from store.two_people import are_two_people


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        ("甲某", "乙某", True),
        ("甲某", "甲某", False),
        ("甲 某", "甲某", False),
        ("甲\u3000某", "甲某", False),
        ("甲\u200b某", "甲某", False),
        ("甲·某", "甲•某", False),
        ("Ｌｉ", "li", False),
        ("甲某1", "甲某2", True),
        ("甲某", "", False),
        ("甲某", " · ", False),
    ],
)
def test_spelling_makes_no_second_person(one: str, other: str, two: bool) -> None:  # noqa: FBT001 - a column of the table
    assert are_two_people(one, other) is two
