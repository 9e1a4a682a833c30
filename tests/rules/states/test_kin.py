"""Since when two people are relatives, out of all that was said of them."""

from datetime import date

import polars as pl
import pytest

from rules.scratch import define_macros
from rules.shared import state_sql
from store.warehouse import Warehouse
from tests.support.kin import TYPES
from tests.support.tables import MEMORY_MB, THREADS

BOOK, WED = "户口簿", "婚姻"
SPRING, SUMMER = date(2026, 3, 10), date(2026, 6, 10)
Told = tuple[str, date | None, date | None]


def _ties(told: list[Told]) -> pl.DataFrame:
    rows = [
        {
            "person_id": "P1",
            "other_person_id": "P2",
            "kind": kind,
            "relation": "户主",
            "other_relation": "子女",
            "dataset": "registry/resident",
            "record_id": f"R{number}",
            "other_record_id": None,
            "valid_from": start,
            "valid_to": end,
            "tier": "T1",
            "records": 1,
        }
        for number, (kind, start, end) in enumerate(told, 1)
    ]
    return pl.DataFrame(rows, schema_overrides=TYPES)


@pytest.mark.parametrize(
    ("told", "start", "end"),
    [
        ([(BOOK, None, None)], None, None),
        ([(BOOK, SPRING, None)], SPRING, None),
        # corrected in summer: there from the first book on all the same
        ([(BOOK, None, date(2026, 6, 9)), (BOOK, SUMMER, None)], None, None),
        ([(BOOK, None, None), (WED, SPRING, None)], SPRING, None),
        ([(BOOK, None, None), (WED, SPRING, SUMMER)], SPRING, SUMMER),
        ([(WED, None, None), (WED, SUMMER, None)], SUMMER, None),
    ],
)
def test_since_when(told: list[Told], start: date | None, end: date | None) -> None:
    """Both ways round; a wedding has a day, a book that was corrected does not begin."""
    with Warehouse.scratch(memory_mb=MEMORY_MB, threads=THREADS) as warehouse:
        define_macros(warehouse)
        warehouse.write("identity.tie", _ties(told))
        found = warehouse.frame(state_sql("kin")).sort("person_id").to_dicts()
    records = [f"R{number}" for number in range(1, len(told) + 1)]
    said = ("person_id", "relation", "own_relation")
    assert [tuple(row[name] for name in said) for row in found] == [
        *(("P1", "子女", "户主"), ("P2", "户主", "子女")),
    ]
    for row in found:
        assert (row["valid_from"], row["valid_to"]) == (start, end)
        assert row["records"] == records
