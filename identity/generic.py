"""Numbers that so many different people carry that they point at nobody.

Who they are is learnt by the checks and handed over as a table. Such a number
ties a record to a person only where the resident register names its owner and the
record bears exactly the owner's name; what merely looks alike, or names nobody,
is left untied.
"""

from pathlib import Path

import polars as pl

from identity.comparison import same_name
from identity.reference import RESIDENT_REGISTER

GENERIC_NUMBER = "generic_number"


def generic_numbers(file: Path | None) -> pl.Series:
    """Return the numbers of a table `store.tables.GENERIC_VALUE`; none without one."""
    if file is None:
        return pl.Series("id18", [], dtype=pl.String)
    rows = pl.read_parquet(file).filter(pl.col("meaning") == "id_number")
    return rows["value"].alias("id18")


def owned(
    people: pl.DataFrame, mentions: pl.DataFrame, numbers: pl.Series
) -> pl.DataFrame:
    """Return the people without those whose number is generic and not registered."""
    registered = mentions.filter(pl.col("dataset") == RESIDENT_REGISTER)["id18"]
    nobodys = pl.col("id18").is_in(numbers.implode())
    return people.filter(~nobodys | pl.col("id18").is_in(registered.implode()))


def without_generic(decided: pl.DataFrame, numbers: pl.Series) -> pl.DataFrame:
    """Return what was decided, where no generic number ties but by the same name."""
    doubtful = pl.col("id18").is_in(numbers.implode()) & (
        pl.col("comparison").ne_missing(same_name.__name__)
    )
    untied = ("person_id", "tier", "link_milli")
    return decided.with_columns(
        *(pl.when(~doubtful.fill_null(value=False)).then(n).alias(n) for n in untied),
        pl.when(doubtful)
        .then(pl.lit(GENERIC_NUMBER))
        .otherwise("reason")
        .alias("reason"),
    )
