"""Which days a dataset cannot speak for: months it does not hold, or older than due.

What a rule finds nothing about in such days is not in order; it is not known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median_low

import polars as pl

from store.contract import Contract, Mode
from store.digest import Json
from store.meaning import Meaning
from store.odcs import contract_for

MONTHS_A_YEAR = 12
THIN = 10  # a month with less than a tenth of the usual rows is not held
STEADY_ROWS = 10  # where every period has so many, one without any is no accident
MANY_ROWS, STEADY_MONTHS = 30, 6  # the same of events, month after month
Gaps = Mapping[str, "tuple[Gap, ...]"]
Spans = list[tuple[date | None, date | None]]
Months = Mapping[str, int]  # rows by month, `2026-05`


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Days (inclusive; None: without end) that a dataset cannot speak for.

    `overdue` says that newer data are due, or came and were refused.
    """

    dataset: str
    first: date | None
    last: date | None
    overdue: bool = False

    @property
    def words(self) -> str:
        """Return what is wanting, e.g. `工资发放2026年7月至9月的数据`."""
        late = "（最新数据没有到）" if self.overdue else ""
        return f"{contract_for(self.dataset).title}{self.days}的数据{late}"

    @property
    def days(self) -> str:
        """Return its days as people say them, e.g. `2026年7月至9月`."""
        if self.first is None:
            return f"{_month_text(self.last)}及以前"
        if self.last is None:
            on = f"{self.first.day}日" if self.first.day > 1 else ""
            return f"{_month_text(self.first)}{on}及以后"
        months = dict.fromkeys((_month_text(self.first), _month_text(self.last)))
        return "至".join(months)

    @property
    def is_told(self) -> bool:
        """Say whether it is a lack by itself: before and after it there is more."""
        return self.overdue or None not in {self.first, self.last}

    @property
    def as_json(self) -> Json:
        """Return the gap as JSON."""
        ends = (self.first, self.last)
        days = [str(day) if day is not None else None for day in ends]
        return [self.dataset, *days, self.overdue]


def clock_of(contract: Contract) -> tuple[str, str] | None:
    """Return the columns with the first and last day of a row; None without any.

    A birth date tells nothing of when a row came about.
    """
    dates = [c for c in contract.columns if c.meaning.sql == "DATE"]
    own = [c for c in dates if not c.name.startswith("birth")]
    named = contract.period or contract.valid_from
    known = [named, *(c.name for c in own if c.required), *(c.name for c in own)]
    first = next((name for name in known if name is not None), None)
    if first is None:
        return None
    if first == contract.valid_from and contract.valid_to is not None:
        return first, contract.valid_to
    is_period = contract.column(first).meaning is Meaning.PERIOD
    return first, f"{first}_to" if is_period else first


def months_in(contract: Contract, file: Path) -> dict[str, int]:
    """Return how many rows a table has of each month, by the contract's clock."""
    clock = clock_of(contract)
    if clock is None:
        return {}
    month = pl.col(clock[0]).dt.strftime("%Y-%m").alias("month")
    counted = pl.scan_parquet(file).group_by(month).agg(pl.len()).drop_nulls("month")
    return dict(counted.sort("month").collect().iter_rows())


def gaps_of(files: Mapping[str, Path]) -> dict[str, tuple[Gap, ...]]:
    """Return the days that tables cannot speak for, by what they hold alone."""
    contracts = {path: contract_for(path) for path in files}
    return {
        path: gaps_in(contract, months_in(contract, files[path]))
        for path, contract in contracts.items()
    }


def gaps_in(
    contract: Contract, months: Months, until: date | None = None
) -> tuple[Gap, ...]:
    """Return the days that a dataset cannot speak for.

    `months` are its rows by month; `until` is the last day it was renewed, where
    newer data are overdue or were refused. A list of a period holds the periods of
    its contract's frequency and nothing outside of them; in between, a period
    without rows is wanting only where the others have many. A register or a list of
    events claims nothing, unless month after month had many rows before it ends or
    after it begins.
    """
    counts = {_number(month): rows for month, rows in months.items() if rows}
    if not counts:
        spans: Spans = []
    elif contract.mode is Mode.PERIOD:
        spans = _of_periods(counts, contract.frequency_months or 1)
    else:
        spans = _of_events(counts)
    if until is not None and not any(end is None for _, end in spans):
        spans.append((until + timedelta(days=1), None))
    late = until is not None
    return tuple(
        Gap(dataset=contract.path, first=one, last=end, overdue=late and end is None)
        for one, end in spans
    )


def _of_periods(counts: Mapping[int, int], step: int) -> Spans:
    sums: dict[int, int] = {}
    for month, rows in counts.items():
        sums[month // step] = sums.get(month // step, 0) + rows
    usual = median_low(sums.values())
    held = sorted(one for one, rows in sums.items() if rows * THIN >= usual)
    spans = _around(held[0] * step, held[-1] * step + step - 1)
    if min(sums[one] for one in held) >= STEADY_ROWS:
        spans += [
            (_first_day(before * step + step), _last_day(after * step - 1))
            for before, after in pairwise(held)
            if after > before + 1
        ]
    return spans


def _of_events(counts: Mapping[int, int]) -> Spans:
    many = sorted(month for month, rows in counts.items() if rows >= MANY_ROWS)
    if not many:
        return []
    first, last = many[0], many[-1]
    steady = range(1, STEADY_MONTHS + 1)
    begins = all(first + more in many for more in steady)
    ends = all(last - less in many for less in steady)
    while first - 1 in counts:
        first -= 1
    while last + 1 in counts:
        last += 1
    before, after = _around(first, last)
    return [*([before] if begins else []), *([after] if ends else [])]


def _around(first: int, last: int) -> Spans:
    return [(None, _last_day(first - 1)), (_first_day(last + 1), None)]


def _number(month: str) -> int:
    year, _, of_year = month.partition("-")
    return int(year) * MONTHS_A_YEAR + int(of_year) - 1


def _first_day(month: int) -> date:
    return date(month // MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1, 1)


def _last_day(month: int) -> date:
    return _first_day(month + 1) - timedelta(days=1)


def _month_text(day: date | None) -> str:
    return f"{day.year}年{day.month}月" if day is not None else ""
