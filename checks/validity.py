"""From when until when a row of a register held, by comparing its versions."""

import polars as pl

DAY_BEFORE = "-1d"


def validity(lines: pl.DataFrame) -> pl.DataFrame:
    """Return `record_id, valid_from, valid_to` of the rows that stand for others.

    `lines` are those of `checks.versions.outline`. A row that comes again with
    the same values in the supplier's next version is the same row: its first
    appearance stands for all, so what rests on it does not change from delivery
    to delivery.

    - `valid_from` is the day of the version that first has the row; null for
      the supplier's first version, since nobody knows since when.
    - `valid_to` is the last day on which the row held, inclusive: the day before
      the version that no longer has it. Null while the last version has it.

    A row that comes back after an absence begins anew.
    """
    steps = pl.col("delivered_on").rank("dense").over("supplier").cast(pl.Int64)
    same = ["supplier", "content", "twin"]
    rows = (
        lines.with_columns(steps.alias("step"))
        .sort("record_id")
        # Equal rows of one version are told apart by their place in it.
        .with_columns(
            pl.int_range(pl.len()).over(["supplier", "step", "content"]).alias("twin")
        )
        .sort(*same, "step")
        # Consecutive steps less their running number are constant: one island.
        .with_columns(
            (pl.col("step") - pl.int_range(pl.len()).over(same)).alias("island")
        )
    )
    islands = rows.group_by(*same, "island", maintain_order=True).agg(
        pl.col("record_id").first(),
        pl.col("step").min().alias("first"),
        pl.col("step").max().alias("last"),
    )
    days = lines.select("supplier", steps.alias("step"), "delivered_on").unique()
    return _dated(islands, days).sort("record_id")


def _dated(islands: pl.DataFrame, days: pl.DataFrame) -> pl.DataFrame:
    begins = days.filter(pl.col("step") > 1).rename(
        {"step": "first", "delivered_on": "valid_from"}
    )
    ends = days.select(
        "supplier",
        (pl.col("step") - 1).alias("last"),
        pl.col("delivered_on").dt.offset_by(DAY_BEFORE).alias("valid_to"),
    )
    return (
        islands.join(begins, on=["supplier", "first"], how="left")
        .join(ends, on=["supplier", "last"], how="left")
        .select("record_id", "valid_from", "valid_to")
    )
