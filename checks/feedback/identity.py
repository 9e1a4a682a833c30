"""Which record a finding is about, whatever row it stands in next time.

A record is known by its contract's key. Where the wrong cell is itself a part of
the key, or there is no key, it is known by all its other cells. Digests are keyed
with the home's secret, since they are kept after the rows are destroyed.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from store.contract import Contract
from store.keyed import keyed_digest
from store.snapshot import ROWS

PLACE = "__place"  # no column of a contract
TRACE = ("part", "source_row", "complaint")


def identities(
    rows: pl.DataFrame, contract: Contract, wrong: str, key: bytes
) -> list[str]:
    """Return what each row is known by while its column `wrong` is in doubt.

    `rows` are rows of a snapshot: text, under the contract's names.
    """
    names = known_by(rows.columns, contract, wrong)
    return [keyed_digest(key, *cells) for cells in rows.select(names).iter_rows()]


def known_by(columns: Sequence[str], contract: Contract, wrong: str) -> list[str]:
    """Return the columns by which a record is known besides the wrong one."""
    named = [c.name for c in contract.columns if c.name in columns]
    if contract.key and wrong not in contract.key and set(contract.key) <= set(named):
        return list(contract.key)
    return [name for name in named if name != wrong]


def snapshot_rows(folder: Path, places: Sequence[int] | None = None) -> pl.DataFrame:
    """Return the rows of a snapshot at the given places (default: all), as text."""
    rows = pl.scan_parquet(folder / ROWS).with_row_index(PLACE)
    if places is not None:
        wanted = pl.Series(places, dtype=pl.UInt32).unique().implode()
        rows = rows.filter(pl.col(PLACE).is_in(wanted))
    return rows.drop(TRACE, strict=False).collect()
