"""The lot: one person a household, and homes that no other lot has drawn first."""

from county.cases.choose import Draw
from county.world import World
from tests.county.worlds import world_of

# Six people in three homes.
PEOPLE = """
    person | household
    0      | 10
    1      | 10
    2      | 11
    3      | 11
    4      | 12
    5      | 12
"""
EVERYBODY = range(6)


def world() -> World:
    return world_of(PEOPLE, {})


def homes(people: list[int]) -> set[int]:
    return {10 + person // 2 for person in people}


def test_draws_nobody_twice_of_one_household() -> None:
    chosen = Draw(world(), "one").take(EVERYBODY, 6)
    assert homes(chosen) == {10, 11, 12}
    assert len(chosen) == 3


def test_another_lot_takes_the_homes_that_are_left_first() -> None:
    county = world()
    first = Draw(county, "one").take(EVERYBODY, 2)
    other = Draw(county, "other")
    second = other.take(EVERYBODY, 1)
    assert homes(first) | homes(second) == {10, 11, 12}
    rest = other.take(EVERYBODY, 6)
    assert homes(rest) == homes(first)


def test_the_same_lot_draws_the_same_people() -> None:
    assert Draw(world(), "one").take(EVERYBODY, 2) == Draw(world(), "one").take(
        EVERYBODY, 2
    )
