"""Values as delivered, and how they are shown beside each other."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

import polars as pl

from identity.matcher.model import FieldSpec, Model
from store.mask import SHORTEST_PHONE, masked_account, masked_number, masked_phone

Values = Mapping[str, str | None]
NUMBERS, IDENTIFIER, DAY = "digits", "resident_id", "day"
YEAR = 4


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A value as it is shown, and which of its characters differ (by place)."""

    text: str
    differs: frozenset[int] = frozenset()


def delivered_values(frame: pl.DataFrame, row: int, model: Model) -> Values:
    """Return the values of one row by field, from the first column that has it."""
    return {field.name: _value(frame, row, field) for field in model.fields}


def _value(frame: pl.DataFrame, row: int, field: FieldSpec) -> str | None:
    column = next((name for name in field.columns if name in frame.columns), None)
    if column is None:
        return None
    value = frame[column][row]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "" if value is None else str(value).strip()
    return text or None


def side_by_side(left: str | None, right: str | None) -> tuple[Shown, Shown]:
    """Return both values with the characters that the other does not have there."""
    if left is None or right is None:
        return Shown(text=left or ""), Shown(text=right or "")
    ours: set[int] = set()
    theirs: set[int] = set()
    same_length = len(left) == len(right)
    if (
        same_length
        and sum(a != b for a, b in zip(left, right, strict=True)) <= len(left) // 2
    ):
        ours = {i for i, (a, b) in enumerate(zip(left, right, strict=True)) if a != b}
        theirs = set(ours)
    else:
        for kind, i1, i2, j1, j2 in _edits(left, right):
            if kind != "equal":
                ours |= set(range(i1, i2))
                theirs |= set(range(j1, j2))
    return (
        Shown(text=left, differs=frozenset(ours)),
        Shown(text=right, differs=frozenset(theirs)),
    )


def _edits(left: str, right: str) -> list[tuple[str, int, int, int, int]]:
    found = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return [(str(kind), i1, i2, j1, j2) for kind, i1, i2, j1, j2 in found]


def masked(shown: Shown, kind: str) -> Shown:
    """Return a number with its middle hidden; other kinds of values unchanged.

    Of a day only the year is shown: it stands in the hidden middle of the number.
    Where a digit is hidden, that it differs still shows, but not what it is.
    """
    if kind == IDENTIFIER:
        return _hidden(shown, masked_number(shown.text))
    if kind == NUMBERS:
        is_phone = len(shown.text) == SHORTEST_PHONE
        hide = masked_phone if is_phone else masked_account
        return _hidden(shown, hide(shown.text))
    if kind == DAY:
        rest = re.sub(r"\d", "*", shown.text[YEAR:])
        return _hidden(shown, shown.text[:YEAR] + rest)
    return shown


def _hidden(shown: Shown, text: str) -> Shown:
    same_places = len(text) == len(shown.text)
    return Shown(text=text, differs=shown.differs if same_places else frozenset())
