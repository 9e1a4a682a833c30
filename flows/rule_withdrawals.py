"""Rules an office has taken back: which, why and by whom, in a record that only grows.

A withdrawn rule does not run in the nights from that day on, and every clue that
used it is marked 待复核; restoring it lets it run again and takes no mark away.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from rules.library import rule_for
from store.digest import Json
from store.errors import SettingsError
from store.home import Home
from store.record_lines import append_records, load_records
from store.two_people import are_two_people

RECORDS = "rule_withdrawals.jsonl"
WITHDRAW, RESTORE = "withdraw", "restore"


@dataclass(frozen=True, kw_only=True)
class RuleWithdrawal:
    """One decision about a rule: `withdraw` or `restore`, by two people."""

    rule: str
    action: str
    reason: str
    by: str
    second: str
    on: date

    @classmethod
    def of(cls, record: Mapping[str, Json]) -> Self:
        """Return the decision that a record holds."""
        texts = ("rule", "action", "reason", "by", "second")
        on = date.fromisoformat(str(record["on"]))
        return cls(**{name: str(record[name]) for name in texts}, on=on)

    @property
    def record(self) -> Mapping[str, Json]:
        """Return the decision as it is recorded."""
        return {
            "rule": self.rule,
            "action": self.action,
            "reason": self.reason,
            "by": self.by,
            "second": self.second,
            "on": self.on.isoformat(),
        }


def withdrawn_rules(home: Home, as_of: date) -> dict[str, RuleWithdrawal]:
    """Return what stands withdrawn on a day, by rule id."""
    standing: dict[str, RuleWithdrawal] = {}
    for one in decisions(home):
        if one.on <= as_of:
            standing[one.rule] = one
    return {
        rule: one for rule, one in sorted(standing.items()) if one.action == WITHDRAW
    }


def decisions(home: Home) -> list[RuleWithdrawal]:
    """Return every decision in the order it was recorded."""
    return [RuleWithdrawal.of(line) for line in load_records(home.intake / RECORDS)]


def decide(home: Home, given: RuleWithdrawal) -> RuleWithdrawal:
    """Record a decision and return it as recorded.

    Raises `SettingsError` without a reason and two different names, for a day
    before an earlier decision on that rule, for a rule that is withdrawn already or
    to be restored without having been; `RuleError` for an unknown rule.
    """
    rule = rule_for(given.rule.strip()).id
    by, second, reason = given.by.strip(), given.second.strip(), given.reason.strip()
    if not reason or not are_two_people(by, second):
        raise SettingsError(
            "撤回或恢复规则须写明理由和两个人的姓名",
            remedy="加上 --reason 理由 --by 姓名 --second 另一人姓名",
        )
    _refuse_senseless(home, rule, given)
    recorded = RuleWithdrawal(
        rule=rule,
        action=given.action,
        reason=reason,
        by=by,
        second=second,
        on=given.on,
    )
    append_records(home.intake / RECORDS, [recorded.record])
    return recorded


def _refuse_senseless(home: Home, rule: str, given: RuleWithdrawal) -> None:
    own = [one for one in decisions(home) if one.rule == rule]
    if own and given.on < own[-1].on:
        raise SettingsError(
            f"规则 {rule} 在 {own[-1].on} 已有决定，不能补记在此之前",
            remedy="日期须不早于上一次决定",
        )
    stands = bool(own) and own[-1].action == WITHDRAW
    if given.action == WITHDRAW and stands:
        raise SettingsError(
            f"规则 {rule} 已于 {own[-1].on} 由{own[-1].by}、{own[-1].second}撤回",
            remedy="要恢复请用 crosscheck rules restore",
        )
    if given.action == RESTORE and not stands:
        raise SettingsError(f"规则 {rule} 没有被撤回", remedy="用 rules list 查看")
