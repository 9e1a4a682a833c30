"""What the warehouse shows of the data's own quality (schema `quality`)."""

import polars as pl

from checks.feedback.compose import LETTER
from checks.generic import GENERIC
from flows.check_sanity import Sane, issue_files
from flows.context import Night
from flows.cover_rules import fill_rows, standing_rows
from flows.describe_night import Outcome
from flows.write_feedback import letters_of
from store import tables
from store.keyed import keyed_digest
from store.mask import masked_account
from store.meaning import PolarsType
from store.warehouse import Warehouse

CHECK: dict[str, PolarsType] = {
    "check_id": pl.String,
    "title": pl.String,
    "status": pl.String,
    "missing": pl.List(pl.String),
    "findings": pl.Int64,
    "issues": pl.Int64,
}


def publish_quality(warehouse: Warehouse, night: Night, outcome: Outcome) -> None:
    """Write the data issues, the checks, the generic values and the letters."""
    files = issue_files(outcome.sane)
    if files:
        warehouse.load("quality.issue", files)
    else:
        warehouse.empty("quality.issue", tables.ISSUE)
    warehouse.write("quality.check", check_rows(outcome.sane))
    warehouse.write("quality.generic_value", _generic_values(night, outcome))
    warehouse.write("quality.dataset", standing_rows(outcome.rule_map))
    warehouse.write("quality.column_fill", fill_rows(outcome.rule_map))
    letters = pl.DataFrame(schema=LETTER)
    if outcome.feedback is not None:
        letters = pl.read_parquet(letters_of(outcome.feedback))
    warehouse.write("quality.feedback", letters)


def check_rows(sane: tuple[Sane, ...]) -> pl.DataFrame:
    """Return one row for each data-sanity check: whether it ran, what it found."""
    rows = [
        {
            "check_id": one.check.id,
            "title": one.check.title,
            "status": check_status(one),
            "missing": list(one.missing),
            "findings": one.stage.summary["findings"] if one.stage else None,
            "issues": one.stage.summary["issues"] if one.stage else None,
        }
        for one in sane
    ]
    return pl.DataFrame(rows, schema=CHECK)


def check_status(one: Sane) -> str:
    """Return `ran`, `cannot` or, for a check that failed, `error`."""
    if one.stage is not None:
        return "ran"
    return "cannot" if one.missing else "error"


def _generic_values(night: Night, outcome: Outcome) -> pl.DataFrame:
    """Return the generic values without the values: keyed digests and last digits."""
    rows = pl.read_parquet(outcome.people.generic.file(GENERIC))
    digests = [keyed_digest(night.key, "generic", value) for value in rows["value"]]
    masked = [masked_account(value) for value in rows["value"]]
    return rows.with_columns(
        pl.Series("value_digest", digests, dtype=pl.String),
        pl.Series("masked", masked, dtype=pl.String),
    ).select(
        "meaning", "value_digest", "masked", "kind", "records", "people", "households"
    )
