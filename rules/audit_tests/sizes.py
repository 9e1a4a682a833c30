"""Amounts by their size: round ones, one far above the next, and strata."""

from itertools import pairwise

import polars as pl

from rules.audit_tests.result import (
    KEY,
    MILLI,
    RECORD,
    TIMES,
    Asked,
    Result,
    amount_text,
    amounts,
    keys_of,
    stands_above,
    told,
)

AMOUNT, COUNT = "value_1", "records"
ROUND_LEAST = 20
RELATIVE_LEAST = 3
BOUNDS = (100, 1_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000)


def round_amounts(rows: pl.DataFrame, asked: Asked) -> Result:
    """Return the amounts that are multiples of `unit`, and each key's share (整数)."""
    keys = keys_of(rows)
    known, left_out = amounts(rows)
    least = asked.min_count if asked.min_count is not None else ROUND_LEAST
    is_round = pl.col(AMOUNT) % (asked.unit * asked.scale) == 0
    marked = known.with_columns(is_round.alias("is_round"))
    overall = _share(int(marked["is_round"].sum()), marked.height)
    groups = _by_share(marked, keys, least, overall)
    high = groups.filter(pl.col("is_high")).height
    few = groups.filter(pl.col(COUNT) < least).height
    listed = marked.filter("is_round").sort(AMOUNT, RECORD, descending=[True, False])
    by_key = (
        f"按{asked.named(KEY)}，{high:,} 组占比在总体的 {TIMES} 倍以上且不似偶然。"
        if keys
        else ""
    )
    return Result(
        sentence=f"{asked.unit:,} 的整倍数有 {listed.height:,} 行，"
        f"占 {overall}‰。{by_key}",
        tables={"整数金额": groups},
        records=listed.select(RECORD),
        left_out=(
            *left_out,
            *(told(few, f"{{count}} 组不足 {least} 行，未与总体比较") if keys else ()),
        ),
    )


def _by_share(
    marked: pl.DataFrame, keys: list[str], least: int, overall: int
) -> pl.DataFrame:
    counted = (
        pl.len().cast(pl.Int64).alias(COUNT),
        pl.col("is_round").sum().cast(pl.Int64).alias("round"),
    )
    groups = marked.group_by(keys).agg(counted) if keys else marked.select(counted)
    share = pl.col("round") * MILLI // pl.max_horizontal(pl.col(COUNT), 1)
    return (
        groups.with_columns(
            share.alias("round_milli"), pl.lit(overall, pl.Int64).alias("overall_milli")
        )
        .with_columns(
            is_high=(pl.col(COUNT) >= least)
            & stands_above("round", COUNT, "overall_milli")
        )
        .sort(
            pl.col(COUNT) < least,  # small groups stand below
            "round_milli",
            *keys,
            descending=[False, True, *(False for _ in keys)],
            nulls_last=True,
        )
    )


def relative_size(rows: pl.DataFrame, asked: Asked) -> Result:
    """Return the keys whose largest amount is `factor` times the second (相对大小)."""
    keys = keys_of(rows)
    known, left_out = amounts(rows)
    least = asked.min_count if asked.min_count is not None else RELATIVE_LEAST
    ordered = known.sort(AMOUNT, RECORD, descending=[True, False])
    top = (
        pl.len().cast(pl.Int64).alias(COUNT),
        pl.col(AMOUNT).first().alias("largest"),
        pl.col(AMOUNT).slice(1, 1).first().alias("second"),
        pl.col(RECORD).first(),
    )
    groups = (
        ordered.group_by(keys, maintain_order=True).agg(top)
        if keys
        else ordered.select(top)
    )
    few = groups.filter(pl.col(COUNT) < least).height
    tenths = pl.col("largest") // pl.max_horizontal(pl.col("second"), 1)
    found = (
        groups.filter((pl.col(COUNT) >= least) & (tenths >= asked.factor))
        .with_columns(tenths.alias("times"))
        .sort("times", RECORD, descending=[True, False])
    )
    return Result(
        sentence=f"{f'按{asked.named(KEY)}分组，' if keys else ''}最大一笔是第二大的 "
        f"{asked.factor:,} 倍以上的有 {found.height:,} 组。",
        tables={"相对大小": found.drop(RECORD)},
        records=found.select(RECORD, "times"),
        left_out=(*left_out, *told(few, f"{{count}} 组不足 {least} 行，未比较")),
    )


def strata(rows: pl.DataFrame, asked: Asked) -> Result:
    """Return count and sum of each band of amounts; together they are the whole."""
    bounds = [bound * asked.scale for bound in sorted(set(asked.bounds)) or BOUNDS]
    known = rows.filter(pl.col(AMOUNT).is_not_null())
    total = sum(known[AMOUNT].to_list())
    edges = [None, 0, 1, *(bound for bound in bounds if bound > 1), None]
    bands = [
        _band(known, place, low, high, asked.scale)
        for place, (low, high) in enumerate(pairwise(edges), 1)
    ]
    table = pl.concat(bands).with_columns(
        (pl.col(COUNT) * MILLI // max(known.height, 1)).alias("records_milli")
    )
    return Result(
        sentence=f"{known.height:,} 行合计 {amount_text(total, asked.scale)}，"
        f"分为 {table.height} 档；各档之和等于总数。",
        tables={"分层": table},
        records=rows.clear().select(RECORD),
        left_out=told(rows.height - known.height, "{count} 行没有金额，未计入"),
    )


def _band(
    known: pl.DataFrame, place: int, low: int | None, high: int | None, scale: int
) -> pl.DataFrame:
    value = pl.col(AMOUNT)
    inside = known
    if low is not None:
        inside = inside.filter(value >= low)
    if high is not None:
        inside = inside.filter(value < high)
    return pl.DataFrame(
        {
            "stratum": [place],
            "band": [_band_text(low, high, scale)],
            COUNT: [inside.height],
            "total": [sum(inside[AMOUNT].to_list())],
        },
        schema={
            "stratum": pl.Int64,
            "band": pl.String,
            COUNT: pl.Int64,
            "total": pl.Int64,
        },
    )


def _band_text(low: int | None, high: int | None, scale: int) -> str:
    if low is None:
        return "负数"
    if (low, high) == (0, 1):
        return "零"
    if high is None:
        return f"{amount_text(low, scale)} 以上"
    first = amount_text(low, scale) if low > 1 else "大于零"
    return f"{first} 至 {amount_text(high, scale)}（不含）"


def _share(part: int, whole: int) -> int:
    return part * MILLI // max(whole, 1)
