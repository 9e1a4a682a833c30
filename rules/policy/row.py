"""One row of a policy table, read strictly from its CSV file."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby, pairwise

from rules.policy.cells import Cell, day_in, values_in, wrong
from rules.policy.region import region_code
from rules.policy.shape import Shape
from store.errors import Place, RuleError
from store.two_people import are_two_people

ENTERED, CONFIRMED = "entered_by", "confirmed_by"
PEOPLE = (ENTERED, CONFIRMED)


class Layer(StrEnum):
    """Where a row comes from, as a reader is told; later ones go before earlier."""

    SHIPPED = "随程序"
    PACK = "规则包"
    OWN = "本单位"


@dataclass(frozen=True, kw_only=True)
class PolicyRow:
    """What holds for one key, in one region, from one day to another.

    `entered_by` and `confirmed_by` are the two people behind an office's own row,
    `line` is its line in the file.
    """

    layer: Layer
    region: str
    key: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    values: Mapping[str, Cell]
    entered_by: str = ""
    confirmed_by: str = ""
    line: int = 0

    @property
    def place(self) -> tuple[str, tuple[str, ...]]:
        """Return what at most one row holds for on any day: region and key."""
        return (self.region, self.key)

    @property
    def is_verified(self) -> bool:
        """Say whether somebody read the text that the row comes from."""
        return self.values["verified"] == "yes"

    def holds_on(self, day: date) -> bool:
        """Say whether the row is in force on a day."""
        return self.valid_from <= day and (
            self.valid_to is None or day <= self.valid_to
        )


def read_rows(
    file: str, shape: Shape, text: str, layer: Layer = Layer.SHIPPED
) -> list[PolicyRow]:
    """Return the rows of one policy table; `file` names it in errors.

    An office's own table also says who entered and who confirmed each row. Raises
    `RuleError` with the row's place and column for columns that are unknown or
    missing, cells that cannot be read, and periods that overlap or leave a hole.
    """
    header, *lines = _lines(file, text)
    _compare_header(file, _columns(shape, layer), header)
    rows = [
        _row(place, shape, _cells(place, header, line), layer)
        for number, line in enumerate(lines, 2)
        for place in (Place(file=file, row=number),)
        if line
    ]
    refuse_gaps(file, rows)
    return rows


def _lines(file: str, text: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text), strict=True)) or [[]]
    except csv.Error as error:
        raise RuleError(
            "不是完好的 CSV 文件",
            place=Place(file=file),
            remedy="用 CSV UTF-8 格式另存",
        ) from error


def _columns(shape: Shape, layer: Layer) -> tuple[str, ...]:
    return (*shape.columns, *PEOPLE) if layer is Layer.OWN else shape.columns


def _compare_header(file: str, columns: Sequence[str], header: Iterable[str]) -> None:
    names = list(header)
    unlike = set(names) ^ set(columns)
    if unlike or len(names) != len(columns):
        raise RuleError(
            f"列 {'、'.join(sorted(unlike)) or '重复'} 不应有或缺少",
            place=Place(file=file, row=1),
            remedy=f"表头应为 {','.join(columns)}",
        )


def _cells(place: Place, header: list[str], line: list[str]) -> dict[str, str]:
    if len(line) != len(header):
        raise RuleError("单元格数与表头不符", place=place)
    cells = (cell.strip() for cell in line)
    return dict(zip(header, cells, strict=True))


def _row(
    place: Place, shape: Shape, cells: Mapping[str, str], layer: Layer
) -> PolicyRow:
    first = day_in(place, "valid_from", cells["valid_from"])
    last = day_in(place, "valid_to", cells["valid_to"]) if cells["valid_to"] else None
    if last is not None and last < first:
        raise wrong(place, "valid_to", "早于 valid_from")
    return PolicyRow(
        layer=layer,
        region=_region(place, cells["region"]),
        key=tuple(cells[name] for name in shape.keys),
        valid_from=first,
        valid_to=last,
        values=values_in(place, shape, cells),
        line=place.row or 0,
        **_people(place, cells, layer),
    )


def _people(place: Place, cells: Mapping[str, str], layer: Layer) -> dict[str, str]:
    if layer is not Layer.OWN:
        return {}
    for name in PEOPLE:
        if not cells[name]:
            raise wrong(place, name, "没有写姓名", "本单位的规定须一人录入、另一人复核")
    if not are_two_people(cells[ENTERED], cells[CONFIRMED]):
        raise wrong(place, CONFIRMED, "录入人和复核人是同一个人", "请另一人复核后署名")
    return {name: cells[name] for name in PEOPLE}


def _region(place: Place, text: str) -> str:
    try:
        return region_code(text)
    except ValueError as error:
        raise wrong(
            place,
            "region",
            f"不是行政区划代码：{text}",
            "写 2、4 或 6 位数字，全国的留空",
        ) from error


def refuse_gaps(file: str, rows: Sequence[PolicyRow]) -> None:
    """Raise `RuleError` where periods of one key and region overlap or leave a hole."""
    ordered = sorted(rows, key=lambda row: (row.place, row.valid_from))
    for _, group in groupby(ordered, key=lambda row: row.place):
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
