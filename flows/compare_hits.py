"""Two answers of one rule side by side: hits added, removed, changed, and why."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import polars as pl

from store.digest import Json

Subject: TypeAlias = tuple[str, str, str]  # kind, id, matter
Answer: TypeAlias = list[Mapping[str, Any]]  # the hits of one subject, weightiest first
ADDED, REMOVED, CHANGED = "added", "removed", "changed"
KINDS: Mapping[str, str] = {ADDED: "新增", REMOVED: "不再命中", CHANGED: "有变化"}
ORDER = ("hit", "cannot_decide", "explained", "suppressed")
OTHERS = "others"
REASONS: Mapping[str, str] = {
    "outcome": "结论",
    "reason": "理由",
    "amount_fen": "金额",
    "period": "期间",
    "evidence": "证据",
    "explanations": "合理解释",
    "severity": "等级",
    OTHERS: "同一对象的其他命中",
}


@dataclass(frozen=True, kw_only=True)
class HitChange:
    """One subject and matter whose answer differs; `why` names what of it.

    `before` and `after` are the answers' outcome, amount and number of acts.
    """

    kind: str
    subject_kind: str
    subject_id: str
    matter: str
    why: tuple[str, ...]
    before: Mapping[str, Json] | None
    after: Mapping[str, Json] | None

    @property
    def as_json(self) -> dict[str, Json]:
        """Return the change as JSON."""
        return {
            "kind": self.kind,
            "subject_kind": self.subject_kind,
            "subject_id": self.subject_id,
            "matter": self.matter,
            "why": list(self.why),
            "before": dict(self.before) if self.before is not None else None,
            "after": dict(self.after) if self.after is not None else None,
        }


def hit_changes(before: Path | None, after: Path | None) -> tuple[HitChange, ...]:
    """Return what differs between two `hits.parquet`; None: there were none."""
    old, new = _facts(before), _facts(after)
    subjects = sorted({*old, *new})
    return tuple(_changes(subjects, old, new))


def counted(changes: Sequence[HitChange]) -> dict[str, int]:
    """Return how many hits were added, removed and changed."""
    found = Counter(one.kind for one in changes)
    return {kind: found[kind] for kind in KINDS}


def _changes(
    subjects: Sequence[Subject],
    old: Mapping[Subject, Answer],
    new: Mapping[Subject, Answer],
) -> Iterator[HitChange]:
    for subject in subjects:
        one, other = old.get(subject), new.get(subject)
        if one == other:
            continue
        kind = ADDED if one is None else REMOVED if other is None else CHANGED
        yield HitChange(
            kind=kind,
            subject_kind=subject[0],
            subject_id=subject[1],
            matter=subject[2],
            why=_why(one, other) if one and other else (),
            before=_told(one),
            after=_told(other),
        )


def _why(one: Answer, other: Answer) -> tuple[str, ...]:
    """Return what differs in the answers that weigh most, or in the rest of them."""
    found = tuple(name for name in REASONS if one[0].get(name) != other[0].get(name))
    return found or (OTHERS,)


def _told(answer: Answer | None) -> Mapping[str, Json] | None:
    if answer is None:
        return None
    names = ("outcome", "reason", "amount_fen", "items")
    return {name: answer[0][name] for name in names}


def _facts(file: Path | None) -> dict[Subject, Answer]:
    if file is None:
        return {}
    found: dict[Subject, Answer] = {}
    for row in pl.read_parquet(file, glob=False).sort("hit_id").iter_rows(named=True):
        subject = (row["subject_kind"], row["subject_id"], row["matter"])
        found.setdefault(subject, []).append(_compared(row))
    for answer in found.values():
        answer.sort(key=_rank)
    return found


def _rank(facts: Mapping[str, Any]) -> tuple[int, str]:
    return ORDER.index(facts["outcome"]), str(facts["tier"])


def _compared(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what of a hit is compared; rows count by what they are, not where."""
    sides = ("evidence_for", "evidence_against")
    return {
        "outcome": row["outcome"],
        "reason": row["reason"],
        "amount_fen": row["amount_fen"],
        "items": row["items"],
        "tier": row["tier"],
        "period": (row["period_from"], row["period_to"]),
        "evidence": [
            sorted((one["dataset"], one["record_id"]) for one in row[side] or ())
            for side in sides
        ],
        "explanations": sorted(
            (one["name"], one["verdict"]) for one in row["explanations"] or ()
        ),
        "severity": row["severity"],
    }
