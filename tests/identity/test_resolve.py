"""Resolved tables keep every accepted row and say whose it is."""

from pathlib import Path

import pytest

from store.errors import EngineError
from store.odcs import all_contracts, contract_for
from store.resolved import resolved_types
from store.warehouse import Warehouse
from tests.identity.tables import (
    CONTRACT,
    DEATH,
    RESIDENT,
    link,
    person,
)

NUMBER, OTHER = "420281199001011237", "420281198805054326"


def test_a_row_gets_person_tier_and_keys_of_each_role(tmp_path: Path) -> None:
    loan = {
        **person("c-1", NUMBER.lower(), "張小明(户主)"),
        "spouse_name": "李翠花",
        "spouse_id_number": f"{OTHER[:6]}********{OTHER[-4:]}",
        "business_name": "赤县某某有限公司",
    }
    linked = link(
        tmp_path, {RESIDENT: [person("r-1", NUMBER, "张小明")], CONTRACT: [loan]}
    )
    row = linked.resolved(CONTRACT, tmp_path / "out").row(0, named=True)
    assert row["person_id"] == linked.tie("r-1")[0]
    assert (row["link_tier"], row["link_milli"], row["id_kind"]) == (
        "T1",
        1000,
        "valid",
    )
    assert (row["name_key"], row["id_text"]) == ("张小明", NUMBER)
    assert row["person_name"] == "張小明(户主)"
    assert row["spouse_person_id"] is None
    assert row["spouse_id_kind"] == "masked"
    assert row["spouse_name_key"] == "李翠花"
    assert str(row["organisation_id"]).startswith("O")
    assert row["accepting_unit_organisation_id"] is None


def test_every_row_stays_once_sorted_by_record(tmp_path: Path) -> None:
    rows = [person(f"d-{n}", NUMBER if n % 2 else None, "张小明") for n in (3, 1, 2)]
    rows.append(person("d-0", None, None))
    resolved = link(tmp_path, {DEATH: rows}).resolved(DEATH, tmp_path / "out")
    assert resolved["record_id"].to_list() == ["d-0", "d-1", "d-2", "d-3"]
    assert resolved["link_tier"].to_list() == [None, "T1", None, "T1"]
    assert resolved["id_kind"].to_list() == ["missing", "valid", "missing", "valid"]
    assert resolved["name_key"].to_list() == [None, "张小明", "张小明", "张小明"]


PATHS = [contract.path for contract in all_contracts()]


@pytest.mark.parametrize("path", PATHS)
def test_columns_and_types_are_those_that_the_store_promises(
    tmp_path: Path, path: str
) -> None:
    linked = link(tmp_path, {path: []})
    linked.resolved(path, tmp_path / "out")
    with Warehouse.scratch(memory_mb=256, threads=1) as warehouse:
        warehouse.show("resolved", [tmp_path / "out" / "resolved.parquet"])
        described = warehouse.frame("DESCRIBE resolved")
    found = dict(described.select("column_name", "column_type").iter_rows())
    assert found == resolved_types(contract_for(path))
    assert list(found) == list(resolved_types(contract_for(path)))


def test_a_doubled_record_is_an_engine_error(tmp_path: Path) -> None:
    linked = link(tmp_path, {DEATH: [person("d-1", NUMBER, "张小明")] * 2})
    with pytest.raises(EngineError, match="应为 2 行"):
        linked.resolved(DEATH, tmp_path / "out")
