"""A number that many different people carry ties nobody who is not its owner."""

from pathlib import Path

import polars as pl
import pytest

from identity.generic import generic_numbers
from store.tables import GENERIC_VALUE
from tests.identity.tables import CONTRACT, DEATH, RESIDENT, link, person

NUMBER, OTHER = "420281199001011237", "420281198805054326"


def learnt(folder: Path, *values: str) -> Path:
    """Write a table in which the given numbers are everybody's."""
    rows = [("id_number", value, "many_people", 9, 9, 9) for value in values] + [
        ("phone", "13800000000", "many_people", 9, 9, 9)
    ]
    file = folder / "generic.parquet"
    pl.DataFrame(rows, schema=list(GENERIC_VALUE), orient="row").write_parquet(file)
    return file


@pytest.mark.parametrize(
    ("name", "expected"),
    [("张小明", "T1"), ("张晓明", "generic_number"), ("李大勇", "generic_number")],
)
def test_only_the_registered_owner_is_tied(
    tmp_path: Path, name: str, expected: str
) -> None:
    given = {
        RESIDENT: [person("r-1", NUMBER, "张小明")],
        DEATH: [person("d-1", NUMBER, name)],
    }
    linked = link(tmp_path, given, generic=learnt(tmp_path, NUMBER))
    assert linked.tie("d-1")[1] == expected
    assert linked.table("conflict").is_empty()


def test_a_number_that_no_register_knows_ties_nobody(tmp_path: Path) -> None:
    given = {
        CONTRACT: [person("c-1", NUMBER, "张小明"), person("c-2", OTHER, "李大勇")],
        DEATH: [person("d-1", NUMBER, "张小明"), person("d-2", OTHER, "李大勇")],
    }
    linked = link(tmp_path, given, generic=learnt(tmp_path, NUMBER))
    assert linked.tie("c-1") == linked.tie("d-1") == (None, "generic_number")
    assert linked.tie("c-2") == linked.tie("d-2")
    assert linked.tie("d-2")[1] == "T1"


def test_only_identity_numbers_are_read(tmp_path: Path) -> None:
    assert list(generic_numbers(learnt(tmp_path, NUMBER))) == [NUMBER]
    assert generic_numbers(None).is_empty()
