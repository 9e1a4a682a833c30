"""Take malformed deliveries and say what came of each, one line of JSON for each.

`python -m tests.connectors.malformed.run NAME…` runs the named cases, `outcomes`
runs it in a child with limits on time and memory.
"""

import json
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import polars as pl

from checks.conformance import SET_ASIDE, check_snapshot
from connectors.delivery import find_deliveries
from connectors.take import take_delivery
from store.odcs import all_contracts
from store.snapshot import ROWS, Snapshot
from tests.connectors import given
from tests.connectors.malformed import CASES, Case
from tests.support.homes import ROOT, environment

FOLDER = "inbox/县民政局/20260506_死亡"
CASE_SECONDS = 120
MOST_BYTES = 8 << 30  # of address space, of which threads reserve much unused
LIMIT = (MOST_BYTES, MOST_BYTES)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of one malformed delivery; `says` is all the operator is told."""

    name: str
    says: tuple[str, ...]
    read: int
    kept: int
    dropped: int
    seconds: int
    peak_mib: int


def outcomes(cases: Sequence[Case]) -> dict[str, Outcome]:
    """Return what came of the cases, run together in one child.

    Raises `CalledProcessError` where the child broke down and `TimeoutExpired`
    where it hung.
    """
    command = [sys.executable, "-m", __spec__.name, *(case.name for case in cases)]
    done = subprocess.run(
        command,
        capture_output=True,
        check=True,
        cwd=ROOT,
        encoding="utf-8",
        env=environment(),
        preexec_fn=partial(resource.setrlimit, resource.RLIMIT_AS, LIMIT),
        timeout=CASE_SECONDS * (len(cases) + 1),
    )
    lines = map(json.loads, done.stdout.splitlines())
    return {line["name"]: Outcome(**line) for line in lines}


def outcome(case: Case, root: Path) -> Outcome:
    """Make one delivery below `root`, take and check it."""
    started = time.monotonic()
    folder = root / FOLDER
    folder.mkdir(parents=True)
    case.write(folder)
    inbox = find_deliveries(
        root / "inbox",
        as_of=given.AS_OF,
        settle_seconds=0,
        waivers=[given.WAIVED],
    )
    refusals = [*inbox.refusals]
    snapshots: list[Path] = []
    for delivery in inbox.deliveries:
        intake = take_delivery(delivery, root / "snapshots", all_contracts())
        refusals += intake.refusals
        snapshots += intake.snapshots
    parts = [part for each in snapshots for part in Snapshot.load(each).parts]
    said = [f"{r.place}：{r.message}。{r.remedy}" for r in refusals]
    said += [words for each in snapshots for words in _said(each, root)]
    return Outcome(
        name=case.name,
        says=tuple(dict.fromkeys(said)),
        read=sum(part.rows_read for part in parts),
        kept=sum(part.rows_kept for part in parts),
        dropped=sum(part.dropped.rows for part in parts),
        seconds=round(time.monotonic() - started),
        peak_mib=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10,
    )


def _said(snapshot: Path, root: Path) -> Iterator[str]:
    """Yield what readers complained of, what was left out, what checks found."""
    papers = Snapshot.load(snapshot)
    rows = pl.read_parquet(snapshot / ROWS)
    bad = rows.filter(pl.col("complaint").is_not_null())
    for row, complaint in bad.select("source_row", "complaint").iter_rows():
        yield f"第 {row} 行：{complaint}"
    for part in papers.parts:
        kinds = part.dropped.model_dump()
        yield from (f"略去 {kind}={count}" for kind, count in kinds.items() if count)
    contract = next(c for c in all_contracts() if c.path == papers.dataset)
    out = root / "checked" / papers.id
    out.mkdir(parents=True)
    summary = check_snapshot(snapshot, contract, out, memory_mb=512, threads=1)
    for found in cast("list[dict[str, object]]", summary["checks"]):
        if found["unexpected"]:
            yield f"检查“{found['heading']}”{found['name']}：{found['unexpected']} 行"
    aside = pl.read_parquet(out / SET_ASIDE)
    for row, column, check in aside.select(
        "source_row", "column_name", "check_name"
    ).iter_rows():
        yield f"第 {row} 行隔离：{column or ''} {check}"
    yield f"合格 {summary['accepted']} 行"


def main(names: Sequence[str]) -> None:
    """Run the named cases and print what came of each."""
    known = {case.name: case for case in CASES}
    for name in names:
        signal.alarm(CASE_SECONDS)  # a hang ends the child
        with TemporaryDirectory() as root:
            found = asdict(outcome(known[name], Path(root)))
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
