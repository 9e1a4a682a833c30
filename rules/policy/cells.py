"""The cells of a policy table: each is read strictly or refused with its place."""

import re
from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from rules.policy.shape import Shape
from store.errors import Place, RuleError

Cell: TypeAlias = str | int | date | None
ANSWERS = ("yes", "no")
YEARS = range(1900, 3000)


def values_in(place: Place, shape: Shape, cells: Mapping[str, str]) -> dict[str, Cell]:
    """Return what a row says between its region and its dates, and its source.

    Raises `RuleError` for an empty text, a word that the table does not know, a day
    that is none, and a figure that is no whole number from nought to what is possible.
    """
    values: dict[str, Cell] = {}
    for name in (*shape.keys, *shape.texts, "source"):
        values[name] = _text(place, shape, name, cells[name])
    for name in shape.figures:
        optional = name in shape.unknown and not cells[name]
        values[name] = None if optional else _figure(place, shape, name, cells[name])
    if cells["verified"] not in ANSWERS:
        raise wrong(place, "verified", "verified 应为 yes 或 no")
    values["verified"] = cells["verified"]
    return values


def day_in(place: Place, name: str, text: str) -> date:
    """Return the day in a cell; raises `RuleError`."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text or day.year not in YEARS:
        raise wrong(place, name, f"日期有误：{text or '空'}", "写成 2026-01-01 的样子")
    return day


def wrong(place: Place, column: str, message: str, remedy: str = "") -> RuleError:
    """Return the error of one cell."""
    at = Place(file=place.file, row=place.row, column=column)
    return RuleError(message, place=at, remedy=remedy)


def _text(place: Place, shape: Shape, name: str, text: str) -> str:
    if not text:
        raise wrong(place, name, f"{name} 为空")
    if name in shape.dates:
        day_in(place, name, text)
    if name in shape.patterns:
        _compile(place, name, text)
    words = shape.words.get(name, ())
    if words and name not in shape.own_words and text not in words:
        raise wrong(place, name, f"不认识：{text}", f"可写 {'、'.join(words)}")
    return text


def _compile(place: Place, name: str, text: str) -> None:
    try:
        re.compile(text)
    except re.error as error:
        raise wrong(place, name, f"不是正则表达式：{text}", "括号要成对") from error


def _figure(place: Place, shape: Shape, name: str, text: str) -> int:
    digits = text.removeprefix("-")
    if not digits.isascii() or not digits.isdigit():
        raise wrong(
            place,
            name,
            f"不是整数：{text or '空'}",
            f"单位是{shape.figures[name]}，金额以分计",
        )
    most = shape.most(name)
    if text.startswith("-") or len(digits) > len(str(most)) or int(digits) > most:
        raise wrong(
            place,
            name,
            f"数值不合理：{text}",
            f"应在 0 到 {most:,} 之间，单位是{shape.figures[name]}",
        )
    return int(digits)
