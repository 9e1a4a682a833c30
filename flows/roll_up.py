"""After the clues: who handled how much of what is in question, and across what.

Each dataset of acts is counted once, whatever number of rules ask about it; a rule
adds only the cells of what it leaves in question.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

from clues.rollup.roll_up import Counted, roll_up
from flows.basis import code_of, contract_digest
from flows.context import Night, content
from flows.resolve_people import RESOLVED, People
from flows.run_rules import HITS, ITEMS, Judged
from rules.handled.columns import handled_columns
from rules.handled.count import (
    FOUND_FILE,
    HANDLED_FILE,
    SEQUENCE_FILE,
    count_found,
    count_handled,
)
from rules.rule import Rule, Status
from store.contract import Contract
from store.digest import Json
from store.stage import Request, Stage
from store.warehouse import Warehouse

PHASE = "倒查"
CODE = ("rules.handled", "rules.scratch", "rules.steps")
DATED = {"applied_on", "decided_on"}


def roll_up_tonight(night: Night, judged: Sequence[Judged], people: People) -> Stage:
    """Return the stage of tonight's roll-up, shared problems and disparity."""
    ran = [
        (one.rule, one.stage)
        for one in judged
        if one.stage is not None and one.rule.status is Status.IN_USE
    ]
    datasets = _datasets(night, ran, people)
    night.watcher.begin(PHASE, len(datasets) + len(ran) + 1)
    handled = [_handled(night, one, people.resolved[one.path]) for one in datasets]
    found = [_found(night, rule, stage, people) for rule, stage in ran]
    return _rolled(night, ran, handled, found)


def _datasets(
    night: Night, ran: Sequence[tuple[Rule, Stage]], people: People
) -> list[Contract]:
    """Return the datasets of the rules' acts, and those with dates to put in order."""
    acts = {rule.act for rule, _ in ran}
    return [
        one
        for one in night.contracts
        if one.path in people.resolved
        and (one.path in acts or handled_columns(one).keys() >= DATED)
    ]


def _handled(night: Night, contract: Contract, resolved: Stage) -> Stage:
    request = Request(
        name="handled",
        inputs={contract.path: content(resolved, RESOLVED)},
        code=code_of(*CODE),
        parameters={"year": night.as_of.year, "contract": contract_digest(contract)},
    )

    def compute(out: Path) -> Mapping[str, Json]:
        with _scratch(night, out) as warehouse:
            file = resolved.file(RESOLVED)
            count_handled(warehouse, contract, file, out, year=night.as_of.year)
        return {"dataset": contract.path}

    return night.stage(f"{PHASE}：{contract.title}", request, compute)


def _found(night: Night, rule: Rule, finding: Stage, people: People) -> Stage:
    resolved = people.resolved[rule.act]
    contract = night.contract(rule.act)
    request = Request(
        name="found",
        inputs={
            rule.act: content(resolved, RESOLVED),
            "hits": content(finding, HITS),
            "items": content(finding, ITEMS),
        },
        code=code_of(*CODE),
        parameters={
            "rule": rule.id,
            "year": night.as_of.year,
            "contract": contract_digest(contract) if contract else "",
        },
    )

    def compute(out: Path) -> Mapping[str, Json]:
        year, acts = night.as_of.year, resolved.file(RESOLVED)
        with _scratch(night, out) as warehouse:
            count_found(warehouse, rule, acts, finding.folder, out, year=year)
        return {"rule": rule.id}

    return night.stage(f"{PHASE}：{rule.id} {rule.title}", request, compute)


def _rolled(
    night: Night,
    ran: Sequence[tuple[Rule, Stage]],
    handled: Sequence[Stage],
    found: Sequence[Stage],
) -> Stage:
    limits = night.settings.rollup
    inputs = {
        **_contents("handled", handled, HANDLED_FILE),
        **_contents("sequence", handled, SEQUENCE_FILE),
        **_contents("found", found, FOUND_FILE),
        **_contents("hits", [stage for _, stage in ran], HITS),
    }
    request = Request(
        name="rollup",
        inputs=inputs,
        code=code_of("clues", "data_contracts"),
        parameters=limits.model_dump(),
    )
    counted = Counted(
        handled=[stage.file(HANDLED_FILE) for stage in handled],
        sequences=[stage.file(SEQUENCE_FILE) for stage in handled],
        found=[stage.file(FOUND_FILE) for stage in found],
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
