"""Tiny deliveries as departments hand them over, written by hand for the tests."""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

from flows.night import run_night
from store.home import Home
from store.settings import write_home_key

LONG_AGO = 1_793_000_000  # 2026-10-26, so that no file looks freshly written
SETTINGS = """
[night]
threads = 1
[inbox]
handover_waived_by = "周主任"
handover_waived_reason = "试运行"
"""
KEY = bytes(range(32))
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
LAST = "10X98765432"


def number(birth: str, order: int) -> str:
    """Return a made-up resident number with a right check digit."""
    head = f"420281{birth}{order:03d}"
    digits = zip(head, WEIGHTS, strict=True)
    total = sum(int(digit) * weight for digit, weight in digits)
    return head + LAST[total % 11]


DEAD, ALIVE = number("19400101", 11), number("19500202", 22)
PENSION_HEADINGS = (
    *("乡镇", "姓名", "身份证号码", "险种"),
    *("费款所属期", "实付年月", "支付标志", "发放金额"),
)
DEATH_HEADINGS = ("姓名", "身份证号", "死亡日期", "登记日期", "数据来源")


def make_home(root: Path) -> Home:
    """Make an empty home whose key is known."""
    home = Home(root)
    home.create()
    home.settings.write_text(SETTINGS, encoding="utf-8")
    write_home_key(home, KEY)
    return home


def deliver_pension(home: Home, *, folder: str = "县社保中心/20261105_养老金") -> Path:
    """Deliver three months for two people as a GBK CSV."""
    months = ("202604", "202608", "202610")
    rows = [
        ("城关镇", name, id_number, "城乡居民基本养老保险", month, month, "1", "215.50")
        for name, id_number in (("田一山", DEAD), ("禾二田", ALIVE))
        for month in months
    ]
    lines = [PENSION_HEADINGS, *rows]
    text = "".join(",".join(line) + "\r\n" for line in lines)
    return write(home, f"{folder}/养老金发放.csv", text.encode("gb18030"))


def deliver_deaths(home: Home, *, folder: str = "县民政局/20261103_火化") -> Path:
    """Deliver one death as a workbook with a title row."""
    file = home.inbox / folder / "死亡人员名单.xlsx"
    file.parent.mkdir(parents=True, exist_ok=True)
    rows = [
        ("2026年死亡人员火化登记表",),
        DEATH_HEADINGS,
        ("田一山", DEAD, "2026-03-15", "2026-03-20", "民政火化"),
    ]
    _write_workbook(file, rows)
    os.utime(file, (LONG_AGO, LONG_AGO))
    return file


def home_with_one_clue(root: Path) -> Home:
    """Return a home after the night that finds a pension paid to a dead person."""
    home = make_home(root)
    deliver_pension(home)
    deliver_deaths(home)
    run_night(home, date(2026, 11, 20))
    return home


def write(home: Home, name: str, content: bytes) -> Path:
    """Write one file into the inbox, as old as a delivery is by night."""
    file = home.inbox / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    os.utime(file, (LONG_AGO, LONG_AGO))
    return file


def _write_workbook(file: Path, rows: Sequence[Sequence[str]]) -> None:
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("名单")
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
