"""The JSON of a clue (interfaces §7): masked, unless it was unmasked with a reason.

Officials in the chain are people too: their names are masked alike.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import cast

from clues.clue import Clue
from clues.hide import hidden_names, hidden_text, single_names
from clues.labels import NOTICES
from clues.priority import weights
from clues.wording import yuan
from store.digest import Json
from store.mask import masked_name, masked_number

SCHEMA_VERSION = "1.4.0"
TEXTS = ("sentence", "reason", "amount_basis")
POINTERS = ("evidence_for", "evidence_against")
PERSONAL_KINDS = ("person", "official", "household", "account")


def clue_json(clue: Clue, *, unmasked: bool = False) -> dict[str, Json]:
    """Return a clue as the JSON that is listed and exported.

    Whoever passes `unmasked` has called `clues.unmask.unmask` before.
    """
    names = () if unmasked else personal_names(clue)
    return {
        "schema_version": SCHEMA_VERSION,
        "clue_id": clue.clue_id,
        "fingerprint": clue.fingerprint,
        "queue": clue.queue,
        "since_last": clue.since_last,
        "identity": clue.identity,
        "subject": subject_json(clue, unmasked=unmasked),
        "matter": clue.matter,
        "hits": [_hit(hit, names, unmasked=unmasked) for hit in clue.hits],
        "amount": yuan(clue.amount_fen),
        "period": period_text(clue.period_from, clue.period_to),
        "priority": {
            "score": clue.score,
            "parts": dict(clue.parts),
            "weights": dict(weights()),
        },
        "sentence": _text(clue.sentence, names, unmasked=unmasked),
        "questions": [_text(q, names, unmasked=unmasked) for q in clue.questions],
        "related": list(clue.related),
        "recheck": [dict(mark) for mark in clue.recheck],
        "notice": NOTICES[clue.queue],
    }


def subject_json(clue: Clue, *, unmasked: bool = False) -> dict[str, Json]:
    """Return kind, name and number of who a clue is about."""
    hidden = clue.subject_kind in PERSONAL_KINDS and not unmasked
    name, number = clue.subject_name, clue.subject_number
    return {
        "kind": clue.subject_kind,
        "name": masked_name(name) if hidden else name,
        "id_number": masked_number(number) if hidden else number,
    }


def sentence_text(clue: Clue, *, unmasked: bool = False) -> str:
    """Return a clue's sentence, masked unless unmasked."""
    return _text(clue.sentence, personal_names(clue), unmasked=unmasked)


def period_text(first: date | None, last: date | None) -> str:
    """Return 2024-03/2024-09, or "" where no period is known."""
    months = [f"{day:%Y-%m}" for day in (first, last) if day is not None]
    return f"{months[0]}/{months[-1]}" if months else ""


def personal_names(clue: Clue) -> tuple[str, ...]:
    """Return every person's full name that a clue holds."""
    subject = (clue.subject_name,) if clue.subject_kind in PERSONAL_KINDS else ()
    chains = (_rows(hit["chain"]) for hit in clue.hits)
    slots = (str(slot["person"]) for chain in chains for slot in chain)
    handlers = (name for slot in slots for name in single_names(slot))
    return tuple(sorted(set(filter(None, (*subject, *handlers)))))


def _hit(
    hit: Mapping[str, Json], names: Sequence[str], *, unmasked: bool
) -> dict[str, Json]:
    if unmasked:
        return dict(hit)
    texts = {name: hidden_text(str(hit[name] or ""), names) for name in TEXTS}
    return {
        **hit,
        **texts,
        **{name: _pointers(hit[name], names) for name in POINTERS},
        "evidence_missing": [
            hidden_text(str(text), names)
            for text in cast("Sequence[Json]", hit["evidence_missing"])
        ],
        "chain": [
            {**slot, "person": hidden_names(str(slot["person"]))}
            for slot in _rows(hit["chain"])
        ],
    }


def _pointers(value: Json, names: Iterable[str]) -> list[Mapping[str, Json]]:
    """Return evidence pointers; a file may be named after a person."""
    return [
        {
            **row,
            "file": hidden_text(str(row["file"] or ""), names),
            "sheet": hidden_text(str(row["sheet"] or ""), names),
        }
        for row in _rows(value)
    ]


def _text(text: str, names: Iterable[str], *, unmasked: bool) -> str:
    return text if unmasked else hidden_text(text, names)


def _rows(value: Json) -> Sequence[Mapping[str, Json]]:
    return cast("Sequence[Mapping[str, Json]]", value)
