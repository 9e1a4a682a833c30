"""A rule's card with what an office adds: its policy, its last night, its outcomes."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from flows.rule_withdrawals import withdrawn_rules
from rules.card import NO_OUTCOMES, Card, card_of
from rules.pack.standing import status_now
from rules.rule import Rule
from rules.words import COUNTERS
from store.home import Home
from store.warehouse import Warehouse


def card_at(home: Home | None, rule: Rule) -> Card:
    """Return the card of a rule, in an office where one is given.

    How many of its hits were confirmed is said only once somebody has checked any.
    """
    if home is None:
        return card_of(rule, None)
    status = status_now(home.policy)[rule.id]
    lines = (*_withdrawn(home, rule), *_last_night(home.warehouse, rule), NO_OUTCOMES)
    return card_of(replace(rule, status=status), home.policy, precision=lines)


def _withdrawn(home: Home, rule: Rule) -> tuple[str, ...]:
    one = withdrawn_rules(home, date.max).get(rule.id)
    if one is None:
        return ()
    return (f"{one.on} 起已由{one.by}、{one.second}撤回：{one.reason}",)


def _last_night(warehouse: Path, rule: Rule) -> tuple[str, ...]:
    if not warehouse.is_file():
        return ()
    with Warehouse.published(warehouse) as opened:
        runs = opened.frame("FROM finding.run").filter(pl.col("rule") == rule.id)
    row = runs.row(0, named=True) if runs.height else {}
    if row.get("hit") is None:
        why = f"：{row['reason']}" if row.get("reason") else ""
        return (f"上一夜没有运行{why}。",)
    counts = "，".join(f"{said} {row[name]}" for name, said in COUNTERS.items())
    lacks = [f"上一夜缺少{words}，这些日期的行为无法判断。" for words in row["gaps"]]
    return (f"上一夜：{counts}。", *lacks)
