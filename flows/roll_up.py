"""After the clues: who handled how much of what is in question, and across what.

Each dataset of acts is counted once, whatever number of rules ask about it; a rule
adds only the cells of what it leaves in question.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from clues.rollup.roll_up import Counted, roll_up
from flows.basis import code_of, contract_digest
from flows.context import Night, content
from flows.resolve_people import RESOLVED, People
from flows.run_rules import HITS, ITEMS, Judged
from rules.handled.columns import Narrowing, handled_columns, narrowing_of
from rules.handled.count import (
    FOUND_FILE,
    HANDLED_FILE,
    PORTRAIT_FILE,
    SEQUENCE_FILE,
    UNDECIDED_FILE,
    Found,
    count_found,
    count_handled,
    scope_text,
)
from rules.rule import Queue, Rule, Status
from rules.runner import SPANS
from store.digest import Json
from store.odcs import contract_for
from store.stage import Compute, Request, Stage
from store.warehouse import Warehouse

PHASE = "倒查"
CODE = ("rules.acts", "rules.coverage", "rules.handled", "rules.scratch", "rules.steps")
DATED = {"applied_on", "decided_on"}


def roll_up_tonight(night: Night, judged: Sequence[Judged], people: People) -> Stage:
    """Return the stage of tonight's roll-up, shared problems and disparity."""
    ran = [
        (one.rule, one.stage)
        for one in judged
        if one.stage is not None
        and one.rule.status is Status.IN_USE
        and one.rule.queue is Queue.CLUE
        and one.rule.act in people.resolved
    ]
    bases = _bases(night, ran, people)
    night.watcher.begin(PHASE, len(bases) + len(ran) + 1)
    counted = {base: _handled(night, base, people) for base in bases}
    handled = {base: stage for base, stage in counted.items() if stage is not None}
    found = [_found(night, rule, stage, people, handled) for rule, stage in ran]
    return _rolled(night, ran, handled, [one for one in found if one is not None])


@dataclass(frozen=True, kw_only=True)
class _Base:
    """One denominator: a dataset of acts, whole or narrowed to what rules ask about."""

    path: str
    narrowing: Narrowing | None


def _bases(
    night: Night, ran: Sequence[tuple[Rule, Stage]], people: People
) -> list[_Base]:
    """Return the acts of the rules, and the datasets with dates to put in order."""
    asked = {_Base(path=rule.act, narrowing=narrowing_of(rule)) for rule, _ in ran}
    dated = {
        _Base(path=one.path, narrowing=None)
        for one in night.contracts
        if one.path in people.resolved and handled_columns(one).keys() >= DATED
    }
    return sorted(
        asked | dated, key=lambda base: (base.path, scope_text(base.narrowing))
    )


def _handled(night: Night, base: _Base, people: People) -> Stage | None:
    resolved = people.resolved[base.path]
    contract = contract_for(base.path)
    request = Request(
        name="handled",
        inputs={contract.path: content(resolved, RESOLVED)},
        code=code_of(*CODE),
        parameters={
            "year": night.as_of.year,
            "contract": contract_digest(contract),
            "scope": scope_text(base.narrowing),
        },
    )

    def compute(out: Path) -> Mapping[str, Json]:
        with _scratch(night, out) as warehouse:
            count_handled(
                warehouse,
                contract,
                resolved.file(RESOLVED),
                out,
                narrowing=base.narrowing,
                year=night.as_of.year,
            )
        return {"dataset": contract.path}

    return _noted(night, contract.title, request, compute)


def _found(
    night: Night,
    rule: Rule,
    finding: Stage,
    people: People,
    handled: Mapping[_Base, Stage],
) -> Stage | None:
    """Return the cells of what a rule leaves in question, if its acts were counted."""
    counted = handled.get(_Base(path=rule.act, narrowing=narrowing_of(rule)))
    if counted is None:
        return None
    resolved = people.resolved[rule.act]
    request = Request(
        name="found",
        inputs={
            rule.act: content(resolved, RESOLVED),
            "portrait": content(counted, PORTRAIT_FILE),
            "hits": content(finding, HITS),
            "items": content(finding, ITEMS),
            "uncovered": content(finding, SPANS),
        },
        code=code_of(*CODE),
        parameters={
            "rule": rule.id,
            "year": night.as_of.year,
            "contract": contract_digest(contract_for(rule.act)),
            "scope": scope_text(narrowing_of(rule)),
        },
    )
    found = Found(
        rule=rule,
        resolved=resolved.file(RESOLVED),
        handled=counted.folder,
        finding=finding.folder,
    )

    def compute(out: Path) -> Mapping[str, Json]:
        with _scratch(night, out) as warehouse:
            count_found(warehouse, found, out, year=night.as_of.year)
        return {"rule": rule.id}

    return _noted(night, f"{rule.id} {rule.title}", request, compute)


def _noted(night: Night, name: str, request: Request, compute: Compute) -> Stage | None:
    """Return the stage; one that fails is noted and the rest goes on without it."""
    label = f"{PHASE}：{name}"
    return night.attempt(PHASE, name, lambda: night.stage(label, request, compute))


def _rolled(
    night: Night,
    ran: Sequence[tuple[Rule, Stage]],
    handled: Mapping[_Base, Stage],
    found: Sequence[Stage],
) -> Stage:
    limits = night.settings.rollup
    whole = {base.path: stage for base, stage in reversed(list(handled.items()))}
    inputs = {
        **_contents("handled", handled.values(), HANDLED_FILE),
        **_contents("sequence", whole.values(), SEQUENCE_FILE),
        **_contents("found", found, FOUND_FILE),
        **_contents("undecided", found, UNDECIDED_FILE),
        **_contents("hits", [stage for _, stage in ran], HITS),
    }
    request = Request(
        name="rollup",
        inputs=inputs,
        code=code_of("clues", "data_contracts"),
        parameters=limits.model_dump(),
    )
    counted = Counted(
        handled=[stage.file(HANDLED_FILE) for stage in handled.values()],
        sequences=[stage.file(SEQUENCE_FILE) for stage in whole.values()],
        found=[stage.file(FOUND_FILE) for stage in found],
        undecided=[stage.file(UNDECIDED_FILE) for stage in found],
        hits=[stage.file(HITS) for _, stage in ran],
        acts={rule.id: rule.act for rule, _ in ran},
    )
    compute = partial(roll_up, counted, limits=limits)
    return night.stage(f"{PHASE}：同类比较、共性问题、群体差异", request, compute)


def _contents(kind: str, stages: Iterable[Stage], file: str) -> dict[str, str]:
    return {f"{kind}/{n}": content(stage, file) for n, stage in enumerate(stages)}


def _scratch(night: Night, out: Path) -> AbstractContextManager[Warehouse]:
    use = night.settings.night
    return Warehouse.scratch(memory_mb=use.memory_mb, threads=use.threads, spill=out)
