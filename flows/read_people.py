"""Read a file of people, in whatever format a department delivers them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import polars as pl

from connectors.readers import read_sheets
from connectors.readers.sheet import DELETED, ROW, Sheet, cell_names
from connectors.take_file import texts_of
from store.errors import HeaderError, Place
from store.heading import plain_heading
from store.vocabulary import shared_words

HEAD_ROWS = 10
RECORD_ID, ID_NUMBER = "record_id", "id_number"
COLUMNS = (RECORD_ID, ID_NUMBER, "person_name", "birth_on")
OWN_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {RECORD_ID: ("记录号", "record_id"), "birth_on": ("birth_date",)}
)


def read_people(file: Path) -> pl.DataFrame:
    """Return `record_id, id_number, person_name, birth_on` as text, as delivered.

    Reads the first sheet with a heading for ID numbers among its first rows. Without
    a column 记录号 a record is known by its physical row. Raises `DeliveryError`.
    """
    for sheet in read_sheets(file):
        rows = pl.concat([*sheet.chunks], how="diagonal")
        head = texts_of(rows.head(HEAD_ROWS))
        for position, cells in enumerate(head):
            columns = _columns(cells)
            if ID_NUMBER in columns:
                return _people(rows.slice(position + 1), columns, sheet)
    raise HeaderError(
        "前几行里没有身份证号一列",
        place=Place(file=file.name),
        remedy="请把表头写成“身份证号”“姓名”“出生日期”（有记录号的加“记录号”）",
    )


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Return the place of each column that a line of headings names, the first one."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = _headings().get(plain_heading(cell))
        if name is not None:
            found.setdefault(name, place)
    return found


def _headings() -> Mapping[str, str]:
    return {
        plain_heading(heading): name
        for name in COLUMNS
        for heading in (name, *OWN_WORDS.get(name, ()), *_shared(name))
    }


def _shared(name: str) -> tuple[str, ...]:
    return () if name == RECORD_ID else shared_words([name]).headings


def _people(
    rows: pl.DataFrame, columns: Mapping[str, int], sheet: Sheet
) -> pl.DataFrame:
    names = cell_names(rows)
    cells = {
        name: pl.col(names[columns[name]]) if name in columns else pl.lit(None)
        for name in COLUMNS
    }
    line = pl.lit(f"{sheet.name} 第 ") + pl.col(ROW).cast(pl.String) + " 行"
    there = rows.filter(~pl.col(DELETED))
    read = there.select(
        **{name: cell.cast(pl.String).alias(name) for name, cell in cells.items()},
        line=line.str.strip_chars(),
    )
    own = pl.col(RECORD_ID).str.strip_chars()
    return read.with_columns(
        pl.when(own != "").then(own).otherwise("line").alias(RECORD_ID)
    ).select(COLUMNS)
