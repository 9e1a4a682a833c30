"""Values of drivers that decode: nothing of them is lost as text."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.sources.cells import as_text

VALUES = [
    (None, None),
    (" a ", " a "),
    (True, "1"),
    (0, "0"),
    (Decimal("1E+3"), "1000"),
    (Decimal("0.10"), "0.10"),
    (1e20, "100000000000000000000"),
    (date(2026, 3, 1), "2026-03-01"),
    (datetime(2026, 3, 1, 8, 30, tzinfo=UTC), "2026-03-01 08:30:00+00:00"),
    (b"\x00\xff", "00ff"),
    (memoryview(b"\x01"), "01"),
    ({"a": Decimal("0.1")}, '{"a": "0.1"}'),
]


@pytest.mark.parametrize(("value", "text"), VALUES)
def test_a_value_as_text(value: object, text: str | None) -> None:
    assert as_text(value) == text


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_decimal_reads_back_as_itself(value: Decimal) -> None:
    assert Decimal(str(as_text(value))) == value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_reads_back_as_itself(value: float) -> None:
    assert float(str(as_text(value))) == value
