"""Snapshot rows, which are text, become typed rows that checks can read.

The typed table has the columns of the accepted table without validity, beside
them `complaint` (why the reader could not read the row whole, else null) and
what `checks.reading` adds for the checks. It is written in slices, so memory
does not grow with the delivery.
"""

from collections.abc import Callable
from pathlib import Path

import polars as pl

from checks.reading import ColumnReader
from store.contract import Contract
from store.errors import EngineError
from store.snapshot import ROWS, Part, Snapshot

SLICE_ROWS = 500_000
ID_DIGITS = 12
ROW_DIGITS = 8  # so that sorting by record_id keeps the order of the file


def interpret_snapshot(
    folder: Path, contract: Contract, out: Path, *, slice_rows: int = SLICE_ROWS
) -> tuple[Path, ...]:
    """Write the typed rows of a snapshot as Parquet parts into `out`.

    Returns the parts in the order of the rows; there is always at least one.
    Raises `EngineError` where rows and papers of the snapshot disagree.
    """
    snapshot = Snapshot.load(folder)
    rows = pl.scan_parquet(folder / ROWS)
    count = int(rows.select(pl.len()).collect().item())
    if count != snapshot.rows:
        raise EngineError(
            f"快照 {snapshot.id[:ID_DIGITS]} 有 {count} 行，清单为 {snapshot.rows} 行",
            remedy="快照已损坏：删除该快照目录后重新运行",
        )
    readers = [ColumnReader(column) for column in contract.columns]
    parts: list[Path] = []
    for first in range(0, max(count, 1), slice_rows):
        part = out / f"{len(parts):05d}.parquet"
        text = rows.slice(first, slice_rows).collect()
        _typed_rows(text, first, snapshot, readers).write_parquet(
            part, compression="lz4"
        )
        parts.append(part)
    return tuple(parts)


def _typed_rows(
    text: pl.DataFrame, first: int, snapshot: Snapshot, readers: list[ColumnReader]
) -> pl.DataFrame:
    """Return the typed rows of one slice that starts at row `first`."""
    nothing = pl.Series([None], dtype=pl.String).new_from_index(0, text.height)
    series = _trace(text, first, snapshot)
    for reader in readers:
        name = reader.column.name
        delivered = text[name] if name in text.columns else nothing
        units = _units(name, text["part"], snapshot.parts)
        series |= reader.read(delivered, units)
    return pl.DataFrame(list(series.values()))


def _trace(text: pl.DataFrame, first: int, snapshot: Snapshot) -> dict[str, pl.Series]:
    """Return where each row came from."""
    prefix, height = snapshot.id[:ID_DIGITS], text.height
    number = pl.Series(range(first, first + height), dtype=pl.Int64)
    index = number.cast(pl.String).str.zfill(ROW_DIGITS)
    found = (
        (f"{prefix}-" + index).alias("record_id"),
        _of_part("source_file", text["part"], snapshot, lambda part: part.file),
        _of_part("source_sheet", text["part"], snapshot, lambda part: part.sheet),
        text["source_row"].cast(pl.Int32).alias("source_row"),
        _of_part("delivery", text["part"], snapshot, lambda p: p.sha256[:ID_DIGITS]),
        _constant("supplier", snapshot.supplier, height),
        _constant("delivered_on", snapshot.delivered_on, height),
        text["complaint"].cast(pl.String).alias("complaint"),
    )
    return {series.name: series for series in found}


def _constant(name: str, value: object, height: int) -> pl.Series:
    return pl.select(pl.lit(value).alias(name)).to_series().new_from_index(0, height)


def _of_part(
    name: str, part: pl.Series, snapshot: Snapshot, value: Callable[[Part], str]
) -> pl.Series:
    values = pl.Series(name, [value(p) for p in snapshot.parts], dtype=pl.String)
    return values.gather(part.cast(pl.UInt32))


def _units(name: str, part: pl.Series, parts: tuple[Part, ...]) -> pl.Series | None:
    stated = [paper.units.get(name, "") for paper in parts]
    if not any(stated):
        return None
    return pl.Series("unit", stated, dtype=pl.String).gather(part.cast(pl.UInt32))
