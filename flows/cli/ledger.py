"""`crosscheck ledger`: the ledger of received data, as a workbook or JSON."""

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.file_form import require_suffix
from flows.cli.options import (
    AsOfOption,
    HomeOption,
    JsonOption,
    QuietOption,
    day_of,
    home_of,
)
from flows.cli.screen import write_json, write_line, write_table
from flows.clock import today
from flows.ledger_book import write_ledger
from flows.received_rows import Line, ledger_lines
from store.digest import Json
from store.settings import load_settings

HELP = "数据接收台账：收到什么、依据、期限、是否已销毁。"
HEADINGS = ("单位", "数据", "期间", "条数", "日期", "销毁日期", "状态", "报送批次")


def ledger(
    home: HomeOption = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="写成 xlsx 台账；省略时显示在屏幕上。"),
    ] = None,
    as_of: AsOfOption = None,
    *,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Show or write the ledger of received data."""
    if out is not None:
        require_suffix(out, "xlsx")
    place, day = home_of(home), day_of(as_of, today())
    settings = load_settings(place)
    lines = ledger_lines(place, settings, day)
    if out is not None:
        write_ledger(out, lines, settings, day)
        if not quiet:
            write_line(f"已写出 {out}（{len(lines)} 项）")
    if as_json:
        write_json([_json(line) for line in lines])
    elif out is None:
        write_table("数据接收台账", HEADINGS, [_cells(line) for line in lines])


def _cells(line: Line) -> tuple[object, ...]:
    entry = line.entry
    return (
        *(entry.supplier, entry.title, entry.period, entry.rows),
        *(entry.delivered_on, line.destroyed_on or line.destroy_on),
        *(line.status, entry.delivery),
    )


def _json(line: Line) -> Json:
    return {
        **line.entry.record,
        "destroy_on": line.destroy_on.isoformat(),
        "status": line.status,
        "destroyed_on": line.destroyed_on.isoformat() if line.destroyed_on else None,
        "certificate": line.certificate,
    }
