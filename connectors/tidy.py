"""Sort the rows of a sheet: data, or a title, total, signature or blank row.

Nothing is thrown away uncounted: every row that a reader yields is either kept
or counted under the kind for which it was left out.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from connectors.members import member_names
from connectors.readers.sheet import COMPLAINT, DELETED, ROW, WIDTH, cell_names
from connectors.recognise import Recognition
from store.meaning import Meaning
from store.snapshot import Dropped

KIND, KEPT, POSITION, MEMBER = "kind", "kept", "position", "member"
NOBODY = ("无", "/", "\\", "-", "—", "--", "——")  # in place of a member's name
BLANKS = " \t\r\n\u3000\ufeff\u00a0\0"
FIRST_CELLS = 3  # a total word stands in one of these
SPACES = r"[\s\u3000\ufeff]+"
TOTAL = (
    r"^(?:[（(]?(?:本页|本批|本月|全县|全乡|全镇|全村|以上|.{0,20}"
    r"(?:[镇乡村组区办月年页批班局户道]|街道|中心|单位|项目)))?"
    r"(?:合计|总计|小计|共计|累计|总合计|总金额|总人数)(?:[）)]|[:：（(,，、\d].*)?$"
)
SIGNATURE = (
    r"^[\u4e00-\u9fff]{0,10}?(?:制表|填表|填报|制单|编制|报送|审核|复核|审批|批准|经办|受理|核对|校对|领导|负责|单位负责"
    r"|分管|主管|财务|会计|出纳|联系|打印|导出|报表|统计|盖章|签字|签名|日期)"
    r"[^\d]{0,8}(?:[:：]|[（(]?(?:签字|签章|签名|盖章|公章))"
    r"|盖章|公章|签章"
    r"|^(?:备注|附注|注|说明|填表说明|注意事项)\d*[:：、.]"
    r"|^第\d+页|^共\d+[页条]|^-+完-+$|^以下空白$"
)
ID_DIGITS = r"[0-9Xx*＊]{6,}"
KEY_SIGNS = r"[0-9A-Za-z]{2,}"
LEAST_HEADINGS = 2  # cells that repeat a heading make a repeated header
LEAST_NUMBERS = 3  # cells 1, 2, 3 … make a row of column numbers
EXCEL_TEXT = '="'  # how exports keep Excel from reading a number


@dataclass
class Tally:
    """How many rows of a sheet were kept, and how many left out by kind."""

    kinds: Counter[str] = field(default_factory=Counter[str])
    unfolded: int = 0
    empty_members: int = 0

    @property
    def kept(self) -> int:
        """Return how many records were kept."""
        return self.kinds[KEPT] + self.unfolded

    @property
    def read(self) -> int:
        """Return how many rows were read."""
        return self.kinds.total()

    @property
    def dropped(self) -> Dropped:
        """Return how many rows were left out, by kind."""
        left = {kind: rows for kind, rows in self.kinds.items() if kind != KEPT}
        return Dropped.model_validate(left)


def tidy_chunk(
    chunk: pl.DataFrame, what: Recognition, *, before: int, tally: Tally
) -> pl.DataFrame:
    """Return the data rows of a chunk under their contract names.

    `before` is how many rows of the sheet came in earlier chunks. The frame has
    `source_row`, `complaint` and a text column for each recognised column.
    """
    names = cell_names(chunk)
    position = pl.int_range(before, before + pl.len())
    rows = chunk.with_columns(
        position.alias(POSITION), *(_stripped(chunk[name]) for name in names)
    )
    plain, odd = _split(rows, what, names)
    sorted_odd = odd.with_columns(_kind(what, names).alias(KIND))
    tally.kinds.update({KEPT: plain.height})
    tally.kinds.update(dict(sorted_odd.group_by(KIND).len().iter_rows()))
    kept_odd = sorted_odd.filter(pl.col(KIND) == KEPT).drop(KIND)
    kept = pl.concat([plain, kept_odd]).sort(POSITION) if kept_odd.height else plain
    records = kept.with_columns(_complaint(what, names).alias(COMPLAINT))
    if not what.members:
        return records.select(_record(what, names, {}))
    return _unfolded(records, what, names, tally)


def _record(
    what: Recognition, names: list[str], group: Mapping[str, int]
) -> list[pl.Expr]:
    """Return the columns of a record, those of a member from its own cells."""
    spread = {name for each in what.members for name in each}
    cells = [
        (
            _placed(group.get(name), names)
            if name in spread
            else _cell(what, name, names)
        ).alias(name)
        for name in _delivered(what)
    ]
    return [pl.col(ROW), pl.col(COMPLAINT), *cells]


def _unfolded(
    rows: pl.DataFrame, what: Recognition, names: list[str], tally: Tally
) -> pl.DataFrame:
    """Return a record for each member that a row names, in the order of the row.

    A row that names nobody is counted as left out, an unused place as empty.
    """
    pair = member_names(what.contract).values()
    parts = [
        rows.with_columns(pl.lit(number).alias(MEMBER))
        .filter(pl.any_horizontal(_says(_placed(group.get(n), names)) for n in pair))
        .select(POSITION, MEMBER, *_record(what, names, group))
        for number, group in enumerate(what.members)
    ]
    members = pl.concat(parts).sort(POSITION, MEMBER)
    households = members[POSITION].n_unique()
    tally.kinds.update({KEPT: households - rows.height})
    tally.kinds.update({"no_member": rows.height - households})
    tally.unfolded += members.height - households
    tally.empty_members += rows.height * len(what.members) - members.height
    return members.drop(POSITION, MEMBER)


def _says(cell: pl.Expr) -> pl.Expr:
    return cell.is_not_null() & ~cell.is_in(NOBODY)


def _split(
    rows: pl.DataFrame, what: Recognition, names: list[str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the rows that surely are data, and those to be looked at closely."""
    below = pl.col(POSITION) >= what.header + what.lines
    is_plain = rows.select(below & ~pl.col(DELETED) & _identified(what, names))
    mask = is_plain.to_series()
    return rows.filter(mask), rows.filter(~mask)


def _delivered(what: Recognition) -> list[str]:
    given = {*what.columns, *what.constants}
    return [column.name for column in what.contract.columns if column.name in given]


def _stripped(cells: pl.Series) -> pl.Series:
    text = cells.str.strip_chars(BLANKS)
    if text.str.starts_with(EXCEL_TEXT).any():
        inner = text.str.strip_prefix(EXCEL_TEXT).str.strip_suffix('"')
        text = inner.zip_with(
            text.str.starts_with(EXCEL_TEXT).fill_null(value=False), text
        )
    return text.set(text == "", None)


def _cell(what: Recognition, name: str, names: list[str]) -> pl.Expr:
    if name in what.constants:
        return pl.lit(what.constants[name], pl.String)
    return _placed(what.columns[name], names)


def _placed(position: int | None, names: list[str]) -> pl.Expr:
    cell = f"c{position}"
    return pl.col(cell) if cell in names else pl.lit(None, pl.String)


def _kind(what: Recognition, names: list[str]) -> pl.Expr:
    cells = [pl.col(name) for name in names]
    blank = pl.all_horizontal(cell.is_null() for cell in cells)
    below = pl.col(POSITION) - what.header
    anonymous = ~_identified(what, names)
    folded = [cell.str.replace_all(SPACES, "") for cell in cells[:FIRST_CELLS]]
    total = anonymous & pl.any_horizontal(
        text.str.contains(TOTAL).fill_null(value=False) for text in folded
    )
    first = pl.coalesce(cells).str.replace_all(SPACES, "")
    signature = anonymous & first.str.contains(SIGNATURE).fill_null(value=False)
    return (
        pl.when(DELETED)
        .then(pl.lit("deleted"))
        .when((below >= 0) & (below < what.lines))
        .then(pl.lit("header"))
        .when(blank)
        .then(pl.lit("blank"))
        .when(below < 0)
        .then(pl.lit("title"))
        .when(_repeats_header(what, names))
        .then(pl.lit("repeated_header"))
        .when(total)
        .then(pl.lit("total"))
        .when(signature)
        .then(pl.lit("signature"))
        .otherwise(pl.lit(KEPT))
    )


def _identified(what: Recognition, names: list[str]) -> pl.Expr:
    """Say whether a row carries the number of somebody or something."""
    numbers = [
        c
        for c in what.contract.columns
        if c.meaning is Meaning.ID_NUMBER and c.required
    ]
    keys = numbers or [c for c in what.contract.columns if c.key]
    signs = ID_DIGITS if numbers else KEY_SIGNS
    found = [
        _cell(what, column.name, names).str.contains(signs).fill_null(value=False)
        & ~_is_heading(what, column.name, names)
        for column in keys
        if column.name in what.columns
    ]
    return pl.any_horizontal(found) if found else pl.lit(value=False)


def _repeats_header(what: Recognition, names: list[str]) -> pl.Expr:
    """Say whether a row repeats the headings, or only numbers the columns."""
    same = [_is_heading(what, name, names) for name in what.columns]
    filled = pl.sum_horizontal(
        _cell(what, name, names).is_not_null() for name in what.columns
    )
    numbered = [
        pl.col(name).eq(str(int(name[1:]) + 1)).fill_null(value=False) for name in names
    ]
    cells = pl.sum_horizontal(pl.col(name).is_not_null() for name in names)
    repeated = pl.sum_horizontal(same)
    return ((repeated >= LEAST_HEADINGS) & (2 * repeated > filled)) | (
        (pl.sum_horizontal(numbered) >= LEAST_NUMBERS)
        & (pl.sum_horizontal(numbered) == cells)
    )


def _is_heading(what: Recognition, name: str, names: list[str]) -> pl.Expr:
    spellings = [what.headings[name], *what.contract.column(name).headings]
    return _cell(what, name, names).is_in(spellings).fill_null(value=False)


def _complaint(what: Recognition, names: list[str]) -> pl.Expr:
    """Say what is wrong with the line: what the reader said, or its width."""
    surplus = [pl.col(name).is_not_null() for name in names[what.width :]]
    has_surplus = pl.any_horizontal(surplus) if surplus else pl.lit(value=False)
    width = pl.col(WIDTH)
    counted = pl.format("这一行有 {} 个字段，表头有 {} 个", width, pl.lit(what.width))
    ragged = width.is_not_null() & ((width < what.width) | has_surplus)
    return pl.coalesce(pl.col(COMPLAINT), pl.when(ragged).then(counted))
