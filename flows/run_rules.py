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
from flows.resolve_people import ORGANISATION, PERSON, RESOLVED, People
from flows.rule_withdrawals import RuleWithdrawal, withdrawn_rules
from identity.households import TIE_FILE
from rules.code import code_of as rule_code
from rules.pack.standing import rules_in_force
from rules.policy import policy_digest
from rules.readiness import Readiness, readiness, with_rows
from rules.rule import Queue, Rule, Status
from rules.runner import run_rule
from rules.shared import names_of
from store.digest import Json, digest_file, digest_json
from store.home import Home
from store.stage import Request, Stage

PHASE, CLUE_PHASE = "比对", "疑点"
HITS, ITEMS, CLUES = "hits.parquet", "items.parquet", "clues.parquet"
CANNOT = "cannot"
NIGHTLY = (Status.IN_USE, Status.SHADOW)
NO_TABLE = ""  # so that a rule without policies rests on no table


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One rule tonight: what it could run on, and its findings if it ran.

    A rule that the office has `withdrawn` does not run.
    """

    rule: Rule
    readiness: Readiness
    stage: Stage | None
    withdrawn: RuleWithdrawal | None = None


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


def run_rules(night: Night, people: People) -> tuple[Judged, ...]:
    """Run every nightly rule whose needs are met; a failing one is noted by name."""
    back = withdrawn_rules(night.home, night.as_of)
    held = rules_in_force(night.home.policy)
    rules = [rule for rule in held if rule.status in NIGHTLY]
    night.watcher.begin(PHASE, len(rules))
    return tuple(
        _withdrawn(rule, back[rule.id])
        if rule.id in back
        else _judge(night, rule, people)
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


def _judge(night: Night, rule: Rule, people: People) -> Judged:
    resolved = people.resolved
    came = {path: stage.file(RESOLVED) for path, stage in resolved.items()}
    ready = readiness(rule, with_rows(rule, came))
    if ready.status == CANNOT:
        return Judged(rule=rule, readiness=ready, stage=None)
    names = names_of(rule)
    wanted = {path: resolved[path] for path in _wanted(rule) if path in resolved}
    request = Request(
        name="finding",
        inputs={
            **{path: content(stage, RESOLVED) for path, stage in wanted.items()},
            **({TIE_FILE: content(people.ties, TIE_FILE)} if names.ties else {}),
        },
        code=rule_code(rule),
        parameters={
            "rule": rule.id,
            "params": rule.params.model_dump(),
            "policy": policy_digest(night.home.policy, {*names.policies, NO_TABLE}),
        },
    )
    files = {path: stage.file(RESOLVED) for path, stage in wanted.items()}
    label = f"{PHASE}：{rule.id} {rule.title}"
    ties = people.ties.file(TIE_FILE) if names.ties else None
    compute = partial(_findings, night, rule, files, ties)
    stage = night.attempt(PHASE, rule.id, lambda: night.stage(label, request, compute))
    return Judged(rule=rule, readiness=ready, stage=stage)


def _wanted(rule: Rule) -> tuple[str, ...]:
    return tuple(sorted({*rule.needs, *rule.optional}))


def _findings(
    night: Night, rule: Rule, files: Mapping[str, Path], ties: Path | None, out: Path
) -> Mapping[str, Json]:
    use = night.settings.night
    return run_rule(
        rule,
        files,
        out,
        policy_home=night.home.policy,
        memory_mb=use.memory_mb,
        threads=use.threads,
        ties=ties,
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
