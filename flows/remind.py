"""Reminders (催报函): one numbered letter for each department that is overdue.

A letter states what is overdue since when and what came last; it threatens
nobody. Numbers stand in `intake/reminders.jsonl`: writing the letters of a day
again gives them the numbers they had.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from flows.data_request import departments, owners
from flows.letter import Letter
from flows.owed import Overdue
from store.digest import Json
from store.home import Home
from store.record_lines import append_records, load_records
from store.settings import Settings

REMINDERS = "reminders.jsonl"
TITLE = "关于补充报送数据的函"
HEADINGS = ("数据名称", "应报期间", "截止日期", "已逾期", "最近一次收到")
WIDTHS = (5.2, 3.6, 2.4, 1.8, 2.6)
MOST_NAMED = 4  # periods named one by one; more are told as from … to …
NO_CONTACT = "（联系人及电话待填）"
Key: TypeAlias = tuple[str, str]  # department, day


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """A letter that is to be written: whom for, its number, what is overdue."""

    department: str
    number: str
    overdue: tuple[Overdue, ...]

    @property
    def file_name(self) -> str:
        """Return the name of the letter's file."""
        return f"催报函_{self.department}.docx"


def reminders(
    home: Home, settings: Settings, late: Sequence[Overdue], as_of: date
) -> tuple[Reminder, ...]:
    """Return the letters of a day, numbering those that have no number yet."""
    by_department = {
        name: tuple(one for one in late if name in owners(one.contract))
        for name in departments(one.contract for one in late)
    }
    numbers = _numbered(home.intake / REMINDERS, by_department, as_of)
    return tuple(
        Reminder(
            department=name,
            number=f"{settings.office.name}催〔{as_of.year}〕{numbers[name]}号",
            overdue=own,
        )
        for name, own in by_department.items()
    )


def write_reminder(
    folder: Path, reminder: Reminder, settings: Settings, as_of: date
) -> Path:
    """Write one letter into a folder and return its file; raises `StorageError`."""
    letter = Letter(TITLE, reminder.number, as_of)
    letter.to(reminder.department)
    letter.paragraph(_opening(reminder, settings, as_of))
    rows = [_row(late) for late in reminder.overdue]
    letter.table(HEADINGS, rows, WIDTHS)
    letter.paragraph(
        "请在收到本函后 5 个工作日内补充报送，并随附交接单。已经报送或确有困难不能"
        "报送的，请书面说明情况和预计时间。"
    )
    letter.paragraph(
        "上述数据未到之前，需要它们的比对不能进行，或只能使用最近一次收到的数据，"
        "相关情况将如实写入当期数据接收情况。"
    )
    contact = settings.office.contact or NO_CONTACT
    letter.paragraph(f"联系人：{contact}")
    letter.sign(settings.office.name, as_of)
    file = folder / reminder.file_name
    letter.save(file)
    return file


def _opening(reminder: Reminder, settings: Settings, as_of: date) -> str:
    programme = settings.programme
    basis = f"根据{programme.legal_basis}和" if programme.legal_basis else "根据"
    day = f"{as_of.year}年{as_of.month}月{as_of.day}日"
    return (
        f"{basis}数据需求清单的约定，截至{day}，贵单位应报送的下列"
        f" {len(reminder.overdue)} 项数据尚未收到："
    )


def _row(late: Overdue) -> tuple[str, ...]:
    last = str(late.last_on) if late.last_on else "尚未收到过"
    days = f"{late.days} 天"
    return (late.contract.title, _periods(late), str(late.since), days, last)


def _periods(late: Overdue) -> str:
    if len(late.missing) <= MOST_NAMED:
        return late.periods_text
    first, last = late.missing[0].text, late.missing[-1].text
    return f"{first}至{last}，共 {len(late.missing)} 期"


def _numbered(
    file: Path, by_department: Mapping[str, Sequence[Overdue]], as_of: date
) -> dict[str, int]:
    """Return the running number of each department's letter within the year."""
    written = load_records(file)
    known: dict[Key, int] = {
        (str(r["department"]), str(r["as_of"])): int(str(r["number"])) for r in written
    }
    year = str(as_of.year)
    taken = [number for (_, day), number in known.items() if day.startswith(year)]
    following = max(taken, default=0) + 1
    fresh: list[Mapping[str, Json]] = []
    for name, own in by_department.items():
        if (name, as_of.isoformat()) not in known:
            known[name, as_of.isoformat()] = following
            fresh.append(_record(following, name, own, as_of))
            following += 1
    append_records(file, fresh)
    return {name: known[name, as_of.isoformat()] for name in by_department}


def _record(
    number: int, department: str, own: Sequence[Overdue], as_of: date
) -> Mapping[str, Json]:
    return {
        "number": number,
        "department": department,
        "as_of": as_of.isoformat(),
        "overdue": [
            {"dataset": late.contract.path, "since": late.since.isoformat()}
            for late in own
        ],
    }
