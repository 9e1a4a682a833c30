"""共性问题: the same kind of problem in two departments or more.

Three kinds are recognised: the register that records differ from, the rule's own
variant of the act, and the lawful explanation that settled it. A department counts
only where the kind concerns enough subjects there.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import polars as pl

from clues.certainty import GROUNDS
from clues.labels import matter_label
from store.odcs import contract_for
from store.settings import Rollup

REGISTERS = frozenset({"registry"})
ROLLS = frozenset({"finance/staff_payroll"})
KINDS: Mapping[str, str] = MappingProxyType(
    {"register": "与同一登记不一致", "variant": "同一情形", "explanation": "同一解释"}
)
DEPARTMENTS = 2
READ = (
    "hit_id",
    "rule",
    "subject_kind",
    "subject_id",
    "matter",
    "outcome",
    "reason",
    "tier",
    "evidence_for",
    "explanations",
)


@dataclass(frozen=True, kw_only=True)
class _Sight:
    """One hit seen as one kind of problem."""

    kind: str
    name: str
    title: str
    department: str
    matter: str
    rule: str
    subject: tuple[str, str]
    hit_id: str


def shared_problem_rows(
    hits: Sequence[Path], acts: Mapping[str, str], limits: Rollup
) -> list[dict[str, object]]:
    """Return the kinds found in several departments, the widest first.

    `hits` are the `hits.parquet` of the rules, `acts` the contract path of each
    rule's acts; `store.rollup_tables.SHARED_PROBLEM` says what a row holds.
    """
    groups: defaultdict[tuple[str, str, str], list[_Sight]] = defaultdict(list)
    for file in sorted(hits):
        rows = pl.scan_parquet(file, glob=False).select(READ).collect()
        for row in rows.iter_rows(named=True):
            for sight in _sights(row, acts[row["rule"]]):
                groups[sight.kind, sight.name, sight.title].append(sight)
    rows_of = [_row(key, _wide(sights, limits)) for key, sights in groups.items()]
    kept = [row for row in rows_of if len(row["departments"]) >= DEPARTMENTS]
    return sorted(kept, key=_rank)


def _rank(row: Mapping[str, Any]) -> tuple[object, ...]:
    wide = (-len(row["departments"]), -row["subjects"])
    return (*wide, row["kind"], row["name"], row["title"])


def _sights(row: Mapping[str, Any], dataset: str) -> Iterator[_Sight]:
    for kind, name, title in _kinds(row, dataset):
        yield _Sight(
            kind=kind,
            name=name,
            title=title,
            # of data that several keep together, the first answers
            department=contract_for(dataset).owner.partition("、")[0],
            matter=row["matter"],
            rule=row["rule"],
            subject=(row["subject_kind"], row["subject_id"]),
            hit_id=row["hit_id"],
        )


def _kinds(row: Mapping[str, Any], dataset: str) -> Iterator[tuple[str, str, str]]:
    if row["outcome"] == "explained":
        tried = row["explanations"] or ()
        held = (one for one in tried if one["verdict"] == "explained")
        yield from (("explanation", one["name"], one["title"]) for one in held)
    elif row["outcome"] == "hit" and row["tier"] not in GROUNDS:
        variants = filter(None, (row["reason"] or "").split(","))
        yield from (("variant", name, name) for name in variants)
        cited = {each["dataset"] for each in row["evidence_for"] or ()} - {dataset}
        registers = filter(_is_register, sorted(cited))
        yield from (("register", path, _title(path)) for path in registers)


def _is_register(path: str) -> bool:
    return path.partition("/")[0] in REGISTERS or path in ROLLS


@cache
def _title(path: str) -> str:
    return contract_for(path).title.rpartition("—")[2]


def _wide(sights: Sequence[_Sight], limits: Rollup) -> Sequence[_Sight]:
    """Return the sights in departments that have enough subjects of the kind."""
    subjects: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for sight in sights:
        subjects[sight.department].add(sight.subject)
    enough = {name for name, who in subjects.items() if len(who) >= limits.least_found}
    return [sight for sight in sights if sight.department in enough]


def _row(key: tuple[str, str, str], sights: Sequence[_Sight]) -> dict[str, Any]:
    kind, name, title = key
    departments = sorted({sight.department for sight in sights})
    matters = sorted({sight.matter for sight in sights})
    subjects = len({sight.subject for sight in sights})
    return {
        "kind": kind,
        "name": name,
        "title": title,
        "departments": departments,
        "matters": matters,
        "rules": sorted({sight.rule for sight in sights}),
        "subjects": subjects,
        "hits": len({sight.hit_id for sight in sights}),
        "sentence": _sentence(kind, title, departments, matters, subjects),
    }


def _sentence(
    kind: str,
    title: str,
    departments: Sequence[str],
    matters: Sequence[str],
    subjects: int,
) -> str:
    opening = {
        "register": f"与{title}不一致的情形",
        "variant": f"“{title}”的情形",
        "explanation": f"以“{title}”解释的情形",
    }[kind]
    return (
        f"{opening}在 {len(departments)} 个部门（{_listed(departments)}）的 "
        f"{len(matters)} 个事项（{_listed(map(matter_label, matters))}）中出现，"
        f"涉及 {subjects} 个对象，宜一并了解原因。"
    )


def _listed(names: Iterable[str], most: int = 5) -> str:
    shown = list(names)
    more = f"等 {len(shown)} 个" if len(shown) > most else ""
    return "、".join(shown[:most]) + more
