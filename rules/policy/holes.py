"""Days on which a policy table that a rule asks has no row in force.

What a rule finds nothing about in such days is not in order, and what it finds stands
on nothing: neither can be decided.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from rules.policy.shape import Shape, all_shapes
from rules.policy.words import Values, key_words

DAY = timedelta(days=1)
FEW = 3
Given = Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class Hole:
    """Days (inclusive; None: without end) without a row in force.

    `is_whole` says that no row at all is; else some of the keys have none.
    """

    table: str
    keys: tuple[str, ...]
    first: date | None
    last: date | None
    is_whole: bool

    @property
    def words(self) -> str:
        """Return what is wanting, e.g. `培训补贴标准（初级）2026年1月1日起的规定`."""
        more = f"等 {len(self.keys)} 项" if len(self.keys) > FEW else ""
        named = f"（{'、'.join(self.keys[:FEW])}{more}）" if any(self.keys) else ""
        return f"{all_shapes()[self.table].title}{named}{self._span}的规定"

    @property
    def _span(self) -> str:
        if self.first is not None:
            return f"{_day_text(self.first)}起"
        return f"{_day_text(self.last)}及以前"


def holes_in(
    name: str, frame: pl.DataFrame, query: str = "", given: Given | None = None
) -> tuple[Hole, ...]:
    """Return the holes of a table, as a query asks it with its `$parameters`.

    Where the query names keys outright (`lag.registry = 'death'`), only these are
    asked for. A table without a row has no hole: nobody entered it yet, and the rules
    that ask it say so of each act.
    """
    shape = all_shapes()[name]
    rows = _asked(name, frame, query, given or {})
    if not rows or shape.ends == "normal":
        return ()
    return tuple(_holes(name, shape, rows))


def wanting_on(name: str, frame: pl.DataFrame, day: date) -> tuple[str, ...]:
    """Return in words what of a table is not in force on a day, but once was.

    Of a calendar or a rate (`ends = "normal"`): when nothing is of the day's year.
    """
    shape = all_shapes()[name]
    rows = frame.rows(named=True)
    if shape.ends == "normal":
        last = max((_day(row["valid_to"]) for row in rows), default=day)
        late = last < day.replace(month=1, day=1)
        return (f"{shape.title}{_day_text(last)}以后的规定",) if late else ()
    found = _holes(name, shape, rows)
    return tuple(
        hole.words for hole in found if hole.first is not None and hole.first <= day
    )


def _holes(name: str, shape: Shape, rows: Sequence[Values]) -> Iterator[Hole]:
    begin = min((_day(row["valid_from"]) for row in rows), default=None)
    if begin is not None and shape.earlier == "wanting":
        until = begin - DAY
        yield Hole(table=name, keys=(), first=None, last=until, is_whole=True)
    ends = _ends(shape, rows)
    known = [day for day in ends.values() if day is not None]
    whole = max(known) + DAY if known and len(known) == len(ends) else None
    ended: defaultdict[date, list[str]] = defaultdict(list)
    for key, day in sorted(ends.items()):
        if day is not None and day + DAY != whole:
            ended[day + DAY].append(key)
    for first, keys in sorted(ended.items()):
        yield Hole(table=name, keys=tuple(keys), first=first, last=None, is_whole=False)
    if whole is not None:
        every = tuple(sorted(ends)) if len(ends) <= FEW else ()
        yield Hole(table=name, keys=every, first=whole, last=None, is_whole=True)


def _ends(shape: Shape, rows: Sequence[Values]) -> dict[str, date | None]:
    """Return the last day of each key, none where it is still in force."""
    ends: dict[str, date | None] = {}
    for row in sorted(rows, key=lambda row: _day(row["valid_from"])):
        last = row["valid_to"]
        ends[key_words(shape, row)] = last if isinstance(last, date) else None
    return ends


def _asked(
    name: str, frame: pl.DataFrame, query: str, given: Given
) -> Sequence[Values]:
    rows = frame.rows(named=True)
    for key in all_shapes()[name].keys:
        named = _named(f"policy.{name}", key, query, given)
        rows = [row for row in rows if not named or row[key] in named]
    return rows


def _named(table: str, key: str, query: str, given: Given) -> set[str]:
    """Return the words that a query compares a key with.

    None where it also does something else with the key: then it asks for any word.
    """
    called = re.findall(rf"{re.escape(table)}\b(?:\s+AS\s+(\w+))?", query)
    if not called or not all(called):
        return set()
    column = rf"\b(?:{'|'.join(sorted(set(called)))})\.{key}\b"
    found = re.findall(rf"{column} = (?:'([^']+)'|\$(\w+))", query)
    if len(found) < len(re.findall(column, query)):
        return set()
    return {word or str(given.get(parameter)) for word, parameter in found}


def _day(cell: object) -> date:
    return cell if isinstance(cell, date) else date.min


def _day_text(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day is not None else ""
