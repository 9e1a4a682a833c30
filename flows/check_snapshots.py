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
from store.contract import Contract
from store.digest import Json
from store.snapshot import Snapshot
from store.stage import Request, Stage

PHASE, CURRENT_PHASE = "校验", "汇集"
ACCEPTED, QUARANTINE = "accepted.parquet", "quarantine.parquet"


@dataclass(frozen=True, kw_only=True)
class Checked:
    """One snapshot, its papers and the stage that checked it."""

    snapshot: Snapshot
    stage: Stage


def check_snapshots(night: Night, folders: Sequence[Path]) -> tuple[Checked, ...]:
    """Return every snapshot that could be checked; failures are noted by name."""
    snapshots = [(folder, Snapshot.load(folder)) for folder in folders]
    night.watcher.begin(PHASE, len(snapshots))
    checked = [_check(night, folder, papers) for folder, papers in snapshots]
    return tuple(one for one in checked if one is not None)


def _check(night: Night, folder: Path, snapshot: Snapshot) -> Checked | None:
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
    return Checked(snapshot=snapshot, stage=stage) if stage is not None else None


def _conformance(
    snapshot: Path, contract: Contract, limits: tuple[int, int], out: Path
) -> Mapping[str, Json]:
    memory_mb, threads = limits
    return check_snapshot(snapshot, contract, out, memory_mb=memory_mb, threads=threads)


def assemble_current(night: Night, checked: Sequence[Checked]) -> dict[str, Stage]:
    """Return the current table of each dataset that has one, by contract path."""
    by_path: dict[str, list[Checked]] = {}
    for one in checked:
        by_path.setdefault(one.snapshot.dataset, []).append(one)
    contracts = [c for c in night.contracts if c.path in by_path]
    night.watcher.begin(CURRENT_PHASE, len(contracts))
    found = {c.path: _assemble(night, c, by_path[c.path]) for c in contracts}
    return {path: stage for path, stage in found.items() if stage is not None}


def _assemble(
    night: Night, contract: Contract, checked: Sequence[Checked]
) -> Stage | None:
    ordered = sorted(
        checked, key=lambda one: (one.snapshot.delivered_on, one.snapshot.id)
    )
    request = Request(
        name="current",
        inputs={
            one.snapshot.id: f"{one.stage.key} {content(one.stage, ACCEPTED)}"
            for one in ordered
        },
        code=code_of("checks"),
        parameters={
            "contract": contract_digest(contract),
            "as_of": night.as_of.isoformat(),  # for the age of what is stale
        },
    )
    versions = [_version(one) for one in ordered]
    use = night.settings.night
    compute = partial(
        _current, contract, versions, night.as_of, (use.memory_mb, use.threads)
    )
    label = f"{CURRENT_PHASE}：{contract.title}"
    return night.attempt(
        CURRENT_PHASE, contract.path, lambda: night.stage(label, request, compute)
    )


def _version(one: Checked) -> Version:
    return Version(
        supplier=one.snapshot.supplier,
        delivered_on=one.snapshot.delivered_on,
        delivery=one.snapshot.delivery,
        accepted=one.stage.file(ACCEPTED),
        blocked=bool(one.stage.summary.get("blocked")),
    )


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
