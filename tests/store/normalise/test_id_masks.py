"""Masked ID numbers: what is shown keeps its place."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.normalise.id_masks import mask_pattern, mask_patterns, shown_agrees

NUMBER = "42052619800101123X"


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("420526********1234", "420526********1234"),
        ("420526********123x", "420526********123X"),
        ("420526XXXXXXXX1234", "420526********1234"),  # some offices mask by X
        ("420526########123X", "420526########123X".replace("#", "*")),
        ("420526●●●●●●●●1234", "420526********1234"),
        ("420526＊＊＊＊＊＊＊＊1234", "420526********1234"),
        ("42052619800101XXXX", "42052619800101****"),  # the tail masked by X
        ("4205**19**01****34", "4205**19**01****34"),
        ("4****************X", "4****************X"),
        ("4205**********1234", "4205**********1234"),
        ("420***********1234", "420***********1234"),
        ("420526****1234", "420526********1234"),
        ("420526************1234", "420526********1234"),
        ("420526…1234", "420526********1234"),
        ("4205**19**…", "4205**************"),
        ("***1234", "**************1234"),
        ("420526*****1234", "420526*******1234*"),
        ("420526530***12*", "420526**530***12**"),
        ("420526*****123X", "420526********123X"),
        ("42052619800101123X", None),
        ("420526198001011234", None),
        ("******************", None),
        ("420526张**1234", None),
        ("42052619800101123*4", None),
        ("", None),
    ],
)
def test_a_masked_number_keeps_what_it_shows(text: str, pattern: str | None) -> None:
    assert mask_pattern(text) == pattern
    assert mask_patterns(pl.Series([text, None])).to_list() == [pattern, None]


@settings(max_examples=200, deadline=None)
@given(hidden=st.sets(st.integers(0, 17), min_size=1, max_size=17))
def test_a_pattern_agrees_with_its_own_number(hidden: set[int]) -> None:
    masked = "".join("*" if at in hidden else c for at, c in enumerate(NUMBER))
    shown, agreeing = shown_agrees(
        mask_patterns(pl.Series([masked])), pl.Series([NUMBER])
    )
    assert shown.to_list() == agreeing.to_list() == [18 - len(hidden)]


@settings(max_examples=200, deadline=None)
@given(text=st.text("0123456789X*#…", max_size=22) | st.text(max_size=22))
def test_every_pattern_has_eighteen_characters_and_is_its_own(text: str) -> None:
    pattern = mask_pattern(text)
    if pattern is not None:
        assert len(pattern) == 18
        assert mask_pattern(pattern) == pattern


def test_columns_are_compared_row_by_row() -> None:
    patterns = pl.Series(
        ["420526********123X", "420526********1234", None, "4" + "*" * 17]
    )
    shown, agreeing = shown_agrees(patterns, pl.Series([NUMBER, NUMBER, NUMBER, None]))
    assert shown.to_list() == [10, 10, None, None]
    assert agreeing.to_list() == [10, 9, None, None]
