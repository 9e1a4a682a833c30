"""Delivers the world: dirty, printed, written into the inbox, with its papers.

Returns for every row of every file who it truly is about and what is wrong with it.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

import numpy as np
import polars as pl

from county.deliver_paper import Paper, write_handover
from county.dirt import soil
from county.file import File
from county.files import all_files
from county.pack import pack
from county.page import Page
from county.print_cells import print_cells
from county.redeliver import as_of_may, rows_of, shown_in
from county.world import World
from county.write_markup import write_html, write_spreadsheet_xml
from county.write_plain import SHEET_LIMIT, write_csv, write_dbf, write_xls
from county.write_xlsx import write_xlsx
from store.odcs import contract_for

THREADS = 2
XLSX_LIMIT = 1_000_000
FAULTY_SHARE, FAULT_FEN = 0.02, 1_000
LOST_SHARE, LOST = 0.0003, "待核"
UTF8_FILES = frozenset({"死亡注销人员.csv"})
SINGLE = frozenset({"csv", "dbf", "html", "utf-16"})
SHEETED = frozenset({"xls", "xlsx", "xml"})
AMOUNTS = ("amount_fen", "subsidy_fen", "net_fen", "personal_share_fen")


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """One file as written: its line on the hand-over sheet and its labels."""

    file: File
    paper: Paper
    truth: pl.DataFrame


def deliver(world: World, inbox: Path) -> tuple[pl.DataFrame, dict[str, int]]:
    """Write every file; return the truth of all rows and the rows by dataset.

    Truth: dataset, delivery, file, sheet, row (physical, from 1), role, person,
    id_error, name_error; one line for each role of each row.
    """
    with ThreadPoolExecutor(THREADS) as pool:
        made = pool.map(partial(_deliver_file, world, inbox), all_files())
        written = [one for one in made if one is not None]
    for delivery, members in groupby(
        sorted(written, key=lambda one: one.file.delivery),
        key=lambda one: one.file.delivery,
    ):
        group = list(members)
        write_handover(inbox / delivery, group[0].file, [one.paper for one in group])
        pack(inbox / delivery, [one.file for one in group])
    rows = dict.fromkeys(sorted(world.tables), 0)
    for one in written:
        rows[one.file.path] += one.paper.rows
    return pl.concat([one.truth for one in written]), rows


def _deliver_file(world: World, inbox: Path, file: File) -> Delivered | None:
    rows = rows_of(world, file)
    shown = shown_in(file, rows)
    if not shown.any():
        return None
    stream = world.generator(f"dirt/{file.typed or f'{file.delivery}/{file.name}'}")
    dirty, labels = soil(world, file.path, rows, file.form, stream)
    dirty, labels = dirty.filter(shown), [label.filter(shown) for label in labels]
    if file.typed:
        dirty = as_of_may(file.path, dirty)
    if file.is_faulty:
        wrong = pl.Series(stream.random(dirty.height) < FAULTY_SHARE).cast(pl.Int64)
        dirty = dirty.with_columns(pl.col("amount_fen") + wrong * FAULT_FEN)
    pages, places = _pages(file, dirty, stream)
    target = inbox / file.delivery / file.name
    target.parent.mkdir(parents=True, exist_ok=True)
    _write(target, file, pages)
    truth = (
        pl.concat([_truth(file, label, places) for label in labels])
        if labels
        else _truth(file, None, places)
    )
    paper = Paper(
        title=file.layout.title,
        name=file.name,
        period=file.period,
        rows=dirty.height,
        fen=_total(dirty),
        target=target,
        needs_approval=contract_for(file.path).needs_approval,
    )
    return Delivered(file=file, paper=paper, truth=truth)


def _pages(
    file: File, rows: pl.DataFrame, stream: np.random.Generator
) -> tuple[list[Page], pl.DataFrame]:
    """Return the pages and, row by row, sheet and physical row."""
    pages: list[Page] = []
    places: list[pl.DataFrame] = []
    for name, part in _parts(file, rows):
        cells, kinds = print_cells(file.layout, part)
        if file.form == "csv" or file.layout.money == "comma":
            cells = _lose_amounts(file, cells, stream)
        page = Page(name=name, layout=file.layout, cells=cells, kinds=kinds)
        pages.append(page)
        numbers = page.data_rows if file.form != "dbf" else page.data_rows - 1
        shown = name if file.form in SHEETED else ""
        places.append(
            pl.DataFrame({"row": numbers.cast(pl.Int32)}).with_columns(
                pl.lit(shown).alias("sheet")
            )
        )
    return pages, pl.concat(places)


def _lose_amounts(
    file: File, cells: pl.DataFrame, stream: np.random.Generator
) -> pl.DataFrame:
    """Return the cells with a very few amounts that nobody can read."""
    if "amount_fen" not in file.layout.names:
        return cells
    name = f"c{file.layout.names.index('amount_fen')}"
    lost = pl.Series(stream.random(cells.height) < LOST_SHARE)
    return cells.with_columns(
        pl.when(lost).then(pl.lit(LOST)).otherwise(name).alias(name)
    )


def _parts(file: File, rows: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    limit = SHEET_LIMIT if file.form == "xls" else XLSX_LIMIT
    if not file.sheet_by or file.form in SINGLE:
        groups = [("Sheet1", rows)]
    else:
        split = rows.partition_by(file.sheet_by, maintain_order=True)
        groups = [(str(part[file.sheet_by][0] or "其他"), part) for part in split]
    for name, part in groups:
        for number, start in enumerate(range(0, part.height, limit)):
            yield name + (f"({number + 1})" if number else ""), part.slice(start, limit)


def _write(target: Path, file: File, pages: list[Page]) -> None:
    if file.form == "xlsx":
        write_xlsx(target, pages)
    elif file.form == "xls":
        write_xls(target, pages)
    elif file.form == "dbf":
        write_dbf(target, pages[0], file.on)
    elif file.form == "xml":
        write_spreadsheet_xml(target, pages)
    elif file.form == "html":
        write_html(target, pages[0])
    elif file.form == "utf-16":
        write_csv(target, pages[0], "utf-16")
    else:
        encoding = "utf-8-sig" if file.name in UTF8_FILES else "gb18030"
        write_csv(target, pages[0], encoding)


def _truth(
    file: File, labels: pl.DataFrame | None, places: pl.DataFrame
) -> pl.DataFrame:
    blank = pl.DataFrame({"person": pl.Series([-1], dtype=pl.Int32)})
    if labels is None:
        labels = blank.select(
            pl.col("person").repeat_by(places.height).explode(),
            id_error=pl.lit(""),
            name_error=pl.lit(""),
            role=pl.lit(""),
        )
    return places.hstack(labels).select(
        pl.lit(file.path).alias("dataset"),
        pl.lit(file.delivery).alias("delivery"),
        pl.lit(file.shown).alias("file"),
        "sheet",
        "row",
        "role",
        "person",
        "id_error",
        "name_error",
    )


def _total(rows: pl.DataFrame) -> int:
    for name in AMOUNTS:
        if name in rows.columns:
            return int(rows[name].sum())
    return 0
