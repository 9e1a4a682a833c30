"""Gaps in numbering: which numbers of a series are not there (断号).

A number is a prefix and the digits it ends in, so that 票A0009 and 票A0010 are
neighbours and 票B0011 belongs to another series; leading zeros do not part a series.
"""

import polars as pl

from rules.audit_tests.result import (
    KEY,
    RECORD,
    VALUE,
    Asked,
    Result,
    filled,
    keys_of,
    told,
)

NUMBER = "value_1"
SERIAL_DIGITS = 18  # what fits into 64 bits
PREFIX, SERIAL, WIDTH, NEXT = "prefix", "serial", "width", "next"
JUMP_ABOVE = 1_000


def gaps(rows: pl.DataFrame, asked: Asked) -> Result:
    """Return the missing numbers of each series and the rows on either side."""
    keys = keys_of(rows)
    known = filled(rows, [*keys, NUMBER])
    read = _read(known)
    series = [*keys, PREFIX]
    present = _present(read, series)
    found = _gaps(present, series)
    return Result(
        sentence=_sentence(found, asked.named(VALUE), asked.named(KEY) if keys else ""),
        tables={
            "号段": _totals(present, found, series),
            "断号": found.drop("before", "after"),
        },
        records=_beside(found),
        left_out=(
            *told(rows.height - known.height, "{count} 行没有号码或分组列为空，未计入"),
            *told(known.height - read.height, "{count} 行的号码不以数字结尾，未计入"),
        ),
    )


def _read(known: pl.DataFrame) -> pl.DataFrame:
    """Return prefix, serial and written width of each number that ends in digits."""
    text = pl.col(NUMBER).cast(pl.String).str.strip_chars()
    parts = text.str.extract_groups(
        rf"^(?<prefix>.*?)(?<serial>[0-9]{{1,{SERIAL_DIGITS}}})$"
    )
    return (
        known.with_columns(parts.alias("parts"))
        .unnest("parts")
        .filter(pl.col(SERIAL).is_not_null())
        .with_columns(pl.col(SERIAL).str.len_chars().alias(WIDTH))
        .with_columns(pl.col(SERIAL).cast(pl.Int64))
    )


def _present(read: pl.DataFrame, series: list[str]) -> pl.DataFrame:
    """Return each number once, in order, with the next one of its series."""
    return (
        read.group_by(*series, SERIAL)
        .agg(pl.len().alias("records"), pl.col(WIDTH).max(), pl.col(RECORD).min())
        .sort(*series, SERIAL)
        .with_columns(
            pl.col(SERIAL).shift(-1).over(series).alias(NEXT),
            pl.col(RECORD).shift(-1).over(series).alias("after"),
        )
    )


def _gaps(present: pl.DataFrame, series: list[str]) -> pl.DataFrame:
    missing = pl.col(NEXT) - pl.col(SERIAL) - 1
    return (
        present.with_columns(missing.alias("missing"))
        .filter(pl.col("missing") > 0)
        .with_row_index("gap", 1)
        .select(
            pl.col("gap").cast(pl.Int64),
            *series,
            _written(pl.col(SERIAL) + 1).alias("missing_from"),
            _written(pl.col(NEXT) - 1).alias("missing_to"),
            "missing",
            (pl.col("missing") > JUMP_ABOVE).alias("is_jump"),
            pl.col(RECORD).alias("before"),
            "after",
        )
    )


def _written(serial: pl.Expr) -> pl.Expr:
    """Return a number as wide as its neighbour before, behind its prefix."""
    return pl.col(PREFIX) + serial.cast(pl.String).str.zfill(pl.col(WIDTH))


def _totals(
    present: pl.DataFrame, found: pl.DataFrame, series: list[str]
) -> pl.DataFrame:
    totals = present.group_by(series).agg(
        pl.col(SERIAL).min().alias("first"),
        pl.col(SERIAL).max().alias("last"),
        pl.len().cast(pl.Int64).alias("present"),
        (pl.col("records") > 1).sum().cast(pl.Int64).alias("repeated"),
    )
    missing = found.group_by(series).agg(
        pl.len().cast(pl.Int64).alias("gaps"), pl.col("missing").sum()
    )
    return (
        totals.join(missing, on=series, how="left", nulls_equal=True)
        .with_columns(pl.col("gaps", "missing").fill_null(0))
        .sort("missing", *series, descending=[True, *(False for _ in series)])
    )


def _beside(found: pl.DataFrame) -> pl.DataFrame:
    sides = [
        found.select(
            "gap", pl.col(name).alias(RECORD), pl.lit(side).alias("side"), place=order
        )
        for order, (name, side) in enumerate(
            (("before", "断号前一号"), ("after", "断号后一号"))
        )
    ]
    return pl.concat(sides).sort("gap", "place").drop("place")


def _sentence(found: pl.DataFrame, number: str, keys: str) -> str:
    short = found.filter(~pl.col("is_jump"))
    by_key = f"按{keys}分组，" if keys else ""
    jumps = found.height - short.height
    more = (
        f"另有 {jumps:,} 处一次相差超过 {JUMP_ABOVE:,} 个号，更可能是换了号段。"
        if jumps
        else ""
    )
    return (
        f"{by_key}{number}中断 {short.height:,} 处，"
        f"共缺 {int(short['missing'].sum()):,} 个号。{more}"
    )
