"""Findings in one shape: rows set aside, and data issues with or without a row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from checks.feedback.identity import PLACE, identities, snapshot_rows
from checks.interpret import ID_DIGITS
from checks.sanity.card import SanityCheck
from store.contract import Column, Contract, PersonalData
from store.keyed import keyed_digest
from store.mask import last_four, masked_account, masked_name, masked_phone
from store.meaning import Meaning
from store.normalise.periods import read_periods
from store.snapshot import Snapshot

SHOWN_CHARACTERS = 30
LONG_DIGITS = re.compile(r"\d{6,}")
FINDING = pl.Schema(
    {
        "dataset": pl.String,
        "record_id": pl.String,
        "file": pl.String,
        "sheet": pl.String,
        "row": pl.Int32,
        "column_name": pl.String,
        "check": pl.String,
        "reason": pl.String,
        "remedy": pl.String,
        "value": pl.String,
    }
)
MASKS = {
    Meaning.ID_NUMBER: last_four,
    Meaning.ACCOUNT_NUMBER: masked_account,
    Meaning.PHONE: masked_phone,
    Meaning.PERSON_NAME: masked_name,
}


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """One dataset of one delivery: its snapshot, and what its checks came to.

    `months` are those of the contract's period that it has, `blocked_by` why it was
    withheld.
    """

    snapshot: Snapshot
    folder: Path
    contract: Contract
    delivered_on: date
    accepted: Path
    quarantine: Path
    months: tuple[str, ...]
    blocked_by: tuple[str, ...]


def quarantined(delivered: Delivered) -> pl.DataFrame:
    """Return the findings of the rows that were set aside, values masked."""
    rows = pl.read_parquet(delivered.quarantine)
    columns = {column.name: column for column in delivered.contract.columns}
    values = [
        shown_value(columns.get(name), value)
        for name, value in rows.select("column_name", "value").iter_rows()
    ]
    parts = rows["reason"].str.splitn("；", 2)
    told = rows.with_columns(
        parts.struct[0].alias("reason"),
        parts.struct[1].fill_null("请对照原件更正后重报").alias("remedy"),
        pl.Series("value", values, dtype=pl.String),
    )
    named = told.rename(
        {
            "source_file": "file",
            "source_sheet": "sheet",
            "source_row": "row",
            "check_name": "check",
        }
    )
    return _shaped(named)


def withheld(delivered: Delivered) -> pl.DataFrame:
    """Return why a whole dataset was withheld, as findings without a row."""
    texts = [reason.partition("；") for reason in delivered.blocked_by]
    return whole_findings(
        delivered.contract.path,
        [("withheld", reason, remedy) for reason, _, remedy in texts],
    )


def whole_findings(dataset: str, told: Sequence[tuple[str, str, str]]) -> pl.DataFrame:
    """Return findings about a whole dataset from `check, reason, remedy`."""
    rows = [
        {
            "dataset": dataset,
            "column_name": "",
            "check": check,
            "reason": reason,
            "remedy": remedy or "请更正后重报",
            "value": "",
        }
        for check, reason, remedy in told
    ]
    return pl.DataFrame(rows, schema=FINDING)


def shown_value(column: Column | None, value: str | None) -> str:
    """Return what a department may read of a cell it gave: masked or left out."""
    if column is None or value is None:
        return ""
    if column.meaning in MASKS:
        return MASKS[column.meaning](value)
    if column.personal is not PersonalData.NONE:
        return ""
    # A cell may hold what belongs in another column.
    plain = LONG_DIGITS.sub(lambda found: last_four(found[0]), value)
    return plain[:SHOWN_CHARACTERS]


def sanity_findings(
    findings: pl.DataFrame, check: SanityCheck, places: pl.DataFrame
) -> pl.DataFrame:
    """Return one check's findings with their places; mere notices are left out.

    `findings` are `store.tables.SANITY_FINDING` rows, `places` tell `file`,
    `sheet` and `row` of each `record_id`; a record without a place was set aside
    and is told from the quarantine. Beside the shape: `supplier, delivery`.
    """
    words = pl.DataFrame(
        [
            (v.name, f"{check.id}/{v.name}", v.brief, v.remedy)
            for v in check.variants
            if v.severity != "notice"
        ],
        schema=["variant", "check", "brief", "remedy"],
        orient="row",
    )
    told = findings.join(words, on="variant").join(places, on="record_id", how="left")
    told = told.filter(pl.col("record_id").is_null() | pl.col("row").is_not_null())
    detail = pl.lit("：") + pl.col("detail")
    named = told.with_columns(
        (pl.col("brief") + detail.fill_null("")).alias("reason"),
        pl.lit("").alias("value"),
        pl.col("column_name").fill_null(""),
    )
    return named.select("supplier", "delivery", *FINDING)


def identified(
    findings: pl.DataFrame, owners: Sequence[Delivered], key: bytes
) -> pl.DataFrame:
    """Return the findings with `identity`, `month` and `key`.

    `owners` are the deliveries whose snapshots hold the records. A finding without
    a record is known by its check and column. `key` tells findings apart: one
    record may have several, and equal rows are counted.
    """
    whole = findings.filter(pl.col("record_id").is_null()).with_columns(
        pl.lit("").alias("identity"), pl.lit(None, pl.Date).alias("month")
    )
    frames = [whole, *(_of_owner(findings, owner, key) for owner in owners)]
    known = pl.concat(frames, how="diagonal_relaxed").sort("record_id", "check")
    by = ["dataset", "check", "column_name", "identity"]
    numbered = known.with_columns(pl.int_range(pl.len()).over(by).alias("twin"))
    keys = [
        keyed_digest(key, *(str(cell) for cell in cells))
        for cells in numbered.select(*by, "twin").iter_rows()
    ]
    return numbered.drop("twin").with_columns(pl.Series("key", keys, dtype=pl.String))


def _of_owner(findings: pl.DataFrame, owner: Delivered, key: bytes) -> pl.DataFrame:
    prefix = owner.snapshot.id[:ID_DIGITS]
    own = findings.filter(pl.col("record_id").str.starts_with(prefix))
    if own.is_empty():
        return own
    index = pl.col("record_id").str.slice(ID_DIGITS + 1).cast(pl.UInt32)
    own = own.with_columns(index.alias(PLACE))
    rows = snapshot_rows(owner.folder, own[PLACE].to_list())
    months = rows.select(PLACE, _months(rows, owner))
    told = own.join(months, on=PLACE, how="left")
    groups = told.group_by("column_name", maintain_order=True)
    return pl.concat(
        group.with_columns(_identity(group, rows, owner, key)) for _, group in groups
    ).drop(PLACE)


def _identity(
    group: pl.DataFrame, rows: pl.DataFrame, owner: Delivered, key: bytes
) -> pl.Series:
    """Return what the records of findings in one column are known by."""
    here = group.select(PLACE).join(rows, on=PLACE, how="left", maintain_order="left")
    wrong = str(group["column_name"][0] or "")
    names = identities(here, owner.contract, wrong, key)
    return pl.Series("identity", names, dtype=pl.String)


def _months(rows: pl.DataFrame, owner: Delivered) -> pl.Series:
    """Return the month of each row; where it cannot be read, the delivery's first."""
    period = owner.contract.period
    first = date.fromisoformat(f"{owner.months[0]}-01") if owner.months else None
    if period is None or period not in rows.columns:
        return pl.Series("month", [first] * rows.height, dtype=pl.Date)
    months = read_periods(rows[period])[0].dt.truncate("1mo")
    return pl.Series("month", [month or first for month in months], dtype=pl.Date)


def _shaped(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(pl.col(name).cast(kind) for name, kind in FINDING.items())
