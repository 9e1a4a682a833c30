"""Distances count characters, not bytes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.text import overlap_milli, similarity_milli, typing_errors

TEXTS = st.text(max_size=8)


@pytest.mark.parametrize(
    ("left", "right", "errors", "milli"),
    [
        ("张伟", "张玮", 1, 500),
        ("李建国", "李国建", 1, 666),
        ("赵一", "钱二", 2, 0),
        ("", "", 0, 1000),
        ("张", "", 1, 0),
    ],
)
def test_one_wrong_character_is_one_error(
    left: str, right: str, errors: int, milli: int
) -> None:
    assert typing_errors(left, right) == errors
    assert similarity_milli(left, right) == milli


@settings(max_examples=100, deadline=None)
@given(left=TEXTS, right=TEXTS)
def test_distance_is_symmetric_and_zero_only_for_equal_texts(
    left: str, right: str
) -> None:
    assert typing_errors(left, right) == typing_errors(right, left)
    assert (typing_errors(left, right) == 0) == (left == right)
    assert 0 <= similarity_milli(left, right) <= 1000


def test_counting_stops_at_the_bound() -> None:
    assert typing_errors("abcdef", "uvwxyz", at_most=1) == 2


OVERLAPS = [
    ("总额", "待遇总额数", 571),
    ("总额", "总额", 1000),
    ("总额", "", 0),
    ("", "", 1000),
]


@pytest.mark.parametrize(("left", "right", "milli"), OVERLAPS)
def test_overlap_forgives_what_only_one_text_has(
    left: str, right: str, milli: int
) -> None:
    assert overlap_milli(left, right) == overlap_milli(right, left) == milli
