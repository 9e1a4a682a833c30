"""Periods a payment is for: months, quarters, half years, years, and ranges.

A period is its first and its last day. `2025.1` is refused: as a number cell it
is what Excel leaves of both 2025.01 and 2025.10.
"""

import re
from calendar import monthrange
from datetime import date

import polars as pl

from store.normalise.dates import FIRST_YEAR, LAST_YEAR, read_date
from store.normalise.plain import on_unique, plain_unspaced

Period = tuple[date, date]

MONTH = re.compile(r"(\d{4})(?:年|-|/|\.)(\d{1,2})(?:月份?)?")
COMPACT_MONTH = re.compile(r"(\d{4})(\d{2})(?:\.0+)?")
AMBIGUOUS = re.compile(r"\d{4}\.1")
QUARTER = re.compile(
    r"(\d{4})(?:年度?|-|/|\.)?(?:第?([1-4一二三四])季度?|Q([1-4]))", re.I
)
HALF = re.compile(r"(\d{4})(?:年度?)?(上|下)半年度?")
YEAR = re.compile(r"(\d{4})(?:\.0+)?(?:年度?|全年|年全年)?")
RANGE_MARK = re.compile(r"至|到|~|～|—|–")
MONTH_SPAN = re.compile(r"(\d{4})年(\d{1,2})月?[-至到~](\d{1,2})月(?:份)?")
HYPHEN_SPAN = re.compile(r"(\d{6}|\d{8}|\d{4}-\d\d?-\d\d?)-((?:19|20)\d{2}[\d-]*)")
NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4}
MONTHS_A_QUARTER, MONTHS_A_HALF, MONTHS_A_YEAR = 3, 6, 12


def read_periods(text: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Return first and last days; both are null where no period can be read."""
    first = on_unique(text, None, lambda value, _: _end(value, 0), pl.Date)
    last = on_unique(text, None, lambda value, _: _end(value, 1), pl.Date)
    return first, last


def _end(text: str, which: int) -> date | None:
    period = read_period(text)
    return period[which] if period else None


def read_period(text: str) -> Period | None:
    """Return the first and last day of the period that one text names, or None."""
    value = plain_unspaced(text)
    return _single(value) or _span(value) or _month_of_day(text)


def _single(value: str) -> Period | None:
    if AMBIGUOUS.fullmatch(value):
        return None
    if found := COMPACT_MONTH.fullmatch(value) or MONTH.fullmatch(value):
        return months(int(found.group(1)), int(found.group(2)), 1)
    if found := QUARTER.fullmatch(value):
        written = found.group(2) or found.group(3)
        quarter = NUMERALS.get(written) or int(written)
        return months(int(found.group(1)), 3 * quarter - 2, MONTHS_A_QUARTER)
    if found := HALF.fullmatch(value):
        first = 1 if found.group(2) == "上" else 1 + MONTHS_A_HALF
        return months(int(found.group(1)), first, MONTHS_A_HALF)
    if found := YEAR.fullmatch(value):
        return months(int(found.group(1)), 1, MONTHS_A_YEAR)
    return None


def _span(value: str) -> Period | None:
    if found := MONTH_SPAN.fullmatch(value):
        year, first, last = (int(part) for part in found.groups())
        return months(year, first, last - first + 1)
    if found := HYPHEN_SPAN.fullmatch(value):
        ends = list(found.groups())
    else:
        ends = RANGE_MARK.split(value)
    if len(ends) != len(("first", "last")):
        return None
    first_end, last_end = (_single(end) or _month_of_day(end) for end in ends)
    if first_end is None or last_end is None or first_end[0] > last_end[1]:
        return None
    return first_end[0], last_end[1]


def _month_of_day(text: str) -> Period | None:
    day = read_date(text)
    return months(day.year, day.month, 1) if day else None


def months(year: int, first: int, count: int) -> Period | None:
    """Return the period of `count` months from month `first`; None if impossible."""
    last = first + count - 1
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= first <= last <= MONTHS_A_YEAR):
        return None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
