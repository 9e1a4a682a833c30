"""First step: what lies in the inbox becomes snapshots, each delivery on its own.

Connectors remember what they took under the digest of files, contracts and
code, so an unchanged delivery is hashed but not read again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from pathlib import Path

from connectors.delivery import Delivery, Inbox, find_deliveries
from connectors.take import Intake, take_delivery
from flows.context import Night
from store.settings import load_archive_passwords

PHASE = "接收"


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What came in: snapshot folders, and what was refused and why."""

    deliveries: tuple[Delivery, ...]
    snapshots: tuple[Path, ...]
    handed_over: Mapping[Path, date]  # by snapshot: the last time it was delivered
    refusals: tuple[Mapping[str, str], ...]

    def refused(self, dataset: str) -> tuple[Delivery, ...]:
        """Return the deliveries of which this dataset was refused."""
        names = {r["delivery"] for r in self.refusals if r["dataset"] == dataset}
        return tuple(one for one in self.deliveries if one.name in names)


def take_snapshots(night: Night) -> Taken:
    """Return the snapshots of every delivery that can be read."""
    inbox = _look(night)
    night.watcher.begin(PHASE, len(inbox.deliveries))
    found = [
        night.attempt(PHASE, delivery.name, partial(_take, night, delivery))
        for delivery in inbox.deliveries
    ]
    intakes = [intake for intake in found if intake is not None]
    refusals = [*inbox.refusals, *(r for intake in intakes for r in intake.refusals)]
    handed_over = _last_handed_over(inbox.deliveries, intakes)
    return Taken(
        deliveries=inbox.deliveries,
        snapshots=tuple(sorted(handed_over)),
        handed_over=handed_over,
        refusals=tuple(asdict(refusal) for refusal in refusals),
    )


def _last_handed_over(
    deliveries: Sequence[Delivery], intakes: Sequence[Intake]
) -> dict[Path, date]:
    """Return when each snapshot was last delivered: the same files may come again."""
    days = {delivery.name: delivery.delivered_on for delivery in deliveries}
    found: dict[Path, date] = {}
    for intake in intakes:
        for folder in intake.snapshots:
            day = days[intake.delivery]
            found[folder] = max(day, found.get(folder, day))
    return found


def _look(night: Night) -> Inbox:
    night.watcher.begin(PHASE, 1)
    look = partial(
        find_deliveries,
        night.home.inbox,
        as_of=night.as_of,
        settle_seconds=night.settings.night.settle_seconds,
    )
    return night.timed(f"{PHASE}：查看收件目录", look)


def _take(night: Night, delivery: Delivery) -> Intake:
    """Take one delivery; only this step is retried, for shares that come and go."""
    take = partial(
        take_delivery,
        delivery,
        night.home.snapshots,
        night.contracts,
        passwords=load_archive_passwords(night.home, night.settings),
    )
    return night.timed(f"{PHASE}：{delivery.name}", take, retried=True)
