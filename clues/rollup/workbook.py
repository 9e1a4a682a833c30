"""The roll-up as a workbook: 倒查, 共性问题, 说明."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from clues.labels import BANNER
from clues.rollup.listing import ROLLUP_WIDTHS, SHARED_WIDTHS, Line
from clues.rollup.wording import NO_RECURRENCE, NO_SECONDS

CREATED = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
NOTE_WIDTHS = {"项目": 14, "说明": 100}
NOTES = (
    ("性质", f"{BANNER}；集中只说明值得调卷，不说明原因，更不说明谁的责任"),
    ("同类", "同一规则、同一环节的其他人员（单位、乡镇、批次）"),
    ("收缩", "办理量越小，越向同类平均靠拢，避免因偶然排到前面"),
    ("结果", "高于同类：用精确检验并控制误报之后，仍明显高于同类平均"),
    ("不列", "办理量太小的不比较，也不列出；数据没有姓名的，须调卷"),
    ("不能判断", f"{NO_SECONDS}；{NO_RECURRENCE}"),
)


def write_rollup(rows: Sequence[Line], shared: Sequence[Line], file: Path) -> None:
    """Write the workbook; texts are never formulas, equal rows give equal bytes."""
    notes: list[Line] = [{"项目": name, "说明": text} for name, text in NOTES]
    with xlsxwriter.Workbook(str(file), {"strings_to_formulas": False}) as book:
        book.set_properties({"title": "倒查", "comments": BANNER, "created": CREATED})
        _write_sheet(book, "倒查", ROLLUP_WIDTHS, rows)
        _write_sheet(book, "共性问题", SHARED_WIDTHS, shared)
        _write_sheet(book, "说明", NOTE_WIDTHS, notes)


def _write_sheet(
    book: Any, name: str, widths: Mapping[str, int], rows: Sequence[Line]
) -> None:
    edge = {"border": 1, "border_color": "#C9D2DC", "valign": "top"}
    wrapped = book.add_format({**edge, "text_wrap": True})
    bold = {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF"}
    head = book.add_format({**edge, **bold})
    sheet = book.add_worksheet(name)
    for column, (heading, width) in enumerate(widths.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, head)
        for place, row in enumerate(rows, start=1):
            _write_cell(sheet, (place, column), row[heading], wrapped)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(widths) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f"&C{BANNER}")


def _write_cell(
    sheet: Any, place: tuple[int, int], cell: str | int, style: Any
) -> None:
    if isinstance(cell, int):
        sheet.write_number(*place, cell, style)
    else:
        sheet.write_string(*place, cell, style)
