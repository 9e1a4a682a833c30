"""Classes of thirteen days begin where they meet no holiday."""

from datetime import date

import pytest

from county.cases.training_rows import class_day


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("2026-03-09", "2026-03-09"),
        ("2026-02-02", "2026-02-02"),  # the last day is that before the festival
        ("2026-02-03", "2026-02-24"),  # the last day would be its first
        ("2026-02-20", "2026-02-24"),
        ("2026-03-23", "2026-04-07"),
        ("2026-09-14", "2026-10-09"),  # Mid-Autumn, and then the National Day
    ],
)
def test_the_first_day_from_which_a_class_meets_no_holiday(
    wanted: str, expected: str
) -> None:
    """培训班避开法定节假日开班."""
    assert class_day(date.fromisoformat(wanted)).isoformat() == expected
