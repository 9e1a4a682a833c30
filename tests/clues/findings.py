"""Small finding stages, written as the rules stage writes them."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from clues.hit import HITS, ITEMS, Act, Hit, load_hits
from store.tables import CHAIN_STEPS, HIT, HIT_ITEM, PERSON
from store.warehouse import Warehouse

KEY = b"k" * 32
AS_OF = date(2026, 11, 20)
MATTER = "social_security/居民养老"
NAME, NUMBER = "测试甲", "420281199001011234"
HANDLER = "演示乙"
Fields = Mapping[str, Any]


def pointer(row: int, dataset: str = "social_security/pension_payment") -> Fields:
    return {
        "dataset": dataset,
        "file": "发放.xlsx",
        "sheet": "1月",
        "row": row,
        "delivery": "ab" * 32,
        "record_id": f"abababababab-{row}",
    }


def chain(**persons: str) -> list[Fields]:
    return [
        {"step": step, "person": persons.get(step, ""), "unit": "示例中心", "on": None}
        for step in CHAIN_STEPS
    ]


def hit_row(**given: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "hit_id": "h1",
        "rule": "SS-01",
        "rule_version": 1,
        "subject_kind": "person",
        "subject_id": "Pone",
        "matter": MATTER,
        "outcome": "hit",
        "reason": "paid_after",
        "amount_fen": 12345,
        "amount_basis": "基础养老金合计",
        "period_from": date(2026, 3, 1),
        "period_to": date(2026, 3, 31),
        "tier": "T1",
        "link_milli": 1000,
        "evidence_for": [pointer(7), pointer(3, "registry/death")],
        "evidence_against": [],
        "evidence_missing": [],
        "policy_notes": [],
        "chain": chain(受理=HANDLER),
        "explanations": [
            {"name": "refunded", "title": "已退款", "verdict": "untestable", "items": 1}
        ],
        "questions": [],
        "sentence": "死亡登记月份之后仍有养老待遇发放记录",
        "severity": "S2",
        "items": 1,
    }
    return row | given


def item_row(**given: Any) -> dict[str, Any]:
    row: dict[str, Any] = {
        "hit_id": "h1",
        "rule": "SS-01",
        "subject_kind": "person",
        "subject_id": "Pone",
        "matter": MATTER,
        "act": "a1",
        "period_from": date(2026, 3, 1),
        "period_to": date(2026, 3, 31),
        "amount_fen": 12345,
        "outcome": "hit",
        "explanation": None,
    }
    return row | given


def write_finding(
    folder: Path, hits: Sequence[Fields], items: Sequence[Fields] = ()
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / HITS, hits, HIT)
    _write(folder / ITEMS, items, HIT_ITEM)
    return folder


def write_person(folder: Path, people: Sequence[tuple[str, str, str]] = ()) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    rows = [
        {
            "person_id": key,
            "person_name": name,
            "id_number": number,
            "birth_on": None,
            "sex": None,
            "records": 1,
        }
        for key, name, number in people or [("Pone", NAME, NUMBER)]
    ]
    _write(folder / "person.parquet", rows, PERSON)
    return folder / "person.parquet"


def hits_from(
    tmp: Path, *rules: tuple[str, Sequence[Act]], evidence: Sequence[Fields] = ()
) -> tuple[Hit, ...]:
    """Return hits whose acts are given by rule, read back from their stages."""
    return load_hits(
        [
            write_finding(
                tmp / rule,
                [hit_row(hit_id=rule, rule=rule, evidence_for=list(evidence))],
                [
                    item_row(
                        hit_id=rule,
                        rule=rule,
                        act=act.act,
                        period_from=act.period_from,
                        period_to=act.period_to,
                        amount_fen=act.amount_fen,
                    )
                    for act in acts
                ],
            )
            for rule, acts in rules
        ]
    )


def _write(file: Path, rows: Sequence[Fields], columns: Mapping[str, str]) -> None:
    with Warehouse.scratch() as scratch:
        scratch.empty("given", columns)
        if rows:
            data = {name: [row[name] for row in rows] for name in columns}
            scratch.write("raw", pl.DataFrame(data, strict=False))
            scratch.run("INSERT INTO given BY NAME FROM raw")
        scratch.export("FROM given", file)
