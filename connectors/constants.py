"""Values that stand in a name or a title instead of a column.

Counties split files by kind and month and then leave the column out. Only a
required code or period is taken from there, and only where it is unambiguous.
"""

import re
from collections.abc import Sequence

from connectors.matching import Match
from store.contract import Column
from store.meaning import Meaning

MONTH = re.compile(
    r"(?<!\d)(20\d\d)(?:年|[-.])?(0[1-9]|1[0-2]|(?<=年)[1-9])(?:月(?!\d)|(?!\d|月|[-.]\d))"
)
YEAR = re.compile(r"(?<!\d)(20\d\d)年度?(?!\d)")
LEAST_SPELLING = 2  # shorter spellings (1, 户) stand in names by accident


def constants_for(match: Match, words: Sequence[str]) -> dict[str, str]:
    """Return the missing required codes and periods that `words` state.

    `words` come nearest first: hand-over sheet, sheet, file, titles.
    """
    found: dict[str, str] = {}
    for name in match.missing:
        column = match.contract.column(name)
        text = _stated(column, words)
        if text:
            found[name] = text
    return found


def _stated(column: Column, words: Sequence[str]) -> str:
    for text in words:
        values = _values(column, text)
        if len(values) == 1:
            return values.pop()
    return ""


def _values(column: Column, text: str) -> set[str]:
    if column.meaning is Meaning.CODE:
        return _codes(column, text)
    if column.meaning is Meaning.PERIOD:
        months = {f"{y}年{int(m)}月" for y, m in MONTH.findall(text)}
        return months or {f"{year}年" for year in YEAR.findall(text)}
    return set()


def _codes(column: Column, text: str) -> set[str]:
    """Return the codes named in a text; the longest spelling wins its place."""
    spellings = {
        spelling: code
        for code, others in column.codes.items()
        for spelling in (code, *others)
        if len(spelling) >= LEAST_SPELLING and not spelling.isascii()
    }
    found: set[str] = set()
    for spelling in sorted(spellings, key=len, reverse=True):
        if spelling in text:
            found.add(spellings[spelling])
            text = text.replace(spelling, "\n")
    return found
