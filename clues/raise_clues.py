"""Merge the night's hits into candidate clues and write `clues.parquet`."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

from clues.certainty import UNCONFIRMED, basis_of
from clues.clue import Clue, load_clues, of_queue, save_clues
from clues.hit import Hit, load_hits
from clues.identify import clue_id, facts_fingerprint
from clues.labels import CHANGES, CLUE, ENTITLEMENT
from clues.money import distinct_fen
from clues.overlap import Place, Shared, neighbours, once_fen, place_of, shared_acts
from clues.priority import priority_of
from clues.recheck import Departure, mark_rechecks, mark_withdrawn_rules
from clues.since_last import compare_nights
from clues.subject import Subject, load_subjects
from clues.wording import clue_questions, clue_sentence
from store.digest import Json

CLUES = "clues.parquet"
NO_DEPARTURES: Mapping[str, Departure] = MappingProxyType({})


def raise_clues(  # noqa: PLR0913 - the signature that the flow and the stages agreed on
    findings: Sequence[Path],
    person: Path,
    out: Path,
    *,
    key: bytes,
    as_of: date,
    previous: Path | None,
    departures: Mapping[str, Departure] = NO_DEPARTURES,
    withdrawn_rules: Collection[str] = (),
    entitlements: Sequence[Path] = (),
) -> dict[str, Json]:
    """Write tonight's clues into `out` and return the counts.

    `findings` are rule stage folders, `person` identity's `person.parquet`,
    `previous` the `clues.parquet` of the last night with an earlier date,
    `departures` the rows beneath those clues that no longer stand, and
    `withdrawn_rules` the rules an office took back. `entitlements` are the folders
    of rules on what did not arrive (应享未享): a queue and a count of their own.
    Raises `ClueError` when a rule's sentence accuses somebody.
    """
    folders = {CLUE: findings, ENTITLEMENT: entitlements}
    queues = {queue: tuple(load_hits(given)) for queue, given in folders.items()}
    merged = [
        clue
        for queue, hits in queues.items()
        for clue in _merged(hits, queue, key=key, as_of=as_of)
    ]
    shared = shared_acts(queues)
    named = _related(_named(merged, person), shared)
    before = load_clues(previous) if previous else ()
    compared = compare_nights(named, before, as_of=as_of)
    marked = mark_rechecks(compared, before, departures, as_of=as_of)
    clues = mark_withdrawn_rules(marked, before, withdrawn_rules, as_of=as_of)
    save_clues(clues, out / CLUES)
    due: dict[str, Json] = _summary(of_queue(clues, ENTITLEMENT), shared, as_of)
    return {**_summary(of_queue(clues, CLUE), shared, as_of), "entitlements": due}


def _merged(
    hits: Iterable[Hit], queue: str, *, key: bytes, as_of: date
) -> Sequence[Clue]:
    """Return one clue for each subject and matter; `hits` come in that order."""
    groups = groupby(hits, key=lambda hit: hit.subject)
    return [_clue(tuple(group), queue, key=key, as_of=as_of) for _, group in groups]


def _clue(hits: tuple[Hit, ...], queue: str, *, key: bytes, as_of: date) -> Clue:
    matter, kind, subject_id = hits[0].subject
    basis = basis_of(hits)
    amount_fen = distinct_fen(basis)
    priority = priority_of(basis, amount_fen=amount_fen, as_of=as_of)
    starts = [hit.period_from for hit in basis if hit.period_from]
    ends = [hit.period_to for hit in basis if hit.period_to]
    return Clue(
        clue_id=clue_id(
            key,
            matter=matter,
            subject_kind=kind,
            subject_id=subject_id,
            queue=queue,
        ),
        fingerprint=facts_fingerprint(hits),
        since_last="new",
        subject_kind=kind,
        subject_id=subject_id,
        subject_name="",
        subject_number="",
        matter=matter,
        rules=tuple(sorted({hit.rule for hit in basis})),
        amount_fen=amount_fen,
        period_from=min(starts, default=None),
        period_to=max(ends, default=None),
        score=priority.score,
        parts=priority.parts,
        sentence=clue_sentence(hits, amount_fen=amount_fen, queue=queue),
        questions=clue_questions(hits),
        related=(),
        hits=tuple(hit.fields for hit in hits),
        queue=queue,
    )


def _named(clues: Sequence[Clue], person: Path) -> Sequence[Clue]:
    subjects = load_subjects(person, {(c.subject_kind, c.subject_id) for c in clues})
    return [_with(clue, subjects[clue.subject_kind, clue.subject_id]) for clue in clues]


def _with(clue: Clue, subject: Subject) -> Clue:
    return replace(clue, subject_name=subject.name, subject_number=subject.id_number)


def _related(clues: Sequence[Clue], shared: Shared) -> Sequence[Clue]:
    """Return the clues, each pointing at others of its subject or of its acts."""
    ordered = sorted(clues, key=lambda clue: clue.order)
    by_subject: defaultdict[tuple[str, ...], set[Place]] = defaultdict(set)
    for clue in ordered:
        by_subject[_subject(clue)].add(place_of(clue))
    near, rank = neighbours(shared), {place_of(c): n for n, c in enumerate(ordered)}
    related: list[Clue] = []
    for clue in clues:
        own = place_of(clue)
        others = by_subject[_subject(clue)] | near.get(own, frozenset())
        found = sorted(rank[place] for place in others - {own})
        related.append(replace(clue, related=[_pointer(ordered[n]) for n in found]))
    return related


def _pointer(clue: Clue) -> Mapping[str, Json]:
    return {"clue_id": clue.clue_id, "matter": clue.matter}


def _subject(clue: Clue) -> tuple[str, ...]:
    return (clue.queue, clue.subject_kind, clue.subject_id)


def _summary(clues: Sequence[Clue], shared: Shared, as_of: date) -> dict[str, Json]:
    """Return counts by change, rule and matter; `gone` counts tonight's only."""
    live = [clue for clue in clues if not clue.is_gone]
    changes = Counter(clue.since_last for clue in live)
    changes["gone"] = sum(clue.gone_on == as_of for clue in clues)
    return {
        "clues": len(live),
        "since_last": {change: changes[change] for change in CHANGES},
        "by_rule": _counts(rule for clue in live for rule in clue.rules),
        "by_matter": _counts(clue.matter for clue in live),
        "unconfirmed": sum(clue.identity == UNCONFIRMED for clue in live),
        "amount_fen": once_fen(live, shared),
        "recheck": sum(_marked_on(clue, as_of) for clue in clues),
    }


def _marked_on(clue: Clue, day: date) -> bool:
    return any(mark["on"] == day.isoformat() for mark in clue.recheck)


def _counts(names: Iterable[str]) -> dict[str, Json]:
    return dict(sorted(Counter(names).items()))
