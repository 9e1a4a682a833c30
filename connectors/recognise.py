"""Recognise what a sheet is: its header row, its dataset, what stands where.

The header is the row among the first ten that fits some contract best, alone or
together with the rows below it (headings in two or three lines). The dataset is
the one with most columns there; that all required ones are there counts as two
more, and so do hints in the names of file and sheet, in the title rows and in the
hand-over sheet. A list of names and numbers could be anything, so without a hint it
takes four columns and half of the headings. What no column gives may stand in
these words too (“机关事业单位养老”, “2026年3月”, a sheet 东风镇); it is then filled in
and recorded as such.

Many datasets share most of their headings, so the best must lead clearly: a second
one that fits as well by less than two columns, and that the names do not speak
against, is a question to the clerk and never a guess. The same holds where the
names say one dataset and the headings another.

Two headings that claim one column are always refused, even where their cells
agree: which of them counts is the supplier's to say. Headings that no column
knows are listed and not loaded (data minimisation).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from connectors.constants import Names
from connectors.header import HEAD_ROWS, PERSON, Lines
from connectors.matching import Headings, Match
from connectors.members import Group
from connectors.ranking import LIKELY_MILLI, hint_strength, rank_datasets, rivals
from connectors.wording import refuse_doubled, refuse_missing, refuse_vague
from store.contract import Contract
from store.errors import HeaderError, Place
from store.heading import heading_unit, plain_heading

MONEY_UNITS = ("万元", "千元", "百元", "元")
TABLE_WIDTH, TABLE_ROWS = 3, 3  # a smaller unknown sheet is a note, not a table


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """Where a sheet stands: what messages name and where hints are looked for.

    `stated` is what the hand-over sheet calls the file; `supplier` is None where
    nobody knows whose the file is.
    """

    file: str
    sheet: str = ""
    stated: str = ""
    supplier: str | None = None

    @property
    def place(self) -> Place:
        """Return the place that messages name."""
        return Place(file=self.file, sheet=self.sheet)

    def names(self, rows: Sequence[Sequence[str]]) -> Names:
        """Return the names around a table that has these rows above its header."""
        titles = tuple(cell for row in rows for cell in row if cell)
        return Names(
            stated=self.stated, sheet=self.sheet, file=self.file, titles=titles
        )


@dataclass(frozen=True, kw_only=True)
class Recognition:
    """What a sheet is.

    `header` is the position of the header among the sheet's rows and `lines`
    how many rows it takes; `columns` maps a column to the position of its cell,
    `constants` to a text that all rows share. `members` are the groups of cells of
    a row that names a whole household. `mapping` names the saved mapping that was
    applied, and `sheets_ignored` the sheets that it leaves out.
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
    members: tuple[Group, ...] = ()
    cells: tuple[str, ...] = ()
    mapping: str = ""
    sheets_ignored: tuple[str, ...] = ()

    @property
    def printed(self) -> dict[str, str]:
        """Return the headings of each column, all of them where members have many."""
        many = {
            name: "、".join(self.cells[g[name]] for g in self.members if name in g)
            for group in self.members
            for name in group
        }
        return {**self.headings, **many}


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


def recognise(
    rows: Sequence[Sequence[str]],
    around: Surroundings,
    known: Sequence[Headings],
    *,
    cut: bool = False,
) -> Recognition | Unrecognised:
    """Return what the first rows of a sheet (all cells as text) show it to be."""
    ranking = rank_datasets(rows, around.names, known, cut=cut)
    if ranking is None:
        return _no_header(rows, around, known)
    best, cells = ranking.candidates[0], ranking.header.read.cells
    try:
        refuse_missing(best.match, cells, best.constants, around.place)
        vague = [best.match, *(each.match for each in rivals(ranking))]
        refuse_vague(vague, around.place)
        refuse_doubled(best.match, cells, around.place)
    except HeaderError as error:
        near = best.match.required_milli >= LIKELY_MILLI
        if best.hint or (near and best.is_telling):
            found = unlike(error, rows, best.contract.path)
            return replace(found, is_table=True, is_likely=near or found.is_likely)
        return unlike(_no_dataset(around), rows, "")
    if not best.hint and not best.is_telling:
        return unlike(_no_dataset(around), rows, "")
    titles = "\n".join(ranking.names.titles)
    return recognition(
        best.match, ranking.header.read, title_unit(titles), best.constants
    )


def unlike(
    error: HeaderError, rows: Sequence[Sequence[str]], dataset: str
) -> Unrecognised:
    """Return why a sheet with these rows was not recognised."""
    return Unrecognised(
        error=error,
        dataset=dataset,
        is_table=_is_table(rows),
        is_likely=any(PERSON.fullmatch(cell) for row in rows for cell in row),
    )


def _no_dataset(around: Surroundings) -> HeaderError:
    return HeaderError(
        "这张表的表头不像任何一类数据，未读取",
        place=around.place,
        remedy="如应报送，请在文件名写明数据名称，或运行 crosscheck inbox check 查看",
    )


def recognition(
    match: Match, read: Lines, unit: str, constants: Mapping[str, str]
) -> Recognition:
    """Return what a sheet is, from a match that was not refused.

    `unit` is the unit of money of columns whose headings state none.
    """
    columns = {name: positions[0] for name, positions in match.columns.items()}
    headings = {name: read.cells[at] for name, at in columns.items()}
    return Recognition(
        contract=match.contract,
        header=read.position,
        lines=read.lines,
        width=max((i + 1 for i, c in enumerate(read.cells) if c), default=0),
        columns=columns,
        headings={**headings, **{n: f"（取自名称）{t}" for n, t in constants.items()}},
        units=_units(match.contract, headings, unit),
        unknown=tuple(read.cells[at] for at in match.unknown),
        missing=tuple(
            column.name
            for column in match.contract.columns
            if column.name not in columns and column.name not in constants
        ),
        constants=constants,
        members=match.members,
        cells=read.cells,
    )


def _units(
    contract: Contract, headings: Mapping[str, str], general: str
) -> dict[str, str]:
    """Return units by column: the heading's own, for money else the general one."""
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
    return unlike(error, rows, dataset)


def hinted_dataset(words: str, known: Sequence[Headings]) -> str:
    """Return the dataset that a name points to by its longest hint, or ""."""
    best = max(
        known, key=lambda each: hint_strength(each.contract, words), default=None
    )
    if best is None or hint_strength(best.contract, words) == 0:
        return ""
    return best.contract.path


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    wide = sum(sum(map(bool, row)) >= TABLE_WIDTH for row in rows)
    return wide >= TABLE_ROWS
