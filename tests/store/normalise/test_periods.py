"""A period is its first and its last day, however an office writes it."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.normalise.periods import months, read_period, read_periods

YEARS, MONTHS = st.integers(1900, 2199), st.integers(1, 12)
MONTH_FORMATS = (
    "{0}{1:02}",
    "{0}-{1:02}",
    "{0}/{1:02}",
    "{0}.{1:02}",
    "{0}年{1}月",
    "{0}年{1:02}月份",
    "{0}-{1:02}-15",
    "{0}{1:02}15",
    "{0}{1:02}.0",
)


@settings(max_examples=100, deadline=None)
@given(year=YEARS, month=MONTHS, form=st.sampled_from(MONTH_FORMATS))
def test_every_spelling_of_a_month_is_that_month(
    year: int, month: int, form: str
) -> None:
    assert read_period(form.format(year, month)) == months(year, month, 1)


@settings(max_examples=100, deadline=None)
@given(text=st.text(alphabet="0123456789-/.年月季度Q上下半至~ ", max_size=20))
def test_no_text_raises_and_no_period_ends_before_it_begins(text: str) -> None:
    period = read_period(text)
    assert period is None or period[0] <= period[1]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025年第1季度", date(2025, 1, 1), date(2025, 3, 31)),
        ("2025年四季度", date(2025, 10, 1), date(2025, 12, 31)),
        ("2025Q2", date(2025, 4, 1), date(2025, 6, 30)),
        ("2025上半年", date(2025, 1, 1), date(2025, 6, 30)),
        ("2025年下半年", date(2025, 7, 1), date(2025, 12, 31)),
        ("2025年度", date(2025, 1, 1), date(2025, 12, 31)),
        ("2024年", date(2024, 1, 1), date(2024, 12, 31)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2024-01至2024-02", date(2024, 1, 1), date(2024, 2, 29)),
        ("202411-202501", date(2024, 11, 1), date(2025, 1, 31)),
        ("2025年1-3月", date(2025, 1, 1), date(2025, 3, 31)),
        ("2025年1月至2025年3月", date(2025, 1, 1), date(2025, 3, 31)),
        ("2025-01-01 - 2025-03-31", date(2025, 1, 1), date(2025, 3, 31)),
        ("２０２５年３月", date(2025, 3, 1), date(2025, 3, 31)),
        ("45717", date(2025, 3, 1), date(2025, 3, 31)),
    ],
)
def test_longer_periods(text: str, first: date, last: date) -> None:
    assert read_period(text) == (first, last)


@pytest.mark.parametrize(
    "text", ["2025.1", "202513", "2025-03至2025-01", "3月", "2025年5季度", "", "无"]
)
def test_an_uncertain_period_is_refused(text: str) -> None:
    assert read_period(text) is None


def test_a_column_gives_first_and_last_days() -> None:
    first, last = read_periods(pl.Series("paid_for", ["202402", None, "x"]))
    assert first.to_list() == [date(2024, 2, 1), None, None]
    assert last.to_list() == [date(2024, 2, 29), None, None]
