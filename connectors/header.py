"""Where the header of a sheet stands: one, two or three of its first rows.

Headings over several lines are joined from the top; a merged upper cell spans to
the right. The lower or upper line alone counts too, where the joined text means
nothing (基本信息 above 姓名, 身份证号).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from connectors.matching import Headings, Match, Spellings, match_spellings
from store.heading import plain_heading

HEAD_ROWS, MOST_LINES = 10, 3
PERSON = re.compile(r"\d{17}[\dXx]|\d{15}")  # a cell like this is about a person
FIGURE = re.compile(r"[-+¥￥]?\d[\d,.\-/:年月日 ]*\d元?")  # and no line of a header


@dataclass(frozen=True, kw_only=True)
class Lines:
    """One or more rows read as a header; `spellings` are those of each cell."""

    position: int
    lines: int
    cells: tuple[str, ...]
    spellings: tuple[Spellings, ...]


@dataclass(frozen=True, kw_only=True)
class Header:
    """Rows read as a header, with how well each contract fits them."""

    read: Lines
    matches: tuple[Match, ...]

    @property
    def score(self) -> int:
        """Return the most columns that any contract finds there."""
        return max((len(match.columns) for match in self.matches), default=0)


def find_header(
    rows: Sequence[Sequence[str]], known: Sequence[Headings], *, cut: bool
) -> Header | None:
    """Return the rows that fit some contract best, the fewest and uppermost."""
    candidates = [
        Header(
            read=lines,
            matches=tuple(match_spellings(lines.spellings, k, cut=cut) for k in known),
        )
        for lines in possible_headers(rows[:HEAD_ROWS])
    ]
    return max(
        candidates,
        key=lambda h: (h.score, -h.read.lines, -h.read.position),
        default=None,
    )


def possible_headers(rows: Sequence[Sequence[str]]) -> Iterator[Lines]:
    """Yield every one, two and three of these rows that may be a header."""
    for position, row in enumerate(rows):
        if not any(row):
            continue
        yield _lines(position, [row])
        for count in range(2, MOST_LINES + 1):
            below = rows[position + count - 1 : position + count]
            if not below or not any(below[0]) or _is_data(below[0]):
                break
            yield _lines(position, rows[position : position + count])


def _lines(position: int, rows: Sequence[Sequence[str]]) -> Lines:
    joined = tuple(rows[-1])
    for upper in reversed(rows[:-1]):
        joined = _joined(upper, joined)
    lone = [[plain_heading(cell) for cell in row] for row in reversed(rows)]
    spellings = tuple(
        (plain_heading(cell), *((line[at] for line in lone) if len(rows) > 1 else ()))
        for at, cell in enumerate(joined)
    )
    return Lines(position=position, lines=len(rows), cells=joined, spellings=spellings)


def _joined(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Return two heading lines as one; a merged upper cell spans to the right."""
    cells: list[str] = []
    spanning = ""
    for top, bottom in zip(upper, lower, strict=False):
        spanning = top or (spanning if bottom else "")
        cells.append(spanning + bottom)
    return tuple(cells)


def _is_data(row: Sequence[str]) -> bool:
    return any(FIGURE.fullmatch(cell) or PERSON.fullmatch(cell) for cell in row)
