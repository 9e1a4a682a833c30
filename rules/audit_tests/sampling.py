"""Samples that anybody can draw again: by the hash of seed and record, no dice.

The order of the hashes stands for chance; the same seed and the same rows give the
same sample on every machine, whatever order the rows are in.
"""

import hashlib

import numpy as np
import polars as pl

from rules.audit_tests.result import (
    KEY,
    RECORD,
    Asked,
    Result,
    amount_text,
    amounts,
    keys_of,
    told,
)
from store.errors import SettingsError

PLACE, LARGEST_TOTAL = "place", 2**62


def random_sample(rows: pl.DataFrame, asked: Asked) -> Result:
    """Return `size` rows, with keys `size` of each group, each equally likely."""
    keys = keys_of(rows)
    ordered = _shuffled(rows, asked.seed)
    place = pl.int_range(1, pl.len() + 1)
    placed = ordered.with_columns((place.over(keys) if keys else place).alias(PLACE))
    taken = placed.filter(pl.col(PLACE) <= asked.size)
    groups = _groups(placed, keys, asked.size)
    each = f"按{asked.named(KEY)}每组" if keys else ""
    return Result(
        sentence=f"从 {rows.height:,} 行中{each}随机抽取 {asked.size:,} 行"
        f"（种子 {asked.seed}），共抽得 {taken.height:,} 行。",
        tables={"抽样": groups},
        records=taken.sort(*keys, PLACE, nulls_last=True).select(RECORD, PLACE),
        left_out=told(
            groups.filter(pl.col("taken") < asked.size).height,
            f"{{count}} 组不足 {asked.size} 行，已全部抽取",
        ),
    )


def monetary_unit_sample(rows: pl.DataFrame, asked: Asked) -> Result:
    """Return the rows that `size` evenly spaced units of money fall upon.

    The rows lie end to end in the order of their hashes; the first unit lies by the
    hash of the seed. A row is as likely as it is large, and one of an interval or
    more is certain. Raises `SettingsError` where the sum is beyond 64 bits.
    """
    above, left_out = amounts(rows)
    ordered = _shuffled(above, asked.seed)
    total = sum(ordered["value_1"].to_list())
    if total > LARGEST_TOTAL:
        raise SettingsError("金额合计太大，无法抽样", remedy="检查金额列的单位")
    hits = _hits(ordered["value_1"], total, asked)
    taken = (
        ordered.with_columns(pl.Series("hits", hits))
        .filter(pl.col("hits") > 0)
        .with_row_index(PLACE, 1)
        .with_columns(
            pl.col(PLACE).cast(pl.Int64),
            (pl.col("value_1") >= -(-total // asked.size)).alias("is_certain"),
        )
    )
    certain = int(taken["is_certain"].sum())
    interval = amount_text(total // asked.size, asked.scale)
    return Result(
        sentence=f"按金额比例抽取 {asked.size:,} 次（种子 {asked.seed}，"
        f"间隔 {interval}），抽得 {taken.height:,} 行，"
        f"其中 {certain:,} 行不小于间隔，必然抽到。",
        tables={
            "抽样": pl.DataFrame(
                {
                    "population": [ordered.height],
                    "total": [total],
                    "interval": [total // asked.size],
                    "hits": [asked.size if total else 0],
                    "taken": [taken.height],
                    "certain": [certain],
                    "taken_total": [int(taken["value_1"].sum())],
                }
            )
        },
        records=taken.select(RECORD, PLACE, "hits", "is_certain"),
        left_out=left_out,
    )


def _hits(values: pl.Series, total: int, asked: Asked) -> list[int]:
    """Return how many of the evenly spaced units fall on each row."""
    if not total:
        return []
    start = int(hashlib.sha256(asked.seed.encode()).hexdigest(), 16) % total
    units = [(start + turn * total) // asked.size for turn in range(asked.size)]
    ends = np.cumsum(values.to_numpy().astype(np.int64))
    places = np.searchsorted(ends, np.array(units, dtype=np.int64), side="right")
    return [int(n) for n in np.bincount(places, minlength=len(values))]


def _shuffled(rows: pl.DataFrame, seed: str) -> pl.DataFrame:
    ids = rows[RECORD].to_list()
    hashes = [hashlib.sha256(f"{seed}\x1f{one}".encode()).hexdigest() for one in ids]
    ordered = rows.with_columns(pl.Series("hash", hashes, dtype=pl.String))
    return ordered.sort("hash", RECORD).drop("hash")


def _groups(placed: pl.DataFrame, keys: list[str], size: int) -> pl.DataFrame:
    counted = (
        pl.len().cast(pl.Int64).alias("population"),
        (pl.col(PLACE) <= size).sum().cast(pl.Int64).alias("taken"),
    )
    if not keys:
        return placed.select(counted)
    return placed.group_by(keys).agg(counted).sort(keys, nulls_last=True)
