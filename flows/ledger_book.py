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
    "单位": 12,
    "数据名称": 18,
    "期间": 11,
    "条数": 8,
    "金额合计（元）": 13,
    "格式": 7,
    "介质编号": 6,
    "SM3": 24,
    "移交人": 7,
    "接收人": 7,
    "日期": 11,
    "用途": 11,
    "依据文号": 13,
    "批准文号": 9,
    "责任人": 8,
    "使用期限": 9,
    "销毁日期": 11,
    "状态": 8,
    "销毁证明": 10,
}
FILES = "附表（文件）"
FILE_COLUMNS = {"序号": 6, "报送批次": 32, "文件": 36, "SM3": 36, "SHA-256": 36}
CENTRED = (0, 6, 11, 16, 17, 18)
MOST_PERIODS = 2
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
        files = book.page(FILES, tuple(FILE_COLUMNS.values()))
        files.table(tuple(FILE_COLUMNS), _files(lines), centred=(0,), repeated=True)
        page.paragraph(
            "介质编号、移交人、接收人由经办人填写。本台账保存不少于三年，数据销毁后"
            "仍保留。"
        )


def _count(lines: Sequence[Line], state: str) -> int:
    return sum(line.status == state for line in lines)


def _cells(place: int, line: Line) -> list[str | int | float]:
    entry = line.entry
    return [
        str(place),
        entry.supplier,
        entry.title,
        _period(entry.period),
        "" if entry.rows is None else entry.rows,
        "" if entry.amount_fen is None else entry.amount_fen / 100,
        line.formats,
        "",
        _sm3(line),
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


def _sm3(line: Line) -> str:
    """Return the digest of a single file; several stand on the sheet of files."""
    digests = [own["sm3"] for own in line.entry.files.values()]
    return digests[0] if len(digests) == 1 else f"{len(digests)} 个文件，见附表"


def _period(text: str) -> str:
    """Return `202511 至 202604` for a list of more than two periods."""
    periods = text.split("、")
    return f"{periods[0]} 至 {periods[-1]}" if len(periods) > MOST_PERIODS else text


def _files(lines: Sequence[Line]) -> list[list[str]]:
    return [
        [str(place), line.entry.delivery, name, own["sm3"], own["sha256"]]
        for place, line in enumerate(lines, start=1)
        for name, own in line.entry.files.items()
    ]
