"""Workbooks as an office prints them: A4 landscape, titled, every line readable.

Every cell is text, never a formula, whatever it begins with; the creation date
is fixed, so equal contents give equal bytes.
"""

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from store.errors import StorageError

CREATED = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
PAPER_A4 = 9
LINE_POINTS, TITLE_POINTS, HEADING_POINTS = 15, 34, 24
LONGEST_CELL, LONGEST_NAME = 32_767, 31  # Excel's own limits
NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
FONT = "宋体"
DEEP, LINE, PALE = "#1F3A5F", "#9AA7B5", "#EEF2F7"


class Book:
    """A workbook that is being written; `page` adds a sheet."""

    def __init__(self, book: Any) -> None:
        """Wrap an open workbook and make its styles."""
        self.book = book
        self.names: list[str] = []
        plain = {"font_name": FONT, "font_size": 11, "valign": "vcenter"}
        edge = {**plain, "border": 1, "border_color": LINE, "text_wrap": True}
        head = {"bold": True, "align": "center", "bg_color": PALE, "font_color": DEEP}
        title = {"font_name": "黑体", "font_size": 20, "align": "center"}
        self.styles: Mapping[str, Any] = {
            "title": book.add_format({**plain, **title, "font_color": DEEP}),
            "text": book.add_format({**plain, "text_wrap": True}),
            "heading": book.add_format({**plain, "bold": True, "font_color": DEEP}),
            "head": book.add_format({**edge, **head}),
            "cell": book.add_format({**edge, "num_format": "@"}),
            "centred": book.add_format({**edge, "align": "center", "num_format": "@"}),
            "number": book.add_format({**edge, "num_format": "#,##0"}),
            "money": book.add_format({**edge, "num_format": "#,##0.00"}),
        }

    def page(self, name: str, widths: Sequence[int], *, footer: str = "") -> "Page":
        """Add a sheet whose columns have the given widths in characters."""
        sheet = self.book.add_worksheet(self._free_name(name))
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.set_landscape()
        sheet.set_paper(PAPER_A4)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        sheet.set_footer(f"&L{footer}&C&A&R第 &P 页，共 &N 页")
        return Page(sheet, tuple(widths), self.styles)

    def _free_name(self, name: str) -> str:
        plain = name.translate(NOT_IN_NAMES).strip()[:LONGEST_NAME]
        count = self.names.count(plain)
        self.names.append(plain)
        return f"{plain[: LONGEST_NAME - 4]}（{count + 1}）" if count else plain


class Page:
    """A sheet that is filled from top to bottom."""

    def __init__(
        self, sheet: Any, widths: tuple[int, ...], styles: Mapping[str, Any]
    ) -> None:
        """Begin at the first row."""
        self.sheet, self.widths, self.styles = sheet, widths, styles
        self.row = 0

    def title(self, text: str) -> None:
        """Write the sheet's title across its width."""
        self._across(text, "title", TITLE_POINTS)

    def heading(self, text: str) -> None:
        """Write the heading of a section across the width."""
        self._across(text, "heading", HEADING_POINTS)

    def paragraph(self, text: str) -> None:
        """Write a text across the width, as many lines high as it needs."""
        lines = lines_of(text, sum(self.widths))
        self._across(text, "text", LINE_POINTS * lines + 4)

    def table(
        self,
        headings: Sequence[str],
        rows: Sequence[Sequence[str | int | float]],
        *,
        centred: Sequence[int] = (),
        repeated: bool = False,
    ) -> None:
        """Write a table; `repeated` prints its headings on every page."""
        for place, heading in enumerate(headings):
            self.sheet.write_string(self.row, place, heading, self.styles["head"])
        self.sheet.set_row(self.row, self._height(headings))
        if repeated:
            self.sheet.repeat_rows(self.row)
            self.sheet.freeze_panes(self.row + 1, 0)
        for cells in rows:
            self.row += 1
            self.sheet.set_row(self.row, self._height(cells))
            for place, cell in enumerate(cells):
                self._write(place, cell, centred=place in centred)
        self.row += 1

    def _write(self, place: int, cell: str | float, *, centred: bool) -> None:
        if isinstance(cell, str):
            style = self.styles["centred" if centred else "cell"]
            self.sheet.write_string(self.row, place, cell[:LONGEST_CELL], style)
        else:
            style = self.styles["money" if isinstance(cell, float) else "number"]
            self.sheet.write_number(self.row, place, cell, style)

    def _across(self, text: str, style: str, points: int) -> None:
        last = len(self.widths) - 1
        self.sheet.merge_range(self.row, 0, self.row, last, "", self.styles[style])
        self.sheet.write_string(self.row, 0, text, self.styles[style])
        self.sheet.set_row(self.row, points)
        self.row += 1

    def _height(self, cells: Sequence[str | int | float]) -> int:
        lines = [
            lines_of(str(cell), width)
            for cell, width in zip(cells, self.widths, strict=False)
        ]
        return LINE_POINTS * max(lines) + 5


def lines_of(text: str, width: int) -> int:
    """Return how many lines a text takes; a Chinese character is two wide."""
    room = max(width - 2, 2)
    return sum(max(1, -(-_columns(line) // room)) for line in text.split("\n"))


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


@contextmanager
def written_book(file: Path, title: str) -> Generator[Book]:
    """Write a workbook beside its place and swap it in whole.

    Raises `StorageError` where it cannot be written.
    """
    draft = file.with_name(f".{file.name}.draft")
    try:
        options = {"strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(str(draft), options) as book:
            book.set_properties({"title": title, "created": CREATED})
            yield Book(book)
        draft.replace(file)
    except (OSError, FileCreateError) as error:
        raise StorageError(
            f"无法写入 {file.name}", remedy="检查目录和磁盘空间"
        ) from error
    finally:
        draft.unlink(missing_ok=True)
