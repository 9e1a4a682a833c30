"""Take one file: recognise each sheet, sort its rows, put the data rows aside."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import polars as pl

from connectors.delivery import Delivery
from connectors.mapped import MAPPED_ROWS, recognise_mapped
from connectors.mapping import SavedMapping
from connectors.matching import Headings
from connectors.readers import read_sheets
from connectors.readers.sheet import Sheet, cell_names
from connectors.recognise import (
    Recognition,
    Surroundings,
    Unrecognised,
    hinted_dataset,
)
from connectors.refusal import Refusal, refusal_of
from connectors.tidy import Tally, tidy_chunk
from store.contract import Contract
from store.errors import DeliveryError, HeaderError, Place
from store.snapshot import Part

DOCUMENTS = (".pdf", ".doc", ".docx", ".wps", ".ofd", ".rtf", ".ppt", ".pptx")
IMAGES = (".jpg", ".jpeg", ".png", ".bmp", ".tif")


@dataclass(frozen=True, kw_only=True)
class TakenPart:
    """One sheet as taken: its papers and the pieces that hold its rows."""

    contract: Contract
    part: Part
    pieces: tuple[Path, ...]


@dataclass(kw_only=True)
class Taken:
    """What of a delivery has been taken so far.

    `refusals` withhold the dataset they name; `notices` do not.
    """

    delivery: Delivery
    known: tuple[Headings, ...]
    digests: dict[str, str]
    draft: Path
    mappings: tuple[SavedMapping, ...] = ()
    parts: list[TakenPart] = field(default_factory=list[TakenPart])
    refusals: list[Refusal] = field(default_factory=list[Refusal])
    notices: list[Refusal] = field(default_factory=list[Refusal])

    def refuse(self, error: DeliveryError, dataset: str) -> None:
        """Add a refusal that withholds its dataset."""
        self.refusals.append(
            refusal_of(error, delivery=self.delivery.name, dataset=dataset)
        )

    def notice(self, error: DeliveryError, dataset: str) -> None:
        """Add a refusal that withholds nothing."""
        self.notices.append(
            refusal_of(error, delivery=self.delivery.name, dataset=dataset)
        )


def take_file(file: Path, taken: Taken) -> None:
    """Add what a file holds to `taken`; what is wrong with it becomes a refusal."""
    if file.suffix.lower() in (*DOCUMENTS, *IMAGES):
        place = Place(file=file.name)
        remedy = "数据请报送 xlsx、xls、csv、dbf 或 parquet"
        taken.notice(
            DeliveryError("文档或图片，未读取", place=place, remedy=remedy), ""
        )
        return
    if file.name not in taken.digests:
        remedy = "请检查文件的权限和存储介质"
        place = Place(file=file.name)
        _refuse_file(
            file, DeliveryError("文件无法打开", place=place, remedy=remedy), taken
        )
        return
    before = len(taken.parts) + len(taken.refusals)
    try:
        strange = [
            what
            for sheet in read_sheets(file)
            if (what := _take_sheet(file, sheet, taken)) is not None
        ]
    except DeliveryError as error:
        _refuse_file(file, error, taken)
        return
    ignored = _ignored_sheets(file, taken)
    for what in strange:
        if what.error.place and what.error.place.sheet in ignored:
            taken.notice(_ignored(what.error.place), "")
        else:
            _refuse_sheet(file, what, taken)
    if len(taken.parts) + len(taken.refusals) == before:
        _refuse_without_rows(file, taken)


def _take_sheet(file: Path, sheet: Sheet, taken: Taken) -> Unrecognised | None:
    """Take a sheet; return what it is where that is a table, but no dataset."""
    first = next(sheet.chunks, None)
    if first is None or not cell_names(first):
        return None
    around = Surroundings(
        file=file.name,
        sheet=sheet.name,
        stated=_stated(file, taken),
        supplier=taken.delivery.supplier,
    )
    rows = texts_of(first.head(MAPPED_ROWS))
    what = recognise_mapped(
        rows, around, taken.known, taken.mappings, cut=sheet.cut_headings
    )
    if isinstance(what, Unrecognised):
        return what if what.is_table and not sheet.hidden else None
    if sheet.hidden:
        remedy = "如应报送，请取消隐藏后重新报送"
        hidden = HeaderError("隐藏的工作表未读取", place=around.place, remedy=remedy)
        taken.notice(hidden, what.contract.path)
    elif sheet.name in what.sheets_ignored:
        taken.notice(_ignored(around.place), "")
    else:
        _keep_sheet(file, sheet, what, chain((first,), sheet.chunks), taken)
    return None


def _ignored(place: Place) -> HeaderError:
    return HeaderError(
        "按映射不读取这张工作表", place=place, remedy="如应报送，请重新映射"
    )


def _ignored_sheets(file: Path, taken: Taken) -> set[str]:
    """Return the sheets that the mappings of a file's other sheets leave out."""
    applied = {p.part.mapping for p in taken.parts if p.part.file == file.name}
    used = [mapping for mapping in taken.mappings if mapping.label in applied]
    return {sheet for mapping in used for sheet in mapping.sheets_ignored}


def texts_of(head: pl.DataFrame) -> list[list[str]]:
    """Return rows of cells as stripped text."""
    rows = head.select(cell_names(head)).fill_null("").rows()
    return [[str(cell).strip() for cell in row] for row in rows]


def _stated(file: Path, taken: Taken) -> str:
    handover = taken.delivery.handover
    lines = handover.lines_for(file.name) if handover else ()
    return " ".join(line.dataset for line in lines)


def _refuse_sheet(file: Path, what: Unrecognised, taken: Taken) -> None:
    """Refuse a sheet, with the datasets that would not be whole without it.

    A summary beside sheets that were read withholds nothing; a sheet about
    people withholds what it seems to be, else what the other sheets are.
    """
    read = _datasets_of(file, taken)
    whole = read and not what.is_likely
    datasets = {what.dataset} if what.dataset else read
    if whole or not (what.dataset or what.is_likely) or not datasets:
        taken.notice(what.error, what.dataset)
        return
    for dataset in sorted(datasets):
        taken.refuse(what.error, dataset)


def _datasets_of(file: Path, taken: Taken) -> set[str]:
    return {part.contract.path for part in taken.parts if part.part.file == file.name}


def _keep_sheet(
    file: Path,
    sheet: Sheet,
    what: Recognition,
    chunks: Iterator[pl.DataFrame],
    taken: Taken,
) -> None:
    tally = Tally()
    pieces: list[Path] = []
    header_row = 0
    for chunk in chunks:
        if tally.read <= what.header < tally.read + chunk.height:
            header_row = int(chunk["source_row"][what.header - tally.read])
        kept = tidy_chunk(chunk, what, before=tally.read, tally=tally)
        if kept.height or not pieces:
            piece = taken.draft / f"{len(taken.parts):04}-{len(pieces):05}.parquet"
            kept.write_parquet(piece, compression="lz4")
            pieces.append(piece)
    part = Part(
        file=file.name,
        sheet=sheet.name,
        sha256=taken.digests[file.name],
        header_row=header_row,
        headings=dict(what.printed),
        units=dict(what.units),
        unknown_headings=what.unknown,
        missing_columns=what.missing,
        rows_read=tally.read,
        rows_kept=tally.kept,
        dropped=tally.dropped,
        unfolded=tally.unfolded,
        empty_members=tally.empty_members,
        mapping=what.mapping,
    )
    taken.parts.append(
        TakenPart(contract=what.contract, part=part, pieces=tuple(pieces))
    )


def _refuse_file(file: Path, error: DeliveryError, taken: Taken) -> None:
    """Refuse a file with every dataset it was, or seems, part of."""
    hinted = hinted_dataset(f"{_stated(file, taken)}\n{file.name}", taken.known)
    for dataset in sorted(_datasets_of(file, taken) or {hinted}):
        taken.refuse(error, dataset)


def _refuse_without_rows(file: Path, taken: Taken) -> None:
    if any(notice.place.startswith(file.name) for notice in taken.notices):
        return
    error = DeliveryError(
        "文件里没有数据", place=Place(file=file.name), remedy="请检查后重新报送"
    )
    taken.refuse(
        error, hinted_dataset(f"{_stated(file, taken)}\n{file.name}", taken.known)
    )
