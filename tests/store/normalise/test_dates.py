"""Dates are read as certain people read them, and refused where nobody could."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.normalise.dates import read_date, read_dates

DAYS = st.dates(date(1900, 1, 2), date(2199, 12, 31))
FORMATS = (
    "{0:%Y-%m-%d}",
    "{0:%Y%m%d}",
    "{0.year}/{0.month}/{0.day}",
    "{0.year}.{0.month}.{0.day}",
    "{0.year}年{0.month}月{0.day}日",
    "{0:%Y-%m-%d} 00:00:00",
    "{0:%Y-%m-%d}T08:30:00",
    "{0:%Y%m%d}.0",
)


@settings(max_examples=100, deadline=None)
@given(day=DAYS, form=st.sampled_from(FORMATS))
def test_every_spelling_of_a_day_is_that_day(day: date, form: str) -> None:
    assert read_date(form.format(day)) == day


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=24))
def test_no_text_raises(text: str) -> None:
    assert read_date(text) is None or isinstance(read_date(text), date)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("45352", date(2024, 3, 1)),
        ("45352.0", date(2024, 3, 1)),
        ("60000", date(2064, 4, 8)),
        ("19999", None),
        ("60001", None),
        ("83.5.2", date(1983, 5, 2)),
        ("03-04-05", None),
        ("25/3/2024", date(2024, 3, 25)),
        ("3/25/2024", date(2024, 3, 25)),
        ("3/4/2024", None),
        ("２０２４－０３－０１", date(2024, 3, 1)),
        ("'2024-03-01", date(2024, 3, 1)),
        ("1900-01-01", None),
        ("9999-12-31", None),
        ("2024-02-30", None),
        ("2023-02-29", None),
        ("2024-13-01", None),
        ("0000-00-00", None),
        ("202403", None),
        ("长期", None),
        ("", None),
    ],
)
def test_a_day_is_read_or_refused(text: str, expected: date | None) -> None:
    assert read_date(text) == expected


def test_a_column_keeps_its_name_length_and_nulls() -> None:
    column = pl.Series("paid_on", ["2024-03-01", None, "x", "20240301"])
    found = read_dates(column)
    assert found.name == "paid_on"
    assert found.dtype == pl.Date
    assert found.to_list() == [date(2024, 3, 1), None, None, date(2024, 3, 1)]
