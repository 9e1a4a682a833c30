"""Which earlier findings a delivery speaks of: its silence means they are put right."""

import polars as pl

from checks.feedback.finding import Delivered
from checks.feedback.identity import identities, snapshot_rows
from checks.feedback.settle import Covers
from store.contract import Mode


def covers(delivered: Delivered, key: bytes) -> Covers:
    """Return the question that `checks.feedback.settle.Turn` asks of a delivery.

    A register covers everything; a delivery by month what is of its months; one
    that only adds covers the records that it has again, and so does any for a
    record whose month nobody could read. A finding about a whole dataset is covered
    by the next delivery of it.
    """

    def covered(earlier: pl.DataFrame) -> pl.Series:
        match delivered.contract.mode:
            case Mode.FULL:
                return pl.repeat(value=True, n=earlier.height, eager=True)
            case Mode.PERIOD:
                found = earlier["month"].dt.strftime("%Y-%m").is_in(delivered.months)
                if found.null_count():
                    found = found.zip_with(
                        found.is_not_null(), _has_again(earlier, delivered, key)
                    )
            case Mode.APPEND:
                found = _has_again(earlier, delivered, key)
        return found | (earlier["identity"] == "")

    return covered


def _has_again(earlier: pl.DataFrame, delivered: Delivered, key: bytes) -> pl.Series:
    rows = snapshot_rows(delivered.folder)
    known = {
        column: set(identities(rows, delivered.contract, column, key))
        for column in earlier["column_name"].unique()
    }
    pairs = earlier.select("column_name", "identity").iter_rows()
    return pl.Series([identity in known[column] for column, identity in pairs])
