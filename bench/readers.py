"""How fast files become snapshots, beside pandas and DuckDB reading the same file.

Each runs in a process of its own. Ours does more: it recognises the dataset,
sorts the rows, checks every line and writes a snapshot; the others only read
into memory. DuckDB 2 reads neither GB18030 nor workbooks: it gets the text in
UTF-8, and no workbook.
"""

import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.measure import Measured, measured
from bench.reader_files import WRITERS
from connectors.delivery import find_deliveries
from connectors.take import take_delivery
from connectors.waiver import Waiver
from store.odcs import all_contracts
from store.snapshot import Snapshot

WAIVED = Waiver(name="bench", reason="files made by the bench itself")
AS_OF = date(2026, 11, 20)
ROWS = 1_000_000
OURS = "from bench.readers import take; take(*__import__('sys').argv[1:])"
PEERS: Mapping[str, Mapping[str, str]] = {
    "csv": {
        "pandas.read_csv": "import pandas, sys;"
        " pandas.read_csv(sys.argv[1], encoding='gb18030', dtype=str)",
        "DuckDB read_csv (UTF-8 copy)": "import duckdb, sys;"
        " duckdb.sql('CREATE TABLE t AS FROM read_csv(' + repr(sys.argv[1] + '.utf8')"
        " + ', all_varchar=true)')",
    },
    "xlsx": {
        "pandas.read_excel (calamine)": "import pandas, sys;"
        " pandas.read_excel(sys.argv[1], dtype=str, engine='calamine')",
        "pandas.read_excel (openpyxl)": "import pandas, sys;"
        " pandas.read_excel(sys.argv[1], dtype=str, engine='openpyxl')",
    },
    "xls": {
        "pandas.read_html": "import pandas, sys;"
        " pandas.read_html(sys.argv[1], encoding='gb18030')",
    },
    "parquet": {
        "pandas.read_parquet": "import pandas, sys; pandas.read_parquet(sys.argv[1])",
        "DuckDB read_parquet": "import duckdb, sys;"
        " duckdb.sql('CREATE TABLE t AS FROM read_parquet(' + repr(sys.argv[1]) + ')')",
    },
    "dbf": {},
}


def run(rows: int, formats: list[str]) -> None:
    """Print seconds and peak memory for each format, and the ratio to its peers."""
    _line("| file | reader | seconds | peak MiB | ours / it |")
    _line("| --- | --- | --- | --- | --- |")
    for suffix in formats or list(WRITERS):
        with TemporaryDirectory() as folder:
            _compare(suffix, rows, Path(folder))


def take(inbox: str, snapshots: str, rows: str) -> None:
    """Take the only delivery of an inbox; fails unless all its rows came through."""
    found = find_deliveries(
        Path(inbox), as_of=AS_OF, settle_seconds=0, waivers=[WAIVED]
    )
    (delivery,) = found.deliveries
    intake = take_delivery(delivery, Path(snapshots), all_contracts())
    kept = sum(Snapshot.load(folder).rows for folder in intake.snapshots)
    if kept != int(rows):
        raise SystemExit(f"{kept} rows of {rows}: {intake.refusals}")


def _compare(suffix: str, rows: int, root: Path) -> None:
    file = root / "inbox" / "县人社局" / "20260506" / f"养老金待遇发放.{suffix}"
    file.parent.mkdir(parents=True)
    WRITERS[suffix](file, rows)
    name = f"{suffix}, {rows} rows, {file.stat().st_size >> 20} MiB"
    ours = _python(OURS, root / "inbox", root / "snapshots", str(rows))
    _row(name, "crosscheck, to snapshot", ours, ours)
    if suffix == "csv":
        text = file.read_text(encoding="gb18030")
        Path(f"{file}.utf8").write_text(text, encoding="utf-8")
    for peer, code in PEERS[suffix].items():
        try:
            _row(name, peer, _python(code, file), ours)
        except subprocess.CalledProcessError:
            _line(f"| {name} | {peer} | cannot read it | | |")


def _python(code: str, *arguments: Path | str) -> Measured:
    return measured([sys.executable, "-c", code, *map(str, arguments)])


def _row(name: str, reader: str, cost: Measured, ours: Measured) -> None:
    ratio = ours.seconds / cost.seconds
    _line(f"| {name} | {reader} | {cost.seconds:.1f} | {cost.peak_mib} | {ratio:.2f} |")


def _line(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
