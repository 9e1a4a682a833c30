"""Days: every spelling of a date that county offices write, as a calendar day.

Two-digit years are refused unless certain, impossible days are null, and so
are the defaults that systems store for "unknown" (1900-01-01) and "open"
(9999-12-31).
"""

import re
from datetime import date, timedelta

import polars as pl

from store.normalise.plain import on_unique, plain

FIRST_YEAR, LAST_YEAR = 1850, 2199
# Day 1 of Excel's calendar is 1900-01-01, which it follows by a 29 February that
# never was; from 1 March 1900 on, counting from this day gives the right one.
EXCEL_EPOCH = date(1899, 12, 30)
EXCEL_SERIAL = re.compile(r"([2-5]\d{4}|60000)(?:\.\d+)?")
DEFAULTS = frozenset({date(1900, 1, 1), date(9999, 12, 31)})
CENTURY_PIVOT = 31  # a two-digit first part above it can only be a year, of 19xx
TIME = r"(?:[T\s]*(?:上午|下午)?\s*\d{1,2}(?::|时)\d{1,2}.{0,24})?"
PARTS = re.compile(
    r"(\d{4}|\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?" + TIME
)
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6}|\.0+)?" + TIME)
YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})" + TIME)
MONTHS = 12


def read_dates(text: pl.Series) -> pl.Series:
    """Return the days that `text` names, null where it names none for certain."""
    return on_unique(text, None, lambda value, _: read_date(value), pl.Date)


def read_date(text: str) -> date | None:
    """Return the day that one text names, or None."""
    day = stated_date(text)
    return None if day in DEFAULTS or not _in_range(day) else day


def stated_date(text: str) -> date | None:
    """Return the day that one text names, defaults such as 1900-01-01 included."""
    value = plain(text)
    if found := PARTS.fullmatch(value):
        year, month, day = (int(part) for part in found.groups())
        return _day(_full_year(year, found.group(1)), month, day)
    if found := COMPACT.fullmatch(value):
        year, month, day = (int(part) for part in found.groups())
        return _day(year, month, day)
    if found := EXCEL_SERIAL.fullmatch(value):
        return EXCEL_EPOCH + timedelta(days=int(found.group(1)))
    if found := YEAR_LAST.fullmatch(value):
        first, second, year = (int(part) for part in found.groups())
        return _certain_order(year, first, second)
    return None


def _full_year(year: int, written: str) -> int | None:
    if len(written) > len("99"):
        return year
    return 1900 + year if year > CENTURY_PIVOT else None


def _certain_order(year: int, first: int, second: int) -> date | None:
    """Read 25/3/2024 and 3/25/2024; 3/4/2024 could be either and is refused."""
    if first == second or second > MONTHS:
        return _day(year, first, second)
    return _day(year, second, first) if first > MONTHS else None


def _day(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year or 0, month, day)
    except ValueError:
        return None


def _in_range(day: date | None) -> bool:
    return day is not None and FIRST_YEAR <= day.year <= LAST_YEAR
