import polars as pl
from store.normalise.dates import read_dates


def read_birth_days(texts):
    d = read_dates(texts)
    y = texts.str.extract(r"^(\d{4})年?$").cast(pl.Int16)
    return pl.DataFrame(
        {
            "day": d,
            "year": pl.select(pl.coalesce(d.dt.year(), y)).to_series().cast(pl.Int16),
            "month": d.dt.month(),
        }
    )
