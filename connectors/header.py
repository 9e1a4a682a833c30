"""Where the header of a sheet stands: one, two or three of its first rows.

Headings over several lines are joined from the top; a merged upper cell spans to
the right. Some of the lines alone count too, where the joined text means nothing
(基本信息 above 姓名, 身份证号).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from connectors.matching import Headings, Match, Spellings, match_spellings
from connectors.members import numbered
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
    best: Header | None = None
    for lines in possible_headers(rows[:HEAD_ROWS]):
        header = _matched(lines, known, best.score if best else 1, cut=cut)
        if header is not None and (best is None or _order(header) > _order(best)):
            best = header
    return best


def _order(header: Header) -> tuple[int, int, int]:
    return header.score, -header.read.lines, -header.read.position


def _matched(
    lines: Lines, known: Sequence[Headings], least: int, *, cut: bool
) -> Header | None:
    """Return how the contracts fit some rows, unless none can find `least` columns."""
    likely = known if cut else _likely(lines, tuple(known), least)
    matches = tuple(match_spellings(lines.spellings, k, cut=cut) for k in likely)
    return Header(read=lines, matches=matches) if matches else None


def _likely(lines: Lines, known: tuple[Headings, ...], least: int) -> list[Headings]:
    """Return the contracts that know any heading, if one knows `least` of them."""
    index = _index(known)
    counts: Counter[int] = Counter()
    for spellings in lines.spellings:
        bases = (base for _, base in numbered(spellings[0]))
        counts.update({n for p in (*spellings, *bases) for n in index.get(p, ())})
    if max(counts.values(), default=0) < least:
        return []
    return [known[number] for number in sorted(counts)]


@lru_cache(maxsize=4)
def _index(known: tuple[Headings, ...]) -> Mapping[str, tuple[int, ...]]:
    """Return the contracts, by number, that know each heading."""
    found: dict[str, list[int]] = {}
    for number, headings in enumerate(known):
        for plain in headings.columns:
            found.setdefault(plain, []).append(number)
    return {plain: tuple(numbers) for plain, numbers in found.items()}


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
    count = len(rows)
    spans = [(0, count)] + [(a, b) for b in range(count, 0, -1) for a in range(b)]
    readings = [_folded(rows[a:b]) for a, b in dict.fromkeys(spans)]
    return Lines(
        position=position,
        lines=count,
        cells=readings[0],
        spellings=tuple(
            tuple(map(plain_heading, cells)) for cells in zip(*readings, strict=True)
        ),
    )


def _folded(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    joined = tuple(rows[-1])
    for upper in reversed(rows[:-1]):
        joined = _joined(upper, joined)
    return joined


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
