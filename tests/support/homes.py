"""Homes for tests: copied, run through the real command, and fingerprinted."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from store.home import Home
from store.warehouse import Warehouse

ROOT = Path(__file__).resolve().parent.parent.parent
AS_OF = "2026-11-20"
TIMEOUT_SECONDS = 300
TABLES = """
    SELECT schema_name || '.' || table_name AS name
    FROM duckdb_tables()
    ORDER BY name
"""


def copied(home: Home, root: Path, *, without: Sequence[str] = ()) -> Home:
    """Return a copy of a home; file times stay, since undated deliveries use them."""
    shutil.copytree(home.root, root, ignore=shutil.ignore_patterns(*without))
    return Home(root)


def command(*arguments: str) -> list[str]:
    """Return the command line of `crosscheck`, run from this source tree."""
    return [sys.executable, "-m", "flows.cli.main", *arguments]


def environment(**more: str) -> dict[str, str]:
    """Return an environment in which a child finds this source tree."""
    known = {k: v for k, v in os.environ.items() if not k.startswith("CROSSCHECK_")}
    return {**known, "PYTHONPATH": str(ROOT), "COLUMNS": "160", **more}


def crosscheck(
    *arguments: str, largest_file: int | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run `crosscheck` to its end; `largest_file` (bytes) makes the disk full there."""
    limit = partial(_limit, largest_file) if largest_file is not None else None
    return subprocess.run(
        command(*arguments),
        capture_output=True,
        check=False,
        cwd=ROOT,
        encoding="utf-8",
        env=environment(**more),
        preexec_fn=limit,
        timeout=TIMEOUT_SECONDS,
    )


def _limit(largest_file: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))


def fingerprints(home: Home) -> Mapping[str, str]:
    """Return the fingerprint of every table of the published warehouse."""
    with Warehouse.published(home.warehouse) as warehouse:
        names = [str(name) for name in warehouse.frame(TABLES)["name"]]
        return {name: warehouse.fingerprint(name) for name in names}


def exported(home: Home) -> bytes:
    """Return what `clues export --format jsonl` writes, as bytes."""
    out = home.root / "outbox" / "clues.jsonl"
    done = crosscheck(
        "clues", "export", "--home", str(home.root), "--format", "jsonl",
        "--out", str(out), "--quiet",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return out.read_bytes()
