"""The hand-over sheet (交接单) that comes with every delivery."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter

from county.file import File
from store.digest import digest_file

NAME, APPROVAL = "交接单.xlsx", "云溪检〔2026〕7号"
HEADINGS = ("数据名称", "文件名", "期间", "条数", "金额合计（元）", "SHA-256")
NOON = 12


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One line: what the file is called, its rows, its total in 分.

    `needs_approval` data comes with the number of the approval on its sheet.
    """

    title: str
    name: str
    period: str
    rows: int
    fen: int
    target: Path
    needs_approval: bool = False


def write_handover(folder: Path, first: File, papers: Sequence[Paper]) -> None:
    """Write the hand-over sheet of a delivery; counts and digests are true."""
    book = xlsxwriter.Workbook(str(folder / NAME))
    created = datetime(first.on.year, first.on.month, first.on.day, NOON)  # noqa: DTZ001 - the format has no zone
    book.set_properties({"created": created})
    sheet = book.add_worksheet("交接单")
    sheet.write_string(0, 0, "数据交接单")
    sheet.write_string(1, 0, f"报送单位：{first.supplier}")
    sheet.write_string(2, 0, f"报送日期：{first.on:%Y-%m-%d}")
    approved = any(paper.needs_approval for paper in papers)
    if approved:
        sheet.write_string(3, 0, f"批准文号：{APPROVAL}")
    header = 4 if approved else 3
    for place, heading in enumerate(HEADINGS):
        sheet.write_string(header, place, heading)
    for row, paper in enumerate(papers, start=header + 1):
        sheet.write_string(row, 0, paper.title)
        sheet.write_string(row, 1, paper.name)
        sheet.write_string(row, 2, paper.period)
        sheet.write_number(row, 3, paper.rows)
        if paper.fen:
            sheet.write_string(row, 4, f"{Decimal(paper.fen) / 100:.2f}")
        sheet.write_string(row, 5, digest_file(paper.target))
    last = header + 2 + len(papers)
    sheet.write_string(last, 0, "移交人：              接收人：")
    book.close()
