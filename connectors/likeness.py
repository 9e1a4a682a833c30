"""Which column an unknown heading may be: by how it is spelt and what it holds."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from connectors.wording import likeness_milli
from store.contract import Column
from store.meaning import Meaning

NUMBER = re.compile(r"[-+(（]?[¥￥]?\d[\d,，]*(?:\.\d+)?%?元?[)）]?")
SHAPES: Mapping[Meaning, re.Pattern[str]] = {
    Meaning.ID_NUMBER: re.compile(r"\d{15}|\d{17}[\dXx]"),
    Meaning.CREDIT_CODE: re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}|\d{15}"),
    Meaning.PERSON_NAME: re.compile(r"[\u3400-\u9fff·.\s]{2,12}"),
    Meaning.ACCOUNT_NUMBER: re.compile(r"[\d\s\-]{8,30}"),
    Meaning.PHONE: re.compile(r"1\d{10}|(?:0\d{2,3}-?)?\d{7,8}"),
    Meaning.MONEY: NUMBER,
    Meaning.RATE: NUMBER,
    Meaning.QUANTITY: NUMBER,
    Meaning.COUNT: re.compile(r"\d{1,6}(?:\.0+)?[人户天月个]?"),
    Meaning.DATE: re.compile(r"\d{4}[-./年]?\d{1,2}[-./月]?\d{1,2}日?(?: .*)?"),
    Meaning.PERIOD: re.compile(r"\d{4}(?:[-./年]?\d{1,2}月?|年度?)?"),
}
TELLING = {Meaning.ID_NUMBER, Meaning.CREDIT_CODE}  # nothing else looks like these
FIT_MILLI = 700  # share of the values from which they fit a column
BONUS, TELLING_BONUS, NEEDED_BONUS = 300, 500, 50
LEAST_NEEDED, LEAST_OPTIONAL, SURE = 450, 700, 800


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """An unknown heading, and the column that it may be (None: nothing like it)."""

    heading: str
    position: int
    column: Column | None = None


def suggestions(
    unknown: Mapping[int, str],
    free: Sequence[Column],
    values: Mapping[int, Sequence[str]],
) -> tuple[Suggestion, ...]:
    """Return what each unknown heading may be; no column is suggested twice.

    `unknown` are headings by position, `free` the columns that nothing gives,
    `values` a sample of each position's cells.
    """
    scored = [
        (score, -at, -order, at, column)
        for at, heading in unknown.items()
        for order, column in enumerate(free)
        if (score := _score(heading, column, values.get(at, ())))
    ]
    chosen: dict[int, Column] = {}
    for *_, at, column in sorted(scored, key=lambda one: one[:3], reverse=True):
        if at not in chosen and column not in chosen.values():
            chosen[at] = column
    return tuple(
        Suggestion(heading=heading, position=at, column=chosen.get(at))
        for at, heading in unknown.items()
    )


def _score(heading: str, column: Column, values: Sequence[str]) -> int:
    """Return how much a heading may be a column; 0 where it may not."""
    filled = [value for value in values if value]
    likeness = likeness_milli(heading, column)
    fit = _fits(column, filled) if filled else None
    if fit is False or _is_serial(filled):
        return 0
    strong = column.meaning in TELLING or _is_worded(column, filled)
    bonus = (TELLING_BONUS if strong else BONUS) if fit else 0
    if column.required:
        score = likeness + bonus + NEEDED_BONUS
        return score if score >= LEAST_NEEDED else 0
    sure = likeness >= SURE or (likeness >= LEAST_OPTIONAL and fit)
    return likeness + bonus if sure else 0


def _fits(column: Column, values: Sequence[str]) -> bool | None:
    """Say whether values look like a column's; None where any text would do."""
    if column.codes:
        known = {s for code, others in column.codes.items() for s in (code, *others)}
        return _share(value in known for value in values)
    shape = SHAPES.get(column.meaning)
    if shape is None:
        return None
    return _share(shape.fullmatch(value) is not None for value in values)


def _share(answers: Iterable[bool]) -> bool:
    found = list(answers)
    return 1000 * sum(found) >= FIT_MILLI * len(found)


def _is_worded(column: Column, values: Sequence[str]) -> bool:
    """Say whether a code is written in words, which hardly fit two columns."""
    return bool(column.codes) and not any(value.isdecimal() for value in values)


def _is_serial(values: Sequence[str]) -> bool:
    """Say whether the values only number the rows."""
    return len(values) > 1 and all(
        value.removesuffix(".0") == str(n) for n, value in enumerate(values, start=1)
    )
