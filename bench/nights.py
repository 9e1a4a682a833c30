"""How long a county's night takes, beside bare DuckDB on the same rows."""

import json
import sys
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.bare import bare_seconds
from bench.measure import Measured, crosscheck


def run(home: Path, people: int, seed: int, as_of: str) -> None:
    """Build the county unless it is there, run a night, print the figures."""
    if not home.is_dir():
        _report("county", _county(home, people, seed))
    night = _night(home, as_of)
    _report("night", night)
    _print_phases(home / "reports" / as_of / "timings.json")
    _report("night again, nothing new", _night(home, as_of))
    with TemporaryDirectory() as scratch:
        bare = bare_seconds(home, Path(scratch))
    _line(f"bare DuckDB, same rows as Parquet, same rule SQL: {bare:.1f} s")
    _line(f"ratio night / bare: {night.seconds / bare:.1f}")


def _county(home: Path, people: int, seed: int) -> Measured:
    return crosscheck(
        "county", home, "--people", str(people), "--seed", str(seed), "--quiet"
    )


def _night(home: Path, as_of: str) -> Measured:
    return crosscheck("night", "--home", home, "--as-of", as_of, "--quiet")


def _report(what: str, cost: Measured) -> None:
    _line(
        f"{what}: {cost.seconds:.1f} s wall, {cost.cpu_seconds:.1f} s CPU, "
        f"peak {cost.peak_mib} MiB"
    )


def _print_phases(file: Path) -> None:
    stages: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    for phase, steps in groupby(stages, key=lambda stage: str(stage["phase"])):
        found = list(steps)
        seconds = sum(step["seconds"] for step in found)
        peak = max(step["peak_mb"] for step in found)
        _line(f"  {phase}: {len(found)} steps, {seconds:.1f} s, peak {peak} MB")


def _line(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
