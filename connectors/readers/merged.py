"""Merged cells: what stands in one cell holds for all that it covers.

Only below the headings: there a merged cell is left to the one who reads the
header. And a short number is not repeated downwards: the amount of a household
that is merged over its members would count once for each of them. A month
(202603) is no amount.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import polars as pl

HEAD_ROWS = 10
MOST_COLUMNS = 1 << 14  # as many as Excel has
TITLE_GAP = 2  # a title or a note may stand between two rows with merged cells
AMOUNT = re.compile(r"-?\d{1,9}(\.\d+)?")
MONTH = re.compile(r"(19|20)\d\d(0[1-9]|1[0-2])")

Hanging = tuple[int, str]  # the last row that a cell above covers, and its text


@dataclass(frozen=True, kw_only=True)
class Merged:
    """A range of merged cells, 0-based, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Head:
    """How far down the headings and titles with merged cells reach."""

    bottom: int = -1

    def holds(self, row: int, spans: Iterable[Merged]) -> bool:
        """Say whether a row, whose merged cells are given, is part of the head."""
        started = tuple(spans)
        across = any(span.right > span.left for span in started)
        if row < HEAD_ROWS and across and row <= self.bottom + TITLE_GAP:
            self.bottom = max(self.bottom, row)
        if row > self.bottom:
            return False
        self.bottom = max(self.bottom, row, *(span.bottom for span in started))
        return True


def is_repeated(text: str) -> bool:
    """Say whether a merged cell's text holds for the rows below as well."""
    return bool(MONTH.fullmatch(text)) or not AMOUNT.fullmatch(text)


def below_head(spans: Sequence[Merged]) -> list[Merged]:
    """Return the merged cells that are not part of the headings."""
    head = Head()
    by_row: dict[int, list[Merged]] = {}
    for span in spans:
        by_row.setdefault(span.top, []).append(span)
    return [
        s for r in sorted(by_row) if not head.holds(r, by_row[r]) for s in by_row[r]
    ]


def filled(cells: pl.DataFrame, spans: Sequence[Merged]) -> pl.DataFrame:
    """Return a sheet's text cells with the merged ones below its head filled in."""
    columns: dict[int, list[str | None]] = {}
    for span in below_head(spans):
        if span.left < cells.width and span.top < cells.height:
            text = cells[span.top, span.left]
            for row, column in _covered(span, cells.shape):
                if text and (row == span.top or is_repeated(text)):
                    name = cells.columns[column]
                    own = columns.setdefault(column, cells[name].to_list())
                    own[row] = text
    return cells.with_columns(
        pl.Series(cells.columns[column], values, dtype=pl.String)
        for column, values in columns.items()
    )


def _covered(span: Merged, shape: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the places of a merged range, within a sheet of this shape."""
    for row in range(span.top, min(span.bottom + 1, shape[0])):
        for column in range(span.left, min(span.right + 1, shape[1])):
            yield row, column


@dataclass
class Grid:
    """Rows of cells that say how far they reach, put where they would be seen."""

    head: Head = field(default_factory=Head)
    hanging: dict[int, Hanging] = field(default_factory=dict[int, Hanging])

    def placed(self, row: int, cells: Sequence[tuple[int, Merged, str]]) -> list[str]:
        """Return the texts of a row from left to right, filled in below the head.

        Each cell comes with the least column it may stand in, its range (of
        which only the height and the width count) and its text.
        """
        self.hanging = {c: hung for c, hung in self.hanging.items() if hung[0] >= row}
        line = {column: text for column, (_, text) in self.hanging.items()}
        started: list[tuple[Merged, str]] = []
        left = 0
        for least, size, text in cells:
            left = max(left, least)
            while left in self.hanging:
                left += 1
            if left >= MOST_COLUMNS:
                break
            span = _at(row, left, size)
            started.append((span, text))
            left = span.right + 1
        in_head = self.head.holds(row, [span for span, _ in started])
        for span, text in started:
            self._lay(span, text, line, in_head=in_head)
        return [line.get(column, "") for column in range(max(line, default=-1) + 1)]

    def _lay(
        self, span: Merged, text: str, line: dict[int, str], *, in_head: bool
    ) -> None:
        across = "" if in_head else text
        below = across if is_repeated(text) else ""
        for column in range(span.left, span.right + 1):
            line[column] = across
            if span.bottom > span.top:
                self.hanging[column] = (span.bottom, below)
        line[span.left] = text


def _at(row: int, left: int, size: Merged) -> Merged:
    right = min(left + size.right - size.left, MOST_COLUMNS)
    return Merged(top=row, left=left, bottom=row + size.bottom - size.top, right=right)
