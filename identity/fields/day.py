"""Days of birth: as stated, completed from another field, and the year alone."""

import polars as pl

from store.normalise.partial_dates import read_birth_days


def prepare(values: pl.Series, fallback: pl.Series | None) -> dict[str, pl.Series]:
    """Return `day` (stated), `born` (else the fallback), Int32 yyyymmdd; `year`.

    `day` and `born` end in 0000 where only the year is known, in 00 where only
    year and month are.
    """
    read = read_birth_days(values)
    day = read.select(
        pl.coalesce(
            pl.col("day").dt.strftime("%Y%m%d").cast(pl.Int32),
            pl.col("year").cast(pl.Int32) * 10_000
            + pl.col("month").cast(pl.Int32).fill_null(0) * 100,
        )
    ).to_series()
    born = (
        day if fallback is None else pl.select(pl.coalesce(day, fallback)).to_series()
    )
    exact = pl.select(pl.when(born % 100 > 0).then(born)).to_series()
    return {"day": day, "born": born, "exact": exact, "year": born // 10_000}
