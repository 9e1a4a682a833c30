"""The lunar calendar (农历) of 1900 to 2049, both ways, exact to the day.

Births are recorded by it in many villages, and a clerk who writes the lunar day
as if it were a solar one is 20 to 50 days early.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl

Numbers = npt.NDArray[np.int32]

FIRST_YEAR, LAST_YEAR = 1900, 2049
NEW_YEAR_1900 = date(1900, 1, 31)
EPOCH = date(1970, 1, 1)
SHORT, MONTHS = 29, 12
# One hexadecimal number a year: its last digit is the month that is followed by a
# leap month (0 for none), the bits above are the 12 or 13 months in order, 1 for
# one of 30 days, 0 for one of 29. Computed by GB/T 33661-2017 (new moons at
# 120° E); the sixth month of 1933 begins three minutes after midnight, and old
# almanacs may have it a day earlier.
YEARS = """
    096d8 04ae0 0a570 0a4d5 0d260 0d950 0d554 056a0 09ad0 095d2
    04ae0 149b6 0a4d0 0d250 1aa55 0b540 0d6a0 12da2 095b0 09377
    04970 0a4b0 164b5 06a50 06d40 15b54 02b60 09570 092f2 04970
    0c966 0d4a0 0ea50 0da95 05ad0 02b60 126e3 092e0 192d7 0c950
    0d4a0 1b4a6 0b550 056a0 155b4 025d0 092d0 192b2 0a950 16957
    06ca0 0b550 0ab55 04da0 0a5b0 0a573 052b0 152a8 0e950 06aa0
    15aa6 0ab50 04b60 14ae4 0a570 05260 1d263 0d950 0b557 056a0
    096d0 095d5 04ad0 0a4d0 1a4d4 0d250 1aa58 0b540 0b6a0 12da6
    095b0 049b0 14974 0a4b0 164ba 06a50 06d40 15b46 0ab60 09570
    092f5 04970 064b0 0d4a3 0ea50 0d658 05ac0 0ab60 126d5 092e0
    0c960 1a954 0d4a0 0da50 0b552 056a0 155b7 025d0 092d0 192b5
    0a950 0b4a0 16aa4 0ad50 0ab59 04ba0 0a5b0 0a576 052b0 0a930
    0e954 06aa0 0ad50 09b52 04b60 14ae6 0a4e0 0d260 1d265 0d530
    05aa0 0d6a3 096d0 095db 04ad0 0a4d0 1a4b6 0d250 0d520 1b545
    0b5a0 056d0 095b2 049b0 14977 0a4b0 0aa50 16a55 06d20 0ada0
"""


@dataclass(frozen=True, kw_only=True)
class LunarDay:
    """A day of the lunar calendar; `year` is the solar year of its new year."""

    year: int
    month: int
    day: int
    is_leap: bool = False


@dataclass(frozen=True, kw_only=True)
class _Month:
    year: int
    month: int
    is_leap: bool
    first: date
    days: int


def _months() -> list[_Month]:
    """Return every month of the table in order."""
    found: list[_Month] = []
    first = NEW_YEAR_1900
    for year, code in enumerate(YEARS.split(), FIRST_YEAR):
        bits, leap = divmod(int(code, 16), 16)
        names = [(month, False) for month in range(1, MONTHS + 1)]
        if leap:
            names.insert(leap, (leap, True))
        for place, (month, is_leap) in enumerate(names, 1):
            days = SHORT + (bits >> (len(names) - place) & 1)
            found.append(
                _Month(year=year, month=month, is_leap=is_leap, first=first, days=days)
            )
            first += timedelta(days=days)
    return found


_ALL = _months()
_BY_NAME = {(month.year, month.month, month.is_leap): month for month in _ALL}
_FIRSTS = np.array([month.first.toordinal() for month in _ALL])


def solar_of_lunar(lunar: LunarDay) -> date | None:
    """Return the solar day of a lunar one; None where the calendar has no such day."""
    month = _BY_NAME.get((lunar.year, lunar.month, lunar.is_leap))
    if month is None or not 1 <= lunar.day <= month.days:
        return None
    return month.first + timedelta(days=lunar.day - 1)


def lunar_of_solar(day: date) -> LunarDay | None:
    """Return the lunar day of a solar one; None outside the table."""
    place = int(np.searchsorted(_FIRSTS, day.toordinal(), side="right")) - 1
    if place < 0 or (day - _ALL[place].first).days >= _ALL[place].days:
        return None
    month = _ALL[place]
    return LunarDay(
        year=month.year,
        month=month.month,
        day=(day - month.first).days + 1,
        is_leap=month.is_leap,
    )


def solar_days_of_lunar(written: date) -> tuple[date, ...]:
    """Return the solar days that `written` means if it is a lunar date.

    None, one, or two where the year has that month twice.
    """
    found = (
        solar_of_lunar(
            LunarDay(
                year=written.year, month=written.month, day=written.day, is_leap=leap
            )
        )
        for leap in (False, True)
    )
    return tuple(day for day in found if day is not None)


def lunar_as_solar(days: pl.Series) -> pl.Series:
    """Return the solar days of dates read as lunar ones, leap months left aside.

    Null where the lunar calendar has no such day and outside the table.
    """
    return _as_solar(days, is_leap=False)


def leap_lunar_as_solar(days: pl.Series) -> pl.Series:
    """Return the solar days of dates read as days of a leap month, else null."""
    return _as_solar(days, is_leap=True)


def _as_solar(days: pl.Series, *, is_leap: bool) -> pl.Series:
    firsts, lengths = _table(is_leap=is_leap)
    years = days.dt.year()
    inside = years.is_between(FIRST_YEAR, LAST_YEAR).fill_null(value=False)
    rows = np.flatnonzero(inside.to_numpy())
    known = days.gather(rows)
    place = (known.dt.year() - FIRST_YEAR).to_numpy().astype(np.int64) * MONTHS
    place += known.dt.month().to_numpy() - 1
    day = known.dt.day().to_numpy().astype(np.int32)
    holds = day <= lengths[place]
    solar = pl.Series((firsts[place] + day - 1)[holds]).cast(pl.Date)
    empty = pl.Series(days.name, [None], pl.Date).new_from_index(0, len(days))
    return empty.scatter(pl.Series(rows[holds]), solar) if len(solar) else empty


@cache
def _table(*, is_leap: bool) -> tuple[Numbers, Numbers]:
    """Return first days (since 1970) and lengths by year and month; 0 for no month."""
    size = (LAST_YEAR - FIRST_YEAR + 1) * MONTHS
    firsts, lengths = np.zeros(size, np.int32), np.zeros(size, np.int32)
    for month in _ALL:
        if month.is_leap == is_leap:
            place = (month.year - FIRST_YEAR) * MONTHS + month.month - 1
            firsts[place] = (month.first - EPOCH).days
            lengths[place] = month.days
    return firsts, lengths
