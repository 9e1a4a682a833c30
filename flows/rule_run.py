"""What the morning page says of one rule's night."""

from flows.describe_night import rule_status
from flows.figures import count_in
from flows.ledger import Ledger
from flows.night_report import RuleRun
from flows.run_rules import Judged
from rules.rule import Status
from rules.words import COUNTERS
from store.stage import Stage


def rule_run(one: Judged, ledger: Ledger) -> RuleRun:
    """Return how a rule stood tonight, with its counters and its time."""
    counters = {name: _counter(one.stage, name) for name in COUNTERS}
    return RuleRun(
        rule=one.rule.id,
        title=one.rule.title,
        status=rule_status(one),
        missing=one.readiness.missing,
        reason=one.readiness.reason,
        gaps=one.gaps_met,
        uncovered=counters["uncovered"],
        eligible=counters["eligible"],
        evaluated=counters["evaluated"],
        cannot_decide=counters["cannot_decide"],
        hit=counters["hit"],
        explained=counters["explained"],
        seconds=sum(
            timing.seconds
            for timing in ledger.timings
            if timing.step.startswith(f"{one.rule.id} ")
        ),
        is_shadow=one.rule.status is Status.SHADOW,
    )


def _counter(stage: Stage | None, name: str) -> int:
    return count_in(stage.summary, name) if stage is not None else 0
