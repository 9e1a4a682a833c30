"""Birth days as far as they are stated."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.normalise.dates import read_date
from store.normalise.partial_dates import Stated, read_birth_day, read_birth_days

MAY = date(1983, 5, 2)
DAYS = st.dates(date(1850, 1, 1), date(2199, 12, 31))
SHAPES = st.sampled_from(
    ["%Y%m%d", "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y-%m-%d 00:00:00"]
)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("19830502", (MAY, 1983, 5)),
        ("1983-05-02", (MAY, 1983, 5)),
        ("1983/5/2", (MAY, 1983, 5)),
        ("1983.5.2", (MAY, 1983, 5)),
        ("1983年5月2日", (MAY, 1983, 5)),
        ("1983-05-02 00:00:00", (MAY, 1983, 5)),
        ("30438", (MAY, 1983, 5)),
        ("83.5.2", (MAY, 1983, 5)),
        ("830502", (MAY, 1983, 5)),
        ("830502.0", (MAY, 1983, 5)),
        ("１９８３－０５", (None, 1983, 5)),
        ("1983-05", (None, 1983, 5)),
        ("198305", (None, 1983, 5)),
        ("198305.0", (None, 1983, 5)),
        ("1983年5月", (None, 1983, 5)),
        ("1983年5月份", (None, 1983, 5)),
        ("1983年5月出生", (None, 1983, 5)),
        ("83年5月", (None, 1983, 5)),
        ("1983-05-00", (None, 1983, 5)),
        ("19830500", (None, 1983, 5)),
        ("1983-02-30", (None, 1983, 2)),
        ("1983年2月30日", (None, 1983, 2)),
        ("1983", (None, 1983, None)),
        ("1983.0", (None, 1983, None)),
        ("1983年", (None, 1983, None)),
        ("1983年生", (None, 1983, None)),
        ("1983-00-00", (None, 1983, None)),
        ("19830000", (None, 1983, None)),
        ("1983.1", (None, 1983, None)),
        ("200105", (None, 2001, 5)),
        ("010502", (None, None, None)),
        ("12年5月", (None, None, None)),
        ("1900-01-01", (None, None, None)),
        ("19000101", (None, None, None)),
        ("1900-01", (None, None, None)),
        ("1900", (None, None, None)),
        ("9999-12-31", (None, None, None)),
        ("1983-13", (None, None, None)),
        ("833502", (None, None, None)),
        ("5/3/1983", (None, None, None)),
        ("0083", (None, None, None)),
        ("不详", (None, None, None)),
        ("", (None, None, None)),
        ("/", (None, None, None)),
    ],
)
def test_a_birth_day_is_read_as_far_as_stated(text: str, stated: Stated) -> None:
    assert read_birth_day(text) == stated
    assert read_birth_days(pl.Series([text])).row(0) == stated


@settings(max_examples=300, deadline=None)
@given(day=DAYS, shape=SHAPES)
def test_whole_days_are_read_as_dates_are(day: date, shape: str) -> None:
    text = f"{day:{shape}}"
    found = read_birth_days(pl.Series([text, text[:-1], f"{text}1"]))["day"].to_list()
    assert found[0] == read_date(text)
    assert found[1:] == [read_birth_day(text[:-1])[0], read_birth_day(f"{text}1")[0]]


@settings(max_examples=300, deadline=None)
@given(texts=st.lists(st.none() | st.text("0123456789-/.年月日 ", max_size=12)))
def test_columns_read_as_single_texts_do(texts: list[str | None]) -> None:
    found = read_birth_days(pl.Series(texts, dtype=pl.String))
    nothing = (None, None, None)
    assert found.rows() == [read_birth_day(t) if t else nothing for t in texts]
    assert found.schema == {"day": pl.Date, "year": pl.Int16, "month": pl.Int8}
