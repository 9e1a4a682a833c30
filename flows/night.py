"""The straight line, top to bottom, as plain functions: one home, one day.

fetch → take → check → assemble → link → data checks → feedback → cover → rules →
clues → roll-up → publish → archive → report.
A source or rule that fails is noted and the rest goes on; a full disk ends the
night and leaves the published home as it was.
"""

from datetime import date

from flows.archive_night import (
    archive_night,
    previous_clues,
    previous_people,
    previous_standing,
)
from flows.check_sanity import check_sanity
from flows.check_snapshots import assemble_current, check_snapshots
from flows.clock import now
from flows.context import Night, Runner, run_plainly
from flows.cover_rules import cover_rules
from flows.data_gaps import gaps_tonight
from flows.departures import departures
from flows.describe_night import Outcome
from flows.fetch_sources import fetch_tonight
from flows.lacks import lacks_tonight
from flows.late import overdue_tonight
from flows.ledger import Ledger
from flows.publish_warehouse import publish_warehouse, sweep_warehouse_drafts
from flows.received import record_received
from flows.report_night import NightResult, report_night
from flows.resolve_people import resolve_people
from flows.roll_up import roll_up_tonight
from flows.rule_withdrawals import withdrawn_rules
from flows.run_rules import Before, raise_tonights_clues, run_rules
from flows.standing import standing_tonight
from flows.take_snapshots import take_snapshots
from flows.watch import WATCHER
from flows.write_feedback import write_letters
from identity.judgements import read_judgements
from rules.pack.standing import rules_in_force
from store.home import Home
from store.lock import hold
from store.odcs import all_contracts
from store.settings import Settings, load_home_key, load_settings
from store.stage import sweep_drafts


def run_night(home: Home, as_of: date, run: Runner = run_plainly) -> NightResult:
    """Run one night of a home and return what it says in the morning.

    Raises `BusyError` while another night holds the home, `StorageError` on a
    full disk, `SettingsError`, `ContractError` and, for a pack that cannot be used,
    `RuleError` before anything is written. A policy table that cannot be used stops
    the rules that read it and no others.
    """
    night = open_night(home, load_settings(home), as_of, run)
    read_judgements(home.judgements)  # damaged ones must not be found out at midnight
    rules_in_force(home.policy)  # nor a pack that cannot be used
    with hold(home.night_lock):
        _sweep(home)
        return _line(night)


def open_night(home: Home, settings: Settings, as_of: date, run: Runner) -> Night:
    """Return a night that has not begun: what it works on and with."""
    return Night(
        home=home,
        settings=settings,
        as_of=as_of,
        key=load_home_key(home),
        contracts=all_contracts(),
        ledger=Ledger(),
        run=run,
        watcher=WATCHER.get(),
    )


def _sweep(home: Home) -> None:
    """Remove the drafts that a killed night left behind."""
    home.create()
    sweep_drafts(home.stages)
    sweep_drafts(home.root)
    sweep_drafts(home.outbox)
    sweep_warehouse_drafts(home.warehouse)


def _line(night: Night) -> NightResult:
    started = now()
    fetch_tonight(night)
    taken = take_snapshots(night)
    checked = check_snapshots(night, taken)
    current = assemble_current(night, taken, checked)
    people = resolve_people(night, current, previous_people(night))
    sane = check_sanity(night, checked, people)
    feedback = write_letters(night, taken, checked, sane)
    rule_map = cover_rules(night, current, people)
    overdue = overdue_tonight(night, checked, current)
    gaps = gaps_tonight(night, rule_map, overdue)
    judged = run_rules(night, people, gaps)
    lacks = lacks_tonight(night, gaps, judged)
    previous = previous_clues(night)
    left = departures(previous, taken, checked, current)
    back = tuple(withdrawn_rules(home=night.home, as_of=night.as_of))
    before = Before(previous, left, back)
    clues = raise_tonights_clues(night, judged, people, before)
    rolled = roll_up_tonight(night, judged, people)
    outcome = Outcome(
        taken=taken,
        checked=checked,
        current=current,
        people=people,
        sane=sane,
        feedback=feedback,
        rule_map=rule_map,
        overdue=overdue,
        standing=standing_tonight(
            night.as_of, lacks, current, judged, previous_standing(night)
        ),
        judged=judged,
        clues=clues,
        rollup=rolled,
        received=record_received(night, taken, checked),
    )
    publish_warehouse(night, outcome)
    archive_night(night, outcome)
    return report_night(night, outcome, started)
