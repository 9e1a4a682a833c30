"""Third step: whose rows these are, over all datasets; then each dataset resolved."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from flows.basis import code_of, contract_digest
from flows.check_snapshots import ACCEPTED
from flows.context import FILES, Night, content
from flows.link_people import (
    PHASE,
    Grounds,
    generic_values,
    link_people,
    tonights_epoch,
    usable_tables,
)
from flows.tie_people import tie_relatives
from identity.resolve import resolve_dataset
from store.contract import Contract
from store.digest import Json
from store.stage import Request, Stage

RESOLVED, PERSON = "resolved.parquet", "person.parquet"
ORGANISATION = "organisation.parquet"


@dataclass(frozen=True, kw_only=True)
class People:
    """The links and kin of tonight, and each dataset with its people tied on."""

    generic: Stage
    link: Stage
    ties: Stage
    resolved: Mapping[str, Stage]


def resolve_people(
    night: Night, current: Mapping[str, Stage], previous: Path | None
) -> People:
    """Link all current records, then resolve each dataset that is not withheld.

    `previous` says who had which id the night before.
    """
    usable = usable_tables(current)
    night.watcher.begin(PHASE, 4 + len(usable))
    generic = generic_values(night, usable)
    epoch = tonights_epoch(night, usable, generic)
    grounds = Grounds(generic=generic, epoch=epoch, previous=previous)
    link = link_people(night, usable, grounds)
    resolved = {path: _resolve(night, path, usable[path], link) for path in usable}
    return People(
        generic=generic,
        link=link,
        ties=tie_relatives(night, usable, link),
        resolved={path: stage for path, stage in resolved.items() if stage is not None},
    )


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
