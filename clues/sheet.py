"""One sheet of a workbook of clues: texts as texts, and how it prints on A4."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from unicodedata import east_asian_width

from clues.labels import BANNER

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LONGEST_CELL = 32_767  # Excel's own limit
PAPER_A4 = 9
MARGIN = 0.3  # inches, left and right
LINE_POINTS = 17  # of letters of eleven, Chinese ones included
Cell: TypeAlias = str | int | float


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet: its columns with their widths, and its rows."""

    name: str
    widths: Mapping[str, int]
    rows: Sequence[Sequence[Cell]]


class Styles:
    """The cell formats of one workbook."""

    def __init__(self, book: Any) -> None:
        """Add the formats to a workbook of xlsxwriter."""
        edge = {"border": 1, "border_color": "#C9D2DC", "valign": "top"}
        self.head = book.add_format(
            {
                **edge,
                "bold": True,
                "bg_color": "#1F3A5F",
                "font_color": "#FFFFFF",
                "text_wrap": True,
                "valign": "vcenter",
            }
        )
        self.wrapped = book.add_format({**edge, "text_wrap": True})
        self.quoted = book.add_format({**edge, "text_wrap": True, "quote_prefix": True})
        self.whole = book.add_format({**edge, "num_format": "0", "align": "center"})
        self.money = book.add_format({**edge, "num_format": "#,##0.00"})
        self.banner = book.add_format({"bold": True, "font_color": "#9A3412"})


def write_sheet(sheet: Any, content: Sheet, styles: Styles) -> None:
    """Write the headings and rows of a sheet, and lay it out for printing."""
    for column, (heading, width) in enumerate(content.widths.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, styles.head)
    for row, cells in enumerate(content.rows, start=1):
        sheet.set_row(row, _height(cells, tuple(content.widths.values())))
        for column, cell in enumerate(cells):
            _write_cell(sheet, (row, column), cell, styles)
    _lay_out(sheet, content)


def _height(cells: Sequence[Cell], widths: Sequence[int]) -> int:
    """Return the height in points that shows every wrapped line of a row.

    Excel finds it by itself on opening, other programs keep the default.
    """
    lines = max(
        sum(max(1, -(-_columns(line) // width)) for line in str(cell).split("\n"))
        for cell, width in zip(cells, widths, strict=True)
    )
    return LINE_POINTS * lines


def _columns(text: str) -> int:
    """Return how many columns a text takes; a Chinese character takes two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _write_cell(sheet: Any, place: tuple[int, int], cell: Cell, styles: Styles) -> None:
    if isinstance(cell, float):
        sheet.write_number(*place, cell, styles.money)
    elif isinstance(cell, int):
        sheet.write_number(*place, cell, styles.whole)
    else:
        quoted = cell.startswith(FORMULA_STARTS)
        style = styles.quoted if quoted else styles.wrapped
        sheet.write_string(*place, cell[:LONGEST_CELL], style)


def _lay_out(sheet: Any, content: Sheet) -> None:
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(content.rows), 1), len(content.widths) - 1)
    sheet.set_landscape()
    sheet.set_paper(PAPER_A4)
    sheet.set_margins(left=MARGIN, right=MARGIN, top=0.7, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&C{BANNER}")
    sheet.set_footer("&L&A&R第 &P 页，共 &N 页")
