"""Supersession: which rows of the good versions stand, by the contract's mode."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from checks.validity import validity
from checks.versions import Version, outline, without_replaced
from store.contract import VALIDITY_TYPES, Contract, Mode
from store.digest import Json

SHRUNK_MILLI = 500  # a month that came again with fewer of its rows is named


@dataclass(frozen=True)
class Standing:
    """The standing rows, one frame for each version, and the months that shrank."""

    rows: tuple[pl.LazyFrame, ...]
    shrunk: tuple[Mapping[str, Json], ...] = ()


def standing_rows(contract: Contract, good: Sequence[Version]) -> Standing:
    """Return the rows that stand; `good` are versions in order, none blocked."""
    match contract.mode:
        case Mode.PERIOD if contract.period:
            return _latest_of_each_month(contract, good, contract.period)
        case Mode.FULL:
            lines = outline(good, contract)
            lines = without_replaced(lines, "supplier", "delivered_on")
            kept = validity(lines)
        case _:
            lines = without_replaced(outline(good, contract), "supplier")
            kept = lines.select("record_id")
    return Standing(tuple(_joined(_rows(version), kept) for version in good))


def _rows(version: Version) -> pl.LazyFrame:
    return pl.scan_parquet(version.accepted)


def _joined(rows: pl.LazyFrame, kept: pl.DataFrame) -> pl.LazyFrame:
    """Return the rows named in `kept`, with its validity if it has any."""
    known = [name for name in VALIDITY_TYPES if name in kept.columns]
    return rows.drop(known).join(
        kept.lazy(), on="record_id", how="inner", maintain_order="left"
    )


def _latest_of_each_month(
    contract: Contract, good: Sequence[Version], period: str
) -> Standing:
    month = pl.col(period).dt.truncate("1mo")
    counts = _month_counts(good, month)
    latest = pl.col("delivered_on").max().over("supplier", "month")
    kept = counts.filter(pl.col("delivered_on") == latest)
    frames: list[pl.LazyFrame] = []
    shared = _shared(contract, good, kept)
    for number, version in enumerate(good):
        months = kept.filter(pl.col("version") == number)["month"]
        rows = _rows(version).filter(month.is_in(months.implode(), nulls_equal=True))
        if number in shared:
            rows = _joined(rows, shared[number])
        frames.append(rows)
    return Standing(tuple(frames), _shrunk(counts))


def _month_counts(good: Sequence[Version], month: pl.Expr) -> pl.DataFrame:
    """Return `version, supplier, delivered_on, delivery, month, rows`."""
    return pl.concat(
        _rows(version)
        .group_by(month.alias("month"))
        .agg(pl.len().cast(pl.Int64).alias("rows"))
        .select(
            pl.lit(number).alias("version"),
            pl.lit(version.supplier).alias("supplier"),
            pl.lit(version.delivered_on).alias("delivered_on"),
            pl.lit(version.delivery).alias("delivery"),
            "month",
            "rows",
        )
        .collect()
        for number, version in enumerate(good)
    )


def _shared(
    contract: Contract, good: Sequence[Version], kept: pl.DataFrame
) -> dict[int, pl.DataFrame]:
    """Return the standing `record_id`s of versions that share a month and a day."""
    deliveries = pl.col("delivery").n_unique().over("supplier", "month")
    found = kept.filter(deliveries > 1)["version"].unique().sort()
    numbers = [int(number) for number in found]
    if not numbers:
        return {}
    lines = outline([good[number] for number in numbers], contract)
    standing = without_replaced(lines, "supplier", "delivered_on").select("record_id")
    return dict.fromkeys(numbers, standing)


def _shrunk(counts: pl.DataFrame) -> tuple[Mapping[str, Json], ...]:
    """Return the months whose latest delivery has far fewer rows than the last."""
    days = (
        counts.drop_nulls("month")
        .group_by("supplier", "month", "delivered_on")
        .agg(pl.col("rows").sum())
        .sort("supplier", "month", "delivered_on")
        .with_columns(pl.col("rows").shift().over("supplier", "month").alias("before"))
        .group_by("supplier", "month", maintain_order=True)
        .last()
        .filter(pl.col("rows") * 1000 < pl.col("before") * SHRUNK_MILLI)
    )
    return tuple(
        {
            "supplier": str(supplier),
            "month": f"{month:%Y-%m}",
            "rows_before": int(before),
            "rows_now": int(rows),
        }
        for supplier, month, rows, before in days.select(
            "supplier", "month", "rows", "before"
        ).iter_rows()
    )
