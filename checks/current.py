"""The rows of a dataset that stand today, out of everything delivered.

By the contract's mode (`design/interfaces.md` §4):

- `period`: of each supplier and month, the rows of the latest delivery that
  contains the month;
- `append`: all rows; a later delivery replaces rows of the same identity;
- `full`: all rows ever, with the time they held (`checks.validity`).

Deliveries of one supplier on one day count as one, since departments split
them over folders; there a later folder replaces rows of the same identity. A
blocked version leaves what was good before it.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import polars as pl

from checks.interpret import ID_DIGITS
from checks.standing import Standing, standing_rows
from checks.versions import Version, good_versions, stale_days
from store.contract import VALIDITY_TYPES, Contract
from store.digest import Json
from store.meaning import Meaning

ACCEPTED = "accepted.parquet"


def assemble(  # noqa: PLR0913 - every stage takes its allowance beside its inputs
    contract: Contract,
    versions: Sequence[Version],
    out: Path,
    *,
    as_of: date,
    memory_mb: int,
    threads: int,
) -> dict[str, Json]:
    """Write the rows that stand into `accepted.parquet`, sorted by `record_id`.

    The record's own dates, where the contract names them, go before the
    compared ones. Without any good version the table is empty and the summary
    says `withheld`. Rows are streamed; only digests (a few bytes for each row)
    are held, so `memory_mb` and `threads` need not be spent.
    """
    del memory_mb, threads
    good = good_versions(versions)
    standing = standing_rows(contract, good) if good else Standing(())
    _write(contract, standing.rows, out / ACCEPTED)
    current = pl.scan_parquet(out / ACCEPTED)
    used = _used(current, good)
    return {
        "dataset": contract.path,
        "title": contract.title,
        "rows": int(current.select(pl.len()).collect().item()),
        "used": sorted(used),
        "superseded": sorted({version.delivery for version in good} - used),
        "blocked": sorted({v.delivery for v in versions if v.blocked}),
        "stale_days": stale_days(versions, as_of),
        "withheld": not good,
        "months": months_of(contract, out / ACCEPTED),
        "shrunk": standing.shrunk,
    }


def months_of(contract: Contract, accepted: Path) -> list[str]:
    """Return the months (`2026-05`) of the contract's period, if it has one."""
    if contract.period is None:
        return []
    month = pl.col(contract.period).dt.strftime("%Y-%m")
    found = pl.scan_parquet(accepted).select(month.unique().drop_nulls().sort())
    return [str(value) for value in found.collect().to_series()]


def _write(contract: Contract, rows: Sequence[pl.LazyFrame], file: Path) -> None:
    """Stream the rows into one file.

    Each version is sorted by `record_id` and has a prefix of its own, so putting
    the versions in the order of their prefixes sorts the whole.
    """
    schema = contract.schema
    empty = pl.LazyFrame(schema=schema)
    by_prefix = sorted(rows, key=_first_record)
    frames = [frame.select(list(schema)).cast(schema) for frame in by_prefix]
    pl.concat([empty, *frames]).with_columns(_own_dates(contract)).sink_parquet(
        file, compression="zstd", maintain_order=True
    )


def _first_record(rows: pl.LazyFrame) -> str:
    return str(rows.select(pl.col("record_id").first()).collect().item() or "")


def _own_dates(contract: Contract) -> list[pl.Expr]:
    """Return validity with the record's own dates before the compared ones."""
    first, last = contract.valid_from, contract.valid_to
    if last and contract.column(last).meaning is Meaning.PERIOD:
        last = f"{last}_to"
    own = zip(VALIDITY_TYPES, (first, last), strict=True)
    return [pl.coalesce(column, name).alias(name) for name, column in own if column]


def _used(current: pl.LazyFrame, good: Sequence[Version]) -> set[str]:
    """Return the deliveries of which at least one row stands."""
    prefix = pl.col("record_id").str.head(ID_DIGITS)
    standing = set(current.select(prefix.unique()).collect().to_series())
    owners = {
        _first_record(pl.scan_parquet(version.accepted))[:ID_DIGITS]: version.delivery
        for version in good
    }
    return {owners[name] for name in standing if name in owners}
