"""Fourth step: each rule that tonight's data allow, and its clues."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from pathlib import Path

from clues.raise_clues import raise_clues
from clues.recheck import Departure
from flows.basis import code_of, key_digest
from flows.context import Night, content
from flows.ledger import Failure
from flows.resolve_people import ORGANISATION, PERSON, RESOLVED, People
from flows.rule_withdrawals import RuleWithdrawal, withdrawn_rules
from identity.households import TIE_FILE
from rules.code import code_of as rule_code
from rules.coverage import Gaps
from rules.pack.standing import rules_in_force
from rules.policy import policy_digest
from rules.policy.faults import Faults, faults_in
from rules.readiness import Readiness, readiness, without_rows
from rules.rule import Queue, Rule, Status
from rules.runner import inputs_of, run_rule
from rules.shared import names_of, policies_of
from store.digest import Json, digest_file, digest_json
from store.home import Home
from store.stage import Request, Stage

PHASE, CLUE_PHASE, POLICY = "比对", "疑点", "政策表"
HITS, ITEMS, CLUES = "hits.parquet", "items.parquet", "clues.parquet"
CANNOT = "cannot"
NIGHTLY = (Status.IN_USE, Status.SHADOW)


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One rule tonight: what it could run on, and its findings if it ran.

    A rule that the office has `withdrawn` does not run, nor does one with a policy
    table that cannot be used (`has_fault`).
    """

    rule: Rule
    readiness: Readiness
    stage: Stage | None
    withdrawn: RuleWithdrawal | None = None
    has_fault: bool = False

    @property
    def gaps_met(self) -> tuple[str, ...]:
        """Return in words which data were wanting for the acts of the rule."""
        met = self.stage.summary.get("gaps") if self.stage is not None else ()
        return tuple(str(words) for words in met) if isinstance(met, list) else ()


@dataclass(frozen=True, kw_only=True)
class Data:
    """What the rules of a night may read: tables, the empty ones, what is wanting."""

    people: People
    empty: frozenset[str]
    gaps: Gaps
    faults: Faults

    @property
    def usable(self) -> dict[str, Stage]:
        """Return the resolved datasets that have rows, by contract path."""
        resolved = self.people.resolved.items()
        return {path: stage for path, stage in resolved if path not in self.empty}


@dataclass(frozen=True, kw_only=True)
class Given:
    """What one rule is given: files by contract path, the kin, what is wanting."""

    files: Mapping[str, Path]
    ties: Path | None
    gaps: Gaps


@dataclass(frozen=True)
class Before:
    """The clues of an earlier day, and which rows beneath them left since.

    `withdrawn_rules` do not run tonight, whatever those clues used.
    """

    clues: Path | None
    departures: Mapping[str, Departure]
    withdrawn_rules: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Return the digest of all that tonight's clues take from it."""
        clues = digest_file(self.clues) if self.clues is not None else ""
        left = {record: asdict(one) for record, one in self.departures.items()}
        rules = list(self.withdrawn_rules)
        return digest_json({"clues": clues, "left": left, "rules": rules})


def run_rules(night: Night, people: People, gaps: Gaps) -> tuple[Judged, ...]:
    """Run every nightly rule whose needs are met; a failing one is noted by name.

    A table without a row did not come; `gaps` are days that others cannot speak for.
    A policy table that cannot be used is noted, and stops the rules that read it.
    """
    back = withdrawn_rules(night.home, night.as_of)
    held = rules_in_force(night.home.policy)
    rules = [rule for rule in held if rule.status in NIGHTLY]
    night.watcher.begin(PHASE, len(rules))
    came = {path: stage.file(RESOLVED) for path, stage in people.resolved.items()}
    faults = faults_in(night.home.policy)
    for error in faults.errors:
        night.ledger.failures.append(Failure.of(PHASE, POLICY, error))
    data = Data(people=people, empty=without_rows(came), gaps=gaps, faults=faults)
    return tuple(
        _withdrawn(rule, back[rule.id])
        if rule.id in back
        else _judge(night, rule, data)
        for rule in rules
    )


def nightly_rules(home: Home, as_of: date) -> tuple[Rule, ...]:
    """Return the rules that a night of that day runs; those in shadow raise nothing."""
    back = withdrawn_rules(home, as_of)
    nightly = (rule for rule in rules_in_force(home.policy) if rule.status in NIGHTLY)
    return tuple(rule for rule in nightly if rule.id not in back)


def _withdrawn(rule: Rule, why: RuleWithdrawal) -> Judged:
    ready = Readiness(status="cannot", missing=())
    return Judged(rule=rule, readiness=ready, stage=None, withdrawn=why)


def _judge(night: Night, rule: Rule, data: Data) -> Judged:
    people, usable = data.people, data.usable
    if unusable := data.faults.of(policies_of(rule)):
        ready = Readiness(status="cannot", missing=(), reason=unusable)
        return Judged(rule=rule, readiness=ready, stage=None, has_fault=True)
    ready = readiness(rule, usable, data.empty)
    if ready.status == CANNOT:
        return Judged(rule=rule, readiness=ready, stage=None)
    names = names_of(rule)
    wanted = {path: usable[path] for path in inputs_of(rule) if path in usable}
    gaps = {path: data.gaps[path] for path in rule.reads if path in data.gaps}
    given = Given(
        files={path: stage.file(RESOLVED) for path, stage in wanted.items()},
        ties=people.ties.file(TIE_FILE) if names.ties else None,
        gaps=gaps,
    )
    label = f"{PHASE}：{rule.id} {rule.title}"
    compute = partial(_findings, night, rule, given)
    stage = night.attempt(
        PHASE,
        rule.id,
        lambda: night.stage(label, _request(night, rule, data, wanted), compute),
    )
    return Judged(rule=rule, readiness=ready, stage=stage)


def _request(
    night: Night, rule: Rule, data: Data, wanted: Mapping[str, Stage]
) -> Request:
    """Return what a rule's findings rest on; raises `RuleError` for its policy."""
    names, ties = names_of(rule), data.people.ties
    gaps = (gap for path in wanted for gap in data.gaps.get(path, ()))
    return Request(
        name="finding",
        inputs={
            **{path: content(stage, RESOLVED) for path, stage in wanted.items()},
            **({TIE_FILE: content(ties, TIE_FILE)} if names.ties else {}),
        },
        code=rule_code(rule),
        parameters={
            "rule": rule.id,
            "params": rule.params.model_dump(),
            "policy": policy_digest(night.home.policy, policies_of(rule)),
            "gaps": [gap.as_json for gap in gaps],
        },
    )


def _findings(night: Night, rule: Rule, given: Given, out: Path) -> Mapping[str, Json]:
    use = night.settings.night
    return run_rule(
        rule,
        given.files,
        out,
        policy_home=night.home.policy,
        memory_mb=use.memory_mb,
        threads=use.threads,
        ties=given.ties,
        gaps=given.gaps,
    )


def raise_tonights_clues(
    night: Night, judged: Sequence[Judged], people: People, before: Before
) -> Stage:
    """Merge tonight's hits into clues and compare them with an earlier day's."""
    raising = [one for one in judged if one.rule.status is Status.IN_USE]
    findings = _findings_of(raising, Queue.CLUE)
    due = _findings_of(raising, Queue.ENTITLEMENT)
    night.watcher.begin(CLUE_PHASE, 1)
    request = Request(
        name="clue",
        inputs={
            **{f"{n}": _findings_digest(stage) for n, stage in enumerate(findings)},
            **{f"due/{n}": _findings_digest(stage) for n, stage in enumerate(due)},
            "person": content(people.link, PERSON),
            "organisation": content(people.link, ORGANISATION),
            "previous": before.digest,
        },
        code=code_of("clues"),
        parameters={
            "as_of": night.as_of.isoformat(),
            "key": key_digest(night.key),
        },
    )

    def compute(out: Path) -> Mapping[str, Json]:
        return raise_clues(
            [stage.folder for stage in findings],
            people.link.file(PERSON),
            out,
            key=night.key,
            as_of=night.as_of,
            previous=before.clues,
            departures=before.departures,
            withdrawn_rules=before.withdrawn_rules,
            entitlements=[stage.folder for stage in due],
        )

    return night.stage(f"{CLUE_PHASE}：合并与排序", request, compute)


def _findings_of(judged: Sequence[Judged], queue: Queue) -> list[Stage]:
    """Return the findings of the rules of one queue, failed rules left out."""
    own = (one for one in judged if one.rule.queue is queue)
    return [one.stage for one in own if one.stage is not None]


def _findings_digest(stage: Stage) -> str:
    return f"{content(stage, HITS)} {content(stage, ITEMS)}"
