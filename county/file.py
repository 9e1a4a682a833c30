"""One file of one delivery, and the days on which departments deliver."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from county.layouts import Layout
from county.world import last_month

FIRST_HALF, SECOND_HALF = date(2026, 5, 6), date(2026, 11, 6)
HALF = date(2026, 5, 1)  # payments before this month are in the first delivery
CORRECTED_MONTH, CORRECTED_ON = date(2026, 3, 1), date(2026, 5, 20)
SOCIAL, CIVIL, FINANCE = "县社保中心", "县民政局", "县财政局"
LABOUR, MIGRANTS, BANK = "县人社局", "县移民局", "云溪农商行"
POLICE, HEALTH, MARKET, STAFFING = "县公安局", "县卫健局", "县市场监管局", "县编办"


@dataclass(frozen=True, kw_only=True)
class File:
    """One file of one delivery.

    `rows` are those of the table at `path`; `sheet_by` names the column whose
    values become sheets ("" for one sheet); `is_faulty` files are corrected by a
    later delivery of the same rows. `really` is what the file is where its suffix
    lies: html or xml for an "xls", utf-16 for a "csv"; `archive` the zip that all
    files of its delivery are packed into; `typed`, of a register's earlier file, the
    later one whose lines it shares.
    """

    path: str
    supplier: str
    folder: str
    name: str
    layout: Layout
    on: date = SECOND_HALF
    rows: pl.Expr = field(default_factory=lambda: pl.lit(value=True))
    period: str = ""
    sheet_by: str = ""
    is_faulty: bool = False
    really: str = ""
    archive: str = ""
    typed: str = ""

    @property
    def form(self) -> str:
        """Return xlsx, xls, csv, dbf, or what the file really is."""
        return self.really or self.name.rpartition(".")[2]

    @property
    def shown(self) -> str:
        """Return the name under which the night knows the file."""
        return f"{self.archive} › {self.name}" if self.archive else self.name

    @property
    def delivery(self) -> str:
        """Return the delivery's folder within the inbox."""
        return f"{self.supplier}/{self.on:%Y%m%d}_{self.folder}"


def months_until_last() -> list[date]:
    """Return the first days of the months of the year."""
    year, month = last_month.year, last_month.month
    ordinals = [year * 12 + month - 1 - back for back in range(11, -1, -1)]
    return [date(number // 12, number % 12 + 1, 1) for number in ordinals]


def monthly(column: str) -> Iterator[tuple[date, date, pl.Expr]]:
    """Yield (month, day of delivery, its rows); the ends take what lies beyond."""
    months = months_until_last()
    for month in months:
        here = pl.col(column).dt.month_start() == month
        if month == months[0]:
            here = pl.col(column) < months[1]
        elif month == months[-1]:
            here = pl.col(column) >= month
        yield month, FIRST_HALF if month < HALF else SECOND_HALF, here


def halves(column: str) -> Iterator[tuple[date, str, pl.Expr]]:
    """Yield (day of delivery, 上 or 下, its rows) for the two half-years."""
    before = (pl.col(column) < HALF).fill_null(value=False)
    yield FIRST_HALF, "上", before
    yield SECOND_HALF, "下", ~before


def half_year_files(file: File, column: str) -> Iterator[File]:
    """Yield a file for each half-year; `{half}` in its name becomes 上 or 下."""
    for on, half, rows in halves(column):
        yield replace(file, on=on, name=file.name.format(half=half), rows=rows)


def monthly_files(file: File, column: str) -> Iterator[File]:
    """Yield a file for each month of the year; `{month:%Y%m}` in its name is it."""
    for month, on, rows in monthly(column):
        name, period = file.name.format(month=month), f"{month:%Y%m}"
        yield replace(file, on=on, name=name, rows=rows, period=period)


def register_file(
    path: str, supplier: str, name: str, layout: Layout, *, really: str = ""
) -> File:
    """Return the one file of a register as it stands in November."""
    return File(
        path=path,
        supplier=supplier,
        folder=name.partition(".")[0],
        name=name,
        layout=layout,
        really=really,
    )
