"""What was made from a delivery, and how it is taken out of a home.

Stages, warehouse and drafts are made again by the next night from what stays.
Reports and exports go where they name anybody of the delivery; archived clues
that rested on it keep id, matter, amount and period, and nobody's name.
"""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from clues.clue import Clue, load_clues, save_clues
from clues.recheck import DESTROYED, evidence_rows
from flows.purge_plan import SNAPSHOTS, Plan
from flows.purge_weights import remove_weighed, remove_weights
from flows.run_rules import CLUES
from flows.traces import Marks, numbers_of, texts_of
from store.home import Home
from store.odcs import all_contracts
from store.snapshot import MANIFEST, Snapshot
from store.stage import MANIFEST as STAGE_MANIFEST
from store.stage import publish_file

CHECKED = "checked"
PREFIX_DIGITS = 12  # of a snapshot's id, in `record_id`
RECEIPTS = ".intake"
BURIED = "所依据的报送已按期销毁，本条只保留编号、事项、金额和期间。"
WHAT = "所依据的报送已按期销毁，证明 {certificate}"
LEFT_ALONE = frozenset({"inbox", "snapshots", "stages", "keys", "truth"})


def marks_of(home: Home, plan: Plan) -> Marks:
    """Return what names the people who are in nothing that stays.

    Whoever stands in another delivery as well is held by that one's right.
    """
    contracts = {contract.path: contract for contract in all_contracts()}
    going: set[str] = set()
    staying: set[str] = set()
    for manifest in sorted(home.snapshots.glob(f"{SNAPSHOTS}/{MANIFEST}")):
        papers = Snapshot.load(manifest.parent)
        found = numbers_of(manifest.parent, contracts.get(papers.dataset))
        (going if papers.id in plan.snapshots else staying).update(found)
    digests = {d for one in plan.deliveries for d in one.files.values()}
    marks = Marks(numbers=frozenset(going - staying))
    return replace(
        marks,
        clues=frozenset(clue.clue_id for clue in _buried_in(home, plan, marks)),
        words=plan.names | {digest[:PREFIX_DIGITS] for digest in digests},
    )


def remove_derived(home: Home, plan: Plan, marks: Marks) -> dict[str, int]:
    """Take everything made from the plan's deliveries away; return what went."""
    pages = [*_files(home.reports), *_files(home.root / "outbox")]
    return {
        "drafts": _remove(_drafts(home)),
        "reports": _remove(file for file in pages if marks.in_file(file)),
        "archived_clues": sum(_bury(file, plan, marks) for file in _archived(home)),
        "archived_rows": sum(_thin_out(file, marks) for file in _other_tables(home)),
        "stages": _remove(_stages(home, plan)),
        "weighed": remove_weighed(home),
        "weights": remove_weights(home, replace(marks, clues=frozenset())),
        "receipts": _remove(_receipts(home, plan)),
        "warehouse": _remove(home.root.glob(f"{home.warehouse.name}*")),
    }


def files_with_traces(home: Home, marks: Marks) -> tuple[int, list[Path]]:
    """Return how many files were searched, and those that still name anybody.

    What is about to go, what stays by right (other deliveries and the tables
    checked from them), keys and a synthetic home's answers are not searched.
    """
    searched = 0
    found: list[Path] = []
    plain = replace(marks, words=frozenset(), clues=frozenset())
    for entry in sorted(home.root.iterdir()):
        if entry.name in LEFT_ALONE:
            continue
        for file in _files(entry) if entry.is_dir() else [entry]:
            searched += 1
            if plain.in_file(file):
                found.append(file)
    return searched, found


def _buried_in(home: Home, plan: Plan, marks: Marks) -> Iterator[Clue]:
    for file in _archived(home):
        yield from (clue for clue in load_clues(file) if _rests_on(clue, plan, marks))


def _rests_on(clue: Clue, plan: Plan, marks: Marks) -> bool:
    """Say whether a clue rested on what goes, or names somebody who goes with it."""
    prefixes = {name[:PREFIX_DIGITS] for name in plan.snapshots}
    if any(record[:PREFIX_DIGITS] in prefixes for _, record in evidence_rows(clue)):
        return True
    if clue.subject_number.upper() in marks.numbers:
        return True
    return any(
        mark["reason"] == DESTROYED and mark["delivery"] in plan.names
        for mark in clue.recheck
    )


def _bury(file: Path, plan: Plan, marks: Marks) -> int:
    """Take the people out of an archive's clues; return out of how many."""
    clues = load_clues(file)
    buried = {c.clue_id for c in clues if c.hits and _rests_on(c, plan, marks)}
    if buried:
        kept = [_nameless(c, plan) if c.clue_id in buried else c for c in clues]
        _rewrite(file, lambda draft: save_clues(kept, draft))
    return len(buried)


def _nameless(clue: Clue, plan: Plan) -> Clue:
    prefixes = {
        name[:PREFIX_DIGITS]: one.delivery
        for one in plan.deliveries
        for name in one.snapshots
    }
    rows = {record[:PREFIX_DIGITS] for _, record in evidence_rows(clue)}
    gone = sorted({prefixes[row] for row in rows if row in prefixes} or plan.names)
    what = WHAT.format(certificate=plan.certificate)
    marks = [
        {"reason": DESTROYED, "delivery": name, "what": what, "on": plan.as_of}
        for name in gone
    ]
    return replace(
        clue,
        subject_name="",
        subject_number="",
        sentence=BURIED,
        questions=(),
        hits=(),
        recheck=(*clue.recheck, *marks),
    )


def _thin_out(file: Path, marks: Marks) -> int:
    """Drop the rows of an archived table that name anybody; return how many."""
    rows = pl.read_parquet(file, glob=False)
    if rows.is_empty():
        return 0
    lines = "".join(texts_of(file)).removesuffix("\n").split("\n")
    kept = [not (marks.in_text(s) or any(w in s for w in marks.words)) for s in lines]
    if all(kept):
        return 0
    left = rows.filter(pl.Series(kept))
    _rewrite(file, lambda draft: left.write_parquet(draft, compression="zstd"))
    return rows.height - left.height


def _rewrite(file: Path, write: Callable[[Path], object]) -> None:
    draft = file.with_name(f".draft-{file.name}")
    write(draft)
    publish_file(draft, file)


def _archived(home: Home) -> list[Path]:
    return sorted(home.archive.glob(f"*/{CLUES}"))


def _other_tables(home: Home) -> list[Path]:
    tables = home.archive.rglob("*.parquet")
    return sorted(file for file in tables if file.name != CLUES)


def _stages(home: Home, plan: Plan) -> list[Path]:
    """Return every stage but the checks of snapshots that stay."""
    return [
        folder
        for folder in sorted(home.stages.glob("*/*"))
        if folder.parent.name != CHECKED
        or _snapshot_of(folder) in {"", *plan.snapshots}
    ]


def _snapshot_of(stage: Path) -> str:
    file = stage / STAGE_MANIFEST
    if not file.is_file():
        return ""
    inputs: Mapping[str, str] = json.loads(file.read_text(encoding="utf-8"))["inputs"]
    return inputs.get("snapshot", "")


def _receipts(home: Home, plan: Plan) -> list[Path]:
    """Return the notes that say a delivery was taken into a snapshot that goes."""
    notes = sorted((home.snapshots / RECEIPTS).glob("*"))
    return [
        file
        for file in notes
        if any(name in file.read_text(encoding="utf-8") for name in _named(plan))
    ]


def _named(plan: Plan) -> frozenset[str]:
    return plan.snapshots | plan.names


def _drafts(home: Home) -> list[Path]:
    """Return what a killed night, export or query left half done."""
    outside = [entry for entry in home.root.iterdir() if entry.name != "inbox"]
    names = ("draft-", "spill-")
    return sorted(
        path
        for entry in outside
        for path in (entry, *(entry.rglob(".*") if entry.is_dir() else ()))
        if path.name.startswith(tuple(f".{name}" for name in names))
        or (path.name.startswith(".") and path.name.endswith(".draft"))
    )


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _remove(paths: Iterable[Path]) -> int:
    gone = 0
    for path in list(paths):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
        gone += 1
    return gone
