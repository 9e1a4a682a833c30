"""The list of data issues as a workbook: 数据问题清单."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

CREATED = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
WIDTHS = {
    "编号": 20,
    "检查": 26,
    "处理要求": 10,
    "数据": 28,
    "报送单位": 16,
    "报送批次": 34,
    "列": 16,
    "行数": 8,
    "问题": 56,
    "怎么办": 44,
    "位置举例": 50,
}


def write_issues(rows: Sequence[Mapping[str, object]], file: Path) -> None:
    """Write the issues, one a line; `rows` have the headings of the workbook.

    Everything but 行数 is text, never a formula; equal issues give equal bytes.
    """
    with xlsxwriter.Workbook(str(file), {"strings_to_formulas": False}) as book:
        book.set_properties({"title": "数据问题清单", "created": CREATED})
        edge = {"border": 1, "border_color": "#C9D2DC", "valign": "top"}
        wrapped = book.add_format({**edge, "text_wrap": True})
        bold = {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF"}
        head = book.add_format({**edge, **bold})
        sheet = book.add_worksheet("数据问题")
        for column, (heading, width) in enumerate(WIDTHS.items()):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, heading, head)
        for place, row in enumerate(rows, start=1):
            _write_row(sheet, place, row, wrapped)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(WIDTHS) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)


def _write_row(sheet: Any, place: int, row: Mapping[str, object], style: Any) -> None:
    for column, heading in enumerate(WIDTHS):
        cell = row[heading]
        if isinstance(cell, int):
            sheet.write_number(place, column, cell, style)
        else:
            sheet.write_string(place, column, str(cell), style)
