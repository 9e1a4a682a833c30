"""The rows behind a hit are masked in every way that would show a number."""

from datetime import date
from pathlib import Path

import polars as pl

from clues.records import evidence_records
from store.warehouse import Warehouse

NUMBER = "420281199001011237"
POINTER = {
    "dataset": "registry/resident",
    "file": "常住人口.csv",
    "sheet": "",
    "row": 7,
    "record_id": "r-1",
}


def shown(folder: Path, *, unmasked: bool) -> dict[str, str]:
    file = folder / "w.duckdb"
    row = {
        "record_id": "r-1",
        "person_name": "田一山",
        "id_number": NUMBER,
        "birth_on": date(1990, 1, 1),
        "address": "云溪县安塘镇1号",
    }
    with Warehouse.create(file) as warehouse:
        warehouse.write("accepted.resident", pl.DataFrame([row]))
    (record,) = evidence_records(file, [POINTER], unmasked=unmasked)
    assert record.place == "常住人口.csv › 第 7 行"
    return {name: text for name, (_, text) in record.cells.items()}


def test_a_masked_row_gives_no_part_of_the_hidden_digits(tmp_path: Path) -> None:
    assert shown(tmp_path, unmasked=False) == {
        "person_name": "田*山",
        "id_number": "420281********1237",
        "birth_on": "1990年",
        "address": "（已隐去）",
    }


def test_an_unmasked_row_is_shown_as_delivered(tmp_path: Path) -> None:
    cells = shown(tmp_path, unmasked=True)
    assert (cells["id_number"], cells["birth_on"]) == (NUMBER, "1990-01-01")
