"""The hand-over sheet of a delivery: who hands over what, and how many rows.

Above the header stand `报送单位：…` and `报送日期：…`, in one cell or two; below
it one line for each file: 数据名称, 文件名, 期间, 条数, SHA-256.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from connectors.dates import date_in
from connectors.readers import read_sheets
from connectors.readers.archive import WITHIN
from connectors.readers.sheet import cell_names
from store.errors import HeaderError, Place
from store.heading import plain_heading

FILE_WORDS = ("交接单", "交接表", "移交清单", "交接清单", "移交单")
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "dataset": ("数据名称", "数据表名称", "表名", "资料名称", "数据项", "名称"),
    "file": ("文件名", "文件名称", "文件", "数据文件"),
    "period": ("期间", "数据期间", "时间范围", "所属期间", "数据时段"),
    "rows": ("条数", "记录数", "数据条数", "行数", "记录条数", "总条数", "数据量"),
    "sha256": ("sha256", "校验值", "哈希值", "文件校验值"),
}
LEAST_HEADINGS = 2
SUPPLIER = ("报送单位", "移交单位", "提供单位", "交出单位", "报送部门")
DELIVERED = ("报送日期", "移交日期", "交接日期", "提供日期", "报送时间", "移交时间")
TOTALS = ("合计", "总计", "共计")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a hand-over sheet; what it leaves out is "" or None."""

    dataset: str
    file: str
    period: str
    rows: int | None
    sha256: str


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """What a department says it hands over."""

    file: str
    supplier: str
    delivered_on: date | None
    lines: tuple[Line, ...]

    def lines_for(self, file: str) -> tuple[Line, ...]:
        """Return the lines about a file, whose suffix may be left out.

        A member of an archive (`包.zip › 名单.xlsx`) may be listed by its own name.
        """
        shown = (file, file.rpartition(WITHIN)[2])
        names = {_plain_name(n) for name in shown for n in (name, Path(name).stem)}
        return tuple(line for line in self.lines if _plain_name(line.file) in names)


def is_handover(file: Path) -> bool:
    """Say whether a file's name says that it is a hand-over sheet."""
    return any(word in file.stem for word in FILE_WORDS)


def read_handover(file: Path) -> HandOver:
    """Return the hand-over sheet in a file.

    Raises `HeaderError` where no row has its headings, and what readers raise.
    """
    rows = list(_rows(file))
    for position, row in enumerate(rows):
        columns = _columns(row)
        if len(columns) >= LEAST_HEADINGS and {"file", "dataset"} & set(columns):
            above = rows[:position]
            lines = (_line(cells, columns) for cells in rows[position + 1 :])
            return HandOver(
                file=file.name,
                supplier=_labelled(above, SUPPLIER),
                delivered_on=date_in(_labelled(above, DELIVERED)),
                lines=tuple(line for line in lines if line is not None),
            )
    raise HeaderError(
        "交接单里没有找到“数据名称、文件名、条数”一行",
        place=Place(file=file.name),
        remedy="请按模板填写交接单",
    )


def _rows(file: Path) -> Iterator[list[str]]:
    for sheet in read_sheets(file):
        for chunk in sheet.chunks:
            cells = chunk.select(cell_names(chunk)).rows()
            yield from ([str(cell or "").strip() for cell in row] for row in cells)


def _columns(row: Sequence[str]) -> dict[str, int]:
    plain = [plain_heading(cell) for cell in row]
    return {
        name: plain.index(known[0])
        for name, headings in HEADINGS.items()
        if (known := [plain_heading(h) for h in headings if plain_heading(h) in plain])
    }


def _line(row: Sequence[str], columns: Mapping[str, int]) -> Line | None:
    cells = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
    dataset, file = cells.get("dataset", ""), cells.get("file", "")
    if not (dataset or file) or any(cell.startswith(TOTALS) for cell in row[:3]):
        return None
    digits = re.sub(r"[,，\s]|\.0+$|条$|行$", "", cells.get("rows", ""))
    return Line(
        dataset=dataset,
        file=file,
        period=cells.get("period", ""),
        rows=int(digits) if digits.isdecimal() else None,
        sha256=cells.get("sha256", "").lower(),
    )


def _labelled(rows: Sequence[Sequence[str]], labels: Sequence[str]) -> str:
    """Return what follows a label, in its own cell or in the next filled one."""
    for row in rows:
        for position, cell in enumerate(row):
            label = next((word for word in labels if cell.startswith(word)), None)
            if label is not None:
                own = re.sub(
                    r"^[（(]盖?章?[）)]|^[:：\s]+", "", cell[len(label) :]
                ).strip()
                rest = (following for following in row[position + 1 :] if following)
                return own.lstrip(":： ") or next(rest, "")
    return ""


def _plain_name(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().lower()
