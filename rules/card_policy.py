"""The policy rows of a rule's card: those in force that the rule looks up."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import polars as pl

from rules.policy.shape import Shape
from rules.policy.words import CODES, FIGURES, key_words
from rules.rule import Rule
from rules.shared import explaining, names_of, state_sql
from rules.units import UNKNOWN, figure_text

MOST_ROWS = 12
LATEST = 3
TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "born_to": "出生不晚于",
        "first_start_on": "起始不晚于",
        "formula": "算法",
        "kind": "安排",
        "name_pattern": "项目名称含",
        "registered": "须为脱贫或监测户",
        "stages": "学段",
        "year": "年度",
    }
)
NOBODY_YET = (
    "—",
    "尚未录入：各地不同，由本单位按本地文件录入；录入以前，靠它判断的事项不作判断",
    "",
    "",
    "",
)
VERIFIED = {"yes": "已核对原文", "no": "未核对原文"}


def policy_grid(
    rule: Rule, shape: Shape, rows: pl.DataFrame
) -> tuple[tuple[str, ...], ...]:
    """Return the rows of one policy table that matter to a rule, as texts.

    Those still in force (or the last few where none is open), of the keys that the
    queries or parameters name, the newest first; what is left out is counted. One row
    that says so where nobody has entered anything.
    """
    if not rows.height:
        return (NOBODY_YET,)
    named = _named(rule, shape, rows.to_dicts())
    standing = [row for row in named if row["valid_to"] is None]
    if not standing:
        standing = sorted(named, key=lambda row: row["valid_from"])[-LATEST:]
    shown = [_row(shape, row) for row in standing[:MOST_ROWS]]
    left = rows.height - len(shown)
    rest = ("—", f"另有 {left} 行（其他情形或往年）", "", "", "")
    return (*shown, rest) if left else tuple(shown)


def _named(
    rule: Rule, shape: Shape, rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return the rows that a rule may look up, as far as its text tells.

    A key that is compared with a column may have any value; else it has the values
    that stand in parameters or, failing those, in the queries.
    """
    states = (state_sql(name) for name in names_of(rule).states)
    text = "\n".join((rule.sql, *explaining(rule), *states))
    given = {str(value) for value in rule.params.model_dump().values()}
    for key in shape.keys:
        values = {str(row[key]) for row in rows}
        quoted = {value for value in values if f"'{value}'" in text}
        asked = values & given or (set() if _is_joined(key, text) else quoted)
        rows = [row for row in rows if str(row[key]) in (asked or values)]
    return rows


def _is_joined(key: str, text: str) -> bool:
    column = r"\w+\.\w+\b(?!\[)"
    pattern = rf"{column} = \w+\.{key}\b(?!\[)|\w+\.{key} = {column}"
    return re.search(pattern, text) is not None


def _row(shape: Shape, row: Mapping[str, Any]) -> tuple[str, ...]:
    keys = key_words(shape, row)
    last = row["valid_to"]
    period = (
        f"{row['valid_from']} 起" if last is None else f"{row['valid_from']} 至 {last}"
    )
    return (
        keys or "—",
        "，".join(_cells(shape, row)) or "—",
        period,
        str(row["source"]),
        VERIFIED.get(str(row["verified"]), str(row["verified"])),
    )


def _word(value: object) -> str:
    return CODES.get(str(value), str(value))


def _cells(shape: Shape, row: Mapping[str, Any]) -> list[str]:
    """Return what a row says, each with its name where there are several.

    A figure that is not set is told only where nothing else is.
    """
    told = {name: _word(row[name]) for name in shape.texts if row[name]}
    told |= {name: figure_text(row[name], unit) for name, unit in shape.figures.items()}
    known = {name: text for name, text in told.items() if text != UNKNOWN} or told
    if len(shape.texts) + len(shape.figures) == 1:
        return list(known.values())
    return [f"{called(name)} {text}".strip() for name, text in known.items()]


def called(name: str) -> str:
    """Return what a column of a policy table is called beside others."""
    return TEXTS.get(name) or FIGURES.get(name, "")
