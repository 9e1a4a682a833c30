"""Writes xlsx workbooks column by column, hundreds of times faster than cell by cell.

Inline strings, numbers and date cells (style 1), one part per sheet, ZIP times
fixed, so that the same pages give the same bytes.
"""

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import polars as pl

from county.page import Page
from county.print_cells import DAY, NUMBER

FIXED_TIME = (2026, 11, 6, 9, 0, 0)
LEVEL = 1  # bulk files: speed before size
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PREFIX = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = (
    f'{PREFIX}<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/>'
    '<name val="宋体"/></font></fonts><fills count="2"><fill><patternFill '
    'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/>'
    '</cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" '
    'applyNumberFormat="1"/></cellXfs></styleSheet>'
)
LETTERS = 26


def write_xlsx(file: Path, pages: Sequence[Page]) -> None:
    """Write the pages as the sheets of a new workbook."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as book:
        for name, text in _frame_parts(pages):
            book.writestr(_part(name), text)
        for number, page in enumerate(pages, start=1):
            with book.open(_part(f"xl/worksheets/sheet{number}.xml"), "w") as stream:
                for text in _sheet_texts(page):
                    stream.write(text.encode())


def _part(name: str) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name, FIXED_TIME)
    part.compress_type = zipfile.ZIP_DEFLATED
    part.external_attr = 0o600 << 16
    return part


def _frame_parts(pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(pages) + 1)
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" '
        f'ContentType="{OFFICE_TYPE}.worksheet+xml"/>'
        for n in numbers
    )
    yield (
        "[Content_Types].xml",
        f'{PREFIX}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" '
        f'ContentType="{OFFICE_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{OFFICE_TYPE}.styles+xml"/>'
        f"{parts}</Types>",
    )
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    sheets = "".join(
        f'<sheet name={quoteattr(page.name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, page in zip(numbers, pages, strict=True)
    )
    yield (
        "xl/workbook.xml",
        f'{PREFIX}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
        f"<sheets>{sheets}</sheets></workbook>",
    )
    links = [("worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*links, ("styles", "styles.xml")])
    yield "xl/styles.xml", STYLES


def _relations(links: Sequence[tuple[str, str]]) -> str:
    items = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(links, start=1)
    )
    head = f'{PREFIX}<Relationships xmlns="{PACKAGE}/relationships">'
    return f"{head}{items}</Relationships>"


def _sheet_texts(page: Page) -> Iterator[str]:
    yield f'{PREFIX}<worksheet xmlns="{MAIN}"><sheetData>'
    for row, block in page.blocks():
        if isinstance(block, pl.DataFrame):
            yield _block_text(row, block, page.kinds)
        else:
            yield _line_text(row, block)
    yield "</sheetData></worksheet>"


def _line_text(row: int, cells: Sequence[str]) -> str:
    text = "".join(
        f'<c r="{_letters(place)}{row}" t="inlineStr">'
        f"<is><t>{escape(cell)}</t></is></c>"
        for place, cell in enumerate(cells)
        if cell
    )
    return f'<row r="{row}">{text}</row>'


def _block_text(first: int, block: pl.DataFrame, kinds: Sequence[str]) -> str:
    numbers = pl.int_range(first, first + block.height, eager=True).cast(pl.String)
    rows = block.with_columns(numbers.alias("row"))
    cells = [
        _cell(name, _letters(place), kind)
        for place, (name, kind) in enumerate(zip(block.columns, kinds, strict=True))
    ]
    head = pl.concat_str([pl.lit('<row r="'), pl.col("row"), pl.lit('">')])
    line = pl.concat_str([head, *cells, pl.lit("</row>")])
    joined: str = rows.select(line.str.join("")).item()
    return joined


def _cell(name: str, letters: str, kind: str) -> pl.Expr:
    begin, end = '" t="inlineStr"><is><t xml:space="preserve">', "</t></is></c>"
    value = pl.col(name)
    if kind in {NUMBER, DAY}:
        begin, end = ('" s="1"><v>' if kind == DAY else '"><v>'), "</v></c>"
    else:
        value = value.str.replace_many(["&", "<", ">"], ["&amp;", "&lt;", "&gt;"])
    parts = [
        pl.lit(f'<c r="{letters}'),
        pl.col("row"),
        pl.lit(begin),
        value,
        pl.lit(end),
    ]
    return pl.concat_str(parts).fill_null("")


def _letters(place: int) -> str:
    letters, rest = "", place + 1
    while rest:
        rest, letter = divmod(rest - 1, LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters
