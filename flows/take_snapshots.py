"""First step: what lies in the inbox becomes snapshots, each delivery on its own.

Connectors remember what they took under the digest of files, contracts and
code, so an unchanged delivery is hashed but not read again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from connectors.delivery import Delivery, Inbox, find_deliveries
from connectors.mapping import SavedMapping
from connectors.take import Intake, take_delivery
from connectors.waiver import WAIVERS, Waiver, load_waivers
from flows.context import Night
from flows.destroyed import destroyed_files, is_destroyed
from flows.mappings import mappings_of
from flows.withdrawals import Withdrawal, withdrawals
from store.settings import load_archive_passwords

PHASE = "接收"


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What came in: snapshot folders, and what was refused and why."""

    deliveries: tuple[Delivery, ...]
    snapshots: tuple[Path, ...]
    handed_over: Mapping[Path, date]  # by snapshot: the last time it was delivered
    refusals: tuple[Mapping[str, str], ...]
    withdrawn: Mapping[str, Withdrawal]  # by delivery, those that left the inbox too
    destroyed: frozenset[str]
    lying: tuple[Delivery, ...]  # in the inbox, the withdrawn ones too

    def waived(self, delivery: str, dataset: str) -> str:
        """Return who waived the hand-over sheet of a dataset and why, or ""."""
        own = [one for one in self.deliveries if one.name == delivery]
        return own[0].waived(dataset) if own else ""

    @property
    def all_waived(self) -> list[str]:
        """Return every delivery let in without an agreeing hand-over sheet."""
        return [f"{one.name} {w.words}" for one in self.deliveries for w in one.waivers]

    @property
    def taken_back(self) -> list[Withdrawal]:
        """Return every delivery that was withdrawn and not destroyed since, by name."""
        known = sorted(self.withdrawn.items())
        return [one for name, one in known if name not in self.destroyed]

    def refused(self, dataset: str) -> tuple[Delivery, ...]:
        """Return the deliveries of which this dataset was refused."""
        names = {r["delivery"] for r in self.refusals if r["dataset"] == dataset}
        return tuple(one for one in self.deliveries if one.name in names)


def take_snapshots(night: Night) -> Taken:
    """Return the snapshots of every delivery that can be read.

    Raises `SettingsError` for a saved mapping that is damaged: without it files
    would be read otherwise than the office decided.
    """
    mappings = mappings_of(night.home)
    withdrawn = withdrawals(night.home, night.as_of)
    destroyed = destroyed_files(night.home)
    lying = _not_destroyed(_look(night), destroyed)
    inbox = _not_withdrawn(lying, withdrawn)
    night.watcher.begin(PHASE, len(inbox.deliveries))
    found = [
        night.attempt(PHASE, delivery.name, partial(_take, night, delivery, mappings))
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
        withdrawn=withdrawn,
        destroyed=frozenset(destroyed),
        lying=lying.deliveries,
    )


def _not_destroyed(inbox: Inbox, known: Mapping[str, frozenset[str]]) -> Inbox:
    kept = [d for d in inbox.deliveries if not is_destroyed(d.name, d.files, known)]
    return replace(inbox, deliveries=tuple(kept))


def _not_withdrawn(inbox: Inbox, withdrawn: Mapping[str, Withdrawal]) -> Inbox:
    return Inbox(
        deliveries=tuple(d for d in inbox.deliveries if d.name not in withdrawn),
        refusals=tuple(r for r in inbox.refusals if r.delivery not in withdrawn),
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
        waivers=_waivers(night),
    )
    return night.timed(f"{PHASE}：查看收件目录", look)


def _waivers(night: Night) -> tuple[Waiver, ...]:
    """Return the waivers given one by one, and the office's own."""
    given = load_waivers(night.home.intake / WAIVERS)
    inbox = night.settings.inbox
    if not inbox.handover_waived_by:
        return given
    office = Waiver(name=inbox.handover_waived_by, reason=inbox.handover_waived_reason)
    return (*given, office)


def _take(night: Night, delivery: Delivery, mappings: Sequence[SavedMapping]) -> Intake:
    """Take one delivery; only this step is retried, for shares that come and go."""
    take = partial(
        take_delivery,
        delivery,
        night.home.snapshots,
        night.contracts,
        mappings,
        passwords=load_archive_passwords(night.home, night.settings),
    )
    return night.timed(f"{PHASE}：{delivery.name}", take, retried=True)
