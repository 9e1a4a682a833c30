"""A person's facts: the register's first, else what most datasets say."""

import polars as pl
import pytest

from identity.portrait import portraits
from identity.profile import CLAIM
from identity.reference import RESIDENT_REGISTER

PEOPLE = pl.DataFrame(
    {
        "person_id": ["P1", "P2"],
        "id18": ["420281199001011237", "420281198805054326"],
        "reference_name": ["张小明", "李翠花"],
    }
)


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([("上湾村", RESIDENT_REGISTER, 1), ("石桥村", "a/a", 9)], ("上湾村", None)),
        ([("上湾村", "a/a", 1), ("上湾村", "b/b", 1), ("石桥村", "c/c", 9)],
         ("上湾村", None)),
        ([("上湾村", "a/a", 1), ("石桥村", "b/b", 2)], ("石桥村", "b/b")),
        ([("石桥村", "a/a", 1), ("上湾村", "b/b", 1)], ("上湾村", "b/b")),
        ([], (None, None)),
    ],
)  # fmt: skip
def test_which_village_counts(
    claims: list[tuple[str, str, int]], expected: tuple[str | None, str | None]
) -> None:
    rows = [("P1", "village", *claim) for claim in claims]
    table = pl.DataFrame(rows, schema=CLAIM, orient="row")
    known = portraits(PEOPLE, table)
    row = known.row(by_predicate=pl.col("record_id") == "P1", named=True)
    assert (row["village"], row["village_teller"]) == expected
    assert known["record_id"].to_list() == ["P2", "P1"]
