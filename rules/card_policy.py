"""The policy rows of a rule's card: those in force that the rule looks up."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import polars as pl

from rules.policy.shape import Shape
from rules.policy.words import CODES, key_words
from rules.rule import Rule
from rules.shared import explaining, names_of, state_sql
from rules.units import figure_text

MOST_ROWS = 12
LATEST = 3
WORDS: Mapping[str, str] = MappingProxyType(
    {
        "amount_fen": "金额",
        "category": "类别",
        "days": "天数",
        "formula": "算法",
        "limit_fen": "上限",
        "months": "月数",
        "rate_ppm": "利率",
        "share_ppm": "比例",
        "spread_ppm": "加点",
        "standard_fen": "标准",
        "term_months": "期限",
    }
)
VERIFIED = {"yes": "已核对原文", "no": "未核对原文"}


def policy_grid(
    rule: Rule, shape: Shape, rows: pl.DataFrame
) -> tuple[tuple[str, ...], ...]:
    """Return the rows of one policy table that matter to a rule, as texts.

    Those still in force (or the last few where none is open), of the keys that the
    queries or parameters name, the newest first; what is left out is counted.
    """
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
    """Return the rows whose key stands in a query or parameter; all where none does."""
    states = (state_sql(name) for name in names_of(rule).states)
    text = "\n".join((rule.sql, *explaining(rule), *states))
    given = {str(value) for value in rule.params.model_dump().values()}

    def is_named(row: dict[str, Any]) -> bool:
        keys = [str(row[name]) for name in shape.keys]
        return any(key in given or f"'{key}'" in text for key in keys)

    return [row for row in rows if is_named(row)] or rows


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
    told = {name: _word(row[name]) for name in shape.texts}
    told |= {name: figure_text(row[name], unit) for name, unit in shape.figures.items()}
    if len(told) == 1:
        return list(told.values())
    return [f"{WORDS.get(name, name)} {text}" for name, text in told.items()]
