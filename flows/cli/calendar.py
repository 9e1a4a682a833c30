"""`crosscheck calendar` and `calendar remind`: what is owed, what is overdue."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from flows.arrivals import published_arrivals
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
from flows.owed import (
    DUE,
    OVERDUE,
    RECEIVED,
    Desk,
    Overdue,
    Owed,
    all_overdue,
    owed_in,
    refuse_unknown_datasets,
)
from flows.remind import reminders, write_reminder
from store.digest import Json
from store.home import Home
from store.odcs import all_contracts
from store.settings import Settings, load_settings

HELP = "报送日历：哪个部门何时应报什么，收到没有，逾期没有。"
calendar_app = typer.Typer(help=HELP, invoke_without_command=True)
HEADINGS = ("报送单位", "数据", "期间", "截止", "状态", "收到", "关账日")
LATE_HEADINGS = ("报送单位", "数据", "缺少的期间", "最早截止", "逾期", "最近收到")
MonthOption = Annotated[
    datetime | None,
    typer.Option(
        "--month",
        formats=["%Y-%m"],
        help="哪个月到期的（YYYY-MM）；省略时取本月。",
        show_default=False,
    ),
]


@calendar_app.callback(help=HELP)
def show_calendar(
    context: typer.Context,
    home: HomeOption = None,
    month: MonthOption = None,
    as_of: AsOfOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Show what falls due in a month and everything that is overdue."""
    if context.invoked_subcommand is not None:
        return
    desk, _ = _desk(home_of(home), day_of(as_of, today()))
    shown = day_of(month, desk.as_of).replace(day=1)
    owed = owed_in(desk, all_contracts(), shown)
    late = all_overdue(desk, all_contracts())
    if as_json:
        write_json(_json(desk, shown, owed, late))
        return
    _write(desk, shown, owed, late)


@calendar_app.command("remind", help="为逾期的部门各写一份催报函（docx，不发送）。")
def remind(
    out: Annotated[Path, typer.Option("--out", help="写到哪个目录。")],
    home: HomeOption = None,
    as_of: AsOfOption = None,
    *,
    quiet: QuietOption = False,
) -> None:
    """Write one letter for each department that is overdue."""
    place, day = home_of(home), day_of(as_of, today())
    desk, settings = _desk(place, day)
    late = all_overdue(desk, all_contracts())
    letters = reminders(place, settings, late, day)
    files = [write_reminder(out, letter, settings, day) for letter in letters]
    if not quiet:
        for file in files:
            write_line(f"已写出 {file}")
        if not files:
            write_line("没有逾期的数据，不需要催报")


def _desk(home: Home, day: date) -> tuple[Desk, Settings]:
    settings = load_settings(home)
    refuse_unknown_datasets(settings.calendar, all_contracts())
    arrivals = published_arrivals(home.warehouse)
    return Desk(as_of=day, own=settings.calendar, arrivals=arrivals), settings


def _write(
    desk: Desk, month: date, owed: Sequence[Owed], late: Sequence[Overdue]
) -> None:
    rows = [
        (
            *(one.contract.owner, one.contract.title, one.period.text),
            *(str(one.period.due_on), _status(one), _day(one.received_on)),
            _closing(desk, one),
        )
        for one in owed
    ]
    write_table(f"{month:%Y-%m} 到期的报送（截至 {desk.as_of}）", HEADINGS, rows)
    if late:
        overdue = [
            (
                *(one.contract.owner, one.contract.title, one.periods_text),
                *(str(one.since), f"{one.days} 天", _day(one.last_on)),
            )
            for one in late
        ]
        write_table("逾期未报", LATE_HEADINGS, overdue)


def _status(one: Owed) -> str:
    words = {RECEIVED: "已收到", OVERDUE: f"逾期 {one.days} 天"}
    return words.get(one.status, f"还有 {one.days} 天")


def _closing(desk: Desk, one: Owed) -> str:
    day = desk.own.payment_day.get(one.contract.path)
    return f"每月 {day} 日" if day else ""


def _day(day: date | None) -> str:
    return str(day) if day else "—"


def _json(
    desk: Desk, month: date, owed: Sequence[Owed], late: Sequence[Overdue]
) -> Json:
    return {
        "month": f"{month:%Y-%m}",
        "as_of": desk.as_of.isoformat(),
        "owed": [
            {
                "dataset": one.contract.path,
                "title": one.contract.title,
                "owner": one.contract.owner,
                "period": one.period.text,
                "due_on": one.period.due_on.isoformat(),
                "status": one.status,
                "received_on": _iso(one.received_on),
                "overdue_days": one.days if one.status == OVERDUE else 0,
                "days_left": one.days if one.status == DUE else 0,
                "payment_day": desk.own.payment_day.get(one.contract.path),
            }
            for one in owed
        ],
        "overdue": [
            {
                "dataset": one.contract.path,
                "title": one.contract.title,
                "owner": one.contract.owner,
                "missing": [period.text for period in one.missing],
                "since": one.since.isoformat(),
                "days": one.days,
                "last_on": _iso(one.last_on),
            }
            for one in late
        ],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
