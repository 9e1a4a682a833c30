"""Third step: whose rows these are, over all datasets; then each dataset resolved."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from checks.generic import GENERIC, learn_generic_values
from flows.basis import code_of, contract_digest, contracts_digest, key_digest
from flows.check_snapshots import ACCEPTED
from flows.context import FILES, Night, content
from flows.epoch import KeptEpoch, tonights_epoch
from identity.link_records import link_records
from identity.resolve import resolve_dataset
from store.contract import Contract
from store.digest import Json
from store.stage import Request, Stage

PHASE = "认人"
RESOLVED, PERSON = "resolved.parquet", "person.parquet"
ORGANISATION = "organisation.parquet"


@dataclass(frozen=True, kw_only=True)
class People:
    """The links of tonight, and each dataset with its people tied on."""

    generic: Stage
    link: Stage
    resolved: Mapping[str, Stage]


def resolve_people(night: Night, current: Mapping[str, Stage]) -> People:
    """Link all current records, then resolve each dataset that is not withheld."""
    usable = usable_tables(current)
    night.watcher.begin(PHASE, 3 + len(usable))
    generic = generic_values(night, usable)
    link = link_people(night, usable, generic, _epoch(night, usable, generic))
    resolved = {path: _resolve(night, path, usable[path], link) for path in usable}
    return People(
        generic=generic,
        link=link,
        resolved={path: stage for path, stage in resolved.items() if stage is not None},
    )


def usable_tables(current: Mapping[str, Stage]) -> dict[str, Stage]:
    """Return the current tables that are not withheld."""
    return {p: s for p, s in current.items() if not s.summary.get("withheld")}


def accepted_files(current: Mapping[str, Stage]) -> dict[str, Path]:
    """Return the accepted table of each dataset."""
    return {path: stage.file(ACCEPTED) for path, stage in current.items()}


def generic_values(night: Night, current: Mapping[str, Stage]) -> Stage:
    """Learn the values that point at nobody, before anybody is tied by them."""
    request = Request(
        name="generic",
        inputs={path: content(stage, ACCEPTED) for path, stage in current.items()},
        code=code_of("checks.generic"),
        parameters={"contracts": contracts_digest(night.contracts)},
    )
    use = night.settings.night

    def compute(out: Path) -> Mapping[str, Json]:
        return learn_generic_values(
            accepted_files(current),
            night.contracts,
            out,
            memory_mb=use.memory_mb,
            threads=use.threads,
        )

    return night.stage(f"{PHASE}：占位值和公用值", request, compute)


def _epoch(
    night: Night, current: Mapping[str, Stage], generic: Stage
) -> KeptEpoch | None:
    """Return the weights in use; a night without them ties by number and name."""
    learn = partial(
        tonights_epoch, night, accepted_files(current), generic.file(GENERIC)
    )
    label = f"{PHASE}：匹配权重"
    return night.attempt(PHASE, "匹配权重", lambda: night.timed(label, learn))


def link_people(
    night: Night, current: Mapping[str, Stage], generic: Stage, epoch: KeptEpoch | None
) -> Stage:
    """Link the records of all datasets, by weight too where there is an epoch."""
    request = Request(
        name="identity",
        inputs={
            **{path: content(stage, ACCEPTED) for path, stage in current.items()},
            GENERIC: content(generic, GENERIC),
            **({"epoch": epoch.digest} if epoch else {}),
        },
        code=code_of("identity"),
        parameters={
            "contracts": contracts_digest(night.contracts),
            "key": key_digest(night.key),
        },
    )
    compute = partial(
        link_records,
        accepted_files(current),
        night.contracts,
        key=night.key,
        generic=generic.file(GENERIC),
        epoch=epoch.folder if epoch else None,
    )
    return night.stage(f"{PHASE}：跨表认人", request, lambda out: compute(out=out))


def _resolve(night: Night, path: str, current: Stage, link: Stage) -> Stage | None:
    contract = night.contract(path)
    if contract is None:
        return None
    request = Request(
        name="resolved",
        inputs={"accepted": content(current, ACCEPTED), "identity": _all_of(link)},
        code=code_of("identity"),
        parameters={"contract": contract_digest(contract)},
    )
    use = night.settings.night
    compute = partial(
        _resolved,
        contract,
        current.file(ACCEPTED),
        link.folder,
        (use.memory_mb, use.threads),
    )
    label = f"{PHASE}：{contract.title}"
    return night.attempt(PHASE, path, lambda: night.stage(label, request, compute))


def _resolved(
    contract: Contract,
    accepted: Path,
    identity: Path,
    limits: tuple[int, int],
    out: Path,
) -> Mapping[str, Json]:
    memory_mb, threads = limits
    return resolve_dataset(
        contract, accepted, identity, out, memory_mb=memory_mb, threads=threads
    )


def _all_of(link: Stage) -> str:
    """Return the digests of all that linking wrote, as one text."""
    files = link.summary[FILES]
    pairs = sorted(files.items()) if isinstance(files, Mapping) else []
    return " ".join(f"{name}={digest}" for name, digest in pairs)
