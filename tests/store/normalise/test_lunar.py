"""The lunar calendar: festivals that everybody remembers, and the moon itself."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.normalise.lunar import (
    LunarDay,
    leap_lunar_as_solar,
    lunar_as_solar,
    lunar_of_solar,
    solar_days_of_lunar,
    solar_of_lunar,
)

NEW_MOON = datetime(2000, 1, 6, 18, 14, tzinfo=UTC)
MEAN_MONTH = timedelta(days=29.530588)
BEIJING = timedelta(hours=8)
DAYS = st.dates(date(1900, 1, 31), date(2049, 12, 31))


@pytest.mark.parametrize(
    "new_year",
    [
        date(1900, 1, 31),
        date(1912, 2, 18),
        date(1921, 2, 8),
        date(1949, 1, 29),
        date(1950, 2, 17),
        date(1960, 1, 28),
        date(1966, 1, 21),
        date(1976, 1, 31),
        date(1984, 2, 2),
        date(1985, 2, 20),
        date(1990, 1, 27),
        date(2000, 2, 5),
        date(2008, 2, 7),
        date(2020, 1, 25),
        date(2023, 1, 22),
        date(2024, 2, 10),
        date(2026, 2, 17),
        date(2033, 1, 31),
    ],
)
def test_spring_festivals(new_year: date) -> None:
    assert solar_of_lunar(LunarDay(year=new_year.year, month=1, day=1)) == new_year


@pytest.mark.parametrize(
    ("lunar", "solar"),
    [
        (LunarDay(year=1990, month=8, day=15), date(1990, 10, 3)),
        (LunarDay(year=2020, month=8, day=15), date(2020, 10, 1)),
        (LunarDay(year=1978, month=8, day=15), date(1978, 9, 17)),
        (LunarDay(year=2020, month=4, day=1, is_leap=True), date(2020, 5, 23)),
        (LunarDay(year=2023, month=2, day=1, is_leap=True), date(2023, 3, 22)),
        (LunarDay(year=1984, month=10, day=1, is_leap=True), date(1984, 11, 23)),
        (LunarDay(year=2033, month=11, day=1, is_leap=True), date(2033, 12, 22)),
        (LunarDay(year=2023, month=5, day=5), date(2023, 6, 22)),
        (LunarDay(year=2023, month=3, day=1, is_leap=True), None),
        (LunarDay(year=2023, month=1, day=30), None),
        (LunarDay(year=2050, month=1, day=1), None),
    ],
)
def test_days_of_the_lunar_calendar(lunar: LunarDay, solar: date | None) -> None:
    assert solar_of_lunar(lunar) == solar
    if solar:
        assert lunar_of_solar(solar) == lunar


def test_every_month_begins_with_a_new_moon() -> None:
    day = date(1900, 1, 31)
    while (lunar := lunar_of_solar(day)) is not None:
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) - BEIJING
        off = (noon - NEW_MOON + MEAN_MONTH / 2) % MEAN_MONTH - MEAN_MONTH / 2
        assert abs(off) < timedelta(days=1.3), lunar
        assert lunar.day == 1
        day += timedelta(days=29)
        while (after := lunar_of_solar(day)) and after.day != 1:
            day += timedelta(days=1)


@settings(max_examples=300, deadline=None)
@given(day=DAYS)
def test_there_and_back(day: date) -> None:
    lunar = lunar_of_solar(day)
    assert lunar is not None
    assert solar_of_lunar(lunar) == day


def test_nothing_is_known_before_and_after_the_table() -> None:
    assert lunar_of_solar(date(1900, 1, 30)) is None
    assert lunar_of_solar(date(2050, 1, 23)) is None
    assert lunar_of_solar(date(2050, 1, 22)) == LunarDay(year=2049, month=12, day=29)


@settings(max_examples=100, deadline=None)
@given(days=st.lists(st.none() | st.dates(date(1890, 1, 1), date(2060, 1, 1))))
def test_columns_read_as_single_days_do(days: list[date | None]) -> None:
    column = pl.Series("born", days, pl.Date)
    first, leap = lunar_as_solar(column), leap_lunar_as_solar(column)
    assert first.dtype == leap.dtype == pl.Date
    for day, *solar in zip(days, first, leap, strict=True):
        expected = solar_days_of_lunar(day) if day else ()
        assert tuple(found for found in solar if found) == expected


def test_a_month_that_comes_twice_has_two_readings() -> None:
    found = solar_days_of_lunar(date(2023, 2, 10))
    assert found == (date(2023, 3, 1), date(2023, 3, 31))
