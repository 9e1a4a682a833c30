"""Second step: each snapshot against its contract; then the current datasets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from checks.conformance import check_snapshot
from checks.current import assemble
from checks.versions import Version
from flows.basis import code_of, contract_digest
from flows.context import Night, content
from flows.take_snapshots import Taken
from store.contract import Contract
from store.digest import Json
from store.snapshot import Snapshot
from store.stage import Request, Stage

PHASE, CURRENT_PHASE = "校验", "汇集"
ACCEPTED, QUARANTINE = "accepted.parquet", "quarantine.parquet"


@dataclass(frozen=True, kw_only=True)
class Checked:
    """One snapshot, when it last came, and the stage that checked it."""

    snapshot: Snapshot
    delivered_on: date
    stage: Stage


def check_snapshots(night: Night, taken: Taken) -> tuple[Checked, ...]:
    """Return every snapshot that could be checked; failures are noted by name."""
    night.watcher.begin(PHASE, len(taken.snapshots))
    checked = [
        _check(night, folder, taken.handed_over[folder]) for folder in taken.snapshots
    ]
    return tuple(one for one in checked if one is not None)


def _check(night: Night, folder: Path, delivered_on: date) -> Checked | None:
    snapshot = Snapshot.load(folder)
    contract = night.contract(snapshot.dataset)
    if contract is None:  # taken under a contract that has since been withdrawn
        return None
    subject = f"{snapshot.delivery} › {contract.title}"
    request = Request(
        name="checked",
        inputs={"snapshot": snapshot.id},
        code=code_of("checks"),
        parameters={"contract": contract_digest(contract)},
    )
    use = night.settings.night
    compute = partial(_conformance, folder, contract, (use.memory_mb, use.threads))
    stage = night.attempt(
        PHASE, subject, lambda: night.stage(f"{PHASE}：{subject}", request, compute)
    )
    if stage is None:
        return None
    return Checked(snapshot=snapshot, delivered_on=delivered_on, stage=stage)


def _conformance(
    snapshot: Path, contract: Contract, limits: tuple[int, int], out: Path
) -> Mapping[str, Json]:
    memory_mb, threads = limits
    return check_snapshot(snapshot, contract, out, memory_mb=memory_mb, threads=threads)


def assemble_current(
    night: Night, taken: Taken, checked: Sequence[Checked]
) -> dict[str, Stage]:
    """Return the current table of each dataset that has one, by contract path."""
    by_path: dict[str, list[Checked]] = {}
    for one in checked:
        by_path.setdefault(one.snapshot.dataset, []).append(one)
    contracts = [c for c in night.contracts if c.path in by_path]
    night.watcher.begin(CURRENT_PHASE, len(contracts))
    found = {c.path: _assemble(night, c, taken, by_path[c.path]) for c in contracts}
    return {path: stage for path, stage in found.items() if stage is not None}


def _assemble(
    night: Night, contract: Contract, taken: Taken, checked: Sequence[Checked]
) -> Stage | None:
    versions = [_version(one) for one in checked]
    refused = _refused_versions(contract, taken, checked)
    request = Request(
        name="current",
        inputs={
            one.snapshot.id: f"{one.delivered_on} {content(one.stage, ACCEPTED)}"
            for one in checked
        },
        code=code_of("checks"),
        parameters={
            "contract": contract_digest(contract),
            "blocked": [
                f"{v.delivered_on} {v.delivery}"
                for v in (*versions, *refused)
                if v.blocked
            ],
            "as_of": night.as_of.isoformat(),  # for the age of what is stale
        },
    )
    use = night.settings.night
    ordered = sorted((*versions, *refused), key=lambda v: (v.delivered_on, v.delivery))
    compute = partial(
        _current, contract, ordered, night.as_of, (use.memory_mb, use.threads)
    )
    label = f"{CURRENT_PHASE}：{contract.title}"
    return night.attempt(
        CURRENT_PHASE, contract.path, lambda: night.stage(label, request, compute)
    )


def _version(one: Checked) -> Version:
    return Version(
        supplier=one.snapshot.supplier,
        delivered_on=one.delivered_on,
        delivery=one.snapshot.delivery,
        accepted=one.stage.file(ACCEPTED),
        blocked=bool(one.stage.summary.get("blocked")),
    )


def _refused_versions(
    contract: Contract, taken: Taken, checked: Sequence[Checked]
) -> list[Version]:
    """Return the deliveries that were to replace this dataset and could not.

    They leave the last good version standing and make it stale.
    """
    came = {one.snapshot.delivery for one in checked}
    return [
        Version(
            supplier=delivery.supplier,
            delivered_on=delivery.delivered_on,
            delivery=delivery.name,
            accepted=Path(ACCEPTED),  # a blocked version is never opened
            blocked=True,
        )
        for delivery in taken.refused(contract.path)
        if delivery.name not in came
    ]


def _current(
    contract: Contract,
    versions: Sequence[Version],
    as_of: date,
    limits: tuple[int, int],
    out: Path,
) -> Mapping[str, Json]:
    memory_mb, threads = limits
    return assemble(
        contract, versions, out, as_of=as_of, memory_mb=memory_mb, threads=threads
    )
