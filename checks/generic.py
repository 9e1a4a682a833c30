"""Values that point at nobody, learnt from what is delivered.

Placeholders, a phone for a whole village, one account for many households, the
head's number repeated for the members. Such values are reported and must not tie
two records to one person. What is many stands in `generic.toml`.
"""

import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path

import polars as pl

from store.contract import Column, Contract
from store.digest import Json
from store.meaning import Meaning
from store.normalise.id_number import judge_id_numbers
from store.normalise.person_name import name_keys
from store.warehouse import Warehouse, read_sql

GENERIC = "generic.parquet"
LEARNT = (Meaning.ID_NUMBER, Meaning.PHONE, Meaning.ACCOUNT_NUMBER)
HOUSEHOLD = "household_number"
CARRIED = pl.Schema(
    {
        "meaning": pl.String,
        "dataset": pl.String,
        "value": pl.String,
        "person": pl.String,
        "household": pl.String,
        "records": pl.Int64,
    }
)


def thresholds() -> Mapping[str, int]:
    """Return from when on a value is generic, by name of the threshold."""
    text = (files("checks") / "generic.toml").read_text(encoding="utf-8")
    return {name: int(value) for name, value in tomllib.loads(text).items()}


def learn_generic_values(
    accepted: Mapping[str, Path],
    contracts: Sequence[Contract],
    out: Path,
    *,
    memory_mb: int,
    threads: int,
) -> dict[str, Json]:
    """Write `generic.parquet` (`store.tables.GENERIC_VALUE`), sorted, into `out`.

    `accepted` are the accepted tables by contract path. Returns how many values
    of each meaning and kind were learnt.
    """
    known = [c for c in contracts if c.path in accepted]
    carried = [_carried(c, accepted[c.path]) for c in known]
    with Warehouse.scratch(
        memory_mb=memory_mb, threads=threads, spill=out
    ) as warehouse:
        warehouse.write("carried", pl.concat([CARRIED.to_frame(), *carried]))
        query = read_sql("checks", "generic")
        warehouse.export(query, out / GENERIC, dict(thresholds()))
    found = pl.read_parquet(out / GENERIC).group_by("meaning", "kind").len()
    return {
        f"{meaning} {kind}": count
        for meaning, kind, count in found.sort("meaning", "kind").iter_rows()
    }


def _carried(contract: Contract, accepted: Path) -> pl.DataFrame:
    """Return who carries which value in one dataset, each case counted once."""
    columns = [c for c in contract.columns if c.meaning in LEARNT]
    found = [_carried_in(contract, accepted, column) for column in columns]
    return pl.concat([CARRIED.to_frame(), *found])


def _carried_in(contract: Contract, accepted: Path, column: Column) -> pl.DataFrame:
    names = contract.roles(Meaning.PERSON_NAME)
    named = names.get(column.role) or names.get("person") or {}
    name = named.get(Meaning.PERSON_NAME)
    known = {c.name for c in contract.columns}
    household = HOUSEHOLD if HOUSEHOLD in known else None
    nothing = pl.lit(None, pl.String)
    rows = pl.scan_parquet(accepted).select(
        pl.col(column.name).alias("text"),
        (pl.col(name) if name else nothing).alias("name"),
        (pl.col(household) if household else nothing).alias("household"),
    )
    by = ["text", "name", "household"]
    counted = rows.drop_nulls("text").group_by(by).agg(pl.len().alias("records"))
    cases = counted.collect()
    told = cases.with_columns(
        _plain_values(column, cases["text"]).alias("value"),
        name_keys(cases["name"]).alias("person"),
        pl.lit(column.meaning.value).alias("meaning"),
        pl.lit(contract.path).alias("dataset"),
    )
    shaped = (pl.col(name).cast(kind) for name, kind in CARRIED.items())
    return told.drop_nulls("value").select(shaped)


def _plain_values(column: Column, text: pl.Series) -> pl.Series:
    """Return numbers in their one spelling, as identity joins them."""
    if column.meaning is not Meaning.ID_NUMBER:
        return text
    judged = judge_id_numbers(text)
    return judged.select(pl.coalesce("id18", "id_text")).to_series()
