"""Last step: the pages people open, and how long everything took."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl

from checks.report import write_quality_report
from clues.certainty import UNCONFIRMED
from clues.clue import load_clues, of_queue
from clues.labels import CLUE
from flows.check_snapshots import QUARANTINE, Checked
from flows.context import Night
from flows.describe_night import Outcome
from flows.entitlements import due_of
from flows.figures import count_in, counts_of
from flows.gathered import gathered_of
from flows.identity_figures import identity_sentence
from flows.late import late_datasets
from flows.ledger import Ledger, Timing
from flows.morning import headline, write_morning_page
from flows.night_report import (
    DatasetState,
    Delivered,
    Failure,
    NightReport,
    QualityIssue,
    Refused,
    StageRun,
    TakenBack,
    top_clues,
)
from flows.report_quality import quality_of, sanity_json
from flows.rule_run import rule_run
from flows.run_rules import CLUES
from flows.take_snapshots import Taken
from flows.withdrawals import Withdrawal
from store.digest import Json

MORNING, QUALITY, TIMINGS = "morning.html", "quality.html", "timings.json"


@dataclass(frozen=True, kw_only=True)
class NightResult:
    """What a night returns: its report, its pages, and how much was new work."""

    report: NightReport
    folder: Path
    computed: int
    reused: int

    @property
    def morning_page(self) -> Path:
        """Return the page to open first."""
        return self.folder / MORNING

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the night in a few lines for the terminal."""
        failed = [f"  · {f.what}：{f.message}" for f in self.report.failures]
        refused = [f"  · {r.delivery}：{r.message}" for r in self.report.refusals]
        return (
            headline(self.report),
            f"{self.report.identities}。",
            *failed,
            *refused,
            f"晨报：{self.morning_page}",
            f"数据质量：{self.folder / QUALITY}",
        )

    @property
    def as_json(self) -> dict[str, Json]:
        """Return the night as JSON: counts, names, pages."""
        report = self.report
        return {
            "as_of": report.as_of.isoformat(),
            "clues": report.clues,
            "unconfirmed": report.unconfirmed,
            "entitlements": report.due.count,
            "entitlements_by_rule": dict(report.due.by_rule),
            "clues_by_rule": dict(report.clues_by_rule),
            "clues_by_change": dict(report.clues_by_change),
            "deliveries": len({one.delivery for one in report.deliveries}),
            "refusals": [_problem(r.delivery, r) for r in report.refusals],
            "failures": [_problem(f.what, f) for f in report.failures],
            "rules": {rule.rule: rule.status for rule in report.rules},
            "stages": {"computed": self.computed, "reused": self.reused},
            "morning_page": str(self.morning_page),
        }


def report_night(night: Night, outcome: Outcome, started: datetime) -> NightResult:
    """Write timings, the quality report and the morning page; return the result."""
    folder = night.home.reports / night.as_of.isoformat()
    folder.mkdir(parents=True, exist_ok=True)
    write_quality_report(
        folder / QUALITY,
        checked=[_checked(one, outcome.taken) for one in outcome.checked],
        current=[stage.summary for stage in outcome.current.values()],
        refusals=outcome.taken.refusals,
        sanity=sanity_json(outcome),
        title=f"{night.settings.office.name} 数据质量报告 {night.as_of}",
    )
    report = _report(night, outcome, started)
    write_morning_page(folder / MORNING, report)
    timings = json.dumps(night.ledger.timings_json, ensure_ascii=False, indent=1)
    (folder / TIMINGS).write_text(timings, encoding="utf-8")
    computed = night.ledger.computed
    return NightResult(
        report=report,
        folder=folder,
        computed=computed,
        reused=len(night.ledger.stages) - computed,
    )


def _report(night: Night, outcome: Outcome, started: datetime) -> NightReport:
    summary, linked = outcome.clues.summary, outcome.people.link
    every = load_clues(outcome.clues.file(CLUES))
    clues = of_queue(every, CLUE)
    return NightReport(
        as_of=night.as_of,
        office=night.settings.office.name,
        started_at=started,
        finished_at=datetime.now(started.tzinfo),
        deliveries=tuple(
            _delivered(night, outcome.taken, one) for one in outcome.checked
        ),
        refusals=tuple(_refused(refusal) for refusal in outcome.taken.refusals),
        datasets=tuple(_states(night, outcome)),
        rules=tuple(rule_run(one, night.ledger) for one in outcome.judged),
        clues=count_in(summary, "clues"),
        clues_by_rule=counts_of(summary.get("by_rule")),
        clues_by_change=counts_of(summary.get("since_last")),
        top=top_clues(clues),
        top_unconfirmed=top_clues(clues, identity=UNCONFIRMED),
        unconfirmed=count_in(summary, "unconfirmed"),
        due=due_of(outcome.clues, every),
        issues=tuple(_issues(night, outcome.checked)),
        **quality_of(outcome),
        stages=stage_runs(night.ledger.timings),
        failures=tuple(_failures(night.ledger)),
        taken_back=tuple(map(_taken_back, outcome.taken.taken_back)),
        withdrawn_rules=tuple(one.withdrawn for one in outcome.judged if one.withdrawn),
        recheck=count_in(summary, "recheck"),
        gathered=gathered_of(outcome.rollup),
        identities=identity_sentence(linked.folder, linked.summary),
        late=late_datasets(outcome.overdue),
        standing=outcome.standing,
        titles={contract.path: contract.title for contract in night.contracts},
    )


def _checked(one: Checked, taken: Taken) -> Mapping[str, Json]:
    papers = one.snapshot
    waived = taken.waived(papers.delivery, papers.dataset)
    return {**one.stage.summary, "waived": waived}


def stage_runs(timings: Iterable[Timing]) -> tuple[StageRun, ...]:
    """Return the timings summed by phase, in the order the phases came."""
    phases: dict[str, list[Timing]] = {}
    for timing in timings:
        phases.setdefault(timing.phase, []).append(timing)
    return tuple(
        StageRun(
            name=phase,
            seconds=sum(step.seconds for step in steps),
            peak_mb=max(step.peak_mb for step in steps),
            reused=all(step.reused for step in steps),
        )
        for phase, steps in phases.items()
    )


def _delivered(night: Night, taken: Taken, one: Checked) -> Delivered:
    papers, summary = one.snapshot, one.stage.summary
    return Delivered(
        supplier=papers.supplier,
        delivery=papers.delivery,
        delivered_on=papers.delivered_on,
        dataset=papers.dataset,
        title=_title(night, papers.dataset),
        rows=papers.rows,
        accepted=count_in(summary, "accepted"),
        quarantined=count_in(summary, "quarantined"),
        dropped=count_in(summary, "dropped"),
        blocked_by=_texts(summary.get("blocked_by")),
        waived=taken.waived(papers.delivery, papers.dataset),
    )


def _taken_back(one: Withdrawal) -> TakenBack:
    return TakenBack(
        delivery=one.delivery, name=one.name, reason=one.reason, on=one.withdrawn_on
    )


def _refused(refusal: Mapping[str, str]) -> Refused:
    return Refused(
        delivery=refusal["delivery"],
        place=refusal["place"],
        message=refusal["message"],
        remedy=refusal["remedy"],
    )


def _states(night: Night, outcome: Outcome) -> Iterable[DatasetState]:
    for path, stage in outcome.current.items():
        blocked = [
            reason
            for one in outcome.checked
            if one.snapshot.dataset == path
            for reason in _texts(one.stage.summary.get("blocked_by"))
        ]
        stale = stage.summary.get("stale_days")
        yield DatasetState(
            dataset=path,
            title=_title(night, path),
            rows=count_in(stage.summary, "rows"),
            stale_days=stale if isinstance(stale, int) else None,
            withheld=bool(stage.summary.get("withheld")),
            why="；".join(dict.fromkeys(blocked)),
        )


def _issues(night: Night, checked: Sequence[Checked]) -> Iterable[QualityIssue]:
    """Return the rows set aside, counted by dataset, heading and reason."""
    blocked = {one.snapshot.dataset for one in checked if one.stage.summary["blocked"]}
    files = [one.stage.file(QUARANTINE) for one in checked]
    if not files:
        return
    by = ["dataset", "heading", "reason"]
    counted = pl.scan_parquet(files).group_by(by).agg(pl.len().alias("rows"))
    ordered = counted.collect().sort("rows", *by, descending=[True, *[False] * 3])
    for dataset, heading, reason, rows in ordered.iter_rows():
        yield QualityIssue(
            dataset=dataset,
            title=_title(night, dataset),
            column=heading or "",
            reason=reason,
            rows=rows,
            blocking=dataset in blocked,
        )


def _failures(ledger: Ledger) -> Iterable[Failure]:
    for failure in ledger.failures:
        place = f"{failure.place}：" if failure.place else ""
        yield Failure(
            what=f"{failure.phase} {failure.subject}",
            message=f"{place}{failure.message}",
            remedy=failure.remedy,
        )


def _title(night: Night, path: str) -> str:
    contract = night.contract(path)
    return contract.title if contract is not None else path


def _problem(what: str, problem: Refused | Failure) -> dict[str, Json]:
    return {"what": what, "message": problem.message, "remedy": problem.remedy}


def _texts(value: Json) -> tuple[str, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return ()
    return tuple(str(text) for text in value)
