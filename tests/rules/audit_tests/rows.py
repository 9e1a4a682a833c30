"""Small tables for the ready tests, written as columns."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from rules.audit_tests.result import RECORD, Asked, Result

TITLES = {"value_1": "所查列", "key_1": "分组列"}


def table(values: Sequence[Any], keys: Sequence[Any] = (), **more: Any) -> pl.DataFrame:
    """Return rows r000, r001 … with one column to look at, and one to group by."""
    ids = [f"r{place:03d}" for place in range(len(values))]
    grouped = {"key_1": list(keys)} if keys else {}
    return pl.DataFrame({RECORD: ids, "value_1": list(values), **grouped, **more})


def asked(**more: Any) -> Asked:
    """Return how a test is asked, with titles."""
    return Asked(titles=TITLES, **more)


def records(result: Result) -> list[str]:
    """Return the numbers of the rows that a result lists, in its order."""
    return [str(one) for one in result.records[RECORD]]
