"""What the synthetic county knows and the night never reads: `truth/`."""

from pathlib import Path

import polars as pl

from county.world import World

ROWS, PERSONS, CASES = "rows.parquet", "persons.parquet", "cases.parquet"
ORGANISATIONS = "organisations.parquet"


def write_truth(
    folder: Path, world: World, *, rows: pl.DataFrame, cases: pl.DataFrame
) -> None:
    """Write `rows`, `persons`, `cases` and `organisations` (`.parquet`).

    `rows`: one line for each role of each delivered row (see `county.deliver`);
    `cases`: rule, person, kind (planted or look_alike), mechanism, partner,
    object (see `county.cases.label`);
    `organisations`: which firm each handwritten name means (`World.spellings`).
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows.write_parquet(folder / ROWS, compression="zstd")
    world.persons.write_parquet(folder / PERSONS, compression="zstd")
    cases.write_parquet(folder / CASES, compression="zstd")
    world.spellings.write_parquet(folder / ORGANISATIONS, compression="zstd")
