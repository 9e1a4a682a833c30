"""The answer of a ready test as a reader sees it: masked, with Chinese headings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import polars as pl

from clues.hide import hidden_text
from clues.records import HIDDEN, cell_text
from flows.audit_tests import Answer
from rules.audit_tests.result import RECORD, amount_text
from rules.audit_tests.table import Field
from store.contract import PersonalData
from store.digest import Json
from store.meaning import Meaning

Cell: TypeAlias = str | int
NEAR = "near_1"
OF_NUMBER = ("prefix", "missing_from", "missing_to", "first", "last")
AMOUNTS = (
    *("total", "largest", "second", "interval", "taken_total"),
    *("month_end_total", "year_end_total"),
)
PLACES = ("source_file", "source_sheet", "source_row")
HEADINGS: Mapping[str, str] = {
    "group": "组",
    "records": "行数",
    "different": "不同取值",
    "pair": "对",
    "near_records": "相近写法的行数",
    "alike_milli": "相似度（‰）",
    "prefix": "号码前缀",
    "first": "最小号",
    "last": "最大号",
    "present": "现有号数",
    "repeated": "一号多行",
    "gaps": "断号处数",
    "missing": "缺号数",
    "gap": "断号",
    "missing_from": "缺号起",
    "missing_to": "缺号止",
    "is_jump": "像换号段",
    "side": "位置",
    "mad_ppm": "平均绝对偏差（百万分之一）",
    "conformity": "吻合程度",
    "chi_square_milli": "卡方（千分之一）",
    "chi_square_at_5_milli": "卡方临界值（5%，千分之一）",
    "digit": "数字",
    "share_ppm": "实际占比（百万分之一）",
    "expected_ppm": "预期占比（百万分之一）",
    "z_milli": "Z 值（千分之一）",
    "compared": "与预期相比",
    "round": "整数行数",
    "round_milli": "整数占比（‰）",
    "overall_milli": "总体占比（‰）",
    "is_high": "明显偏高",
    "largest": "最大一笔",
    "second": "第二大",
    "times": "倍数",
    "stratum": "档",
    "band": "范围",
    "total": "合计",
    "records_milli": "行数占比（‰）",
    "month_end": "月末行数",
    "month_end_milli": "月末占比（‰）",
    "month_end_even_milli": "月末平均占比（‰）",
    "year_end": "年末行数",
    "year_end_milli": "年末占比（‰）",
    "year_end_even_milli": "年末平均占比（‰）",
    "month_end_total": "月末合计",
    "month_end_total_milli": "月末金额占比（‰）",
    "year_end_total": "年末合计",
    "year_end_total_milli": "年末金额占比（‰）",
    "holidays": "节假日行数",
    "weekends": "周末行数",
    "workdays": "工作日行数",
    "undecided": "不能判断的行数",
    "off_milli": "非工作日占比（‰）",
    "year": "年",
    "day_kind": "日子",
    "holiday": "节假日",
    "place": "序号",
    "hits": "抽中次数",
    "is_certain": "必然抽到",
    "population": "总体行数",
    "interval": "间隔",
    "taken": "抽得行数",
    "certain": "必然抽到的行数",
    "taken_total": "抽得金额",
    "source_file": "文件",
    "source_sheet": "工作表",
    "source_row": "行",
    "delivery": "报送批次",
    "supplier": "报送单位",
    RECORD: "记录编号",
}


@dataclass(frozen=True, kw_only=True)
class Block:
    """One table as it is shown; `left` more rows are not."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left: int = 0


@dataclass(frozen=True, kw_only=True)
class _View:
    """What decides how a cell is shown."""

    fields: Mapping[str, Field]
    scale: int
    unmasked: bool


def figure_blocks(
    answer: Answer, *, unmasked: bool, top: int | None = None
) -> tuple[Block, ...]:
    """Return the figures of a test; of each table only the first `top` rows."""
    view = _view(answer, unmasked=unmasked)
    return tuple(
        _block(view, title, table, top) for title, table in answer.result.tables.items()
    )


def record_block(answer: Answer, *, unmasked: bool, top: int | None = None) -> Block:
    """Return the rows behind a result: where each stands, what it says, and why."""
    first, last = PLACES, (RECORD,)
    middle = [name for name in answer.listed.columns if name not in {*first, *last}]
    ordered = answer.listed.select(*first, *middle, *last)
    return _block(_view(answer, unmasked=unmasked), "涉及的行", ordered, top)


def answer_json(answer: Answer, *, unmasked: bool) -> dict[str, Json]:
    """Return an answer as JSON; figures are whole numbers under their own names."""
    chosen, view = answer.chosen, _view(answer, unmasked=unmasked)
    tables: dict[str, Json] = {
        title: _objects(view, table) for title, table in answer.result.tables.items()
    }
    return {
        "test": answer.test.name,
        "title": answer.test.title,
        "dataset": chosen.contract.path,
        "columns": {
            name: {"name": field.name, "title": field.title}
            for name, field in chosen.fields.items()
        },
        "sentence": answer.result.sentence,
        "limits": answer.test.limits,
        "left_out": list(answer.result.left_out),
        "tables": tables,
        "records": _objects(view, answer.listed),
    }


def _view(answer: Answer, *, unmasked: bool) -> _View:
    fields = dict(answer.chosen.fields)
    near = {NEAR: fields["value_1"]} if "value_1" in fields else {}
    return _View(fields=fields | near, scale=answer.asked.scale, unmasked=unmasked)


def _block(view: _View, title: str, table: pl.DataFrame, top: int | None) -> Block:
    shown = table if top is None else table.head(top)
    return Block(
        title=title,
        headings=tuple(_heading(name, view.fields) for name in table.columns),
        rows=tuple(
            tuple(_cell(view, name, row) for name in row)
            for row in shown.iter_rows(named=True)
        ),
        left=table.height - shown.height,
    )


def _heading(name: str, fields: Mapping[str, Field]) -> str:
    if name == NEAR:
        return f"{fields[name].title}（相近写法）"
    return fields[name].title if name in fields else HEADINGS[name]


def _cell(view: _View, name: str, row: Mapping[str, Any]) -> Cell:
    value, said = row[name], _said(view, name, row)
    if said is not None:
        return said
    if isinstance(value, bool):
        return "是" if value else ""
    if name in AMOUNTS and value is not None:
        return amount_text(value, view.scale).replace(",", "")
    return value if isinstance(value, int) else str(value or "")


def _objects(view: _View, table: pl.DataFrame) -> list[Mapping[str, Json]]:
    return [
        {name: _plain(row[name], _said(view, name, row)) for name in row}
        for row in table.iter_rows(named=True)
    ]


def _plain(value: Any, said: str | None) -> Json:
    """Return whole numbers as they are and everything else as it may be read."""
    is_figure = said is None or (isinstance(value, int) and said != HIDDEN)
    plain: Json = value if is_figure else said
    return plain


def _said(view: _View, name: str, row: Mapping[str, Any]) -> str | None:
    """Return the text of a delivered value as it may be read; None for a figure."""
    fields = view.fields
    if name in {"source_file", "source_sheet"}:
        text = str(row[name] or "")
        return text if view.unmasked else hidden_text(text, _names(fields, row))
    if name in OF_NUMBER and not view.unmasked and _points_at_people(fields["value_1"]):
        return HIDDEN
    if name not in fields:
        return None
    column = fields[name].column
    if column is None:
        return str(row[name] or "")
    return cell_text(column, {column.name: row[name]}, unmasked=view.unmasked)


def _points_at_people(field: Field) -> bool:
    return field.column is not None and field.column.personal is not PersonalData.NONE


def _names(fields: Mapping[str, Field], row: Mapping[str, Any]) -> list[str]:
    """Return the names of people in a row; a file may be named after one."""
    return [
        str(row[name])
        for name, field in fields.items()
        if field.column
        and field.column.meaning is Meaning.PERSON_NAME
        and row.get(name)
    ]
