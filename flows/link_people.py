"""Who is who over all datasets: values that point at nobody, weights, links."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl

from checks.generic import GENERIC, learn_generic_values
from flows.basis import code_of, contracts_digest, key_digest
from flows.check_snapshots import ACCEPTED
from flows.context import Night, content
from flows.epoch import KeptEpoch, keep_epoch, kept_epoch, use_epoch, weighed_before
from identity.judgements import read_judgements
from identity.known import know_people
from identity.learn import learn_epoch
from identity.link_records import link_records
from identity.matcher.epoch import Epoch
from identity.matcher.model_file import load_model
from identity.outcome import Memory, Weights
from identity.weigh_untied import MODEL
from store.digest import Json, digest_file
from store.stage import Request, Stage

PHASE = "认人"
FEWEST_ROWS = 100  # with fewer there is nothing to learn weights from


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
        if found is not None or _rows(current) < FEWEST_ROWS:
            return found
        learnt = learnt_epoch(night, current, generic)
        if learnt is not None:
            use_epoch(night.home, learnt)
        return learnt

    return night.attempt(PHASE, "匹配权重", find)


def learnt_epoch(
    night: Night, current: Mapping[str, Stage], generic: Stage
) -> KeptEpoch | None:
    """Learn weights from the current tables and keep them; none if too few teach.

    No stage: what a night rests on is the kept epoch, not when it was learnt.
    """
    learn = partial(_learn, night, accepted_files(current), generic.file(GENERIC))
    learnt = night.timed(f"{PHASE}：学习匹配权重", learn)
    return None if learnt is None else keep_epoch(night.home, learnt)


def _learn(night: Night, accepted: Mapping[str, Path], generic: Path) -> Epoch | None:
    known = know_people(accepted, night.contracts, key=night.key, generic=generic)
    return learn_epoch(known, load_model(MODEL))


def _rows(current: Mapping[str, Stage]) -> int:
    return sum(int(str(stage.summary["rows"])) for stage in current.values())


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """What linking rests on besides the tables.

    `generic` are the values that point at nobody, `epoch` the weights, `previous` who
    had which id the night before (`identity.kept_ids`).
    """

    generic: Stage
    epoch: KeptEpoch | None
    previous: Path | None


def _before(previous: Path | None) -> dict[str, str]:
    """Return the night before as an input; one without anybody is as no night."""
    if previous is None or pl.read_parquet(previous).is_empty():
        return {}
    return {"previous": digest_file(previous)}


def link_people(night: Night, current: Mapping[str, Stage], grounds: Grounds) -> Stage:
    """Link the records of all datasets, by weight too, and as analysts judged."""
    generic, epoch, previous = grounds.generic, grounds.epoch, grounds.previous
    judged = read_judgements(night.home.judgements)
    request = Request(
        name="identity",
        inputs={
            **{path: content(stage, ACCEPTED) for path, stage in current.items()},
            GENERIC: content(generic, GENERIC),
            **({"epoch": epoch.digest} if epoch else {}),
            **({"judgements": judged.digest} if judged.digest else {}),
            **_before(previous),
        },
        code=code_of("identity"),
        parameters={
            "contracts": contracts_digest(night.contracts),
            "key": key_digest(night.key),
        },
    )

    def compute(out: Path) -> Mapping[str, Json]:
        weights = None
        if epoch is not None:
            state = weighed_before(night.home, epoch, request.code)
            weights = Weights(epoch=epoch.folder, state=state)
        return link_records(
            accepted_files(current),
            night.contracts,
            out,
            key=night.key,
            generic=generic.file(GENERIC),
            weights=weights,
            memory=Memory(judged=judged, previous=previous),
        )

    return night.stage(f"{PHASE}：跨表认人", request, compute)
