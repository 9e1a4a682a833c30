"""A number that Excel cut is nobody's, even where its check digit holds by chance."""

from datetime import date
from pathlib import Path

import pytest

from tests.identity.tables import DEATH, RESIDENT, link, person
from tests.identity.town import resident_number

DAYS = [date(1980, 5, day) for day in range(1, 29)]
CUT = next(n for day in DAYS if (n := resident_number(day, 200)).endswith("000"))
WHOLE = resident_number(date(1980, 5, int(CUT[12:14])), 203)


@pytest.mark.parametrize(
    ("registered", "name", "expected"),
    [
        ([(WHOLE, "张小明")], "张小明", "excel_damaged"),
        ([(WHOLE, "张小明")], "李大勇", "T1"),
        ([(WHOLE, "张小明"), (CUT, "张小明")], "张小明", "T1"),
        ([], "张小明", "T1"),
    ],
)
def test_a_cut_number_that_looks_valid(
    tmp_path: Path, registered: list[tuple[str, str]], name: str, expected: str
) -> None:
    residents = [person(f"r-{n}", *one) for n, one in enumerate(registered)]
    given = {RESIDENT: residents, DEATH: [person("d-1", CUT, name)]}
    assert link(tmp_path, given).tie("d-1")[1] == expected
