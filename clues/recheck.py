"""What has to be looked at again because the data beneath an earlier clue moved.

Interfaces §4: a delivery that was withdrawn, replaced or destroyed marks what
rested on it 待复核, and so does a rule that was withdrawn (peers §4 S19). A mark
stays with the clue; only people take it away, in the workbench.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from clues.clue import Clue
from clues.labels import AMOUNTS, QUEUES
from clues.render import period_text
from clues.wording import grouped_yuan
from store.digest import Json

WITHDRAWN, REPLACED, REMOVED, DESTROYED = (
    *("withdrawn", "replaced"),
    *("removed", "destroyed"),
)
RULE_WITHDRAWN = "rule_withdrawn"
SIDES = ("evidence_for", "evidence_against")
UNCHANGED = "金额、期间未变，改由其他报送的记录支持"
OTHERWISE = "金额、期间未变，所依据的记录有变化"


@dataclass(frozen=True, kw_only=True)
class Departure:
    """Why a row no longer stands: what became of its delivery, what replaced it."""

    reason: str
    delivery: str
    successor: str = ""


def mark_rechecks(
    clues: Iterable[Clue],
    previous: Iterable[Clue],
    departures: Mapping[str, Departure],
    *,
    as_of: date,
) -> tuple[Clue, ...]:
    """Return the clues with what is to be rechecked, older marks first.

    `departures` are the rows (by `record_id`) that stood the night before and do
    not tonight. A replaced delivery that left a clue as it was marks nothing.
    """
    before = {clue.clue_id: clue for clue in previous}
    return tuple(
        _marked(clue, before[clue.clue_id], departures, as_of)
        if clue.clue_id in before
        else clue
        for clue in clues
    )


def mark_withdrawn_rules(
    clues: Iterable[Clue],
    previous: Iterable[Clue],
    withdrawn: Collection[str],
    *,
    as_of: date,
) -> tuple[Clue, ...]:
    """Return the clues, each marked once for every withdrawn rule that it used.

    `withdrawn` are ids of rules that do not run tonight; `previous` are the clues
    of an earlier day, which may still have used them.
    """
    if not withdrawn:
        return tuple(clues)
    before = {clue.clue_id: clue for clue in previous}
    return tuple(
        _marked_for_rules(clue, before[clue.clue_id], withdrawn, as_of)
        if clue.clue_id in before
        else clue
        for clue in clues
    )


def rules_used(clue: Clue) -> set[str]:
    """Return the rules behind a clue, those whose hits add nothing among them."""
    return {str(hit["rule"]) for hit in clue.hits} | set(clue.rules)


def _marked_for_rules(
    clue: Clue, earlier: Clue, withdrawn: Collection[str], as_of: date
) -> Clue:
    known = {str(mark["rule"]) for mark in clue.recheck if "rule" in mark}
    marks: list[Mapping[str, Json]] = [
        {
            "reason": RULE_WITHDRAWN,
            "delivery": "",
            "rule": rule,
            "what": _what(earlier, clue),
            "on": as_of.isoformat(),
        }
        for rule in sorted(rules_used(earlier) & set(withdrawn))
        if rule not in known
    ]
    return replace(clue, recheck=(*clue.recheck, *marks))


def evidence_rows(clue: Clue) -> set[tuple[str, str]]:
    """Return (contract path, record id) of every row that a clue rests on."""
    return {
        (str(pointer["dataset"]), str(pointer["record_id"]))
        for hit in clue.hits
        for side in SIDES
        for pointer in cast("Sequence[Mapping[str, Json]]", hit.get(side, ()))
    }


def _marked(
    clue: Clue, earlier: Clue, departures: Mapping[str, Departure], as_of: date
) -> Clue:
    marks = list(earlier.recheck)
    known = {(mark["reason"], mark["delivery"]) for mark in marks}
    left = {
        departures[record]
        for _, record in evidence_rows(earlier)
        if record in departures
    }
    what = _what(earlier, clue)
    for one in sorted(left, key=lambda d: (d.reason, d.delivery, d.successor)):
        same = clue.fingerprint == earlier.fingerprint and not clue.is_gone
        if (one.reason, one.delivery) in known or (same and one.reason == REPLACED):
            continue
        marks.append(
            {
                "reason": one.reason,
                "delivery": one.delivery,
                "what": _with_successor(one, what),
                "on": as_of.isoformat(),
            }
        )
    return replace(clue, recheck=tuple(marks))


def _with_successor(one: Departure, what: str) -> str:
    if not one.successor:
        return what
    return f"由 {one.successor} 更正；{what}"


def _what(earlier: Clue, clue: Clue) -> str:
    """Return in words what changed between two nights."""
    old_amount, old_period = grouped_yuan(earlier.amount_fen), _period(earlier)
    money = AMOUNTS[clue.queue]
    if clue.is_gone:
        return (
            f"{QUEUES[clue.queue]}不再出现（原{money} {old_amount} 元，"
            f"期间 {old_period or '不详'}）"
        )
    changes: list[str] = []
    if earlier.amount_fen != clue.amount_fen:
        amount = grouped_yuan(clue.amount_fen)
        changes.append(f"{money}由 {old_amount} 元变为 {amount} 元")
    if old_period != _period(clue):
        changes.append(f"期间由 {old_period or '不详'} 变为 {_period(clue) or '不详'}")
    if earlier.rules != clue.rules:
        changes.append(f"规则由 {_rules(earlier)} 变为 {_rules(clue)}")
    counts = len(evidence_rows(earlier)), len(evidence_rows(clue))
    if counts[0] != counts[1]:
        changes.append(f"依据的记录由 {counts[0]} 行变为 {counts[1]} 行")
    same = UNCHANGED if earlier.fingerprint == clue.fingerprint else OTHERWISE
    return "；".join(changes) or same


def _period(clue: Clue) -> str:
    return period_text(clue.period_from, clue.period_to)


def _rules(clue: Clue) -> str:
    return "、".join(clue.rules)
