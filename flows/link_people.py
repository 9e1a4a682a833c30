"""Who is who over all datasets: values that point at nobody, weights, links."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from checks.generic import GENERIC, learn_generic_values
from flows.basis import code_of, contracts_digest, key_digest
from flows.check_snapshots import ACCEPTED
from flows.context import Night, content
from flows.epoch import KeptEpoch, keep_epoch, kept_epoch, use_epoch
from identity.known import know_people
from identity.learn import learn_epoch
from identity.link_records import link_records
from identity.matcher.epoch_file import NAME, read_epoch, write_epoch
from identity.matcher.model_file import load_model
from identity.weigh_untied import MODEL
from store.digest import Json
from store.stage import Request, Stage

PHASE = "认人"


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


def tonights_epoch(
    night: Night, current: Mapping[str, Stage], generic: Stage
) -> KeptEpoch | None:
    """Return the weights in use; the first night learns them.

    A night without them ties by number and name: where too few records teach, and
    where the kept ones are damaged, which is noted.
    """

    def find() -> KeptEpoch | None:
        found = kept_epoch(night.home, load_model(MODEL))
        if found is not None:
            return found
        learnt = learnt_epoch(night, current, generic)
        if learnt is not None:
            use_epoch(night.home, learnt)
        return learnt

    return night.attempt(PHASE, "匹配权重", find)


def learnt_epoch(
    night: Night, current: Mapping[str, Stage], generic: Stage
) -> KeptEpoch | None:
    """Learn weights from the current tables and keep them; none if too few teach."""
    request = _request(night, "weights", current, generic)
    compute = partial(_learn, night, accepted_files(current), generic.file(GENERIC))
    stage = night.stage(f"{PHASE}：学习匹配权重", request, compute)
    if not stage.file(NAME).is_file():
        return None
    return keep_epoch(night.home, read_epoch(stage.folder))


def _learn(
    night: Night, accepted: Mapping[str, Path], generic: Path, out: Path
) -> Mapping[str, Json]:
    known = know_people(accepted, night.contracts, key=night.key, generic=generic)
    learnt = learn_epoch(known, load_model(MODEL))
    return {"epoch": "" if learnt is None else write_epoch(learnt, out)}


def link_people(
    night: Night, current: Mapping[str, Stage], generic: Stage, epoch: KeptEpoch | None
) -> Stage:
    """Link the records of all datasets, by weight too where there is an epoch."""
    request = _request(night, "identity", current, generic)
    if epoch is not None:
        weights = {**request.inputs, "epoch": epoch.digest}
        request = replace(request, inputs=weights)
    compute = partial(
        link_records,
        accepted_files(current),
        night.contracts,
        key=night.key,
        generic=generic.file(GENERIC),
        epoch=epoch.folder if epoch else None,
    )
    return night.stage(f"{PHASE}：跨表认人", request, lambda out: compute(out=out))


def _request(
    night: Night, name: str, current: Mapping[str, Stage], generic: Stage
) -> Request:
    """Return what linking and learning rest on: all tables, contracts and the key."""
    return Request(
        name=name,
        inputs={
            **{path: content(stage, ACCEPTED) for path, stage in current.items()},
            GENERIC: content(generic, GENERIC),
        },
        code=code_of("identity"),
        parameters={
            "contracts": contracts_digest(night.contracts),
            "key": key_digest(night.key),
            "model": load_model(MODEL).digest,
        },
    )
