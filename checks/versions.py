"""The checked versions of a dataset, their order, and what each row is known by."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from store.contract import Contract

SLICE_ROWS = 500_000


@dataclass(frozen=True, kw_only=True)
class Version:
    """One checked snapshot of a dataset; `accepted` is its accepted table."""

    supplier: str
    delivered_on: date
    delivery: str
    accepted: Path
    blocked: bool


def good_versions(versions: Sequence[Version]) -> list[Version]:
    """Return the versions that are not blocked, from the first to the last."""
    good = [version for version in versions if not version.blocked]
    return sorted(
        good, key=lambda v: (v.supplier, v.delivered_on, v.delivery, v.accepted)
    )


def stale_days(versions: Sequence[Version], as_of: date) -> int | None:
    """Return the age in days of the oldest last good version that had to stay.

    None where every supplier's latest delivery is good. A supplier without any
    good version has nothing that could be stale.
    """
    ages: list[int] = []
    for supplier in {version.supplier for version in versions}:
        own = [version for version in versions if version.supplier == supplier]
        good = [version.delivered_on for version in own if not version.blocked]
        bad = [version.delivered_on for version in own if version.blocked]
        if good and bad and max(bad) > max(good):
            ages.append((as_of - max(good)).days)
    return max(ages, default=None)


def outline(versions: Sequence[Version], contract: Contract) -> pl.DataFrame:
    """Return one line for each row of the versions, without its values.

    Columns: `record_id`, `supplier`, `delivered_on`, `delivery`, `content` (a
    digest of all values) and `identity` (a digest of the key, or the content
    where there is no key or a part of it is null). The digests hold within one
    run only.
    """
    lines = [
        _digested(version.accepted, contract).with_columns(
            pl.lit(version.supplier).alias("supplier"),
            pl.lit(version.delivered_on).alias("delivered_on"),
            pl.lit(version.delivery).alias("delivery"),
        )
        for version in versions
    ]
    return pl.concat(lines)


def _digested(accepted: Path, contract: Contract) -> pl.DataFrame:
    rows = pl.scan_parquet(accepted).select("record_id", *contract.value_types)
    height = int(rows.select(pl.len()).collect().item())
    key = list(contract.key)
    slices = [
        _digested_slice(rows.slice(first, SLICE_ROWS).collect(), key)
        for first in range(0, max(height, 1), SLICE_ROWS)
    ]
    return pl.concat(slices)


def _digested_slice(rows: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    content = rows.drop("record_id").hash_rows().alias("content")
    identity = content.alias("identity")
    if key:
        known = rows.select(pl.all_horizontal(pl.col(key).is_not_null())).to_series()
        identity = identity.zip_with(~known, rows.select(key).hash_rows())
    return pl.DataFrame([rows["record_id"], content, identity.alias("identity")])


def without_replaced(lines: pl.DataFrame, *within: str) -> pl.DataFrame:
    """Return the lines that no later delivery replaces.

    A line is replaced by one of the same identity in a later delivery with
    equal values in the columns `within`. Equal lines of one delivery all stay.
    """
    rank = pl.struct("delivered_on", "delivery").rank("dense")
    ranked = lines.with_columns(rank.alias("rank"))
    last = pl.col("rank").max().over([*within, "identity"])
    return ranked.filter(pl.col("rank") == last).drop("rank")
