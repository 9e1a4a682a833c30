"""Days on which offices work: no weekends, no national holidays of the period."""

import numpy as np

from county.households import Days, Ints
from county.world import first_month, today

HOLIDAYS = np.array(
    [
        *np.arange("2026-01-01", "2026-01-04", dtype="datetime64[D]"),
        *np.arange("2026-02-15", "2026-02-24", dtype="datetime64[D]"),
        *np.arange("2026-04-04", "2026-04-07", dtype="datetime64[D]"),
        *np.arange("2026-05-01", "2026-05-06", dtype="datetime64[D]"),
        *np.arange("2026-06-19", "2026-06-22", dtype="datetime64[D]"),
        *np.arange("2026-09-25", "2026-09-28", dtype="datetime64[D]"),
        *np.arange("2026-10-01", "2026-10-09", dtype="datetime64[D]"),
    ]
)
FIRST_DAY = np.datetime64(first_month, "D")
LAST_DAY = np.datetime64(today, "D") - 12


def workdays(days: Days) -> Days:
    """Return each day, or the next working day after it."""
    return workdays_later(days, np.zeros(len(days), dtype=np.int64))


def workdays_later(days: Days, count: Ints) -> Days:
    """Return the day so many working days after each day."""
    later: Days = np.busday_offset(
        days.astype("datetime64[D]"), count, roll="forward", holidays=HOLIDAYS
    )
    return later


def draw_workdays(stream: np.random.Generator, count: int) -> Days:
    """Return working days drawn from the twelve months of the county's payments."""
    span = int((LAST_DAY - FIRST_DAY).astype(np.int64))
    return workdays(FIRST_DAY + stream.integers(0, span - 9, count))


def off_holidays(started: Days, length: Ints) -> Days:
    """Return the first days on which so many days and one more meet no holiday."""
    for _ in HOLIDAYS:
        first = np.searchsorted(HOLIDAYS, started)
        met = first < np.searchsorted(HOLIDAYS, started + length, side="right")
        if not met.any():
            break
        after = HOLIDAYS[np.minimum(first, len(HOLIDAYS) - 1)] + 1
        started = np.where(met, after, started)
    return started
