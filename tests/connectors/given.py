"""Files as departments deliver them, made for one test at a time."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, cast

import dbf
import polars as pl
import xlsxwriter
import xlwt

from connectors.delivery import find_deliveries
from connectors.take import Intake, take_delivery
from connectors.waiver import Waiver
from store.odcs import all_contracts
from store.snapshot import ROWS, Snapshot

Row = Sequence[str | float | None]
Spoil = Callable[[str], str]
AS_OF = date(2026, 11, 20)
WAIVED = Waiver(name="周主任", reason="试运行，尚未发交接单模板")
DEATH_HEADINGS = ("姓名", "身份证号", "死亡日期", "数据来源")
SUBSIDY_HEADINGS = (
    "项目名称",
    "补贴年度",
    "补贴对象",
    "身份证号码",
    "金额（元）",
    "发放日期",
)


def id_number(serial: int) -> str:
    """Return an 18-digit number of an invented person."""
    return f"42028119500101{serial:04}"


def deaths(count: int, start: int = 0) -> list[Row]:
    """Return rows of an invented death register."""
    serials = range(start, start + count)
    return [(f"王甲{i}", id_number(i), "2026-03-01", "民政") for i in serials]


def subsidies(count: int, start: int = 0) -> list[Row]:
    """Return rows of an invented subsidy payment list."""
    return [
        (
            "耕地地力保护补贴",
            "2026年3月",
            f"李乙{i}",
            id_number(i),
            100 + i,
            "2026-04-03",
        )
        for i in range(start, start + count)
    ]


def write_text(
    file: Path, rows: Sequence[Row], *, encoding: str = "gb18030", delimiter: str = ","
) -> Path:
    """Write rows as lines of text without quoting."""
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = (delimiter.join("" if c is None else str(c) for c in row) for row in rows)
    file.write_bytes("".join(f"{line}\r\n" for line in lines).encode(encoding))
    return file


def write_xlsx(
    file: Path, sheets: dict[str, Sequence[Row]], *, hidden: Sequence[str] = ()
) -> Path:
    """Write a workbook with the given sheets."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(file)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, list(row))
            if name in hidden:
                sheet.hide()
    return file


def write_xls(file: Path, sheets: dict[str, Sequence[Row]]) -> Path:
    """Write an old workbook with the given sheets."""
    file.parent.mkdir(parents=True, exist_ok=True)
    book = xlwt.Workbook()
    for name, rows in sheets.items():
        sheet = cast("Any", book.add_sheet(name))
        for number, row in enumerate(rows):
            for position, cell in enumerate(row):
                if cell is not None:
                    sheet.write(number, position, cell)
    book.save(str(file))
    return file


def write_dbf(file: Path, fields: str, rows: Sequence[Row]) -> Path:
    """Write a DBF table in code page 936."""
    file.parent.mkdir(parents=True, exist_ok=True)
    table = cast("Any", dbf.Table(str(file), fields, codepage="cp936"))
    table.open(dbf.READ_WRITE)
    for row in rows:
        table.append(tuple(row))
    table.close()
    return file


def write_parquet(file: Path, headings: Sequence[str], rows: Sequence[Row]) -> Path:
    """Write a Parquet file whose columns have the given names."""
    file.parent.mkdir(parents=True, exist_ok=True)
    pl.DataFrame(
        [list(row) for row in rows], schema=list(headings), orient="row"
    ).write_parquet(file)
    return file


def write_handover(
    folder: Path, lines: Sequence[Row], name: str = "交接单.xlsx"
) -> Path:
    """Write a hand-over sheet with the given lines of 数据名称, 文件名, 期间, 条数."""
    rows: list[Row] = [
        ("数据移交清单",),
        ("报送单位：某县民政局", None, "报送日期：", "2026-11-05"),
        (),
        ("数据名称", "文件名", "期间", "条数"),
        *lines,
    ]
    return write_xlsx(folder / name, {"交接单": rows})


def take_all(
    inbox: Path, snapshots: Path, *waivers: Waiver, office: bool = True
) -> list[Intake]:
    """Return what came of every delivery in an inbox; the office waives sheets."""
    given = (*waivers, WAIVED) if office else waivers
    found = find_deliveries(inbox, as_of=AS_OF, settle_seconds=0, waivers=given)
    return [take_delivery(d, snapshots, all_contracts()) for d in found.deliveries]


def take_one(inbox: Path, snapshots: Path) -> Intake:
    """Return what came of the only delivery in an inbox."""
    (intake,) = take_all(inbox, snapshots)
    return intake


def the_snapshot(intake: Intake) -> tuple[Snapshot, pl.DataFrame]:
    """Return the papers and rows of the only snapshot; every row is accounted for."""
    assert intake.refusals == ()
    (folder,) = intake.snapshots
    papers = Snapshot.load(folder)
    for part in papers.parts:
        assert part.rows_read + part.unfolded == part.rows_kept + part.dropped.rows
    rows = pl.read_parquet(folder / ROWS)
    assert rows.height == papers.rows
    return papers, rows
