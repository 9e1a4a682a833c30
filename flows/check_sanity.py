"""After people are known: data-sanity checks over all that stands tonight."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl

from checks.generic import GENERIC
from checks.sanity.card import SanityCheck, all_checks
from checks.sanity.run import (
    CONTROL,
    ISSUES,
    PART,
    Evidence,
    missing_data,
    run_sanity_check,
)
from flows.basis import code_of, contracts_digest
from flows.check_snapshots import QUARANTINE, Checked
from flows.context import Night, content
from flows.resolve_people import RESOLVED, People
from store.digest import Json, digest_json
from store.stage import Request, Stage

PHASE = "核查"
CONFLICT = "conflict.parquet"
DIGEST_DIGITS = 12  # what a row remembers of its file


@dataclass(frozen=True, kw_only=True)
class Sane:
    """One data-sanity check tonight; without a stage it could not run."""

    check: SanityCheck
    missing: tuple[str, ...]
    stage: Stage | None


def check_sanity(
    night: Night, checked: Sequence[Checked], people: People
) -> tuple[Sane, ...]:
    """Run every data-sanity check whose data came; a failing one is noted by name."""
    evidence = _evidence(night, checked, people)
    checks = all_checks()
    night.watcher.begin(PHASE, len(checks))
    return tuple(_check(night, check, evidence, people) for check in checks)


def _check(
    night: Night, check: SanityCheck, evidence: Evidence, people: People
) -> Sane:
    missing = missing_data(check, tuple(people.resolved))
    if missing:
        return Sane(check=check, missing=missing, stage=None)
    request = Request(
        name="sanity",
        inputs=_inputs(people, evidence),
        code=code_of("checks.sanity"),
        parameters=_parameters(night, check, evidence),
    )
    use = night.settings.night

    def compute(out: Path) -> Mapping[str, Json]:
        return run_sanity_check(
            check, evidence, out, memory_mb=use.memory_mb, threads=use.threads
        )

    label = f"{PHASE}：{check.id} {check.title}"
    stage = night.attempt(
        PHASE, check.id, partial(night.stage, label, request, compute)
    )
    return Sane(check=check, missing=(), stage=stage)


def _inputs(people: People, evidence: Evidence) -> dict[str, str]:
    resolved = {p: content(s, RESOLVED) for p, s in people.resolved.items()}
    return {
        **resolved,
        CONFLICT: content(people.link, CONFLICT),
        GENERIC: content(people.generic, GENERIC),
        QUARANTINE: " ".join(str(file.parent.name) for file in evidence.quarantine),
    }


def _parameters(night: Night, check: SanityCheck, evidence: Evidence) -> Json:
    given = [*evidence.control.iter_rows(), *evidence.parts.iter_rows()]
    return {
        "check": check.id,
        "contracts": contracts_digest(night.contracts),
        "deliveries": digest_json([[str(cell) for cell in row] for row in given]),
        "as_of": night.as_of.isoformat() if "tonight" in check.reads else "",
    }


def _evidence(night: Night, checked: Sequence[Checked], people: People) -> Evidence:
    return Evidence(
        contracts=night.contracts,
        resolved={p: s.file(RESOLVED) for p, s in people.resolved.items()},
        quarantine=[one.stage.file(QUARANTINE) for one in checked],
        conflict=people.link.file(CONFLICT),
        generic=people.generic.file(GENERIC),
        control=_control(checked),
        parts=_parts(checked),
        as_of=night.as_of,
    )


def _control(checked: Sequence[Checked]) -> pl.DataFrame:
    rows = [
        {
            "dataset": one.snapshot.dataset,
            "supplier": one.snapshot.supplier,
            "delivery": one.snapshot.delivery,
            "delivered_on": one.delivered_on,
            "rows": one.snapshot.rows,
            "accepted": one.stage.summary.get("accepted"),
            "stated_rows": one.snapshot.stated_rows,
        }
        for one in checked
    ]
    return pl.DataFrame(rows, schema=CONTROL, orient="row").sort(pl.all())


def _parts(checked: Sequence[Checked]) -> pl.DataFrame:
    rows = [
        {
            "dataset": one.snapshot.dataset,
            "supplier": one.snapshot.supplier,
            "delivery_name": one.snapshot.delivery,
            "delivery": part.sha256[:DIGEST_DIGITS],
            "sha256": part.sha256,
        }
        for one in checked
        for part in one.snapshot.parts
    ]
    return pl.DataFrame(rows, schema=PART, orient="row").sort(pl.all())


def issue_files(sane: Sequence[Sane]) -> list[Path]:
    """Return the tables of issues of the checks that ran."""
    return [one.stage.file(ISSUES) for one in sane if one.stage is not None]
