"""One row of a policy table, read strictly from its CSV file."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import TypeAlias

from rules.policy.shape import Shape
from store.errors import Place, RuleError

Cell: TypeAlias = str | int | date | None
ANSWERS = ("yes", "no")


@dataclass(frozen=True, kw_only=True)
class PolicyRow:
    """What holds for one key, in one region, from one day to another."""

    region: str
    key: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    values: Mapping[str, Cell]


def read_rows(file: str, shape: Shape, text: str) -> list[PolicyRow]:
    """Return the rows of one policy table; `file` names it in errors.

    Raises `RuleError` with the row's place for columns that are unknown or
    missing, cells that cannot be read, and periods that overlap or leave a hole.
    """
    header, *lines = list(csv.reader(io.StringIO(text))) or [[]]
    _compare_header(file, shape, header)
    rows = [
        _row(place, shape, _cells(place, header, line))
        for number, line in enumerate(lines, 2)
        for place in (Place(file=file, row=number),)
        if line
    ]
    _refuse_gaps(file, rows)
    return rows


def _compare_header(file: str, shape: Shape, header: Iterable[str]) -> None:
    unlike = set(header) ^ set(shape.columns)
    if unlike:
        raise RuleError(
            f"列 {'、'.join(sorted(unlike))} 不应有或缺少",
            place=Place(file=file, row=1),
            remedy=f"表头应为 {','.join(shape.columns)}",
        )


def _cells(place: Place, header: list[str], line: list[str]) -> dict[str, str]:
    if len(line) != len(header):
        raise RuleError("单元格数与表头不符", place=place)
    return dict(zip(header, line, strict=True))


def _row(place: Place, shape: Shape, cells: Mapping[str, str]) -> PolicyRow:
    try:
        values = _values(shape, cells)
    except ValueError as error:
        raise RuleError(f"数值或日期有误：{error}", place=place) from error
    first, last = date.fromisoformat(cells["valid_from"]), values["valid_to"]
    if isinstance(last, date) and last < first:
        raise RuleError("valid_to 早于 valid_from", place=place)
    return PolicyRow(
        region=cells["region"].strip(),
        key=tuple(cells[name].strip() for name in shape.keys),
        valid_from=first,
        valid_to=last if isinstance(last, date) else None,
        values=values,
    )


def _values(shape: Shape, cells: Mapping[str, str]) -> dict[str, Cell]:
    values: dict[str, Cell] = {}
    for name in (*shape.keys, *shape.texts, "source"):
        values[name] = _text(name, cells[name])
    for name in shape.figures:
        values[name] = _figure(cells[name], optional=name in shape.unknown)
    values["valid_from"] = date.fromisoformat(cells["valid_from"])
    values["valid_to"] = (
        date.fromisoformat(cells["valid_to"]) if cells["valid_to"] else None
    )
    values["verified"] = cells["verified"]
    if cells["verified"] not in ANSWERS:
        raise ValueError("verified 应为 yes 或 no")
    return values


def _text(name: str, cell: str) -> str:
    if not cell.strip():
        raise ValueError(f"{name} 为空")
    return cell.strip()


def _figure(cell: str, *, optional: bool) -> int | None:
    return None if optional and not cell.strip() else int(cell)


def _refuse_gaps(file: str, rows: Sequence[PolicyRow]) -> None:
    def place(row: PolicyRow) -> tuple[str, tuple[str, ...]]:
        return (row.region, row.key)

    ordered = sorted(rows, key=lambda row: (*place(row), row.valid_from))
    for _, group in groupby(ordered, key=place):
        for before, after in pairwise(group):
            _refuse_gap(file, before, after)


def _refuse_gap(file: str, before: PolicyRow, after: PolicyRow) -> None:
    due = before.valid_to + timedelta(days=1) if before.valid_to else None
    if due == after.valid_from:
        return
    overlap = due is None or after.valid_from < due
    raise RuleError(
        f"{'/'.join(after.key)} 的有效期{'重叠' if overlap else '有空档'}"
        f"：{before.valid_from} 起与 {after.valid_from} 起",
        place=Place(file=file),
        remedy="前一行的 valid_to 应为后一行 valid_from 的前一天",
    )
