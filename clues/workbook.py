"""The workbook of clues: 疑点清单, 待核身份, 应享未享清单, 证据, 经办环节, 说明.

Everything but 序号, 优先分 and the amount is written as text, never as a
formula, whatever it begins with. The creation date is fixed, so equal clues
give equal bytes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias, cast
from unicodedata import east_asian_width

import xlsxwriter

from clues.certainty import UNCONFIRMED
from clues.clue import Clue
from clues.labels import (
    BANNER,
    CLUE,
    ENTITLEMENT,
    IDENTITIES,
    PARTS,
    POLICY_NOTES,
    RECHECK,
    queue_notes,
    recheck_text,
    severity_label,
)
from clues.listing import HEADINGS, headings_of, listing_rows
from clues.priority import weights
from clues.render import clue_json
from clues.wording import policy_notes, tried_explanations
from store.digest import Json
from store.odcs import all_contracts

CREATED = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
LONGEST_CELL = 32_767  # Excel's own limit
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
AMOUNT = HEADINGS.index("待核实金额（元）")
COUNTS = (HEADINGS.index("序号"), HEADINGS.index("优先分"))
SIDES = {
    "evidence_for": "支持",
    "evidence_against": "相反",
    "evidence_missing": "缺少",
}
PAPER_A4 = 9
SHOWN_DIGITS = 16
LINE_POINTS = 15
Cell: TypeAlias = str | int | float


@dataclass(frozen=True, kw_only=True)
class _Sheet:
    """One sheet: its columns with their widths, and its rows."""

    name: str
    widths: Mapping[str, int]
    rows: Sequence[Sequence[Cell]]


class _Styles:
    """The cell formats of one workbook."""

    def __init__(self, book: Any) -> None:
        edge = {"border": 1, "border_color": "#C9D2DC", "valign": "top"}
        self.head = book.add_format(
            {
                **edge,
                "bold": True,
                "bg_color": "#1F3A5F",
                "font_color": "#FFFFFF",
                "text_wrap": True,
                "valign": "vcenter",
            }
        )
        self.wrapped = book.add_format({**edge, "text_wrap": True})
        self.quoted = book.add_format({**edge, "quote_prefix": True})
        self.whole = book.add_format({**edge, "num_format": "0"})
        self.money = book.add_format({**edge, "num_format": "#,##0.00"})
        self.banner = book.add_format({"bold": True, "font_color": "#9A3412"})


def write_workbook(clues: Sequence[Clue], file: Path, *, unmasked: bool) -> None:
    """Write the workbook of the given clues in their order."""
    shown = [clue_json(clue, unmasked=unmasked) for clue in clues]
    sheets = (
        *_clue_sheets(clues, shown, unmasked=unmasked),
        _evidence_sheet(shown),
        _chain_sheet(shown),
        _notes_sheet(clues, unmasked=unmasked),
    )
    with xlsxwriter.Workbook(str(file), {"strings_to_formulas": False}) as book:
        book.set_properties(
            {"title": "疑点清单", "comments": BANNER, "created": CREATED}
        )
        styles = _Styles(book)
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name), sheet, styles)


def _clue_sheets(
    clues: Sequence[Clue], shown: Sequence[Mapping[str, Json]], *, unmasked: bool
) -> Iterable[_Sheet]:
    """Yield the list, those whose identity is to be confirmed, and what is due.

    A workbook of nothing but entitlements has no list of candidate clues.
    """
    every = list(zip(clues, shown, strict=True))
    both = [pair for pair in every if pair[0].queue == CLUE]
    due = [pair for pair in every if pair[0].queue == ENTITLEMENT]
    open_ones = [pair for pair in both if pair[0].identity == UNCONFIRMED]
    settled = [pair for pair in both if pair[0].identity != UNCONFIRMED]
    if both or not due:
        yield _clue_sheet("疑点清单", settled, unmasked=unmasked)
    if open_ones:
        yield _clue_sheet(IDENTITIES[UNCONFIRMED], open_ones, unmasked=unmasked)
    if due:
        yield _clue_sheet("应享未享清单", due, unmasked=unmasked, queue=ENTITLEMENT)


def _clue_sheet(
    name: str,
    pairs: Sequence[tuple[Clue, Mapping[str, Json]]],
    *,
    unmasked: bool,
    queue: str = CLUE,
) -> _Sheet:
    clues = [clue for clue, _ in pairs]
    widths = (6, 20, 8, 9, 9, 8, 12, 22, 24, 14, 18, 16, 70)
    texts = listing_rows(clues, unmasked=unmasked)
    rows = [
        [
            *_typed(clue, row),
            "\n".join(line for hit in _hits(full) for line in tried_explanations(hit)),
            "\n".join(cast("Sequence[str]", full["questions"])),
            "\n".join(policy_notes(_hits(full))),
            "\n".join(map(recheck_text, clue.recheck)),
        ]
        for (clue, full), row in zip(pairs, texts, strict=True)
    ]
    columns = dict(zip(headings_of(queue), widths, strict=True))
    columns |= {"已核对的合理解释": 44, "需核实的问题": 50}
    columns |= {POLICY_NOTES: 44, RECHECK: 44}
    return _Sheet(name=name, widths=columns, rows=rows)


def _typed(clue: Clue, texts: Sequence[str]) -> list[Cell]:
    """Return a row of the listing with its numbers as numbers, money in yuan."""
    cells: list[Cell] = list(texts)
    for column in COUNTS:
        cells[column] = int(texts[column])
    cells[AMOUNT] = clue.amount_fen / 100
    return cells


def _evidence_sheet(shown: Iterable[Mapping[str, Json]]) -> _Sheet:
    widths = {
        "疑点编号": 20,
        "规则": 9,
        "严重程度": 12,
        "关联等级": 9,
        "方向": 8,
        "数据": 32,
        "文件": 44,
        "工作表": 16,
        "行": 8,
        "来源文件校验值（前 16 位）": 22,
        "缺少的材料": 40,
    }
    rows = [
        row for clue in shown for hit in _hits(clue) for row in _evidence(clue, hit)
    ]
    return _Sheet(name="证据", widths=widths, rows=rows)


def _evidence(clue: Mapping[str, Json], hit: Mapping[str, Any]) -> Iterable[list[Cell]]:
    level = severity_label(str(clue["queue"]), hit["severity"])
    head = [str(clue["clue_id"]), hit["rule"], level, hit["tier"] or ""]
    for field, side in SIDES.items():
        for entry in hit[field]:
            if isinstance(entry, str):
                yield [*head, side, "", "", "", "", "", entry]
            else:
                yield [*head, side, *_pointer(entry), ""]


def _pointer(row: Mapping[str, Any]) -> list[Cell]:
    """Return the cells that lead to one row of a delivered file."""
    source = str(row["delivery"] or "")[:SHOWN_DIGITS]
    title = _titles().get(row["dataset"], row["dataset"])
    place = [title, row["file"], row["sheet"], row["row"], source]
    return ["" if value is None else value for value in place]


@cache
def _titles() -> Mapping[str, str]:
    """Return what people call each dataset, by contract path."""
    return {contract.path: contract.title for contract in all_contracts()}


def _chain_sheet(shown: Iterable[Mapping[str, Json]]) -> _Sheet:
    widths = {
        "疑点编号": 20,
        "规则": 9,
        "环节": 8,
        "经办人": 12,
        "单位": 40,
        "日期": 12,
    }
    rows: list[list[Cell]] = [
        [
            str(clue["clue_id"]),
            hit["rule"],
            slot["step"],
            slot["person"],
            slot["unit"],
            slot["on"] or "",
        ]
        for clue in shown
        for hit in _hits(clue)
        for slot in hit["chain"]
    ]
    return _Sheet(name="经办环节", widths=widths, rows=rows)


def _notes_sheet(clues: Sequence[Clue], *, unmasked: bool) -> _Sheet:
    parts = "、".join(f"{PARTS[name]} {most}" for name, most in weights().items())
    masking = "本表含完整个人信息，导出已登记" if unmasked else "姓名和号码已脱敏"
    held = {clue.queue for clue in clues} or {CLUE}
    notes = (
        ("条数", str(len(clues))),
        *(note for queue in sorted(held) for note in queue_notes(queue)),
        ("优先分", f"满分 1000，各项最高分：{parts}；只表示先看哪一条"),
        ("证据", "行号为原始文件中的实际行号，从 1 开始；可据此调取原件"),
        ("待核身份", "认人依据较弱的另列一表，须先核对身份，再核实事项"),
        ("相反证据", "列出对疑点不利的记录，核实时应当一并查看"),
        ("个人信息", masking),
        ("用途", "仅限本次巡察核实使用，不得据此停发待遇或作出处理决定"),
    )
    return _Sheet(name="说明", widths={"项目": 16, "说明": 90}, rows=notes)


def _write_sheet(sheet: Any, content: _Sheet, styles: _Styles) -> None:
    for column, (heading, width) in enumerate(content.widths.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, styles.head)
    for row, cells in enumerate(content.rows, start=1):
        sheet.set_row(row, _height(cells, tuple(content.widths.values())))
        for column, cell in enumerate(cells):
            _write_cell(sheet, (row, column), cell, styles)
    _lay_out(sheet, content)


def _height(cells: Sequence[Cell], widths: Sequence[int]) -> int:
    """Return the height in points that shows every wrapped line of a row.

    Excel finds it by itself on opening, other programs keep the default.
    """
    lines = max(
        sum(max(1, -(-_columns(line) // width)) for line in str(cell).split("\n"))
        for cell, width in zip(cells, widths, strict=True)
    )
    return LINE_POINTS * lines


def _columns(text: str) -> int:
    """Return how many columns a text takes; a Chinese character takes two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _write_cell(
    sheet: Any, place: tuple[int, int], cell: Cell, styles: _Styles
) -> None:
    if isinstance(cell, float):
        sheet.write_number(*place, cell, styles.money)
    elif isinstance(cell, int):
        sheet.write_number(*place, cell, styles.whole)
    else:
        quoted = cell.startswith(FORMULA_STARTS)
        style = styles.quoted if quoted else styles.wrapped
        sheet.write_string(*place, cell[:LONGEST_CELL], style)


def _lay_out(sheet: Any, content: _Sheet) -> None:
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(content.rows), 1), len(content.widths) - 1)
    sheet.set_landscape()
    sheet.set_paper(PAPER_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&C{BANNER}")
    sheet.set_footer("&L&A&R第 &P 页，共 &N 页")


def _hits(clue: Mapping[str, Json]) -> Sequence[Mapping[str, Any]]:
    return cast("Sequence[Mapping[str, Any]]", clue["hits"])
