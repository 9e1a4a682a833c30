"""Which dataset is owed for which period by which day (contract, office's own days)."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from store.contract import Contract
from store.programme import Calendar

MONTHS_A_YEAR = 12
WORDS = {1: "每月", 3: "每季度", 6: "每半年", 12: "每年"}
NEXT = {1: "次月", 3: "季后首月", 6: "半年后首月", 12: "次年 1 月"}


@dataclass(frozen=True, kw_only=True)
class Period:
    """One period that a dataset is owed for: first and last day, and the due day."""

    first: date
    last: date
    due_on: date

    @property
    def text(self) -> str:
        """Return 2026年10月, or 2026年7—9月 for a quarter, 2026年 for a year."""
        year, start, end = self.last.year, self.first.month, self.last.month
        if start == end:
            return f"{year}年{end}月"
        if end - start == MONTHS_A_YEAR - 1:
            return f"{year}年"
        return f"{year}年{start}—{end}月"


def latest_periods(contract: Contract, until: date, own: Calendar) -> Iterator[Period]:
    """Yield the periods that ended before `until`, the latest first; none on request.

    Periods are calendar months, quarters, half years or years.
    """
    step = contract.frequency_months
    if not step:
        return
    month = until.year * MONTHS_A_YEAR + until.month - 1
    month -= month % step  # the first month of the period that `until` lies in
    while month >= step:
        month -= step
        yield _period(contract, month, own)


def periods_due_in(contract: Contract, month: date, own: Calendar) -> list[Period]:
    """Return the periods whose due day lies in the month of the day `month`."""
    wanted = (month.year, month.month)
    found: list[Period] = []
    for period in latest_periods(contract, _month_end(month), own):
        if (period.due_on.year, period.due_on.month) == wanted:
            found.append(period)
        if period.due_on < month.replace(day=1):
            break
    return found[::-1]


def due_text(contract: Contract, own: Calendar) -> str:
    """Return how often and by when, as a letter says it."""
    step = contract.frequency_months
    if not step:
        return "按需报送，收到通知后 10 日内"
    often = WORDS.get(step, f"每 {step} 个月")
    day = own.due_day.get(contract.path)
    if day is not None:
        return f"{often}一次，{NEXT.get(step, '期后首月')} {day} 日前"
    return f"{often}一次，期末后 {contract.latency_days} 日内"


def _period(contract: Contract, month: int, own: Calendar) -> Period:
    first = date(month // MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1, 1)
    end = month + contract.frequency_months - 1
    last = _month_end(date(end // MONTHS_A_YEAR, end % MONTHS_A_YEAR + 1, 1))
    day = own.due_day.get(contract.path)
    if day is None:
        due_on = last + timedelta(days=contract.latency_days)
    else:
        following = last + timedelta(days=1)
        due_on = following.replace(day=min(day, _month_end(following).day))
    return Period(first=first, last=last, due_on=due_on)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
