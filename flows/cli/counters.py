"""`crosscheck rules counters`: what became of each rule's acts, and why."""

from collections.abc import Mapping
from typing import Any

from flows.cli.options import HomeOption, JsonOption, RuleOption, home_of
from flows.cli.screen import write_json, write_line
from rules.words import COUNTERS, OUTCOMES
from store.errors import RuleError
from store.home import Home
from store.warehouse import Warehouse

HELP = "上一夜每条规则的计数：适用、已判断、无法判断、命中、有解释等，及其原因。"


def counters(
    home: HomeOption = None,
    rule: RuleOption = "",
    *,
    as_json: JsonOption = False,
) -> None:
    """Show the counters of every rule of the last night."""
    place = home_of(home)
    runs = _published(place, "FROM finding.run ORDER BY rule", rule)
    reasons = _published(place, "FROM finding.reason ORDER BY ALL", rule)
    if as_json:
        write_json([_joined(run, reasons) for run in runs])
        return
    for run in runs:
        if run["eligible"] is None:
            write_line(f"{run['rule']}　{run['title']}　未运行{_why(run)}")
            continue
        counts = "，".join(f"{label} {run[name]}" for name, label in COUNTERS.items())
        write_line(f"{run['rule']}　{run['title']}")
        write_line(f"    {counts}")
        if run["gaps"]:
            write_line(f"    缺少：{'，'.join(run['gaps'])}")
        _write_reasons(run, reasons)
    write_line("适用、已判断、数据不全和原因按笔数，其余按对象")


def _why(run: Mapping[str, Any]) -> str:
    return f"：{run['reason']}" if run["reason"] else ""


def _write_reasons(run: Mapping[str, Any], reasons: list[dict[str, Any]]) -> None:
    own = [one for one in reasons if one["rule"] == run["rule"]]
    for outcome, label in OUTCOMES.items():
        parts = [f"{o['title']} {o['acts']}" for o in own if o["outcome"] == outcome]
        if parts:
            write_line(f"    {label}：{'，'.join(parts)}")


def _joined(run: dict[str, Any], reasons: list[dict[str, Any]]) -> dict[str, Any]:
    own = [one for one in reasons if one["rule"] == run["rule"]]
    plain = [{name: one[name] for name in one if name != "rule"} for one in own]
    return {**run, "reasons": plain}


def _published(home: Home, query: str, rule: str) -> list[dict[str, Any]]:
    if not home.warehouse.is_file():
        raise RuleError("还没有运行过", remedy="先运行 crosscheck night")
    with Warehouse.published(home.warehouse) as warehouse:
        rows = warehouse.frame(query).to_dicts()
    return [row for row in rows if not rule or row["rule"] == rule]
