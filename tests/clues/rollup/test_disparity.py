"""Groups of people: none small, none that can be worked out."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clues.rollup.disparity import Part, disparity_rows, pooled
from clues.rollup.frames import frame_of
from store.rollup_tables import BASE
from store.settings import Rollup

LEAST = 20
LIMITS = Rollup()


def parts(*sizes: int) -> list[Part]:
    return [
        Part(subjects=n, found=n // 10, name=f"镇{place}")
        for place, n in enumerate(sizes)
    ]


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ((100, 50), ["镇0:100", "镇1:50"]),
        ((100, 50, 15, 9), ["镇0:100", "镇1:50", "其他（镇2、镇3）:24"]),
        # one small group alone would follow from the sum: the next joins it
        ((100, 50, 15), ["镇0:100", "其他（镇1、镇2）:65"]),
        ((100, 50, 5, 4), ["镇0:100", "其他（镇1、镇2、镇3）:59"]),
        ((100, 4, 4, 4, 4, 4), ["镇0:100", "其他:20"]),
        ((100, 5), []),  # the pool would be all there is
        ((100,), []),
        ((9, 8), []),
        ((), []),
    ],
)
def test_small_groups_are_pooled(sizes: tuple[int, ...], expected: list[str]) -> None:
    shown = [f"{part.name}:{part.subjects}" for part in pooled(parts(*sizes), LEAST)]
    assert shown == expected


sizes = st.lists(st.integers(0, 60), max_size=12)


@given(sizes)
def test_no_small_group_is_shown_or_follows_from_the_sum(
    given_sizes: list[int],
) -> None:
    groups = parts(*given_sizes)
    shown = pooled(groups, LEAST)
    if not shown:
        return
    assert all(part.subjects >= LEAST for part in shown)
    assert sum(part.subjects for part in shown) == sum(given_sizes)
    alone = {part.name for part in shown}
    hidden = [part for part in groups if part.subjects and part.name not in alone]
    assert len(hidden) != 1
    assert sum(part.subjects for part in hidden) >= LEAST or not hidden


@given(sizes)
def test_the_order_of_groups_changes_nothing(given_sizes: list[int]) -> None:
    groups = parts(*given_sizes)
    assert pooled(groups[::-1], LEAST) == pooled(groups, LEAST)


def base_rows(breakdown: str, *groups: tuple[str, int, int]) -> pl.DataFrame:
    rows = [
        {
            "rule": "SS-01",
            "dataset": "social_security/pension_payment",
            "scope": "",
            "breakdown": breakdown,
            "name": name,
            "unit": "",
            "counted": "person",
            "acts": subjects,
            "subjects": subjects,
            "found_acts": found,
            "found_subjects": found,
        }
        for name, subjects, found in groups
    ]
    return frame_of(rows, BASE)


def test_groups_that_stand_apart_are_marked_in_both_directions() -> None:
    rows = disparity_rows(
        base_rows("sex", ("男", 500, 60), ("女", 500, 20), ("", 30, 3)), LIMITS
    )
    assert [(row["name"], row["rate_ppm"], row["standing"]) for row in rows] == [
        ("不详", 100_000, "alike"),
        ("女", 40_000, "lower"),
        ("男", 120_000, "higher"),
    ]


def test_a_group_tells_counts_and_no_person() -> None:
    (row, _) = disparity_rows(
        base_rows("town", ("甲镇", 60, 2), ("乙镇", 40, 1)), LIMITS
    )
    assert row == {
        "rule": "SS-01",
        "breakdown": "town",
        "name": "乙镇",
        "counted": "person",
        "subjects": 40,
        "found_subjects": 1,
        "rate_ppm": 25_000,
        "standing": "alike",
    }
