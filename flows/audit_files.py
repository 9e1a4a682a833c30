"""The answer of a ready test as a file: a workbook, a CSV, or JSON lines."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import xlsxwriter

from flows.audit_page import Block, answer_json, figure_blocks, record_block
from flows.audit_tests import Answer
from flows.write_file import draft_of, write_text
from store.digest import Json, canonical_json
from store.errors import SettingsError

CREATED = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
ROWS_AT_MOST = 1_048_575  # what a sheet holds below its headings
FORMULA = ("=", "+", "-", "@", "\t", "\r")
WIDTH = 18
FORMS = (".xlsx", ".csv", ".jsonl")


def require_form(file: Path) -> None:
    """Refuse a file name that no form is known for; raises `SettingsError`."""
    if file.suffix.lower() not in FORMS:
        raise SettingsError(
            f"不认识的文件类型 {file.name}", remedy=f"可用：{'、'.join(FORMS)}"
        )


def write_answer(answer: Answer, file: Path, *, unmasked: bool) -> None:
    """Write an answer, whole or not at all; equal answers give equal bytes.

    A workbook has everything; a CSV the rows behind the result, or the figures of a
    test that lists none; JSON lines first say what was asked. Raises `SettingsError`
    for another kind of file or one whose folder does not exist.
    """
    require_form(file)
    match file.suffix.lower():
        case ".xlsx":
            _write_workbook(answer, file, unmasked=unmasked)
        case ".csv":
            write_text(file, "\ufeff" + _csv_text(answer, unmasked=unmasked))
        case _:
            write_text(file, _jsonl_text(answer, unmasked=unmasked))


def facts_of(answer: Answer) -> tuple[tuple[str, str], ...]:
    """Return what was asked and what came of it, as heading and text."""
    chosen, result = answer.chosen, answer.result
    named = (
        ("测试", f"{answer.test.title}（{answer.test.name}）"),
        ("数据", f"{chosen.contract.title}（{chosen.contract.path}）"),
        ("所查的列", "、".join(field.title for field in chosen.values)),
        ("分组的列", "、".join(field.title for field in chosen.keys)),
        ("结果", result.sentence),
        ("说明", answer.test.limits),
        *(("未能判断", text) for text in result.left_out),
    )
    return tuple((heading, text) for heading, text in named if text)


def _csv_text(answer: Answer, *, unmasked: bool) -> str:
    block = (
        record_block(answer, unmasked=unmasked)
        if answer.test.lists_rows
        else figure_blocks(answer, unmasked=unmasked)[0]
    )
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(block.headings)
    for row in block.rows:
        writer.writerow([_harmless(cell) for cell in row])
    return stream.getvalue()


def _harmless(cell: str | int) -> str | int:
    """Return a cell so that no spreadsheet takes it for a formula."""
    is_formula = isinstance(cell, str) and cell.startswith(FORMULA)
    return f"'{cell}" if is_formula else cell


def _jsonl_text(answer: Answer, *, unmasked: bool) -> str:
    whole = answer_json(answer, unmasked=unmasked)
    tables = cast("Mapping[str, Sequence[Mapping[str, Json]]]", whole.pop("tables"))
    records = cast("Sequence[Mapping[str, Json]]", whole.pop("records"))
    lines: list[Mapping[str, Json]] = [
        {"kind": "test", **whole},
        *(
            {"kind": "figure", "table": t, **row}
            for t, rows in tables.items()
            for row in rows
        ),
        *({"kind": "record", **row} for row in records),
    ]
    return "".join(f"{canonical_json(line)}\n" for line in lines)


def _write_workbook(answer: Answer, file: Path, *, unmasked: bool) -> None:
    draft = draft_of(file)
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    blocks = [*figure_blocks(answer, unmasked=unmasked)]
    if answer.test.lists_rows:
        blocks.append(record_block(answer, unmasked=unmasked))
    try:
        with xlsxwriter.Workbook(str(draft), options) as book:
            book.set_properties({"title": answer.test.title, "created": CREATED})
            bold = book.add_format({"bold": True, "bg_color": "#DCE6F1"})
            facts = book.add_worksheet("说明")
            facts.set_column(1, 1, 100)
            for place, (heading, text) in enumerate(facts_of(answer)):
                facts.write_string(place, 0, heading, bold)
                facts.write_string(place, 1, text)
            for block in blocks:
                _write_block(book.add_worksheet(block.title), block, bold)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def _write_block(sheet: Any, block: Block, bold: Any) -> None:
    if len(block.rows) > ROWS_AT_MOST:
        raise SettingsError(
            f"{block.title}有 {len(block.rows):,} 行，一张工作表装不下",
            remedy="改用 --out 文件名.csv",
        )
    sheet.set_column(0, len(block.headings) - 1, WIDTH)
    for column, heading in enumerate(block.headings):
        sheet.write_string(0, column, heading, bold)
    for place, row in enumerate(block.rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(place, column, cell)
            else:
                sheet.write_string(place, column, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(block.rows), 1), len(block.headings) - 1)
