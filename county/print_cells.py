"""Turns true values into the text that a department prints, column by column."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import polars as pl

from county.columns import COUNTS
from county.layouts import Layout
from county.relations import spelled_relations

NUMBER, TEXT, DAY = "number", "text", "date"
EXCEL_EPOCH = date(1899, 12, 30)
FILLERS = {
    "分档类型": "B类",
    "资金性质": "财政拨款",
    "担保机构": "云溪县融资担保中心",
    "登记机关": "云溪县市场监督管理局",
    "WDH": "4202",
    "HYDM": "A01",
}
SCALED = ("_milli", "_ppm")
COUNTERS = frozenset({"序号", "XH"})


def print_cells(
    layout: Layout, rows: pl.DataFrame
) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Return text columns `c0`, `c1`, … under the layout's headings, and their kinds.

    Kinds say how a workbook stores the cell: text, number, or a date's serial.
    """
    columns: list[pl.Series] = []
    kinds: list[str] = []
    for place, (name, heading) in enumerate(
        zip(layout.names, layout.headings, strict=True)
    ):
        text, kind = _column(layout, rows, name, heading)
        columns.append(text.alias(f"c{place}"))
        kinds.append(kind)
    return pl.DataFrame(columns), tuple(kinds)


def _column(
    layout: Layout, rows: pl.DataFrame, name: str, heading: str
) -> tuple[pl.Series, str]:
    if not name:
        return _filler(heading, rows.height)
    column = rows[name]
    if f"{name}_to" in rows.columns:
        return _periods(column, rows[f"{name}_to"], layout.months), TEXT
    if column.dtype == pl.Date:
        return _days(column, layout.days)
    if column.dtype.is_integer():
        return _number(layout, column, name, heading)
    return _text(layout, rows, name), TEXT


def _number(
    layout: Layout, column: pl.Series, name: str, heading: str
) -> tuple[pl.Series, str]:
    if name.endswith("_fen"):
        return _money(column, layout.money, heading)
    if name in COUNTS or not name.endswith(SCALED):
        return column.cast(pl.String), NUMBER
    return _scaled_numbers(column, name, heading)


def _text(layout: Layout, rows: pl.DataFrame, name: str) -> pl.Series:
    if name == "relation_to_head" and "changed_on" in rows.columns:
        return spelled_relations(rows[name], rows["person"])
    return rows[name].replace(dict(layout.codes.get(name, {})))


def _filler(heading: str, count: int) -> tuple[pl.Series, str]:
    if heading in COUNTERS:
        numbers = pl.int_range(1, count + 1, eager=True).cast(pl.String)
        return numbers, NUMBER
    value = pl.Series([FILLERS.get(heading)], dtype=pl.String)
    return value.new_from_index(0, count), TEXT


def _money(fen: pl.Series, style: str, heading: str) -> tuple[pl.Series, str]:
    if style == "comma":
        return _by_value(fen, lambda value: f"{Decimal(value) / 100:,.2f}"), TEXT
    if "万元" in heading:
        return _by_value(fen, lambda value: _plain(Decimal(value) / 1_000_000)), NUMBER
    size = fen.abs()
    sign = pl.Series(["", "-"]).gather((fen < 0).fill_null(value=False).cast(pl.UInt32))
    yuan = (
        (size // 100).cast(pl.String) + "." + (size % 100).cast(pl.String).str.zfill(2)
    )
    return sign + yuan, NUMBER


def _scaled_numbers(
    column: pl.Series, name: str, heading: str
) -> tuple[pl.Series, str]:
    if name.endswith("_milli"):
        return _by_value(column, lambda value: _plain(Decimal(value) / 1000)), NUMBER
    percent = _by_value(column, lambda value: _plain(Decimal(value) / 10_000))
    return (percent, NUMBER) if "%" in heading else (percent + "%", TEXT)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _days(column: pl.Series, style: str) -> tuple[pl.Series, str]:
    if style == "cell":
        serial = column.to_physical().cast(pl.Int64) - _physical(EXCEL_EPOCH)
        return serial.cast(pl.String), DAY
    pattern = "%Y/%-m/%-d" if style == "slash" else style
    return column.dt.strftime(pattern), TEXT


def _physical(day: date) -> int:
    return (day - date(1970, 1, 1)).days


def _periods(first: pl.Series, last: pl.Series, style: str) -> pl.Series:
    frame = pl.DataFrame({"first": first, "last": last})
    known = frame.unique(maintain_order=True)
    texts = [_period(start, end, style) for start, end in known.iter_rows()]
    printed = known.with_columns(pl.Series("text", texts, dtype=pl.String))
    joined = frame.join(
        printed,
        on=["first", "last"],
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    return joined["text"]


def _period(first: date | None, last: date | None, style: str) -> str | None:
    if first is None or last is None:
        return None
    if (first.year, first.month) == (last.year, last.month):
        return first.strftime(style)
    if (first.month, last.month) == (1, 12) and first.year == last.year:
        return f"{first.year}年度"
    if first.month % 3 == 1 and last.month == first.month + 2:
        return f"{first.year}年第{(first.month + 2) // 3}季度"
    return f"{first:%Y%m}-{last:%Y%m}"


def _by_value(column: pl.Series, print_one: Callable[[int], str]) -> pl.Series:
    known = column.drop_nulls().unique().sort()
    texts = pl.Series([print_one(value) for value in known.to_list()], dtype=pl.String)
    return column.replace_strict(known, texts, default=None, return_dtype=pl.String)
