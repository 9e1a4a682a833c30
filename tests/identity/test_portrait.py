"""A person's facts: the register's first, else what most datasets say."""

from pathlib import Path

import polars as pl
import pytest

from identity.known import Known
from identity.mention import Source
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
PLACES = (
    RESIDENT_REGISTER,
    "relief/dibao_member",
    "registry/student",
    "registry/cadre",
)
REGISTER, DIBAO, STUDENT, CADRE = range(4)


def known() -> Known:
    """Return two people, and sources of which only the names matter."""
    sources = [
        Source(
            dataset=path,
            role="person",
            accepted=Path(),
            id_column="id_number",
            name_column="person_name",
            facts={},
        )
        for path in PLACES
    ]
    return Known(sources=sources, decided=pl.DataFrame(), people=PEOPLE)


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([("上湾村", REGISTER, 1), ("石桥村", DIBAO, 9)], ("上湾村", None)),
        ([("上湾村", DIBAO, 1), ("上湾村", STUDENT, 1), ("石桥村", CADRE, 9)],
         ("上湾村", None)),
        ([("上湾村", DIBAO, 1), ("石桥村", STUDENT, 2)], ("石桥村", PLACES[STUDENT])),
        ([("石桥村", DIBAO, 1), ("上湾村", STUDENT, 1)], ("上湾村", PLACES[STUDENT])),
        ([], (None, None)),
    ],
)  # fmt: skip
def test_which_village_counts(
    claims: list[tuple[str, int, int]], expected: tuple[str | None, str | None]
) -> None:
    rows = [(0, "village", *claim) for claim in claims]
    people = portraits(known(), pl.DataFrame(rows, schema=CLAIM, orient="row"))
    row = people.row(by_predicate=pl.col("record_id") == "P1", named=True)
    assert (row["village"], row["village_teller"]) == expected
    assert people["record_id"].to_list() == ["P2", "P1"]
