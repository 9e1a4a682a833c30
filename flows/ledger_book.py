"""数据接收台账 as a workbook: who handed over what, on what basis, until when."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from flows.book import written_book
from flows.received_rows import DESTROYED, DUE, HELD, WITHDRAWN, Line
from store.settings import Settings

TITLE = "数据接收台账"
# domain note §4.5 F, then what §5.1 asks for: purpose, basis, owner, destruction.
COLUMNS = {
    "序号": 5,
    "单位": 14,
    "数据名称": 20,
    "期间": 13,
    "条数": 10,
    "金额合计（元）": 16,
    "格式": 7,
    "介质编号": 9,
    "文件与 SM3": 40,
    "移交人": 8,
    "接收人": 8,
    "日期": 11,
    "用途": 16,
    "依据文号": 16,
    "批准文号": 12,
    "责任人": 8,
    "使用期限": 11,
    "销毁日期": 11,
    "状态": 8,
    "销毁证明": 14,
}
CENTRED = (0, 6, 11, 16, 17, 18)
STATES = (HELD, WITHDRAWN, DUE, DESTROYED)


def write_ledger(
    file: Path, lines: Sequence[Line], settings: Settings, as_of: date
) -> None:
    """Write the ledger, whole or not at all; raises `StorageError`."""
    with written_book(file, TITLE) as book:
        page = book.page(TITLE, tuple(COLUMNS.values()), footer=settings.office.name)
        page.title(TITLE)
        counts = "，".join(f"{state} {_count(lines, state)} 项" for state in STATES)
        page.paragraph(f"{settings.office.name}　截至 {as_of}　{counts}")
        rows = [_cells(place, line) for place, line in enumerate(lines, start=1)]
        page.table(tuple(COLUMNS), rows, centred=CENTRED, repeated=True)
        page.paragraph(
            "介质编号、移交人、接收人由经办人填写。本台账保存不少于三年，数据销毁后"
            "仍保留。"
        )


def _count(lines: Sequence[Line], state: str) -> int:
    return sum(line.status == state for line in lines)


def _cells(place: int, line: Line) -> list[str | int | float]:
    entry = line.entry
    digests = (f"{name}\n{own['sm3']}" for name, own in entry.files.items())
    return [
        str(place),
        entry.supplier,
        entry.title,
        entry.period,
        "" if entry.rows is None else entry.rows,
        "" if entry.amount_fen is None else entry.amount_fen / 100,
        line.formats,
        "",
        "\n".join(digests),
        "",
        "",
        str(entry.delivered_on),
        entry.purpose,
        entry.basis,
        entry.approval,
        entry.owner,
        entry.retention or "至销毁日期",
        str(line.destroyed_on or line.destroy_on),
        line.status,
        line.certificate,
    ]
