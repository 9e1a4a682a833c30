"""Excel 2003 XML (SpreadsheetML), the other thing that passes for `.xls`.

Row numbers are Excel's: a row may state its own. Rows that it leaves out are
not there. Merged cells hold for all they cover, see `merged`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import Any

from lxml import etree

from connectors.readers.markup import GridRow, grouped_sheets, markup_blocks
from connectors.readers.merged import Grid, Merged
from connectors.readers.sheet import Sheet
from store.errors import DeliveryError, Place, TruncatedError

SPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
WORKSHEET, ROW, CELL, DATA = (
    f"{SPACE}{t}" for t in ("Worksheet", "Row", "Cell", "Data")
)
NAME, INDEX, TYPE = f"{SPACE}Name", f"{SPACE}Index", f"{SPACE}Type"
ACROSS, DOWN = f"{SPACE}MergeAcross", f"{SPACE}MergeDown"
MOST_ROWS, MOST_COLUMNS = 1 << 24, 1 << 14
MIDNIGHT = ("T00:00:00.000", "T00:00:00")
BOOLEANS = {"1": "true", "0": "false"}


@dataclass
class _Book:
    """Where in the file the parser is."""

    sheet: str = ""
    number: int = 0
    row: int = 0
    grid: Grid = field(default_factory=Grid)

    def begin(self, name: str) -> None:
        """Enter the next worksheet."""
        self.sheet, self.number, self.row = name, self.number + 1, 0
        self.grid = Grid()


def read_spreadsheet_xml(file: Path) -> Iterator[Sheet]:
    """Yield every worksheet of an XML workbook.

    Raises `TruncatedError` where the file breaks off, and `DeliveryError` where
    it is some other XML.
    """
    yield from grouped_sheets(_rows(file), itemgetter(1))


def _rows(file: Path) -> Iterator[tuple[tuple[int, str], GridRow]]:
    parser: Any = etree.XMLPullParser(
        events=("start", "end"),
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )
    book = _Book()
    try:
        for block in markup_blocks(file):
            parser.feed(block)
            yield from _found(parser, book)
    except etree.XMLSyntaxError as error:
        raise DeliveryError(
            f"XML 表格第 {error.lineno} 行有语法错误，无法读取",
            place=Place(file=file.name),
            remedy="请用 Excel 打开后另存为 xlsx 再报送",
        ) from error
    _refuse_unfinished(parser, file)
    yield from _found(parser, book)
    if not book.number:
        raise DeliveryError(
            "文件是 XML，但不是 Excel 的 XML 表格",
            place=Place(file=file.name),
            remedy="请报送 xlsx、xls、csv、dbf 或 parquet",
        )


def _refuse_unfinished(parser: Any, file: Path) -> None:
    try:
        parser.close()
    except etree.XMLSyntaxError as error:
        raise TruncatedError(
            "XML 表格没有结束，可能没有拷贝完整",
            place=Place(file=file.name),
            remedy="请重新导出或拷贝",
        ) from error


def _found(parser: Any, book: _Book) -> Iterator[tuple[tuple[int, str], GridRow]]:
    for event, element in parser.read_events():
        if event == "start" and element.tag == WORKSHEET:
            book.begin(element.get(NAME) or "")
        elif event == "end" and element.tag == ROW and book.number:
            yield (book.number, book.sheet), _row(element, book)
            _forget(element)


def _row(element: Any, book: _Book) -> GridRow:
    book.row = max(_stated(element, INDEX, MOST_ROWS), book.row + 1)
    cells: list[tuple[int, Merged, str]] = []
    complaint = None
    for cell in element.iterchildren(CELL):
        data = cell.find(DATA)
        kind = "" if data is None else str(data.get(TYPE) or "")
        text = "" if data is None else "".join(data.itertext())
        if kind == "Error":
            complaint = f"有一格是公式错误 {text}"
        least = max(_stated(cell, INDEX, MOST_COLUMNS) - 1, 0)
        cells.append((least, _size(cell), _shown(text, kind)))
    return GridRow(
        number=book.row,
        cells=book.grid.placed(book.row - 1, cells),
        complaint=complaint,
    )


def _size(cell: Any) -> Merged:
    return Merged(
        top=0,
        left=0,
        bottom=_stated(cell, DOWN, MOST_ROWS),
        right=_stated(cell, ACROSS, MOST_COLUMNS),
    )


def _stated(element: Any, name: str, most: int) -> int:
    digits = str(element.get(name) or "")
    return min(int(digits), most) if digits.isdecimal() else 0


def _shown(text: str, kind: str) -> str:
    """Return a value as a workbook's other reader gives it."""
    if kind == "DateTime":
        for ending in MIDNIGHT:
            text = text.removesuffix(ending)
        return text.replace("T", " ").removesuffix(".000")
    if kind == "Boolean":
        return BOOLEANS.get(text, text)
    return "" if kind == "Error" else text


def _forget(element: Any) -> None:
    """Free a row that has been read, and those before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
