"""Tables that say what a night rested on and did: deliveries, parts, stages, runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import polars as pl

from flows.check_sanity import Sane
from flows.check_snapshots import Checked
from flows.cover_rules import RuleMap
from flows.owed import Overdue
from flows.resolve_people import People
from flows.retention import Received
from flows.run_rules import Judged
from flows.standing import Standing
from flows.take_snapshots import Taken
from flows.withdrawals import Withdrawal
from rules.words import COUNTERS
from store.digest import Json, canonical_json
from store.stage import Stage

Schema: TypeAlias = Mapping[str, type[pl.DataType] | pl.DataType]
COUNTED = (*COUNTERS, "items")
DELIVERY: Schema = {
    "delivery": pl.String,
    "supplier": pl.String,
    "delivered_on": pl.Date,
    "dataset": pl.String,
    "snapshot": pl.String,
    "status": pl.String,
    "rows": pl.Int64,
    "accepted": pl.Int64,
    "quarantined": pl.Int64,
    "stated_rows": pl.Int64,
    "waived": pl.String,
    "message": pl.String,
    "remedy": pl.String,
}
PART: Schema = {
    "snapshot": pl.String,
    "dataset": pl.String,
    "delivery": pl.String,
    "file": pl.String,
    "sheet": pl.String,
    "sha256": pl.String,
    "header_row": pl.Int64,
    "rows_read": pl.Int64,
    "rows_kept": pl.Int64,
    "dropped": pl.String,
    "unknown_headings": pl.List(pl.String),
    "missing_columns": pl.List(pl.String),
}
STAGE: Schema = {"name": pl.String, "key": pl.String, "summary": pl.String}
PROVEN: Schema = {
    "rule": pl.String,
    "status": pl.String,
    "lacks": pl.List(pl.String),
}
RUN: Schema = {
    "rule": pl.String,
    "title": pl.String,
    "status": pl.String,
    "missing": pl.List(pl.String),
    "reason": pl.String,
    "gaps": pl.List(pl.String),
    **dict.fromkeys(COUNTED, pl.Int64),
}


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """All that the steps of one night handed over."""

    taken: Taken
    checked: tuple[Checked, ...]
    current: Mapping[str, Stage]
    people: People
    sane: tuple[Sane, ...]
    feedback: Stage | None
    rule_map: RuleMap
    overdue: tuple[Overdue, ...]
    standing: Standing
    judged: tuple[Judged, ...]
    clues: Stage
    rollup: Stage
    received: tuple[Received, ...]


def delivery_rows(outcome: Outcome) -> pl.DataFrame:
    """Return one row for each dataset of each delivery, refused ones included."""
    rows = [_delivery(one, outcome.taken) for one in outcome.checked]
    rows += [_refused(refusal) for refusal in outcome.taken.refusals]
    rows += [_withdrawn(one) for one in outcome.taken.taken_back]
    frame = pl.DataFrame(rows, schema=DELIVERY, orient="row")
    return frame.sort("delivery", "dataset", "snapshot", "message")


def _delivery(one: Checked, taken: Taken) -> dict[str, object]:
    papers, summary = one.snapshot, one.stage.summary
    blocked = bool(summary.get("blocked"))
    return {
        "delivery": papers.delivery,
        "supplier": papers.supplier,
        "delivered_on": papers.delivered_on,
        "dataset": papers.dataset,
        "snapshot": papers.id,
        "status": "blocked" if blocked else "accepted",
        "rows": papers.rows,
        "accepted": summary.get("accepted"),
        "quarantined": summary.get("quarantined"),
        "stated_rows": papers.stated_rows,
        "waived": taken.waived(papers.delivery, papers.dataset),
        "message": canonical_json(summary.get("blocked_by", [])) if blocked else "",
        "remedy": "",
    }


def _refused(refusal: Mapping[str, str]) -> dict[str, object]:
    place = refusal.get("place", "")
    message = refusal.get("message", "")
    return {
        "delivery": refusal.get("delivery", ""),
        "dataset": refusal.get("dataset", ""),
        "status": "refused",
        "message": f"{place}：{message}" if place else message,
        "remedy": refusal.get("remedy", ""),
    }


def _withdrawn(one: Withdrawal) -> dict[str, object]:
    return {
        "delivery": one.delivery,
        "dataset": "",
        "status": "withdrawn",
        "message": f"{one.withdrawn_on} 由{one.name}撤回：{one.reason}",
        "remedy": "",
    }


def part_rows(outcome: Outcome) -> pl.DataFrame:
    """Return one row for each sheet of each file that became a snapshot."""
    rows = [
        {
            "snapshot": one.snapshot.id,
            "dataset": one.snapshot.dataset,
            "delivery": one.snapshot.delivery,
            "file": part.file,
            "sheet": part.sheet,
            "sha256": part.sha256,
            "header_row": part.header_row,
            "rows_read": part.rows_read,
            "rows_kept": part.rows_kept,
            "dropped": part.dropped.model_dump_json(),
            "unknown_headings": list(part.unknown_headings),
            "missing_columns": list(part.missing_columns),
        }
        for one in outcome.checked
        for part in one.snapshot.parts
    ]
    frame = pl.DataFrame(rows, schema=PART, orient="row")
    return frame.sort("delivery", "file", "sheet", "snapshot")


def stage_rows(stages: Sequence[Stage]) -> pl.DataFrame:
    """Return one row for each stage that tonight rests on."""
    known = {(stage.name, stage.key): stage for stage in stages}
    rows = [
        {"name": name, "key": key, "summary": canonical_json(stage.summary)}
        for (name, key), stage in sorted(known.items())
    ]
    return pl.DataFrame(rows, schema=STAGE, orient="row")


def run_rows(judged: Sequence[Judged]) -> pl.DataFrame:
    """Return one row for each rule: whether it ran, and its counters."""
    rows = [
        {
            "rule": one.rule.id,
            "title": one.rule.title,
            "status": rule_status(one),
            "missing": list(one.readiness.missing),
            "reason": one.readiness.reason,
            "gaps": list(one.gaps_met),
            **_counters(one.stage),
        }
        for one in judged
    ]
    return pl.DataFrame(rows, schema=RUN, orient="row").sort("rule")


def rule_rows(judged: Sequence[Judged]) -> pl.DataFrame:
    """Return how far each rule of the night has been proven: in use or in shadow.

    `lacks` says in words why it did not run, or which data its acts lack.
    """
    rows = [
        {
            "rule": one.rule.id,
            "status": str(one.rule.status),
            "lacks": [one.readiness.reason] if one.readiness.reason else one.gaps_met,
        }
        for one in judged
    ]
    return pl.DataFrame(rows, schema=PROVEN, orient="row").sort("rule")


def rule_status(one: Judged) -> str:
    """Return `runs`, `degraded`, `cannot`, `withdrawn` or, where it failed, `error`."""
    if one.withdrawn is not None:
        return "withdrawn"
    failed = one.stage is None and one.readiness.status != "cannot"
    return "error" if failed else one.readiness.status


def _counters(stage: Stage | None) -> dict[str, Json]:
    if stage is None:
        return dict.fromkeys(COUNTED)
    return {name: stage.summary.get(name) for name in COUNTED}
