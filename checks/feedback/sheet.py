"""The numbered workbook that goes to a department: 报送数据问题反馈单.

At most `LISTED` lines of one kind stand in the workbook, since nobody reads twenty
thousand; the kind says how many there are, and a CSV beside the workbook has all.
Everything is text, never a formula; the creation date is fixed, so equal findings
give equal bytes.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from checks.feedback.settle import LABELS

LISTED = 200
CREATED = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
BY_KIND = ["title", "column", "reason"]
LINE = {
    "状态": 9,
    "数据": 24,
    "文件": 32,
    "工作表": 14,
    "行": 8,
    "列": 18,
    "问题": 44,
    "怎么办": 44,
    "单元格内容（已脱敏）": 22,
}
COLUMNS = (
    "label",
    "title",
    "file",
    "sheet",
    "row",
    "column",
    "reason",
    "remedy",
    "value",
)
KINDS = {
    "数据": 24,
    "列": 18,
    "问题": 44,
    "怎么办": 44,
    "条数": 8,
    "其中新出现": 11,
    "本表列出": 10,
}
NOTES = (
    "行号是贵单位所报文件中的实际行号，从 1 开始；列名是贵单位自己的表头。",
    "证件号码、账号只显示末四位；姓名、电话已脱敏。",
    "请在原系统中更正后整批重报；重报后本办会逐条核对是否改正。",
    "认为数据无误的，请书面说明理由。",
)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One feedback sheet: to whom, about what, and its lines.

    `lines` have the columns `COLUMNS` and `status`; `fixed` has `title, column,
    reason, lines`; `files` are names and SHA-256 of what was delivered.
    """

    number: str
    office: str
    supplier: str
    delivery: str
    delivered_on: date
    issued_on: date
    due_on: date
    digest: str
    files: Sequence[tuple[str, str]]
    lines: pl.DataFrame
    fixed: pl.DataFrame
    waiting: int

    @property
    def counts(self) -> Mapping[str, int]:
        """Return how many findings there are of each status."""
        found = self.lines["status"].value_counts()
        counts = dict(zip(*found.select("status", "count"), strict=True))
        fixed = int(self.fixed["lines"].sum())
        return {**{name: int(counts.get(name, 0)) for name in LABELS}, "fixed": fixed}


class _Styles:
    """The cell formats of one workbook."""

    def __init__(self, book: Any) -> None:
        edge = {"border": 1, "border_color": "#C9D2DC", "valign": "top"}
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.head = book.add_format(
            {**edge, "bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF"}
        )
        self.cell = book.add_format({**edge, "text_wrap": True})
        self.quoted = book.add_format({**edge, "quote_prefix": True})
        self.note = book.add_format({"font_color": "#5B6878"})


def write_letter(letter: Letter, folder: Path) -> tuple[Path, ...]:
    """Write `<number>.xlsx`, and `<number>.csv` where lines had to be left out."""
    file = folder / f"{letter.number}.xlsx"
    shown = letter.lines.filter(pl.int_range(pl.len()).over(BY_KIND) < LISTED)
    with xlsxwriter.Workbook(str(file), {"strings_to_formulas": False}) as book:
        book.set_properties({"title": "报送数据问题反馈单", "created": CREATED})
        styles = _Styles(book)
        _write_cover(book.add_worksheet("反馈单"), letter, styles)
        _write_table(
            book.add_worksheet("问题明细"), LINE, shown.select(COLUMNS).rows(), styles
        )
        if letter.fixed.height:
            rows = letter.fixed.select("title", "column", "reason", "lines").rows()
            widths = {"数据": 24, "列": 18, "问题": 44, "已改正条数": 12}
            _write_table(book.add_worksheet("已改正"), widths, rows, styles)
    if shown.height == letter.lines.height:
        return (file,)
    return file, _write_all(letter, folder)


def _write_all(letter: Letter, folder: Path) -> Path:
    file = folder / f"{letter.number}.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(LINE)
        for cells in letter.lines.select(COLUMNS).iter_rows():
            writer.writerow(["" if c is None else _harmless(str(c)) for c in cells])
    return file


def _harmless(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _write_cover(sheet: Any, letter: Letter, styles: _Styles) -> None:
    for column, width in enumerate(KINDS.values()):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, "报送数据问题反馈单", styles.title)
    facts = _facts(letter)
    for row, (name, text) in enumerate(facts, start=2):
        sheet.write_string(row, 0, name, styles.head)
        sheet.merge_range(row, 1, row, 6, "", styles.cell)
        sheet.write_string(row, 1, text, styles.cell)
    first = len(facts) + 3
    _write_rows(sheet, first, KINDS, _kinds(letter), styles)
    below = first + len(_kinds(letter)) + 2
    files = [f"{name}　SHA-256 {digest}" for name, digest in letter.files]
    for row, text in enumerate((*NOTES, "", "报送的文件：", *files), start=below):
        sheet.write_string(row, 0, text, styles.note)
    _lay_out(sheet, letter.number)


def _facts(letter: Letter) -> tuple[tuple[str, str], ...]:
    counts = letter.counts
    told = "，".join(f"{label} {counts[name]} 条" for name, label in LABELS.items())
    waiting = (
        f"；另有 {letter.waiting} 条以前的问题本批未重报" if letter.waiting else ""
    )
    return (
        ("编号", letter.number),
        ("报送单位", letter.supplier),
        ("反馈单位", letter.office),
        ("报送批次", letter.delivery),
        ("报送日期", letter.delivered_on.isoformat()),
        ("反馈日期", letter.issued_on.isoformat()),
        ("请于此日前答复", letter.due_on.isoformat()),
        ("批次校验值（SHA-256）", letter.digest),
        ("问题", told + waiting),
    )


def _kinds(letter: Letter) -> list[tuple[object, ...]]:
    by_kind = letter.lines.group_by([*BY_KIND, "remedy"], maintain_order=True).agg(
        pl.len().alias("lines"),
        (pl.col("status") == "new").sum().alias("fresh"),
        pl.len().clip(upper_bound=LISTED).alias("listed"),
    )
    ordered = by_kind.sort("lines", *BY_KIND, descending=[True, *[False] * 3])
    wanted = ("title", "column", "reason", "remedy", "lines", "fresh", "listed")
    return ordered.select(wanted).rows()


def _write_table(
    sheet: Any,
    widths: Mapping[str, int],
    rows: Sequence[tuple[object, ...]],
    styles: _Styles,
) -> None:
    for column, width in enumerate(widths.values()):
        sheet.set_column(column, column, width)
    _write_rows(sheet, 0, widths, rows, styles)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(widths) - 1)
    _lay_out(sheet, "")


def _write_rows(
    sheet: Any,
    first: int,
    headings: Mapping[str, int],
    rows: Sequence[tuple[object, ...]],
    styles: _Styles,
) -> None:
    for column, heading in enumerate(headings):
        sheet.write_string(first, column, heading, styles.head)
    for row, cells in enumerate(rows, start=first + 1):
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                sheet.write_number(row, column, cell, styles.cell)
                continue
            text = "" if cell is None else str(cell)
            quoted = text.startswith(("=", "+", "-", "@"))
            style = styles.quoted if quoted else styles.cell
            sheet.write_string(row, column, text, style)


def _lay_out(sheet: Any, number: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{number}&R第 &P 页，共 &N 页")
