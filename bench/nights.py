"""How long a county's night takes, beside bare DuckDB on the same rows."""

import json
import sys
import time
from pathlib import Path
from typing import Any

from bench.bare import bare_seconds
from bench.measure import Measured, crosscheck

MIB = 1 << 20


def run(home: Path, people: int, seed: int, as_of: str) -> None:
    """Build the county unless it is there, run a night, print the figures."""
    if not home.is_dir():
        _report(
            "county",
            crosscheck(
                "county",
                home,
                "--people",
                people_text(people),
                "--seed",
                str(seed),
                "--quiet",
            ),
        )
    night = crosscheck("night", "--home", home, "--as-of", as_of, "--quiet")
    _report("night", night)
    _print_stages(home / "reports" / as_of / "timings.json")
    again = crosscheck("night", "--home", home, "--as-of", as_of, "--quiet")
    _report("night again, nothing new", again)
    start = time.monotonic()
    bare = bare_seconds(home)
    _line(
        f"bare DuckDB, same rows as Parquet, same rule SQL: {bare:.1f} s "
        f"(with set-up {time.monotonic() - start:.1f} s)"
    )
    _line(f"ratio night / bare: {night.seconds / bare:.1f}")


def people_text(people: int) -> str:
    """Return a number as a command-line argument."""
    return str(people)


def _report(what: str, cost: Measured) -> None:
    _line(
        f"{what}: {cost.seconds:.1f} s wall, {cost.cpu_seconds:.1f} s CPU, "
        f"peak {cost.peak_mib} MiB"
    )


def _print_stages(file: Path) -> None:
    stages: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    for stage in stages:
        _line(f"  {stage}")


def _line(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
