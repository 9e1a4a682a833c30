"""Months of the window and small steps between them."""

from datetime import date, timedelta

MONTHS_A_YEAR = 12


def month_at(index: int) -> date:
    """Return the first day of a window month: 0 is 2025-11, 11 is 2026-10."""
    return after(date(2025, 11, 1), index)


def after(month: date, months: int) -> date:
    """Return the first day of the month that lies so many months later."""
    number = month.year * MONTHS_A_YEAR + month.month - 1 + months
    return date(number // MONTHS_A_YEAR, number % MONTHS_A_YEAR + 1, 1)


def last_day(month: date) -> date:
    """Return the last day of a month."""
    return after(month, 1) - timedelta(days=1)


def months_later(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day."""
    first = after(day, months)
    return first.replace(day=min(day.day, last_day(first).day))


def window(start: int, stop: int) -> list[date]:
    """Return the window months from `start` up to, not including, `stop`."""
    return [month_at(index) for index in range(start, stop)]
