"""Clues on the terminal: a ranked table, and one clue in full."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from rich import box
from rich.table import Table
from rich.text import Text

from clues.clue import Clue
from clues.labels import (
    CLUE,
    NOTICES,
    POLICY_NOTES,
    RECHECK,
    UNCONFIRMED,
    recheck_text,
    severity_label,
)
from clues.listing import HEADINGS, headings_of, listing_rows
from clues.records import place_text
from clues.render import clue_json
from clues.wording import policy_notes, tried_explanations
from flows.cli.record_table import write_records
from flows.cli.screen import OUT, write_line

PILED = (
    ("序号",),
    ("优先分", "变化", "身份"),
    ("对象", "证件号码"),
    ("事项", "规则"),
    ("期间",),
    ("待核实金额（元）",),
    ("说明", "疑点编号"),
)
NUMBERS = {"序号", "优先分", "待核实金额（元）"}
SIDES = {
    "evidence_for": "支持的记录",
    "evidence_against": "相反的记录",
    "evidence_missing": "缺少的材料",
}
SHOWN_POINTERS = 12
WIDE = 120
IDENTITY = HEADINGS.index("身份")
HEAD = ("优先分", "变化", "身份", "对象", "证件号码", "事项", "规则")


def write_clues(clues: Sequence[Clue], *, unmasked: bool, queue: str = CLUE) -> None:
    """Print the ranked table of a queue; on a narrow screen a paragraph for each.

    Those whose identity is to be confirmed stand in a table of their own.
    """
    rows = listing_rows(clues, unmasked=unmasked)
    settled = [row for row in rows if row[IDENTITY] != UNCONFIRMED]
    open_ones = [row for row in rows if row[IDENTITY] == UNCONFIRMED]
    if settled or not open_ones:
        _write_rows(settled, queue)
    if open_ones:
        write_line(f"{UNCONFIRMED}（先核对身份，再核实事项）：{len(open_ones)} 条")
        _write_rows(open_ones, queue)


def _write_rows(rows: Sequence[tuple[str, ...]], queue: str) -> None:
    if OUT.width < WIDE:
        _write_paragraphs(rows, queue)
        return
    table = Table(box=box.SIMPLE_HEAD, caption=NOTICES[queue], caption_justify="left")
    told: dict[str, str] = dict(zip(HEADINGS, headings_of(queue), strict=True))
    for names in PILED:
        right = names[0] in NUMBERS
        table.add_column(
            "\n".join(told[name] for name in names),
            justify="right" if right else "left",
            overflow="fold",  # Chinese has no spaces to break at
            no_wrap=names[0] not in {"说明", "事项"},
        )
    for row in rows:
        cells: dict[str, str] = dict(zip(HEADINGS, row, strict=True))
        table.add_row(*(Text("\n".join(cells[n] for n in names)) for names in PILED))
    OUT.print(table)


def _write_paragraphs(rows: Sequence[tuple[str, ...]], queue: str) -> None:
    for row in rows:
        cells: dict[str, str] = dict(zip(HEADINGS, row, strict=True))
        write_line(f"{cells['序号']:>3}. " + "　".join(cells[n] for n in HEAD))
        write_line(f"     {cells['说明']}")
        write_line(f"     编号 {cells['疑点编号']}")
    write_line(NOTICES[queue])


def write_clue(clue: Clue, warehouse: Path, *, unmasked: bool) -> None:
    """Print one clue with everything that speaks for and against it."""
    names, (row,) = headings_of(clue.queue), listing_rows([clue], unmasked=unmasked)
    for name, cell in list(zip(names, row, strict=True))[1:]:
        write_line(f"{name}：{cell}")
    for mark in clue.recheck:
        write_line(f"{RECHECK}：{recheck_text(mark)}")
    shown = clue_json(clue, unmasked=unmasked)
    for hit in cast("Sequence[Mapping[str, Any]]", shown["hits"]):
        _write_hit(hit, clue.queue)
        write_records(warehouse, hit, unmasked=unmasked)
    write_line("")
    write_line("需核实的问题")
    for question in cast("Sequence[str]", shown["questions"]):
        write_line(f"  · {question}")
    write_line(NOTICES[clue.queue])


def _write_hit(hit: Mapping[str, Any], queue: str) -> None:
    level = severity_label(queue, hit["severity"])
    write_line("")
    write_line(f"{hit['rule']}（{level}，关联等级 {hit['tier'] or '—'}）")
    write_line(f"  依据：{_basis(str(hit['rule']))}")
    for field, title in SIDES.items():
        entries = hit[field]
        write_line(f"  {title}：{len(entries) or '无'}")
        for entry in entries[:SHOWN_POINTERS]:
            write_line(f"    {entry if isinstance(entry, str) else place_text(entry)}")
        if len(entries) > SHOWN_POINTERS:
            write_line(f"    …… 其余 {len(entries) - SHOWN_POINTERS} 条见导出")
    for note in policy_notes([hit]):
        write_line(f"  {POLICY_NOTES}：{note}")
    tried = tried_explanations(hit)
    write_line(f"  已核对的合理解释：{len(tried) or '无'}")
    for line in tried:
        write_line(f"    {line}")
    write_line("  经办环节：" + "；".join(_slot(slot) for slot in hit["chain"]))


def _basis(rule_id: str) -> str:
    from rules.library import rule_for  # noqa: PLC0415 - slow; --help must not be

    return "；".join(
        f"{text.document}{text.article}{'' if text.verified else '（未核对原文）'}"
        for text in rule_for(rule_id).basis
    )


def _slot(slot: Mapping[str, Any]) -> str:
    day = f" {slot['on']}" if slot["on"] else ""
    return f"{slot['step']} {slot['person'] or slot['unit'] or '需调卷'}{day}"
