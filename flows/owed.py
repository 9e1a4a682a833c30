"""What each department owed, what of it came, and what is overdue on a day.

A payment list has come for the months it holds; a register that has no months
has come when it was delivered after the period's end, or in its last days.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice

from flows.due_dates import Period, latest_periods, periods_due_in
from store.contract import Contract
from store.errors import SettingsError
from store.programme import Calendar

EARLY_DAYS = 5  # a register drawn so close before a period's end shows that end
MOST_PERIODS = 24  # nobody is reminded of older ones
RECEIVED, OVERDUE, DUE = "received", "overdue", "due"


@dataclass(frozen=True, kw_only=True)
class Arrivals:
    """What came of one dataset: the days, and the months it holds (`2026-10`)."""

    days: tuple[date, ...] = ()
    months: frozenset[str] = frozenset()

    def day_of(self, contract: Contract, period: Period) -> date | None:
        """Return the first day on which a period had come, or None."""
        if contract.period is not None:
            if not self.months & _months_of(period):
                return None
            after = (day for day in self.days if day > period.first)
            return min(after, default=period.last)
        early = period.last - timedelta(days=EARLY_DAYS)
        return min((day for day in self.days if day > early), default=None)

    def begin_after(self, period: Period) -> bool:
        """Say whether all the months that came lie after a period."""
        return bool(self.months) and min(self.months) > max(_months_of(period))


NOTHING = Arrivals()


@dataclass(frozen=True, kw_only=True)
class Owed:
    """One dataset owed for one period, and whether it came."""

    contract: Contract
    period: Period
    status: str  # received, overdue, due
    received_on: date | None
    days: int  # overdue since, or left until the due day


@dataclass(frozen=True, kw_only=True)
class Overdue:
    """One dataset that is overdue: its missing periods, oldest first."""

    contract: Contract
    missing: tuple[Period, ...]
    last_on: date | None
    days: int

    @property
    def since(self) -> date:
        """Return the due day of the oldest missing period."""
        return self.missing[0].due_on

    @property
    def periods_text(self) -> str:
        """Return the missing periods as a letter names them."""
        return "、".join(period.text for period in self.missing)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The office's days, what came by contract path, and the day that counts."""

    as_of: date
    own: Calendar
    arrivals: Mapping[str, Arrivals] = field(default_factory=dict[str, Arrivals])

    def came(self, contract: Contract) -> Arrivals:
        """Return what came of a dataset."""
        return self.arrivals.get(contract.path, NOTHING)


def owed_in(desk: Desk, contracts: Iterable[Contract], month: date) -> list[Owed]:
    """Return what falls due in a month, by day, department and dataset."""
    found = [
        _owed(desk, contract, period)
        for contract in contracts
        for period in periods_due_in(contract, month, desk.own)
    ]
    return sorted(
        found, key=lambda o: (o.period.due_on, o.contract.owner, o.contract.path)
    )


def all_overdue(desk: Desk, contracts: Iterable[Contract]) -> tuple[Overdue, ...]:
    """Return every dataset that is overdue, by department, oldest first."""
    found = [late for one in contracts if (late := _overdue(desk, one)) is not None]
    return tuple(
        sorted(found, key=lambda o: (o.contract.owner, o.since, o.contract.path))
    )


def refuse_unknown_datasets(own: Calendar, contracts: Sequence[Contract]) -> None:
    """Raise `SettingsError` where the calendar names a dataset that is not there."""
    known = {contract.path for contract in contracts}
    unknown = sorted({*own.due_day, *own.payment_day} - known)
    if unknown:
        raise SettingsError(
            f"[calendar] 里的数据集不存在：{'、'.join(unknown)}",
            remedy="名称见 crosscheck contracts list",
        )


def _owed(desk: Desk, contract: Contract, period: Period) -> Owed:
    came = desk.came(contract).day_of(contract, period)
    late = (desk.as_of - period.due_on).days
    status = RECEIVED if came else OVERDUE if late > 0 else DUE
    return Owed(
        contract=contract,
        period=period,
        status=status,
        received_on=came,
        days=0 if came else abs(late),
    )


def _overdue(desk: Desk, contract: Contract) -> Overdue | None:
    """Return the due periods since the last that came; of a first one only itself.

    What lies before the first month that ever came is not asked for.
    """
    arrivals = desk.came(contract)
    periods = latest_periods(contract, desk.as_of, desk.own)
    missing: list[Period] = []
    for period in islice(periods, MOST_PERIODS):
        if arrivals.day_of(contract, period) is not None or arrivals.begin_after(
            period
        ):
            break
        if period.due_on < desk.as_of:
            missing.append(period)
        if missing and not arrivals.days:
            break
    if not missing:
        return None
    return Overdue(
        contract=contract,
        missing=tuple(reversed(missing)),
        last_on=max(arrivals.days, default=None),
        days=(desk.as_of - missing[-1].due_on).days,
    )


def _months_of(period: Period) -> frozenset[str]:
    months = range(period.first.month, period.last.month + 1)
    return frozenset(f"{period.last.year}-{month:02}" for month in months)
