"""Workbooks: merged cells, formula errors, extents that no memory holds."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
import xlwt

from connectors.readers import read_sheets
from connectors.readers.sheet import cell_names
from store.errors import DeliveryError
from tests.connectors import given


def chunk_of(file: Path, sheet: int = 0) -> pl.DataFrame:
    """Return all rows of one sheet."""
    return pl.concat(list(read_sheets(file))[sheet].chunks)


def grid(file: Path) -> list[tuple[str | None, ...]]:
    """Return the cells of the first sheet."""
    rows = chunk_of(file)
    return rows.select(cell_names(rows)).rows()


MERGED = [
    ("某县低保名单", None, None, None),
    ("户主", "成员", None, "金额"),
    (None, "姓名", "关系", None),
    ("王某", "王甲", "子", "300"),
    ("王某", "王乙", "女", None),
    ("李某", "李丙", "子", "100"),
]
RANGES = [(0, 0, 0, 3), (1, 0, 2, 0), (1, 1, 1, 2), (1, 3, 2, 3), (3, 0, 4, 0)]
AMOUNT = (3, 3, 4, 3)


def merged_xlsx(file: Path) -> None:
    """Write the table of merged cells as xlsx."""
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("表")
        for top, left, bottom, right in (*RANGES, AMOUNT):
            sheet.merge_range(top, left, bottom, right, "")
        for number, row in enumerate(MERGED):
            for position, cell in enumerate(row):
                if cell and not (number == 4 and position == 0):
                    sheet.write(number, position, int(cell) if cell.isdigit() else cell)


def merged_xls(file: Path) -> None:
    """Write the table of merged cells as xls."""
    book: Any = xlwt.Workbook()
    sheet: Any = book.add_sheet("表")
    for number, row in enumerate(MERGED):
        for position, cell in enumerate(row):
            if cell and not (number == 4 and position == 0):
                sheet.write(number, position, int(cell) if cell.isdigit() else cell)
    sheet.merged_ranges.extend(
        (top, bottom, left, right) for top, left, bottom, right in (*RANGES, AMOUNT)
    )
    book.save(str(file))


@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
def test_merged_cells_below_the_head_hold_for_all_they_cover(
    tmp_path: Path, suffix: str
) -> None:
    file = tmp_path / f"a.{suffix}"
    (merged_xlsx if suffix == "xlsx" else merged_xls)(file)
    assert grid(file) == MERGED


def test_a_formula_error_is_complained_of(tmp_path: Path) -> None:
    file = tmp_path / "inbox" / "x" / "20260506" / "死亡.xlsx"
    file.parent.mkdir(parents=True)
    with xlsxwriter.Workbook(str(file)) as book:
        sheet: Any = book.add_worksheet("名单")
        for number, row in enumerate([given.DEATH_HEADINGS, *given.deaths(3)]):
            sheet.write_row(number, 0, row)
        sheet.write_formula(2, 2, "=A99", None, "#REF!")
        sheet.write_formula(3, 3, "=1+1", None, 2)
    _, rows = given.the_snapshot(given.take_one(tmp_path / "inbox", tmp_path / "s"))
    assert rows["complaint"].to_list() == [None, "有一格是公式错误 #REF!", None]
    assert rows.height == 3


def test_a_chart_sheet_holds_no_rows(tmp_path: Path) -> None:
    folder = tmp_path / "inbox" / "x" / "20260506"
    folder.mkdir(parents=True)
    with xlsxwriter.Workbook(str(folder / "死亡.xlsx")) as book:
        sheet = book.add_worksheet("名单")
        for number, row in enumerate([given.DEATH_HEADINGS, *given.deaths(2)]):
            sheet.write_row(number, 0, row)
        chart: Any = book.add_chart({"type": "column"})
        chart.add_series({"values": "=名单!$A$2:$A$3"})
        book.add_chartsheet("图").set_chart(chart)
    papers, _ = given.the_snapshot(given.take_one(tmp_path / "inbox", tmp_path / "s"))
    assert [part.sheet for part in papers.parts] == ["名单"]


def test_a_cell_in_the_last_corner_does_not_cost_the_memory(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("表")
        sheet.write(0, 0, "姓名")
        sheet.write(1_048_575, 16_383, "x")
    with pytest.raises(DeliveryError, match="第 1048576 行、第 16384 列") as caught:
        chunk_of(file)
    assert caught.value.place is not None
    assert caught.value.place.sheet == "表"


def test_macros_are_not_run_and_do_not_matter(tmp_path: Path) -> None:
    plain = given.write_xlsx(tmp_path / "a.xlsx", {"表": [("姓名", "号"), ("王", 1)]})
    file = tmp_path / "b.xlsm"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(
                b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
            )
            new.writestr(name, content)
        new.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub Auto_Open()")
    assert grid(file) == [("姓名", "号"), ("王", "1")]


def test_rows_split_over_sheets_and_files_are_all_there(tmp_path: Path) -> None:
    folder = tmp_path / "inbox" / "x" / "20260506"
    most = 65_535  # as many as an old sheet holds below its header
    rows = given.deaths(most + 10)
    sheets: dict[str, Sequence[given.Row]] = {
        "Sheet1": [given.DEATH_HEADINGS, *rows[:most]],
        "Sheet2": [given.DEATH_HEADINGS, *rows[most:]],
    }
    given.write_xls(folder / "死亡1.xls", sheets)
    more = given.deaths(5, start=most + 10)
    given.write_xls(folder / "死亡2.xls", {"Sheet1": [given.DEATH_HEADINGS, *more]})
    papers, kept = given.the_snapshot(
        given.take_one(tmp_path / "inbox", tmp_path / "s")
    )
    assert [part.rows_kept for part in papers.parts] == [most, 10, 5]
    assert kept["source_row"][most - 1] == 65_536
    assert kept["person_name"].n_unique() == most + 15
