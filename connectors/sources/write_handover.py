"""The hand-over sheet that we write ourselves for what came from a database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import xlsxwriter

from store.source_settings import DatabaseSource

NAME = "交接单.xlsx"
HEADINGS = ("数据名称", "文件名", "期间", "条数", "SHA-256")


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One file as written: its data's name, rows and digest."""

    title: str
    file: str
    rows: int
    sha256: str


def write_handover(
    folder: Path, source: DatabaseSource, day: date, papers: Sequence[Paper]
) -> None:
    """Write the sheet: whose data, fetched when, how much, on what terms."""
    terms = {
        "报送单位": source.supplier,
        "报送日期": day.isoformat(),
        "批准文号": source.approval,
        "依据": source.basis,
        "用途": source.purpose,
    }
    labels = [f"{label}：{text}" for label, text in terms.items() if text]
    period = source.period or f"截至{day:%Y-%m-%d}"
    rows: list[tuple[str | int, ...]] = [
        ("数据交接单（由 crosscheck 从数据库直接取数时填写）",),
        *((label,) for label in labels),
        HEADINGS,
        *((p.title, p.file, period, p.rows, p.sha256) for p in papers),
    ]
    with xlsxwriter.Workbook(str(folder / NAME)) as book:
        sheet = book.add_worksheet("交接单")
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
