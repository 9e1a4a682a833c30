"""The hand-over sheet of a delivery: who hands over what, and how many rows.

Above the header stand `报送单位：…` and `报送日期：…`, in one cell or two; below
it one line for each file: 数据名称, 文件名, 期间, 条数, 金额合计, SHA-256 or SM3.
Beside them may stand 批准文号, 依据, 用途, 保管期限 and which 算法 the digests are.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from connectors.dates import date_in
from connectors.readers import read_sheets
from connectors.readers.archive import WITHIN
from connectors.readers.sheet import cell_names
from store.errors import HeaderError, Place
from store.heading import heading_unit, plain_heading

FILE_WORDS = ("交接单", "交接表", "移交清单", "交接清单", "移交单")
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "dataset": ("数据名称", "数据表名称", "表名", "资料名称", "数据项", "名称"),
    "file": ("文件名", "文件名称", "文件", "数据文件"),
    "period": ("期间", "数据期间", "时间范围", "所属期间", "数据时段"),
    "rows": ("条数", "记录数", "数据条数", "行数", "记录条数", "总条数", "数据量"),
    "total": ("金额合计", "合计金额", "总金额", "金额总计", "金额", "总额"),
    "sha256": ("sha256", "sha256校验值", "sha256值"),
    "sm3": ("sm3", "sm3校验值", "sm3值", "国密sm3", "sm3杂凑值"),
    "digest": ("校验值", "哈希值", "文件校验值", "摘要值", "杂凑值"),
    "algorithm": ("算法", "校验算法", "摘要算法", "杂凑算法", "哈希算法"),
    "approval": ("批准文号", "审批文号", "批准文件号"),
}
LEAST_HEADINGS = 2
SHA256, SM3 = "SHA-256", "SM3"
SUPPLIER = ("报送单位", "移交单位", "提供单位", "交出单位", "报送部门")
DELIVERED = ("报送日期", "移交日期", "交接日期", "提供日期", "报送时间", "移交时间")
APPROVAL = ("批准文号", "审批文号", "批准文件号")
BASIS = ("依据", "法律依据", "调取依据", "提供依据", "报送依据")
PURPOSE = ("用途", "数据用途", "使用目的")
RETENTION = ("保管期限", "保存期限", "留存期限")
ALGORITHM = ("算法", "校验算法", "摘要算法", "杂凑算法", "哈希算法")
LABELS = (*SUPPLIER, *DELIVERED, *APPROVAL, *BASIS, *PURPOSE, *RETENTION, *ALGORITHM)
TOTALS = ("合计", "总计", "共计")


Row: TypeAlias = Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a hand-over sheet; what it leaves out is "" or None.

    `total` is the text of the amount, `unit` what its heading states (`万元`);
    `digest` is in lower-case hex, `algorithm` SHA-256 or SM3.
    """

    dataset: str
    file: str
    period: str
    rows: int | None
    total: str = ""
    unit: str = ""
    digest: str = ""
    algorithm: str = SHA256
    approval: str = ""


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """What a department says it hands over; what it leaves out is ""."""

    file: str
    supplier: str
    delivered_on: date | None
    lines: tuple[Line, ...]
    approval: str = ""
    basis: str = ""
    purpose: str = ""
    retention: str = ""

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
            return _sheet(file.name, rows, position, columns)
    raise HeaderError(
        "交接单里没有找到“数据名称、文件名、条数”一行",
        place=Place(file=file.name),
        remedy="请按模板填写交接单",
    )


def _sheet(
    name: str, rows: Sequence[Row], header: int, columns: Mapping[str, int]
) -> HandOver:
    below = rows[header + 1 :]
    around = [*rows[:header], *(row for row in below if _is_labelled(row))]
    total = rows[header][columns["total"]] if "total" in columns else ""
    usual = SM3 if "sm3" in _labelled(around, ALGORITHM).lower() else SHA256
    given = (cells for row in below if (cells := _cells(row, columns)))
    return HandOver(
        file=name,
        supplier=_labelled(around, SUPPLIER),
        delivered_on=date_in(_labelled(around, DELIVERED)),
        lines=tuple(_line(cells, heading_unit(total), usual) for cells in given),
        approval=_labelled(around, APPROVAL),
        basis=_labelled(around, BASIS),
        purpose=_labelled(around, PURPOSE),
        retention=_labelled(around, RETENTION),
    )


def _rows(file: Path) -> Iterator[list[str]]:
    for sheet in read_sheets(file):
        for chunk in sheet.chunks:
            cells = chunk.select(cell_names(chunk)).rows()
            yield from ([str(cell or "").strip() for cell in row] for row in cells)


def _columns(row: Row) -> dict[str, int]:
    plain = [plain_heading(cell) for cell in row]
    return {
        name: plain.index(known[0])
        for name, headings in HEADINGS.items()
        if (known := [plain_heading(h) for h in headings if plain_heading(h) in plain])
    }


def _is_labelled(row: Row) -> bool:
    """Say whether a row says something about the sheet, rather than a file."""
    first = next((cell for cell in row if cell), "")
    return first.startswith(LABELS)


def _cells(row: Row, columns: Mapping[str, int]) -> Mapping[str, str]:
    """Return the cells of a line by name; none for a total, label or empty row."""
    cells = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
    named = cells.get("dataset") or cells.get("file")
    is_total = any(cell.startswith(TOTALS) for cell in row[:3])
    return cells if named and not is_total and not _is_labelled(row) else {}


def _line(cells: Mapping[str, str], unit: str, usual: str) -> Line:
    digits = re.sub(r"[,，\s]|\.0+$|条$|行$", "", cells.get("rows", ""))
    algorithm, digest = _digest(cells, usual)
    return Line(
        dataset=cells.get("dataset", ""),
        file=cells.get("file", ""),
        period=cells.get("period", ""),
        rows=int(digits) if digits.isdecimal() else None,
        total=cells.get("total", ""),
        unit=unit,
        digest=digest,
        algorithm=algorithm,
        approval=cells.get("approval", ""),
    )


def _digest(cells: Mapping[str, str], usual: str) -> tuple[str, str]:
    """Return algorithm and digest: by heading, by the cell beside it, by label."""
    if cells.get("sm3"):
        return SM3, cells["sm3"].lower()
    if cells.get("sha256"):
        return SHA256, cells["sha256"].lower()
    stated = cells.get("algorithm", "").lower()
    named = SM3 if "sm3" in stated else SHA256 if "sha" in stated else usual
    return named, cells.get("digest", "").lower()


def _labelled(rows: Sequence[Row], labels: Sequence[str]) -> str:
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
