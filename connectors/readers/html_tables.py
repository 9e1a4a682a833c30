"""Web pages that pass for `.xls`: every table is a sheet, as Excel shows it.

A cell over several rows or columns holds for all of them, see `merged`. Rows
are numbered within their table.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from lxml import etree

from connectors.readers.markup import GridRow, grouped_sheets, markup_blocks
from connectors.readers.merged import Grid, Merged
from connectors.readers.sheet import Sheet
from store.errors import DeliveryError, Place, TruncatedError

MOST_SPAN = 1000  # a wider or deeper cell is a slip, and would cost memory
SPACES = re.compile(r"[ \t\r\n\f]+")
TAGS = re.compile(rb"<(/?)table\b", re.IGNORECASE)
TAG_BYTES = len(b"</table")
TABLE, ROW = "table", "tr"
CELLS = ("td", "th")
UNSEEN = ("script", "style")


@dataclass
class _Table:
    """A table whose end has not come yet."""

    number: int
    rows: int = 0
    grid: Grid = field(default_factory=Grid)


@dataclass
class _Tables:
    """The tables of a page, one within the other, as the parser reports them."""

    parser: Any
    open: list[_Table] = field(default_factory=list[_Table])
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def rows(self) -> Iterator[tuple[int, GridRow]]:
        """Yield the rows that have ended by now, with the number of their table."""
        for event, element in self.parser.read_events():
            if element.tag == TABLE and event == "start":
                self.open.append(_Table(number=next(self.numbers)))
            elif element.tag == TABLE and self.open:
                self.open.pop()
            elif element.tag == ROW and event == "end" and self.open:
                yield self.open[-1].number, _row(element, self.open[-1])
                _forget(element)


def read_html(file: Path) -> Iterator[Sheet]:
    """Yield the tables of a web page.

    Raises `TruncatedError` where one breaks off, `DeliveryError` without any.
    """
    found = False
    for sheet in grouped_sheets(_rows(file), _name):
        found = True
        yield sheet
    if not found:
        raise DeliveryError(
            "文件是网页，里面没有表格",
            place=Place(file=file.name),
            remedy="请用 Excel 打开后另存为 xlsx 再报送",
        )


def _name(number: int) -> str:
    return "" if number == 1 else f"第{number}个表"


def _rows(file: Path) -> Iterator[tuple[int, GridRow]]:
    parser: Any = etree.HTMLPullParser(
        events=("start", "end"), encoding="utf-8", no_network=True, huge_tree=False
    )
    tables = _Tables(parser=parser)
    balance, before = 0, b""
    for block in markup_blocks(file):
        seen = before + block
        balance += sum(1 - 2 * len(end) for end in TAGS.findall(seen))
        balance -= sum(1 - 2 * len(end) for end in TAGS.findall(before))
        before = seen[-TAG_BYTES:]
        parser.feed(block)
        _refuse_stopped(parser, file)
        yield from tables.rows()
    if balance > 0:
        raise TruncatedError(
            "网页里的表格没有结束，可能没有拷贝完整",
            place=Place(file=file.name),
            remedy="请重新导出或拷贝",
        )
    parser.close()
    yield from tables.rows()


def _refuse_stopped(parser: Any, file: Path) -> None:
    """Raise where the parser has given up: what follows would be lost unseen."""
    for entry in parser.error_log:
        if entry.level == etree.ErrorLevels.FATAL:
            raise DeliveryError(
                "网页表格无法读取：某一格的内容过大或嵌套过深",
                place=Place(file=file.name, row=entry.line),
                remedy="请用 Excel 打开后另存为 xlsx 再报送",
            )


def _row(element: Any, table: _Table) -> GridRow:
    table.rows += 1
    cells = [(0, _size(cell), _text(cell)) for cell in element.iterchildren(*CELLS)]
    return GridRow(number=table.rows, cells=table.grid.placed(table.rows - 1, cells))


def _size(cell: Any) -> Merged:
    return Merged(
        top=0,
        left=0,
        bottom=_span(cell.get("rowspan")) - 1,
        right=_span(cell.get("colspan")) - 1,
    )


def _span(stated: str | None) -> int:
    digits = (stated or "").strip()
    return min(max(int(digits), 1), MOST_SPAN) if digits.isdecimal() else 1


def _text(cell: Any) -> str:
    """Return what a cell shows, without its scripts and styles."""
    for unseen in cell.iter(*UNSEEN):
        unseen.text = None
    return SPACES.sub(" ", "".join(cell.itertext())).strip(" ")


def _forget(element: Any) -> None:
    """Free a row that has been read, and what the page had before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
