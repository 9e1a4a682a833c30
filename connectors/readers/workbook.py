"""Excel workbooks (xlsx, xlsm, xlsb, xls, ods) through fastexcel.

Every cell comes as text: dates as `2024-03-01`, whole numbers without `.0`.
Row numbers are Excel's own.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import fastexcel
import polars as pl

from connectors.readers.sheet import Sheet, sliced
from store.errors import DeliveryError, Place, TruncatedError

MIDNIGHT = " 00:00:00"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SHEET_PARTS = ("xl/", "content.xml")


def read_workbook(file: Path) -> Iterator[Sheet]:
    """Yield every sheet, hidden ones marked; raises `DeliveryError` and below."""
    book = _opened(file)
    for index, name in enumerate(book.sheet_names):
        cells, hidden = _text_cells(_loaded(file, book, index))
        yield Sheet(name=name, chunks=sliced(cells, first_row=1), hidden=hidden)


def _opened(file: Path) -> fastexcel.ExcelReader:
    with file.open("rb") as stream:
        is_zip = stream.read(2) == b"PK"
    if is_zip:
        _refuse_other_zip(file)
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
    place = Place(file=file.name)
    if not zipfile.is_zipfile(file):
        raise TruncatedError(
            "Excel 文件不完整，可能没有拷贝完", place=place, remedy="请重新拷贝"
        )
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
    if not any(name.startswith(SHEET_PARTS) for name in names):
        raise DeliveryError(
            "这是压缩包或文档，不是 Excel 工作簿", place=place, remedy="请解压后再放入"
        )


def _unreadable(file: Path) -> DeliveryError:
    place = Place(file=file.name)
    if ENCRYPTED in file.read_bytes():
        return DeliveryError(
            "工作簿有打开密码", place=place, remedy="请去掉密码后重新报送"
        )
    return DeliveryError(
        "Excel 文件无法读取，可能已损坏、有密码或不是 Excel 文件",
        place=place,
        remedy="请用 Excel 打开后另存为 xlsx 再报送",
    )
