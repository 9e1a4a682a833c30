"""Text becomes values; what cannot be read is kept beside them."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.interpret import interpret_snapshot
from checks.reading import BAD, GIVEN, ColumnReader
from store.meaning import Meaning
from tests.checks.deliveries import column, contract, line, snapshot

AMOUNT = column("amount_fen", "金额", Meaning.MONEY, required=True)
DAY = column("died_on", "死亡日期", Meaning.DATE)


@pytest.mark.parametrize(
    ("text", "value", "bad", "filled"),
    [
        ("12.30", 1230, None, True),
        ("-12.30", -1230, None, True),
        ("见附表", None, "见附表", True),
        ("", None, None, None),
        ("-", None, None, None),
        (None, None, None, None),
    ],
)
def test_tells_what_is_missing_from_what_cannot_be_read(
    text: str | None, value: int | None, bad: str | None, *, filled: bool | None
) -> None:
    found = ColumnReader(AMOUNT).read(pl.Series([text], dtype=pl.String), None)
    assert found["amount_fen"].to_list() == [value]
    assert found[f"amount_fen{BAD}"].to_list() == [bad]
    assert found[f"amount_fen{GIVEN}"].to_list() == [filled]


def test_a_system_s_default_date_is_nothing_and_not_a_fault() -> None:
    text = pl.Series(["1900-01-01", "2025-13-01", "2025-12-01"])
    found = ColumnReader(DAY).read(text, None)
    assert found["died_on"].to_list() == [None, None, date(2025, 12, 1)]
    assert found[f"died_on{BAD}"].to_list() == [None, "2025-13-01", None]


def test_one_text_under_two_units_is_two_values() -> None:
    text, units = pl.Series(["1", "1", "1"]), pl.Series(["万元", "", "万元"])
    found = ColumnReader(AMOUNT).read(text, units)
    assert found["amount_fen"].to_list() == [1_000_000, 100, 1_000_000]


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.sampled_from(["1", "2.5", "x", "", "-", None, "3万元"]), max_size=12),
    st.integers(min_value=1, max_value=5),
)
def test_slices_do_not_change_what_is_read(texts: list[str | None], size: int) -> None:
    series = pl.Series(texts, dtype=pl.String)
    whole = pl.DataFrame(ColumnReader(AMOUNT).read(series, None))
    reader = ColumnReader(AMOUNT)
    starts = range(0, max(len(texts), 1), size)
    parts = [pl.DataFrame(reader.read(series.slice(n, size), None)) for n in starts]
    assert pl.concat(parts).equals(whole)


def test_numbers_rows_through_all_slices(tmp_path: Path) -> None:
    rows = [line(batch=f"{n:04d}") for n in range(5)]
    folder = snapshot(tmp_path, rows)
    out = tmp_path / "typed"
    out.mkdir()
    parts = interpret_snapshot(folder, contract(), out, slice_rows=2)
    typed = pl.concat([pl.read_parquet(part) for part in parts])
    assert len(parts) == 3
    assert typed["record_id"].to_list() == [
        f"{folder.name[:12]}-{n:08d}" for n in range(5)
    ]
    assert typed["batch"].to_list() == [f"{n:04d}" for n in range(5)]
    assert typed["source_row"].to_list() == [3, 4, 5, 6, 7]
