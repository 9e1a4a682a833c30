"""Look at files before any night: what they are taken for, and a trial of the checks.

Nothing is written outside a temporary folder.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from checks.conformance import SET_ASIDE, check_snapshot
from clues.records import HIDDEN, KEPT_BACK, MASKS
from connectors.delivery import DATE_PREFIX, Delivery
from connectors.handover import HandOver, is_handover, read_handover
from connectors.mapping import SavedMapping
from connectors.propose import proposed, suggested
from connectors.recognise import Surroundings, Unrecognised
from connectors.refusal import Refusal
from connectors.take import take_delivery
from connectors.view import Known, SheetView, view_file
from connectors.waiver import Waiver
from flows.clock import today
from flows.open_archive import Lying, opened, passwords_of
from flows.translate_errors import errors_translated
from store.contract import Column, Contract
from store.digest import Json
from store.errors import CrosscheckError, DeliveryError
from store.home import Home
from store.snapshot import ROWS, Snapshot

MEMORY_MB, THREADS = 1024, 1
FIRST_ROWS, SHOWN_FAULTS = 3, 8
TRIAL = "试读"


# A file may be looked at before its hand-over sheet is written.
NOT_YET = Waiver(name="inbox check", reason="报送前查看")


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What a file would come to as one dataset: its papers, checks and first rows.

    `faults` are counts by (heading, reason); `first` masked cells by heading.
    """

    contract: Contract
    papers: Snapshot
    summary: Mapping[str, Json]
    faults: Sequence[tuple[str, str, int, str]]
    first: Sequence[Mapping[str, str]]


@dataclass(frozen=True, kw_only=True)
class FileReport:
    """One file: its sheets, its trials, and why it cannot be read, if so."""

    file: Path
    supplier: str | None
    views: tuple[SheetView, ...] = ()
    trials: tuple[Trial, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    error: CrosscheckError | None = None
    note: str = ""
    suggested: frozenset[str] = frozenset()  # labels of mappings only tried
    has_handover: bool = False


def files_of(paths: Sequence[Path]) -> list[Path]:
    """Return the files, and those in the folders, that are named; hidden ones not."""
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise DeliveryError(f"没有 {path}", remedy="检查路径")
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        found += [
            f for f in inside if f.is_file() and not f.name.startswith((".", "~$"))
        ]
    return found


def surroundings_of(
    lying: Lying, home: Home | None, supplier: str | None
) -> tuple[Surroundings, HandOver | None]:
    """Return where a file stands: whose it is and what its hand-over sheet says.

    The sheet may lie in the archive that the file is in, or beside it.
    """
    file = lying.file
    handover = _handover(file) or _handover(lying.place)
    lines = handover.lines_for(file.name) if handover else ()
    whose = supplier or (handover and handover.supplier) or _folder(lying.place, home)
    around = Surroundings(
        file=file.name,
        stated=" ".join(line.dataset for line in lines),
        supplier=whose or None,
    )
    return around, handover and replace(handover, lines=lines)


def inspect_files(
    files: Sequence[Path], known: Known, *, home: Home | None, supplier: str | None
) -> Iterator[FileReport]:
    """Yield a report of each file, and of each file in an archive."""
    passwords = passwords_of(home)
    for file in files:
        with opened(file, passwords) as found:
            for lying in found:
                yield _inspected(lying, known, home=home, supplier=supplier)


def _inspected(
    lying: Lying, known: Known, *, home: Home | None, supplier: str | None
) -> FileReport:
    """Return what a file is taken for and what the checks say of its rows."""
    file = lying.file
    if is_handover(file):
        return FileReport(file=lying.shown, supplier=supplier, note="交接单，不是数据")
    if lying.error is not None:
        return FileReport(file=lying.shown, supplier=supplier, error=lying.error)
    around, handover = surroundings_of(lying, home, supplier)
    report = FileReport(
        file=lying.shown, supplier=around.supplier, has_handover=handover is not None
    )
    try:
        with errors_translated():
            views = tuple(view_file(file, around, known))
            ideas = _suggested_mappings(views, known)
            tried = replace(known, mappings=(*known.mappings, *ideas))
            trials, refusals = _tried(file, around, handover, tried)
    except DeliveryError as error:
        return replace(report, error=error)
    labels = frozenset(idea.label for idea in ideas)
    return replace(
        report, views=views, trials=trials, refusals=refusals, suggested=labels
    )


def _suggested_mappings(views: Sequence[SheetView], known: Known) -> list[SavedMapping]:
    """Return the mappings that are suggested, so that their effect can be seen."""
    found: dict[str, SavedMapping] = {}
    for view in views:
        if view.fit and not view.hidden and isinstance(view.what, Unrecognised):
            idea = proposed(
                view,
                view.fit,
                suggested(view.fit),
                supplier=view.around.supplier or "",
                known=known.contracts,
            )
            found.setdefault(idea.layout, idea)
    return list(found.values())


def _handover(file: Path) -> HandOver | None:
    sheets = sorted(f for f in file.parent.iterdir() if f.is_file() and is_handover(f))
    for sheet in sheets:
        with suppress(CrosscheckError):  # a night names it; here it only helps
            return read_handover(sheet)
    return None


def _folder(file: Path, home: Home | None) -> str:
    """Return the supplier that a folder of the inbox is named for."""
    if home is None or not file.resolve().is_relative_to(home.inbox):
        return ""
    parts = file.resolve().relative_to(home.inbox).parts
    return DATE_PREFIX.sub("", parts[0]) if len(parts) > 1 else ""


def _tried(
    file: Path, around: Surroundings, handover: HandOver | None, known: Known
) -> tuple[tuple[Trial, ...], tuple[Refusal, ...]]:
    delivery = Delivery(
        name=TRIAL,
        supplier=around.supplier or "",
        delivered_on=today(),
        files=(file,),
        handover=handover,
        waivers=() if handover else (NOT_YET,),
    )
    contracts = [each.contract for each in known.contracts]
    mappings = known.mappings
    if around.supplier is None:
        mappings = tuple(m.model_copy(update={"supplier": ""}) for m in mappings)
    with TemporaryDirectory(prefix="crosscheck-") as name:
        intake = take_delivery(delivery, Path(name), contracts, mappings)
        by_path = {contract.path: contract for contract in contracts}
        trials = [
            _trial(folder, by_path, Path(name) / f"checked-{number}")
            for number, folder in enumerate(intake.snapshots)
        ]
    return tuple(trials), intake.refusals


def _trial(folder: Path, contracts: Mapping[str, Contract], out: Path) -> Trial:
    papers = Snapshot.load(folder)
    contract = contracts[papers.dataset]
    out.mkdir()
    summary = check_snapshot(
        folder, contract, out, memory_mb=MEMORY_MB, threads=THREADS
    )
    return Trial(
        contract=contract,
        papers=papers,
        summary=summary,
        faults=_faults(pl.read_parquet(out / SET_ASIDE)),
        first=_first_rows(folder, contract),
    )


def _faults(aside: pl.DataFrame) -> list[tuple[str, str, int, str]]:
    """Return (heading, reason, rows, first place) of what would be set aside."""
    counts = Counter(aside.select("heading", "reason").iter_rows())
    first: dict[tuple[str, str], str] = {}
    for row in aside.iter_rows(named=True):
        sheet = f"表“{row['source_sheet']}” " if row["source_sheet"] else ""
        place = f"{sheet}第 {row['source_row']} 行"
        first.setdefault((row["heading"], row["reason"]), place)
    return [
        (str(heading), str(reason), count, first[heading, reason])
        for (heading, reason), count in counts.most_common()
    ]


def _first_rows(folder: Path, contract: Contract) -> list[dict[str, str]]:
    rows = pl.scan_parquet(folder / ROWS).head(FIRST_ROWS).collect().to_dicts()
    return [
        {
            "行": str(row["source_row"]),
            **{
                column.title: masked_cell(column, str(row[column.name]))
                for column in contract.columns
                if row.get(column.name)
            },
        }
        for row in rows
    ]


def masked_cell(column: Column, text: str) -> str:
    """Return a delivered cell as it may be shown: masked by the column's meaning."""
    if column.meaning in MASKS:
        return MASKS[column.meaning](text)
    is_money = column.name.endswith("_fen")
    return HIDDEN if column.personal in KEPT_BACK and not is_money else text
