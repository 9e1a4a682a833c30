"""Small contracts and snapshots for the tests of checks; all people invented."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from store.contract import Column, Contract, Mode, PersonalData
from store.digest import Json, digest_json
from store.meaning import Meaning
from store.snapshot import ROWS, Dropped, Part, Snapshot

Cells = Mapping[str, str | None]
# Valid check digits, but no such region code and no such people.
NUMBERS = (
    "420281195001010017",
    "420281195001020020",
    "420281195001030034",
)


def column(name: str, heading: str, meaning: Meaning, **more: Any) -> Column:
    return Column(
        name=name,
        headings=(heading,),
        meaning=meaning,
        normaliser=meaning.value,
        personal=PersonalData.PERSONAL,
        **more,
    )


def contract(*columns: Column, mode: Mode = Mode.PERIOD, **more: Any) -> Contract:
    settings: dict[str, Any] = {
        "period": "paid_in" if mode is Mode.PERIOD else None,
        "valid_from": None,
        "valid_to": None,
        "quarantine_above_milli": 1000,
        "unique": (),
        "frequency_months": 1,
        "latency_days": 10,
        "needs_approval": False,
    }
    return Contract(
        system="relief",
        dataset="allowance",
        version="1.0.0",
        title="补贴发放",
        owner="县民政局",
        purpose="测试",
        hints=(),
        mode=mode,
        retention_days=366,
        columns=columns or ALLOWANCE,
        **{**settings, **more},
    )


ALLOWANCE = (
    column("person_name", "姓名", Meaning.PERSON_NAME, required=True),
    column("id_number", "身份证号", Meaning.ID_NUMBER, required=True),
    column("paid_in", "发放月份", Meaning.PERIOD, required=True),
    column(
        "amount_fen", "金额", Meaning.MONEY, required=True, minimum=0, maximum=1_000_000
    ),
    column("status", "状态", Meaning.CODE, codes={"在保": ("1",), "停保": ("2",)}),
    column("batch", "批次号", Meaning.NUMBER, pattern=r"\d{4}"),
    column("account_number", "银行账号", Meaning.ACCOUNT_NUMBER),
)


def line(**cells: str | None) -> dict[str, str | None]:
    """Return one sound row of an allowance with some cells changed."""
    sound: dict[str, str | None] = {
        "person_name": "测试甲",
        "id_number": NUMBERS[0],
        "paid_in": "2026-05",
        "amount_fen": "100.00",
        "status": "1",
        "batch": "0001",
        "account_number": "6200000000000000001",
    }
    return sound | cells


def snapshot(root: Path, rows: Sequence[Cells], **more: Any) -> Path:
    """Write a snapshot of one sheet and return its folder."""
    content: Json = [dict(row) for row in rows]
    papers: dict[str, Any] = {
        "dataset": "relief/allowance",
        "contract_version": "1.0.0",
        "supplier": "县民政局",
        "delivery": "县民政局/20260506_补贴",
        "delivered_on": date(2026, 5, 6),
        **more,
    }
    basis = {**papers, "delivered_on": str(papers["delivered_on"])}
    papers.setdefault("id", digest_json([content, digest_json(str(basis))]))
    papers.setdefault("parts", (part(rows_kept=len(rows)),))
    folder = root / str(papers["id"])
    folder.mkdir(parents=True)
    Snapshot(**papers).save(folder)
    text_rows(rows).write_parquet(folder / ROWS)
    return folder


def part(**more: Any) -> Part:
    """Return the papers of one sheet."""
    settings: dict[str, Any] = {
        "file": "补贴.xlsx",
        "sheet": "5月",
        "sha256": "ab" * 32,
        "header_row": 2,
        "headings": {},
        "rows_read": more["rows_kept"] + 2,
        "dropped": Dropped(title=1, header=1),
    }
    return Part(**{**settings, **more})


def text_rows(rows: Sequence[Cells]) -> pl.DataFrame:
    """Return rows as a connector leaves them."""
    names = list(dict.fromkeys(name for row in rows for name in row)) or ["person_name"]
    own = {"part", "complaint"}
    cells = {name: [row.get(name) for row in rows] for name in names if name not in own}
    return pl.DataFrame(
        {
            "part": [int(row.get("part") or 0) for row in rows],
            "source_row": list(range(3, 3 + len(rows))),
            "complaint": [row.get("complaint") for row in rows],
            **cells,
        },
        schema={
            "part": pl.Int32,
            "source_row": pl.Int32,
            "complaint": pl.String,
            **dict.fromkeys(cells, pl.String),
        },
    )
