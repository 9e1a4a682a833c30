"""The simulated world: who lives in the county and what truly happened to them.

Everything that is planted, delivered and scored starts here; nothing here is ever
read by the night.
"""

import zlib
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import polars as pl

from county.columns import FORCED, person_columns, table_schema

first_month = date(2025, 11, 1)
last_month = date(2026, 10, 1)
today = date(2026, 11, 10)
NOBODY = -1
SPELLING = pl.Schema(
    dict.fromkeys(("dataset", "spelling", "credit_code", "error"), pl.String())
)


@dataclass
class World:
    """The true county.

    `tables`: contract path → ideal rows, columns and types as
    `county.columns.table_schema(path)`: the contract's English names (codes under
    the contract's own values, money in 分, a period as first day and `<name>_to`),
    then `person` (true person number of the default role, −1 if none) and
    `<role>_person` for the other roles that carry an ID number, and
    `forced_id_error`: null lets chance decide, "clean" keeps the row free of every
    error, another label (see `county.dirt`) forces that error on the default role.

    `persons`: one row per person who lives or died in the county, row index =
    `person`: person (Int32), id_number (valid, 18), person_name, sex (男/女),
    birth_on, household (Int32), relation_to_head (户主 配偶 子 女 父母 孙辈), town,
    village, village_group, address, phone, account_number, died_on (null while
    alive), spouse, mother, father (Int32, −1 if none or not of the county).

    `officials`: who handles what: path, town ("" for county level), accepted_by,
    reviewed_by, approved_by (names) and accepted_person, reviewed_person,
    approved_person.

    `spellings`: which firm each name means that clerks wrote by hand: `SPELLING`, with
    the kind of error (`county.dirty_organisations`), "" for none.

    `earlier`: rows that only the register delivered in May had, as in `tables`, and
    `gone_on`, the day until which it truly was so (`county.redeliver`).

    `drawn`: the households that some case was planted on (`county.cases.choose`).
    """

    people: int
    seed: int
    tables: dict[str, pl.DataFrame] = field(default_factory=dict[str, pl.DataFrame])
    persons: pl.DataFrame = field(default_factory=pl.DataFrame)
    officials: pl.DataFrame = field(default_factory=pl.DataFrame)
    spellings: pl.DataFrame = field(default_factory=SPELLING.to_frame)
    earlier: dict[str, pl.DataFrame] = field(default_factory=dict[str, pl.DataFrame])
    drawn: set[int] = field(default_factory=set[int])

    def generator(self, purpose: str) -> np.random.Generator:
        """Return a random stream of its own, the same for the same seed and purpose."""
        return np.random.default_rng((self.seed, zlib.crc32(purpose.encode())))

    def append(self, path: str, rows: pl.DataFrame) -> None:
        """Add rows to a table.

        Columns that are missing become null (persons −1; the end of a period its
        month's last day); a column the table does not have raises `ValueError`,
        an unknown path `ContractError`, a value of another type a polars error.
        """
        schema = table_schema(path)
        if unknown := set(rows.columns) - set(schema):
            raise ValueError(f"{path} has no column {sorted(unknown)}")
        known = self.tables.get(path, pl.DataFrame(schema=schema))
        self.tables[path] = pl.concat([known, complete(path, rows)], rechunk=False)

    def handled(self, path: str, rows: pl.DataFrame) -> pl.DataFrame:
        """Return rows with the officials who handle that table in the rows' town.

        Rows without a `town` column, or of a town without officials of its own,
        get the county-level officials.
        """
        names = ["accepted_by", "reviewed_by", "approved_by"]
        own = self.officials.filter(pl.col("path") == path).select("town", *names)
        county = own.filter(pl.col("town") == "").row(0)[1:]
        if "town" not in rows.columns:
            return rows.with_columns(
                pl.lit(value).alias(name)
                for name, value in zip(names, county, strict=True)
            )
        joined = rows.drop(names, strict=False).join(
            own, on="town", how="left", maintain_order="left"
        )
        return joined.with_columns(
            pl.col(name).fill_null(value)
            for name, value in zip(names, county, strict=True)
        )


def complete(path: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows under the whole schema of a table, in its order and types."""
    schema = table_schema(path)
    ends = [
        pl.col(name).dt.month_end().alias(f"{name}_to")
        for name in sorted(set(rows.columns))
        if f"{name}_to" in schema and f"{name}_to" not in rows.columns
    ]
    rows = rows.with_columns(ends)
    absent = [
        pl.lit(None, dtype=kind).alias(name)
        for name, kind in schema.items()
        if name not in rows.columns
    ]
    numbers = [pl.col(name).fill_null(NOBODY) for name in person_columns(path)]
    return (
        rows.with_columns(absent)
        .with_columns(numbers)
        .select(pl.col(name).cast(kind) for name, kind in schema.items())
    )


__all__ = [
    "FORCED",
    "NOBODY",
    "World",
    "complete",
    "first_month",
    "last_month",
    "today",
]
