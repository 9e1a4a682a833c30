"""The workbook of clues: lists (疑点清单 …), 核实要点, 证据, 经办环节, 说明.

A list has what somebody goes through; what is needed at one clue stands under its
number in 核实要点. So every sheet prints across A4 in letters of eight points or more.
Everything but 序号, 优先分 and the amount is written as text, never as a
formula, whatever it begins with. The creation date is fixed, so equal clues
give equal bytes.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast

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
from clues.sheet import Cell, Sheet, Styles, write_sheet
from clues.wording import policy_notes, tried_explanations
from store.digest import Json
from store.odcs import all_contracts

CREATED = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
AMOUNT = HEADINGS.index("待核实金额（元）")
RULES = HEADINGS.index("规则")
COUNTS = (HEADINGS.index("序号"), HEADINGS.index("优先分"))
LISTED: Mapping[str, int] = {
    "序号": 5,
    "疑点编号": 18,
    "优先分": 7,
    "变化": 8,
    "对象": 14,
    "证件号码": 20,
    "事项": 15,
    "规则": 9,
    "期间": 16,
    "待核实金额（元）": 15,
    "说明": 64,
}
POINTS: Mapping[str, int] = {
    "疑点编号": 18,
    "身份": 11,
    "类别": 7,
    "对象": 14,
    "已核对的合理解释": 44,
    "需核实的问题": 46,
    POLICY_NOTES: 38,
    RECHECK: 22,
}
SIDES = {
    "evidence_for": "支持",
    "evidence_against": "相反",
    "evidence_missing": "缺少",
}
SHOWN_DIGITS = 16


def write_workbook(clues: Sequence[Clue], file: Path, *, unmasked: bool) -> None:
    """Write the workbook of the given clues in their order."""
    shown = [clue_json(clue, unmasked=unmasked) for clue in clues]
    sheets = (
        *_clue_sheets(clues, unmasked=unmasked),
        _points_sheet(clues, shown, unmasked=unmasked),
        _evidence_sheet(shown),
        _chain_sheet(shown),
        _notes_sheet(clues, unmasked=unmasked),
    )
    with xlsxwriter.Workbook(str(file), {"strings_to_formulas": False}) as book:
        book.set_properties(
            {"title": "疑点清单", "comments": BANNER, "created": CREATED}
        )
        styles = Styles(book)
        for sheet in sheets:
            write_sheet(book.add_worksheet(sheet.name), sheet, styles)


def _clue_sheets(clues: Sequence[Clue], *, unmasked: bool) -> Iterable[Sheet]:
    """Yield the list, those whose identity is to be confirmed, and what is due.

    A workbook of nothing but entitlements has no list of candidate clues.
    """
    both = [clue for clue in clues if clue.queue == CLUE]
    due = [clue for clue in clues if clue.queue == ENTITLEMENT]
    open_ones = [clue for clue in both if clue.identity == UNCONFIRMED]
    settled = [clue for clue in both if clue.identity != UNCONFIRMED]
    if both or not due:
        yield _clue_sheet("疑点清单", settled, unmasked=unmasked)
    if open_ones:
        yield _clue_sheet(IDENTITIES[UNCONFIRMED], open_ones, unmasked=unmasked)
    if due:
        yield _clue_sheet("应享未享清单", due, unmasked=unmasked, queue=ENTITLEMENT)


def _clue_sheet(
    name: str, clues: Sequence[Clue], *, unmasked: bool, queue: str = CLUE
) -> Sheet:
    places = [place for place, head in enumerate(HEADINGS) if head in LISTED]
    texts = listing_rows(clues, unmasked=unmasked)
    typed = [_typed(clue, row) for clue, row in zip(clues, texts, strict=True)]
    heads = headings_of(queue)
    return Sheet(
        name=name,
        widths={heads[place]: LISTED[HEADINGS[place]] for place in places},
        rows=[[cells[place] for place in places] for cells in typed],
    )


def _points_sheet(
    clues: Sequence[Clue], shown: Sequence[Mapping[str, Json]], *, unmasked: bool
) -> Sheet:
    """Return what is needed at one clue: explanations, questions, doubts about law."""
    rows = [
        [
            *(named[head] for head in POINTS if head in HEADINGS),
            "\n".join(line for hit in _hits(full) for line in tried_explanations(hit)),
            "\n".join(cast("Sequence[str]", full["questions"])),
            "\n".join(policy_notes(_hits(full))),
            "\n".join(map(recheck_text, clue.recheck)),
        ]
        for clue, full, row in zip(
            clues, shown, listing_rows(clues, unmasked=unmasked), strict=True
        )
        for named in [dict(zip(HEADINGS, row, strict=True))]
    ]
    return Sheet(name="核实要点", widths=POINTS, rows=rows)


def _typed(clue: Clue, texts: Sequence[str]) -> list[Cell]:
    """Return a row of the listing with its numbers as numbers, money in yuan."""
    cells: list[Cell] = list(texts)
    for column in COUNTS:
        cells[column] = int(texts[column])
    cells[AMOUNT] = clue.amount_fen / 100
    cells[RULES] = "、\n".join(clue.rules)
    return cells


def _evidence_sheet(shown: Iterable[Mapping[str, Json]]) -> Sheet:
    widths = {
        "疑点编号": 18,
        "规则": 9,
        "严重程度": 10,
        "关联等级": 9,
        "方向": 7,
        "数据": 28,
        "文件": 40,
        "工作表": 14,
        "行": 8,
        "来源文件校验值（前 16 位）": 19,
        "缺少的材料": 32,
    }
    rows = [
        row for clue in shown for hit in _hits(clue) for row in _evidence(clue, hit)
    ]
    return Sheet(name="证据", widths=widths, rows=rows)


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


def _chain_sheet(shown: Iterable[Mapping[str, Json]]) -> Sheet:
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
    return Sheet(name="经办环节", widths=widths, rows=rows)


def _notes_sheet(clues: Sequence[Clue], *, unmasked: bool) -> Sheet:
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
    return Sheet(name="说明", widths={"项目": 16, "说明": 90}, rows=notes)


def _hits(clue: Mapping[str, Json]) -> Sequence[Mapping[str, Any]]:
    return cast("Sequence[Mapping[str, Any]]", clue["hits"])
