"""Recognise what a sheet is: its header row, its dataset, what stands where.

The header is the row among the first ten that fits some contract best, alone or
together with the row below it (headings in two lines). The dataset is the one
with most columns there; that all required ones are there counts as two more, and
so do hints in the names of file and sheet, in the title rows and in the hand-over
sheet. A list of names and numbers could be anything, so without a hint it takes
four columns and half of the headings. A required code or period that no column
gives may stand in these words too (“机关事业单位养老”, “2026年3月”); it is then
filled in and recorded as such.

Two headings that claim one column are always refused, even where their cells
agree: which of them counts is the supplier's to say. Headings that no column
knows are listed and not loaded (data minimisation).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from connectors.constants import constants_for
from connectors.matching import Headings, Match, match_cells
from connectors.wording import refuse_doubled, refuse_missing, refuse_vague
from store.contract import Contract
from store.errors import HeaderError, Place
from store.heading import heading_unit, plain_heading

HEAD_ROWS = 10
PERSON = re.compile(r"\d{17}[\dXx]|\d{15}")  # a cell like this is about a person
LEAST_MATCHED = 2  # columns that make a row look like a header at all
LEAST_UNHINTED = 4  # columns that tell a dataset which no hint points to
HEADING_WEIGHT, HINT_WEIGHT = 4, 3  # of a column; of a character of a hint
COMPLETE_BONUS = 2  # columns that having every required one is worth
LIKELY_MILLI = 500  # share of required columns from which a sheet is this dataset
MONEY_UNITS = ("万元", "千元", "百元", "元")
TABLE_WIDTH, TABLE_ROWS = 3, 3  # a smaller unknown sheet is a note, not a table


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """Where a sheet stands: what messages name and where hints are looked for.

    `titles` are the texts above the header; `stated` is what the hand-over
    sheet calls the file.
    """

    file: str
    sheet: str = ""
    stated: str = ""

    @property
    def place(self) -> Place:
        """Return the place that messages name."""
        return Place(file=self.file, sheet=self.sheet)


@dataclass(frozen=True, kw_only=True)
class Recognition:
    """What a sheet is.

    `header` is the position of the header among the sheet's rows and `lines`
    how many rows it takes; `columns` maps a column to the position of its cell,
    `constants` to a text that all rows share.
    """

    contract: Contract
    header: int
    lines: int
    width: int
    columns: Mapping[str, int]
    headings: Mapping[str, str]
    units: Mapping[str, str]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]
    constants: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Unrecognised:
    """Why a sheet is no dataset; `dataset` is what it was probably meant to be.

    `is_table` is false for blank sheets and notes, which nobody need hear of;
    `is_likely` says that it holds data of people or most of the columns, so that
    a dataset without it would not be whole.
    """

    error: HeaderError
    dataset: str
    is_table: bool
    is_likely: bool


@dataclass(frozen=True, kw_only=True)
class _Header:
    position: int
    lines: int
    cells: tuple[str, ...]
    matches: tuple[Match, ...]

    @property
    def score(self) -> int:
        return max((len(match.columns) for match in self.matches), default=0)


def recognise(
    rows: Sequence[Sequence[str]],
    around: Surroundings,
    known: Sequence[Headings],
    *,
    cut: bool = False,
) -> Recognition | Unrecognised:
    """Return what the first rows of a sheet (all cells as text) show it to be."""
    header = _header(rows[:HEAD_ROWS], known, cut=cut)
    if header is None or header.score < LEAST_MATCHED:
        return _no_header(rows, around, known)
    titles = "\n".join(cell for row in rows[: header.position] for cell in row if cell)
    words = "\n".join((around.stated, around.sheet, around.file, titles))
    match = max(header.matches, key=lambda match: _rank(match, words))
    texts = (around.stated, around.sheet, around.file, titles)
    constants = constants_for(match, texts)
    hinted = _hinted(match.contract, words) > 0
    try:
        refuse_missing(match, header.cells, constants, around.place)
        refuse_vague(
            [m for m in header.matches if _equals(m, match, words)], around.place
        )
        refuse_doubled(match, header.cells, around.place)
    except HeaderError as error:
        near = match.required_milli >= LIKELY_MILLI
        if hinted or (near and _is_telling(match)):
            found = _unlike(error, rows, match.contract.path)
            likely = near or found.is_likely
            return replace(found, is_table=True, is_likely=likely)
        return _unlike(_no_dataset(around), rows, "")
    if not hinted and not _is_telling(match):
        return _unlike(_no_dataset(around), rows, "")
    return _recognition(match, header, titles, constants)


def _unlike(
    error: HeaderError, rows: Sequence[Sequence[str]], dataset: str
) -> Unrecognised:
    return Unrecognised(
        error=error,
        dataset=dataset,
        is_table=_is_table(rows),
        is_likely=any(PERSON.fullmatch(cell) for row in rows for cell in row),
    )


def _is_telling(match: Match) -> bool:
    """Say whether the headings alone, without any hint, show the dataset."""
    matched = len(match.columns)
    return matched >= LEAST_UNHINTED and matched >= len(match.unknown)


def _no_dataset(around: Surroundings) -> HeaderError:
    return HeaderError(
        "这张表的表头不像任何一类数据，未读取",
        place=around.place,
        remedy="如应报送，请在文件名写明数据名称，表头用契约列出的名称",
    )


def _header(
    rows: Sequence[Sequence[str]], known: Sequence[Headings], *, cut: bool
) -> _Header | None:
    """Return the row, or pair of rows, that fits some contract best."""
    candidates: list[_Header] = []
    for position, row in enumerate(rows):
        lines = [tuple(row)]
        if position + 1 < len(rows):
            lines.append(_joined(row, rows[position + 1]))
        for count, cells in enumerate(lines, start=1):
            matches = tuple(match_cells(cells, each, cut=cut) for each in known)
            candidates.append(
                _Header(position=position, lines=count, cells=cells, matches=matches)
            )
    return max(candidates, key=lambda h: (h.score, -h.lines, -h.position), default=None)


def _joined(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Return two heading lines as one; a merged upper cell spans to the right."""
    cells: list[str] = []
    spanning = ""
    for top, bottom in zip(upper, lower, strict=False):
        spanning = top or (spanning if bottom else "")
        cells.append(spanning + bottom)
    return tuple(cells)


def _rank(match: Match, words: str) -> tuple[int, int, int, str]:
    complete = not set(match.missing) - set(constants_for(match, words.split("\n")))
    columns = len(match.columns) + COMPLETE_BONUS * complete
    return (
        _hinted(match.contract, words) + HEADING_WEIGHT * columns,
        match.required_milli,
        -len(match.unknown),
        match.contract.path,
    )


def _equals(match: Match, best: Match, words: str) -> bool:
    """Say whether nothing but its name sets a match below the best."""
    return _rank(match, words)[:-1] == _rank(best, words)[:-1]


def _hinted(contract: Contract, words: str) -> int:
    """Return how strongly the words point to a contract, by its longest hint."""
    found = (len(hint) for hint in contract.hints if hint in words)
    return HINT_WEIGHT * max(found, default=0)


def _recognition(
    match: Match, header: _Header, titles: str, constants: Mapping[str, str]
) -> Recognition:
    columns = {name: positions[0] for name, positions in match.columns.items()}
    headings = {name: header.cells[at] for name, at in columns.items()}
    return Recognition(
        contract=match.contract,
        header=header.position,
        lines=header.lines,
        width=max((i + 1 for i, c in enumerate(header.cells) if c), default=0),
        columns=columns,
        headings={**headings, **{n: f"（取自名称）{t}" for n, t in constants.items()}},
        units=_units(match.contract, headings, titles),
        unknown=tuple(header.cells[at] for at in match.unknown),
        missing=tuple(
            column.name
            for column in match.contract.columns
            if column.name not in columns and column.name not in constants
        ),
        constants=constants,
    )


def _units(
    contract: Contract, headings: Mapping[str, str], titles: str
) -> dict[str, str]:
    """Return units by column: the heading's own, for money else the title's."""
    general = title_unit(titles)
    units: dict[str, str] = {}
    for name, heading in headings.items():
        is_money = name.endswith("_fen")
        unit = heading_unit(heading) or (general if is_money else "")
        if unit:
            units[contract.column(name).name] = unit
    return units


def title_unit(titles: str) -> str:
    """Return the unit of money that a title row states, e.g. `单位：万元`."""
    folded = plain_heading(titles)
    for unit in MONEY_UNITS:
        if f"单位{unit}" in folded or f"单位人民币{unit}" in folded:
            return unit
    stated = heading_unit(titles)
    return stated if stated in MONEY_UNITS else ""


def _no_header(
    rows: Sequence[Sequence[str]], around: Surroundings, known: Sequence[Headings]
) -> Unrecognised:
    error = HeaderError(
        f"前 {HEAD_ROWS} 行里没有找到表头",
        place=around.place,
        remedy="表头请用契约列出的名称（crosscheck contracts show 数据名）",
    )
    dataset = hinted_dataset(f"{around.stated}\n{around.sheet}\n{around.file}", known)
    return _unlike(error, rows, dataset)


def hinted_dataset(words: str, known: Sequence[Headings]) -> str:
    """Return the dataset that a name points to by its longest hint, or ""."""
    best = max(known, key=lambda each: _hinted(each.contract, words), default=None)
    if best is None or _hinted(best.contract, words) == 0:
        return ""
    return best.contract.path


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    wide = sum(sum(map(bool, row)) >= TABLE_WIDTH for row in rows)
    return wide >= TABLE_ROWS
