"""Looking up one table beside another keeps every row and every name quoted."""

import polars as pl
import pytest

from store.errors import EngineError
from store.statement import Joined, select_beside
from store.warehouse import Warehouse


def test_rows_without_a_partner_stay_and_null_equals_null() -> None:
    query = select_beside("left", ["record_id"], [_joined("name")], "record_id")
    with Warehouse.scratch(memory_mb=256, threads=1) as warehouse:
        rows = {"record_id": ["c", "a", "b"], "key": ["k", None, "x"]}
        warehouse.write("left", pl.DataFrame(rows))
        beside = {"key": ["k", None, "x"], "kind": ["it's", "it's", "no"]}
        warehouse.write("right", pl.DataFrame({**beside, "name": ["K", "N", "X"]}))
        found = warehouse.frame(query)
    assert found.rows() == [("a", "N"), ("b", None), ("c", "K")]


def test_a_hostile_name_is_refused() -> None:
    with pytest.raises(EngineError):
        select_beside("left", [], [_joined('name" FROM secret --')], "record_id")


def _joined(column: str) -> Joined:
    return Joined(
        table="right",
        keys={"key": "key"},
        fixed={"kind": "it's"},
        columns={"shown": column},
    )
