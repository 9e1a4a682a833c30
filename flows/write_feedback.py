"""After the checks: the numbered sheets that go back to the departments.

The letters of a night stand in `outbox/feedback/<date>/`. What was told is kept in
the archive, and a night compares itself with an earlier day, so that a night
repeated on its own date writes the same bytes.
"""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from checks.feedback.compose import HISTORY, LETTERS, write_feedback
from checks.feedback.finding import Delivered
from checks.feedback.turns import Issuer, Material, Refused
from checks.sanity.run import FINDINGS
from flows.basis import code_of, contracts_digest, key_digest
from flows.check_sanity import Sane
from flows.check_snapshots import ACCEPTED, QUARANTINE, Checked
from flows.context import Night, content
from flows.take_snapshots import Taken
from store.digest import Json, digest_file, digest_json
from store.stage import Request, Stage, publish_folder

PHASE = "反馈"
FEEDBACK = "feedback"
ARCHIVED = "feedback.parquet"
SENT = (".xlsx", ".csv")


def write_letters(
    night: Night, taken: Taken, checked: Sequence[Checked], sane: Sequence[Sane]
) -> Stage | None:
    """Write tonight's letters and lay them into the outbox; failures are noted."""
    night.watcher.begin(PHASE, 1)
    told = told_before(night)
    material = Material(
        delivered=[_delivered(night, one) for one in checked],
        refused=_refused(night, taken),
        sanity=[
            (one.check, one.stage.file(FINDINGS))
            for one in sane
            if one.stage is not None
        ],
    )
    stage = night.attempt(PHASE, FEEDBACK, lambda: _stage(night, material, told, sane))
    if stage is not None:
        _lay_out(night, stage)
    return stage


def told_before(night: Night) -> Path | None:
    """Return what earlier nights have told, as the newest of them kept it."""
    days = [
        day
        for file in night.home.archive.glob(f"[0-9]*/{ARCHIVED}")
        if (day := date.fromisoformat(file.parent.name)) < night.as_of
    ]
    if not days:
        return None
    return night.home.archive / max(days).isoformat() / ARCHIVED


def _stage(
    night: Night, material: Material, told: Path | None, sane: Sequence[Sane]
) -> Stage:
    issuer = Issuer(
        office=night.settings.office.name,
        as_of=night.as_of,
        key=night.key,
        titles={contract.path: contract.title for contract in night.contracts},
    )
    request = Request(
        name=FEEDBACK,
        inputs={
            **{d.quarantine.parent.name: _basis(d) for d in material.delivered},
            **{
                one.check.id: content(one.stage, FINDINGS)
                for one in sane
                if one.stage is not None
            },
            "refused": digest_json([str(one) for one in material.refused]),
            "told": digest_file(told) if told is not None else "",
        },
        code=code_of("checks.feedback", "checks.sanity"),
        parameters={
            "contracts": contracts_digest(night.contracts),
            "as_of": night.as_of.isoformat(),
            "office": issuer.office,
            "key": key_digest(night.key),
        },
    )

    def compute(out: Path) -> Mapping[str, Json]:
        return write_feedback(material, told, out, issuer=issuer)

    return night.stage(f"{PHASE}：反馈单", request, compute)


def _basis(one: Delivered) -> str:
    return f"{one.snapshot.id} {one.delivered_on}"


def _delivered(night: Night, one: Checked) -> Delivered:
    summary = one.stage.summary
    contract = night.contract(one.snapshot.dataset)
    assert contract is not None, "a snapshot is checked under its contract"
    return Delivered(
        snapshot=one.snapshot,
        folder=night.home.snapshots / one.snapshot.id,
        contract=contract,
        delivered_on=one.delivered_on,
        accepted=one.stage.file(ACCEPTED),
        quarantine=one.stage.file(QUARANTINE),
        months=_texts(summary.get("months")),
        blocked_by=_texts(summary.get("blocked_by")),
    )


def _refused(night: Night, taken: Taken) -> list[Refused]:
    """Return what was refused of the deliveries whose department is known."""
    del night
    found: list[Refused] = []
    for delivery in taken.deliveries:
        told = tuple(
            (r["dataset"], f"{r['place']}：{r['message']}".lstrip("："), r["remedy"])
            for r in taken.refusals
            if r["delivery"] == delivery.name
        )
        if told:
            files = tuple((file.name, digest_file(file)) for file in delivery.files)
            found.append(
                Refused(
                    supplier=delivery.supplier,
                    delivery=delivery.name,
                    delivered_on=delivery.delivered_on,
                    files=files,
                    told=told,
                )
            )
    return found


def _lay_out(night: Night, stage: Stage) -> None:
    """Put the letters into the outbox, whole; an empty night leaves no folder."""
    place = night.home.outbox / FEEDBACK / night.as_of.isoformat()
    letters = [file for file in sorted(stage.folder.iterdir()) if file.suffix in SENT]
    if not letters:
        shutil.rmtree(place, ignore_errors=True)
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=place.parent))
    try:
        for file in letters:
            shutil.copyfile(file, draft / file.name)
        publish_folder(draft, place)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def archived_history(stage: Stage) -> Path:
    """Return the history that tonight leaves for later nights."""
    return stage.file(HISTORY)


def letters_of(stage: Stage) -> Path:
    """Return the table of tonight's letters."""
    return stage.file(LETTERS)


def _texts(value: Json) -> tuple[str, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return ()
    return tuple(str(text) for text in value)
