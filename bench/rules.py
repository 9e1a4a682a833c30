"""How long each rule takes, beside bare DuckDB running the very same statements.

A county without dirt is simulated with the cases of every rule, its tables are tied to
the right people (`tests.support.clean_tables`), and each rule is put to them by the
runner in a process of its own. The statements that the runner sends are recorded and
sent once more to a bare connection with the same limits: what the runner costs beyond
them is the ratio.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path
from shutil import copy, copytree
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any
from unittest.mock import patch

import duckdb
import polars as pl

from bench.copies import copy_county
from county.cases.library import plant_all
from county.simulate import simulate
from rules.library import all_rules, rule_for
from rules.rule import Status
from rules.runner import run_rule
from store.errors import CrosscheckError
from store.home import Home
from store.warehouse import Warehouse
from tests.support.clean_tables import write_clean, write_ties
from tests.support.place import local_home

MEMORY_MB, THREADS = 3072, 2
RUNNING = (Status.IN_USE, Status.SHADOW)
SCHEMA = {
    "rule": pl.String,
    "rows": pl.Int64,
    "hits": pl.Int64,
    "seconds": pl.Float64,
    "cpu": pl.Float64,
    "bare": pl.Float64,
    "ratio": pl.Float64,
    "peak_mib": pl.Int64,
}


@dataclass
class Recorder:
    """A connection that remembers what it was asked, in order."""

    real: duckdb.DuckDBPyConnection
    asked: list[tuple[str, tuple[Any, ...]]] = field(
        default_factory=list[tuple[str, tuple[Any, ...]]]
    )

    def execute(self, sql: str, params: Any = None) -> Any:
        """Execute and remember."""
        self.asked.append(("execute", (sql, params)))
        return self.real.execute(sql, params)

    def sql(self, sql: str, params: Any = None) -> Any:
        """Ask and remember."""
        self.asked.append(("sql", (sql, params)))
        return self.real.sql(sql, params=params)

    def register(self, name: str, rows: Any) -> Any:
        """Register and remember."""
        self.asked.append(("register", (name, rows)))
        return self.real.register(name, rows)

    def unregister(self, name: str) -> Any:
        """Forget a table and remember that."""
        self.asked.append(("unregister", (name,)))
        return self.real.unregister(name)


def run(
    people: int, seed: int, copies: int, folder: Path, *, bare: bool = True
) -> None:
    """Simulate, run every rule, print the table and what all of them took.

    With `copies`, so many counties of `people` each (`bench.copies`) stand for a city.
    Without `bare`, each rule is run once, cold, and compared with nothing.
    """
    home = prepare(people, seed, folder)
    if copies > 1:
        home = multiply(home, copies)
    rules = [rule.id for rule in all_rules() if rule.status in RUNNING]
    context = get_context("spawn")
    rows: list[Mapping[str, Any]] = []
    for rule_id in rules:
        with context.Pool(1) as pool:
            rows.append(_row(pool, rule_id, home, bare=bare))
    table = pl.DataFrame(rows, schema=SCHEMA).sort("seconds", descending=True)
    with pl.Config(tbl_rows=-1, tbl_hide_dataframe_shape=True, tbl_width_chars=120):
        print(table)  # noqa: T201 - a measurement is for the screen
    total, cpu = table["seconds"].sum(), table["cpu"].sum()
    print(f"{len(rules)} rules, {copies} × {people}: {total:.1f} s, CPU {cpu:.1f} s")  # noqa: T201 - as above


def _row(pool: Pool, rule_id: str, home: Path, *, bare: bool) -> Mapping[str, Any]:
    """Measure one rule; one that the limits stop has a row without figures."""
    try:
        return pool.apply(measure, (rule_id, home), {"bare": bare})
    except CrosscheckError as error:
        print(f"{rule_id}: {error}", flush=True)  # noqa: T201 - a measurement is for the screen
        return dict.fromkeys(SCHEMA) | {"rule": rule_id}


def prepare(people: int, seed: int, folder: Path) -> Path:
    """Write the county's tables, ties and policy into a folder, once; return it."""
    home = folder / f"rules-{people}-{seed}"
    if (home / "ready").is_file():
        return home
    local_home(home)
    world = simulate(people, seed)
    plant_all(world)
    write_clean(world, world.tables, home)
    write_ties(world, home)
    (home / "ready").touch()
    return home


def multiply(home: Path, copies: int) -> Path:
    """Write the county so many times over into a folder beside it, once; return it."""
    city = home.with_name(f"{home.name}-{copies}")
    if not (city / "ready").is_file():
        city.mkdir(exist_ok=True)
        copytree(home / "policy", city / "policy", dirs_exist_ok=True)
        copy(Home(home).settings, Home(city).settings)
        copy_county(home, copies, city)
        (city / "ready").touch()
    return city


def measure(rule_id: str, home: Path, *, bare: bool) -> dict[str, Any]:
    """Return seconds by the runner and bare, hits, and the peak of the process.

    `cpu` is processor time of all threads, which a loaded machine does not lengthen.
    """
    rule = rule_for(rule_id)
    files = {path: home / f"{path.replace('/', '_')}.parquet" for path in rule.reads}
    there = {path: file for path, file in files.items() if file.is_file()}
    with TemporaryDirectory() as name:
        if bare:
            _by_runner(rule_id, there, home, Path(name))  # a night's process is warm
        before = process_time()
        seconds, asked = _by_runner(rule_id, there, home, Path(name))
        cpu, peak = process_time() - before, _peak_mib()
        hits = pl.read_parquet(Path(name) / "hits.parquet")
        alone = _bare(asked) if bare else None
    acts = pl.scan_parquet(there[rule.act]).select(pl.len()).collect().item()
    return {
        "rule": rule_id,
        "rows": acts,
        "hits": hits.filter(pl.col("outcome") == "hit").height,
        "seconds": round(seconds, 2),
        "cpu": round(cpu, 2),
        "bare": round(alone, 2) if alone else None,
        "ratio": round(seconds / alone, 2) if alone else None,
        "peak_mib": peak,
    }


def _peak_mib() -> int:
    """Return the most memory this process has held, in MiB (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


def _by_runner(
    rule_id: str, files: Mapping[str, Path], home: Path, out: Path
) -> tuple[float, list[tuple[str, tuple[Any, ...]]]]:
    recorders: list[Recorder] = []
    real = Warehouse.__init__

    def recorded(self: Warehouse, connection: duckdb.DuckDBPyConnection) -> None:
        recorders.append(Recorder(connection))
        real(self, recorders[-1])  # type: ignore[arg-type]  # a recorder stands in

    start = time.monotonic()
    with patch.object(Warehouse, "__init__", recorded):
        run_rule(
            rule_for(rule_id),
            files,
            out,
            policy_home=home / "policy",
            memory_mb=MEMORY_MB,
            threads=THREADS,
            ties=home / "tie.parquet",
        )
    seconds = time.monotonic() - start
    return seconds, recorders[0].asked


def _bare(asked: list[tuple[str, tuple[Any, ...]]]) -> float:
    start = time.monotonic()
    limits: dict[str, Any] = {"memory_limit": f"{MEMORY_MB}MB", "threads": THREADS}
    with duckdb.connect(config=limits) as connection:
        connection.execute("SET enable_progress_bar = false")
        for verb, given in asked:
            if verb == "sql":
                connection.sql(given[0], params=given[1]).fetchall()
            elif verb == "execute":
                connection.execute(*given).fetchall()
            else:
                getattr(connection, verb)(*given)
    return time.monotonic() - start
