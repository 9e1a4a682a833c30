"""Whether more falls on the end of months and years than an even spread would."""

import polars as pl

from rules.audit_tests.result import (
    KEY,
    MILLI,
    MONEY,
    RECORD,
    TIMES,
    Asked,
    Result,
    keys_of,
    stands_above,
    told,
)

DAY, COUNT = "value_1", "records"
YEAR_END = 10  # the last days of December
LEAST = 20
ENDS = ("month_end", "year_end")


def month_end(rows: pl.DataFrame, asked: Asked) -> Result:
    """Return each key's share of days at the end of months and years (月末年末)."""
    keys = keys_of(rows)
    known = rows.filter(pl.col(DAY).is_not_null())
    least = asked.min_count if asked.min_count is not None else LEAST
    marked = known.with_columns(**_ends(asked.days))
    even = _even(known, asked.days)
    groups = _groups(marked, keys)
    judged = _against_even(groups, even, least).sort(
        pl.col(COUNT) < least,  # small groups stand below
        pl.max_horizontal("month_end_milli", "year_end_milli"),
        *keys,
        descending=[False, True, *(False for _ in keys)],
        nulls_last=True,
    )
    high = judged.filter("is_high")
    inside = marked.filter(pl.col("month_end") | pl.col("year_end"))
    if keys:
        inside = inside.join(high.select(keys), on=keys, how="semi", nulls_equal=True)
    elif not high.height:
        inside = inside.clear()
    few = judged.filter(pl.col(COUNT) < least).height
    by_key = f"按{asked.named(KEY)}分组，" if keys else ""
    return Result(
        sentence=f"{by_key}{high.height:,} 组落在每月最后 {asked.days} 天或 12 月最后 "
        f"{YEAR_END} 天的占比，是平均分布的 {TIMES} 倍以上且不似偶然。",
        tables={"月末年末": judged},
        records=inside.sort(DAY, RECORD).select(
            RECORD,
            pl.when("year_end")
            .then(pl.lit("年末"))
            .otherwise(pl.lit("月末"))
            .alias("day_kind"),
        ),
        left_out=(
            *told(rows.height - known.height, "{count} 行没有日期，未计入"),
            *told(few, f"{{count}} 组不足 {least} 行，未判断"),
        ),
    )


def _groups(marked: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Return the counts of each group and, where amounts are there, their sums."""
    counted = [
        pl.len().cast(pl.Int64).alias(COUNT),
        *(pl.col(name).sum().cast(pl.Int64).alias(name) for name in ENDS),
    ]
    shares: dict[str, pl.Expr] = {}
    if MONEY in marked.columns:
        counted += [
            pl.col(MONEY).sum().alias("total"),
            *(pl.col(MONEY).filter(name).sum().alias(f"{name}_total") for name in ENDS),
        ]
        shares = {
            f"{name}_total_milli": pl.when(pl.col("total") > 0).then(
                pl.col(f"{name}_total") * MILLI // pl.col("total")
            )
            for name in ENDS
        }
    groups = marked.group_by(keys).agg(counted) if keys else marked.select(counted)
    return groups.with_columns(**shares)


def _ends(days: int) -> dict[str, pl.Expr]:
    """Return whether a day is among the last of its month, or of its year."""
    left = pl.col(DAY).dt.month_end().dt.day() - pl.col(DAY).dt.day()
    is_december = pl.col(DAY).dt.month() == 12  # noqa: PLR2004 - the month
    return {"month_end": left < days, "year_end": is_december & (left < YEAR_END)}


def _even(known: pl.DataFrame, days: int) -> dict[str, int]:
    """Return the share that an even spread over the table's days would have."""
    if not known.height:
        return {"month_end": 0, "year_end": 0}
    first, last = known.select(pl.col(DAY).min(), last=pl.col(DAY).max()).row(0)
    every = pl.DataFrame({DAY: pl.date_range(first, last, eager=True)})
    marked = every.with_columns(**_ends(days))
    return {name: int(marked[name].sum()) * MILLI // every.height for name in ENDS}


def _against_even(
    groups: pl.DataFrame, even: dict[str, int], least: int
) -> pl.DataFrame:
    shares = {
        f"{name}_milli": pl.col(name) * MILLI // pl.max_horizontal(pl.col(COUNT), 1)
        for name in even
    }
    expected = {f"{name}_even_milli": pl.lit(n, pl.Int64) for name, n in even.items()}
    is_high = pl.any_horizontal(
        stands_above(name, COUNT, f"{name}_even_milli") for name in even
    )
    return groups.with_columns(**shares, **expected).with_columns(
        is_high=is_high & (pl.col(COUNT) >= least)
    )
