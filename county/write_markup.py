"""Writes what some systems call Excel: an HTML page, or the XML of Excel 2003."""

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

import polars as pl

from county.page import Page
from county.print_cells import NUMBER

PAGE = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>'
    '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
    '</head><body><table border="1">\r\n'
)
BOOK = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"\n'
    ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">\n'
)


def write_html(file: Path, page: Page) -> None:
    """Write one page as the table of an HTML file in GB18030."""
    width = len(page.layout.headings)
    with file.open("w", encoding="gb18030", newline="") as stream:
        stream.write(PAGE)
        for line in _lines(page):
            if len(line) == 1 < width:
                stream.write(
                    f'<tr><td colspan="{width}">{escape(line[0])}</td></tr>\r\n'
                )
            else:
                cells = "".join(f"<td>{escape(cell)}</td>" for cell in line)
                stream.write(f"<tr>{cells}</tr>\r\n")
        stream.write("</table></body></html>\r\n")


def write_spreadsheet_xml(file: Path, pages: Sequence[Page]) -> None:
    """Write the pages as the worksheets of an XML spreadsheet of Excel 2003."""
    with file.open("w", encoding="utf-8") as stream:
        stream.write(BOOK)
        for page in pages:
            stream.write(f'<Worksheet ss:Name="{escape(page.name)}"><Table>\n')
            kinds = page.kinds
            for line in _lines(page):
                whole = len(line) == len(kinds) and line != list(page.layout.headings)
                stream.write(
                    f"<Row>{''.join(_cells(line, kinds if whole else ()))}</Row>\n"
                )
            stream.write("</Table></Worksheet>\n")
        stream.write("</Workbook>\n")


def _lines(page: Page) -> Iterator[list[str]]:
    for _, block in page.blocks():
        if isinstance(block, pl.DataFrame):
            for cells in block.iter_rows():
                yield ["" if cell is None else str(cell) for cell in cells]
        else:
            yield list(block)


def _cells(line: Sequence[str], kinds: Sequence[str]) -> Iterator[str]:
    """Yield the filled cells of a row; those after a gap say where they stand."""
    gap = False
    for place, text in enumerate(line):
        if not text:
            gap = True
            continue
        index = f' ss:Index="{place + 1}"' if gap else ""
        kind = "Number" if kinds and kinds[place] == NUMBER else "String"
        yield f'<Cell{index}><Data ss:Type="{kind}">{escape(text)}</Data></Cell>'
        gap = False
