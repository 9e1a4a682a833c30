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
TAGS = re.compile(rb"<(/?table|tr)(?=[\s>/])", re.IGNORECASE)
COMMENT = re.compile(rb"<!--.*?-->|<script.*?</script>", re.DOTALL | re.IGNORECASE)
MOST_TEXT_BYTES = 1 << 23
REMEDY = "请用 Excel 打开后另存为 xlsx 再报送"
TABLE, ROW = "table", "tr"
CELLS = ("td", "th")
UNSEEN = ("script", "style")


@dataclass
class _Table:
    """A table whose end has not come yet."""

    number: int
    rows: int = 0
    in_row: bool = False
    grid: Grid = field(default_factory=Grid)


@dataclass
class _Tables:
    """The tables of a page, one within the other, as the parser reports them."""

    file: Path
    parser: Any
    open: list[_Table] = field(default_factory=list[_Table])
    read: int = 0
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def rows(self) -> Iterator[tuple[int, GridRow]]:
        """Yield the rows that have ended by now, with the number of their table.

        Raises `DeliveryError` for a row within a row: unclosed tags have mixed
        them up.
        """
        for event, element in self.parser.read_events():
            if element.tag == TABLE and event == "start":
                self.open.append(_Table(number=next(self.numbers)))
            elif element.tag == TABLE and self.open:
                self.open.pop()
            elif element.tag == ROW and self.open:
                self._enter(self.open[-1], is_start=event == "start")
                if event == "end":
                    self.read += 1
                    yield self.open[-1].number, _row(element, self.open[-1])
                    _forget(element)

    def _enter(self, table: _Table, *, is_start: bool) -> None:
        if is_start and table.in_row:
            raise DeliveryError(
                "网页表格里的标记没有配对，行与行混在了一起",
                place=Place(file=self.file.name, row=table.rows + 1),
                remedy=REMEDY,
            )
        table.in_row = is_start


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
            remedy=REMEDY,
        )


def _name(number: int) -> str:
    return "" if number == 1 else f"第{number}个表"


def _rows(file: Path) -> Iterator[tuple[int, GridRow]]:
    parser: Any = etree.HTMLPullParser(
        events=("start", "end"), encoding="utf-8", no_network=True, huge_tree=True
    )
    tables, tags = _Tables(file=file, parser=parser), _Tags(file=file)
    for block in markup_blocks(file):
        tags.count(block)
        parser.feed(block)
        yield from tables.rows()
    tags.refuse_unfinished()
    parser.close()
    yield from tables.rows()
    tags.refuse_lost(tables.read)


@dataclass
class _Tags:
    """The tags as they stand in the text: the parser drops what is too deep, unsaid."""

    file: Path
    open_tables: int = 0
    rows: int = 0
    _rest: bytes = b""

    def count(self, block: bytes) -> None:
        """Count the tags of a block; raises where one cell is too large."""
        text = COMMENT.sub(b"", self._rest + block)
        end = text.rfind(b"<")
        if len(text) - end > MOST_TEXT_BYTES:
            raise self._error(
                f"有一格的内容超过 {MOST_TEXT_BYTES >> 20} MB，不是数据表"
            )
        whole, self._rest = text[: max(end, 0)], text[max(end, 0) :]
        found = [tag.lower() for tag in TAGS.findall(whole)]
        self.open_tables += found.count(b"table") - found.count(b"/table")
        self.rows += found.count(b"tr")

    def refuse_unfinished(self) -> None:
        """Raise where a table has not ended."""
        found = [tag.lower() for tag in TAGS.findall(self._rest)]
        if self.open_tables > found.count(b"/table"):
            raise TruncatedError(
                "网页里的表格没有结束，可能没有拷贝完整",
                place=Place(file=self.file.name),
                remedy="请重新导出或拷贝",
            )

    def refuse_lost(self, read: int) -> None:
        """Raise where fewer rows were read than there are."""
        if read < self.rows:
            raise self._error(
                f"网页里有 {self.rows} 行，只读得出 {read} 行（套得太深，或不在表格里）"
            )

    def _error(self, message: str) -> DeliveryError:
        place = Place(file=self.file.name)
        return DeliveryError(message, place=place, remedy=REMEDY)


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
