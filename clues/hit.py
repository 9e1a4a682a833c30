"""The hits that become clues, read with the acts behind them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias, cast

import polars as pl

from store.digest import Json
from store.tables import CHAIN_STEPS

HITS = "hits.parquet"
ITEMS = "items.parquet"
OUTCOME = "hit"
NESTED = {
    "evidence_for",
    "evidence_against",
    "evidence_missing",
    "policy_notes",
    "chain",
    "explanations",
    "questions",
}

Row: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act in question: a payment, a contract, an enrolment."""

    act: str
    period_from: date | None
    period_to: date | None
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One rule's answer about one subject and matter; `fields` as interfaces §6."""

    rule: str
    rule_version: int
    subject_kind: str
    subject_id: str
    matter: str
    tier: str
    severity: str
    sentence: str
    period_from: date | None
    period_to: date | None
    acts: tuple[Act, ...]
    fields: Mapping[str, Json]

    @property
    def subject(self) -> tuple[str, str, str]:
        """Return what decides which clue the hit belongs to."""
        return (self.matter, self.subject_kind, self.subject_id)

    @property
    def order(self) -> tuple[str, str, str, str]:
        """Return the total order of hits: severity, rule, period, id."""
        start = str(self.period_from or "")
        return (self.severity or "S9", self.rule, start, str(self.fields["hit_id"]))

    def listed(self, field: str) -> Sequence[Any]:
        """Return a nested field: evidence, chain, explanations or questions."""
        return cast("Sequence[Any]", self.fields.get(field, ()))


def load_hits(findings: Iterable[Path]) -> tuple[Hit, ...]:
    """Return every hit with outcome `hit` in the given rule stage folders.

    A hit whose acts were not handed over stands for itself as one act.
    """
    hits = (hit for folder in findings for hit in _hits_of(folder))
    return tuple(sorted(hits, key=lambda hit: (hit.subject, hit.order)))


def _hits_of(folder: Path) -> Iterable[Hit]:
    acts = _acts_of(folder / ITEMS)
    for row in _rows(folder / HITS):
        yield _hit(row, acts.get(row["hit_id"]) or (_itself(row),))


def _rows(file: Path) -> Iterable[Row]:
    kept = pl.scan_parquet(file, glob=False).filter(pl.col("outcome") == OUTCOME)
    return kept.collect().iter_rows(named=True)


def _acts_of(file: Path) -> Mapping[str, tuple[Act, ...]]:
    acts: defaultdict[str, list[Act]] = defaultdict(list)
    for row in _rows(file):
        acts[row["hit_id"]].append(_act(row, row["act"]))
    return {hit: tuple(sorted(each, key=repr)) for hit, each in acts.items()}


def _act(row: Row, name: str | None) -> Act:
    return Act(
        act=name or "",
        period_from=row["period_from"],
        period_to=row["period_to"] or row["period_from"],
        amount_fen=row["amount_fen"] or 0,
    )


def _itself(row: Row) -> Act:
    return _act(row, f"hit {row['hit_id']}")


def _hit(row: Row, acts: tuple[Act, ...]) -> Hit:
    return Hit(
        rule=row["rule"],
        rule_version=row["rule_version"],
        subject_kind=row["subject_kind"],
        subject_id=row["subject_id"],
        matter=row["matter"],
        tier=row["tier"] or "",
        severity=row["severity"] or "",
        sentence=row["sentence"] or "",
        period_from=row["period_from"],
        period_to=row["period_to"],
        acts=acts,
        fields=_fields(row),
    )


def _fields(row: Row) -> dict[str, Json]:
    flat = {name: _plain(row[name]) for name in row if name not in NESTED}
    return {
        **flat,
        "evidence_for": _pointers(row["evidence_for"]),
        "evidence_against": _pointers(row["evidence_against"]),
        "evidence_missing": _texts(row["evidence_missing"]),
        "policy_notes": _texts(row["policy_notes"]),
        "chain": _chain(row["chain"]),
        "explanations": _sorted(row["explanations"], "name", "verdict"),
        "questions": list(row["questions"] or ()),
    }


def _plain(value: Any) -> Json:
    return value.isoformat() if isinstance(value, date) else cast("Json", value)


def _texts(values: Iterable[str] | None) -> list[str]:
    return sorted({text for text in values or () if text})


def _pointers(rows: Iterable[Row] | None) -> list[dict[str, Json]]:
    return _sorted(
        rows, "dataset", "file", "sheet", "row", "delivery", "record_id", unique=True
    )


def _sorted(
    rows: Iterable[Row] | None, *names: str, unique: bool = False
) -> list[dict[str, Json]]:
    """Return structs in the order of the named fields, numbers as numbers."""
    plain = [{name: _plain(row[name]) for name in row} for row in rows or ()]
    ordered = sorted(plain, key=lambda row: [_rank(row[name]) for name in names])
    if not unique:
        return ordered
    return [row for no, row in enumerate(ordered) if no == 0 or row != ordered[no - 1]]


def _rank(value: Json) -> tuple[int, str]:
    return (value, "") if isinstance(value, int) else (-1, str(value or ""))


def _chain(rows: Iterable[Row] | None) -> list[dict[str, Json]]:
    """Return the five slots in their order, empty where nobody is named."""
    known = {row["step"]: row for row in rows or ()}
    return [
        {
            "step": step,
            "person": known.get(step, {}).get("person") or "",
            "unit": known.get(step, {}).get("unit") or "",
            "on": _plain(known.get(step, {}).get("on")),
        }
        for step in CHAIN_STEPS
    ]
