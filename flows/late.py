"""What is overdue on the night's day, as the morning page shows it."""

from collections.abc import Iterable, Mapping

from flows.arrivals import arrivals_tonight
from flows.check_snapshots import Checked
from flows.context import Night
from flows.night_report import Late
from flows.owed import Desk, Overdue, all_overdue
from store.stage import Stage


def overdue_tonight(
    night: Night, checked: Iterable[Checked], current: Mapping[str, Stage]
) -> tuple[Overdue, ...]:
    """Return every dataset that is overdue on the night's day, by department."""
    desk = Desk(
        as_of=night.as_of,
        own=night.settings.calendar,
        arrivals=arrivals_tonight(checked, current),
    )
    return all_overdue(desk, night.contracts)


def late_datasets(overdue: Iterable[Overdue]) -> tuple[Late, ...]:
    """Return what is overdue as the morning page shows it."""
    return tuple(
        Late(
            owner=one.contract.owner,
            title=one.contract.title,
            periods=one.periods_text,
            since=one.since,
            days=one.days,
            last_on=one.last_on,
        )
        for one in overdue
    )
