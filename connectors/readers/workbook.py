"""Excel workbooks (xlsx, xlsm, xlsb, xls, ods) through fastexcel.

Every cell comes as text: dates as `2024-03-01`, whole numbers without `.0`.
Row numbers are Excel's own. Macros are never run. A formula error is a complaint
on its row, and merged cells hold for all they cover (see `merged`).
"""

import mmap
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import fastexcel
import polars as pl
import python_calamine

from connectors.readers.merged import Merged, filled
from connectors.readers.sheet import COMPLAINT, ROW, Sheet, sliced
from connectors.readers.sheet_scan import Scan, scanned_sheets
from store.errors import DeliveryError, Place, TruncatedError

MIDNIGHT = " 00:00:00"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SHEET_PARTS = ("xl/", "content.xml")
UNSCANNED = Scan()


def read_workbook(file: Path) -> Iterator[Sheet]:
    """Yield every sheet, hidden ones marked; raises `DeliveryError` and below."""
    scans = _scans(file)
    book = _opened(file)
    for index, name in enumerate(book.sheet_names):
        scan = scans.get(name, UNSCANNED)
        if scan.is_chart:
            continue
        cells, hidden = _text_cells(_loaded(file, book, index))
        chunks = _complained(sliced(filled(cells, scan.merged), first_row=1), scan)
        del cells
        yield Sheet(name=name, chunks=chunks, hidden=hidden)


def _scans(file: Path) -> dict[str, Scan]:
    with file.open("rb") as stream:
        is_zip = stream.read(2) == b"PK"
    if not is_zip:
        return _merged_in_xls(file)
    _refuse_other_zip(file)
    try:
        return scanned_sheets(file)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise _damaged(file) from error


def _merged_in_xls(file: Path) -> dict[str, Scan]:
    """Return the merged cells of an old workbook by sheet; none if unreadable."""
    try:
        with python_calamine.CalamineWorkbook.from_path(str(file)) as book:
            ranges = {
                name: book.get_sheet_by_name(name).merged_cell_ranges or []
                for name in book.sheet_names
            }
    except (python_calamine.CalamineError, OSError, ValueError):
        return {}
    return {
        name: Scan(merged=[_range(start, end) for start, end in found])
        for name, found in ranges.items()
    }


def _range(start: tuple[int, int], end: tuple[int, int]) -> Merged:
    return Merged(top=start[0], left=start[1], bottom=end[0], right=end[1])


def _complained(chunks: Iterator[pl.DataFrame], scan: Scan) -> Iterator[pl.DataFrame]:
    """Yield chunks with a complaint on each row that has a formula error."""
    if not scan.errors:
        yield from chunks
        return
    said = {
        row: f"有一格是公式错误 {text}".strip() for row, text in scan.errors.items()
    }
    for chunk in chunks:
        found = pl.col(ROW).replace_strict(said, default=None, return_dtype=pl.String)
        yield chunk.with_columns(pl.coalesce(COMPLAINT, found).alias(COMPLAINT))


def _opened(file: Path) -> fastexcel.ExcelReader:
    try:
        return fastexcel.read_excel(file)
    except fastexcel.FastExcelError as error:
        raise _unreadable(file) from error


def _loaded(
    file: Path, book: fastexcel.ExcelReader, index: int
) -> fastexcel.ExcelSheet:
    try:
        return book.load_sheet(index, header_row=None, skip_rows=0, dtypes="string")
    except fastexcel.FastExcelError as error:
        place = Place(file=file.name, sheet=book.sheet_names[index])
        raise DeliveryError(
            "工作表无法读取", place=place, remedy="请用 Excel 打开后另存为 xlsx 再报送"
        ) from error


def _text_cells(sheet: fastexcel.ExcelSheet) -> tuple[pl.DataFrame, bool]:
    """Return the cells of a sheet as text and whether it is hidden."""
    frame = sheet.to_polars()
    names = {old: f"c{i}" for i, old in enumerate(frame.columns)}
    cells = frame.rename(names).with_columns(
        pl.all().cast(pl.String).str.strip_suffix(MIDNIGHT)
    )
    return cells, sheet.visible != "visible"


def _refuse_other_zip(file: Path) -> None:
    if not zipfile.is_zipfile(file):
        raise _damaged(file)
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, RuntimeError, ValueError) as error:
        raise _damaged(file) from error
    if not any(name.startswith(SHEET_PARTS) for name in names):
        raise DeliveryError(
            "这是压缩包或文档，不是 Excel 工作簿",
            place=Place(file=file.name),
            remedy="请解压后再放入",
        )


def _damaged(file: Path) -> DeliveryError:
    return TruncatedError(
        "Excel 文件不完整，可能没有拷贝完",
        place=Place(file=file.name),
        remedy="请重新拷贝",
    )


def _unreadable(file: Path) -> DeliveryError:
    place = Place(file=file.name)
    if _holds(file, ENCRYPTED):
        return DeliveryError(
            "工作簿有打开密码", place=place, remedy="请去掉密码后重新报送"
        )
    return DeliveryError(
        "Excel 文件无法读取，可能已损坏、有密码或不是 Excel 文件",
        place=place,
        remedy="请用 Excel 打开后另存为 xlsx 再报送",
    )


def _holds(file: Path, words: bytes) -> bool:
    with (
        file.open("rb") as stream,
        mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content,
    ):
        return content.find(words) >= 0
