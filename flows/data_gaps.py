"""Which days tonight's datasets cannot speak for, by contract path."""

from collections.abc import Iterable
from datetime import date, timedelta

from flows.context import Night
from flows.cover_rules import RuleMap
from flows.owed import Overdue
from rules.coverage import Gaps, gaps_in
from store.odcs import contract_for


def gaps_tonight(night: Night, rule_map: RuleMap, overdue: Iterable[Overdue]) -> Gaps:
    """Return the gaps of each dataset that has any.

    A dataset speaks until it last came, where newer data are overdue, and until its
    last good delivery, where newer ones were refused.
    """
    until = {one.contract.path: one.last_on for one in overdue}
    found = {
        path: gaps_in(
            contract_for(path),
            one.months,
            _earlier(until.get(path), _last_good(night.as_of, one.stale_days)),
        )
        for path, one in sorted(rule_map.standing.items())
        if not one.withheld
    }
    return {path: gaps for path, gaps in found.items() if gaps}


def _last_good(as_of: date, stale_days: int | None) -> date | None:
    return None if stale_days is None else as_of - timedelta(days=stale_days)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day is not None), default=None)
