"""DuckDB through one door: parameters, drained results, one error for each kind."""

from pathlib import Path

import polars as pl
import pytest

from store.errors import EngineError, StorageError
from store.warehouse import Warehouse


@pytest.fixture
def parquet(tmp_path: Path) -> Path:
    file = tmp_path / "it's.parquet"
    pl.DataFrame({"a": [2, 1], "b": ["乙", "甲"]}).write_parquet(file)
    return file


def test_loads_shows_and_counts_parquet(parquet: Path) -> None:
    with Warehouse.scratch(threads=1) as warehouse:
        warehouse.load("resolved.t", [parquet])
        warehouse.show("seen.t", [parquet])
        assert warehouse.count("resolved.t") == warehouse.count("seen.t") == 2


def test_values_travel_as_named_parameters(parquet: Path) -> None:
    with Warehouse.scratch(threads=1) as warehouse:
        warehouse.load("t", [parquet])
        found = warehouse.frame("FROM t WHERE b = $name", {"name": "甲'; DROP TABLE t"})
        assert found.is_empty()
        assert (
            warehouse.frame("FROM t WHERE b = $name", {"name": "甲"})["a"].item() == 1
        )


def test_a_result_left_unread_does_not_block_the_next(parquet: Path) -> None:
    with Warehouse.scratch(threads=1) as warehouse:
        warehouse.load("t", [parquet])
        warehouse.run("FROM t")
        warehouse.run("FROM t")
        assert warehouse.count("t") == 2


def test_writes_a_frame_and_an_empty_table() -> None:
    with Warehouse.scratch(threads=1) as warehouse:
        warehouse.write("meta.a", pl.DataFrame({"x": [1, 2, 3]}))
        warehouse.empty("meta.b", {"x": "BIGINT", "on": "DATE"})
        assert (warehouse.count("meta.a"), warehouse.count("meta.b")) == (3, 0)


def test_a_projection_shows_only_its_columns(parquet: Path) -> None:
    with Warehouse.scratch(threads=1) as warehouse:
        warehouse.load("resolved.t", [parquet])
        warehouse.project("accepted.t", "resolved.t", ["b"])
        assert warehouse.frame("FROM accepted.t").columns == ["b"]


def test_the_fingerprint_is_blind_to_order_and_sees_any_change() -> None:
    with Warehouse.scratch(threads=1) as warehouse:
        rows = pl.DataFrame({"a": [1, 2, 2], "b": ["x", None, "y"]})
        warehouse.write("one", rows)
        warehouse.write("turned", rows.reverse())
        warehouse.write("fewer", rows.head(2))
        warehouse.write("empty", rows.clear())
        one, turned, fewer, empty = (
            warehouse.fingerprint(name) for name in ("one", "turned", "fewer", "empty")
        )
    assert one == turned
    assert one != fewer
    assert empty == ""


def test_an_export_keeps_the_order_of_its_query(parquet: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    with Warehouse.scratch(threads=1) as warehouse:
        warehouse.load("t", [parquet])
        warehouse.export("SELECT a FROM t ORDER BY a", out)
    assert pl.read_parquet(out)["a"].to_list() == [1, 2]


def test_a_mistake_in_sql_is_an_engine_error() -> None:
    with Warehouse.scratch(threads=1) as warehouse, pytest.raises(EngineError):
        warehouse.run("SELEC 1")


def test_a_file_that_is_no_database_is_an_engine_error(tmp_path: Path) -> None:
    file = tmp_path / "w.duckdb"
    file.write_bytes(b"not a database" * 100)
    with pytest.raises(EngineError), Warehouse.published(file):
        pass


def test_a_published_warehouse_cannot_be_changed(tmp_path: Path) -> None:
    file = tmp_path / "w.duckdb"
    with Warehouse.create(file) as warehouse:
        warehouse.write("t", pl.DataFrame({"a": [1]}))
    with Warehouse.published(file) as warehouse, pytest.raises(EngineError):
        warehouse.run("DROP TABLE t")


def test_a_full_disk_is_a_storage_error() -> None:
    with Warehouse.scratch(threads=1) as warehouse:
        warehouse.write("t", pl.DataFrame({"a": range(100_000)}))
        with pytest.raises(StorageError):
            warehouse.export("FROM t ORDER BY a", Path("/dev/full"))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT CAST('42028119400101011X' AS INTEGER)",
        "SELECT CAST('田一山' AS DATE)",
        "SELECT error('主键重复 \"id: 42028119400101011X\"')",
    ],
)
def test_an_error_never_quotes_a_value(query: str) -> None:
    with (
        Warehouse.scratch(threads=1) as warehouse,
        pytest.raises(EngineError) as caught,
    ):
        warehouse.run(query)
    assert "420281" not in str(caught.value)
    assert "田一山" not in str(caught.value)
