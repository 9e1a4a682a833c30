"""What the second night costs when one row in a hundred has changed.

Usage: `LEFT RIGHT FOLDER`; prints one JSON object. Both tables get another telephone
in 1 % of their rows. CPU seconds are those of `identity.link` itself, after a small
run has loaded what it needs; `as_full` says whether everything linked again, with the
same epoch and without what was kept, gives the same table.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl

import identity
from identity.matcher.result import link_table

SHARE, SEED, FEW = 0.01, 7, 3000


def main() -> None:
    """Link twice with what is kept in the folder, and once without."""
    left, right = map(pl.read_parquet, sys.argv[1:3])
    state = Path(sys.argv[3])
    identity.link(left.head(FEW), right.head(FEW), "resident")
    first, first_cpu = timed(
        lambda: identity.link(left, right, "resident", state=state)
    )
    epoch = first.epoch
    del first
    left, right = changed(left, SEED), changed(right, SEED + 2)
    second, second_cpu = timed(
        lambda: identity.link(left, right, "resident", state=state)
    )
    table = link_table(second, every=True)
    del second
    full = link_table(identity.link(left, right, "resident", epoch=epoch), every=True)
    told = {
        "first_cpu_s": round(first_cpu, 2),
        "second_cpu_s": round(second_cpu, 2),
        "share": round(second_cpu / first_cpu, 3),
        "as_full": table.equals(full),
    }
    sys.stdout.write(json.dumps(told))


def timed(linking: Callable[[], identity.Linked]) -> tuple[identity.Linked, float]:
    """Return what was linked, and the CPU seconds of this process."""
    began = time.process_time()
    return linking(), time.process_time() - began


def changed(table: pl.DataFrame, seed: int) -> pl.DataFrame:
    """Return the table with a telephone of somebody else in some rows."""
    count = max(1, int(table.height * SHARE))
    rows = pl.int_range(table.height, eager=True).sample(count, seed=seed)
    others = table["phone"].sample(count, seed=seed + 1)
    return table.with_columns(table["phone"].scatter(rows, others))


if __name__ == "__main__":
    main()
