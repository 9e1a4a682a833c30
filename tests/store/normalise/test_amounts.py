"""Amounts are exact: what was written is what is stored, in 分 or millionths."""

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.normalise.amounts import (
    money_fen,
    quantity_milli,
    rate_ppm,
    read_money,
    read_rates,
    whole_count,
)

FEN = st.integers(-(10**14), 10**14)
MONEY_FORMATS = (
    "{0}",
    "{0:,}",
    "¥{0:,}",
    "{0}元",
    " {0:,} 元 ",
    "人民币{0}",
    "{0}元整",
)


def _yuan(fen: int) -> Decimal:
    return (Decimal(fen) / 100).quantize(Decimal("0.01"))


@settings(max_examples=100, deadline=None)
@given(fen=FEN, form=st.sampled_from(MONEY_FORMATS))
def test_money_is_read_back_from_every_format(fen: int, form: str) -> None:
    assert money_fen(form.format(_yuan(fen))) == fen


@settings(max_examples=100, deadline=None)
@given(fen=st.integers(1, 10**14))
def test_brackets_and_a_trailing_minus_are_negative(fen: int) -> None:
    written = f"{_yuan(fen):,}"
    assert money_fen(f"({written})") == money_fen(f"{written}-") == -fen
    assert money_fen(f"（{written}）") == -fen


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=20), unit=st.sampled_from(["", "元", "万元", "%", "亩"]))
def test_no_text_raises(text: str, unit: str) -> None:
    for found in (
        money_fen(text, unit),
        rate_ppm(text, unit),
        quantity_milli(text),
        whole_count(text),
    ):
        assert found is None or isinstance(found, int)


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("1.5", "万元", 1_500_000),
        ("1.5万元", "元", 1_500_000),
        ("2千元", "", 200_000),
        ("300", "分", 300),
        ("1234.5元整", "万元", 123_450),
        ("0.005", "", 1),
        ("0.004", "", 0),
        ("1234.5600000000001", "", 123_456),
        ("１，２３４．５０", "", 123_450),
        ("1.2E+4", "", 1_200_000),
        ("-0", "", 0),
        ("12,34", "", None),
        ("-5-", "", None),
        ("5亩", "", None),
        ("壹佰元", "", None),
        ("1e99", "", None),
        ("", "", None),
    ],
)
def test_money_with_units_and_traps(text: str, unit: str, expected: int | None) -> None:
    assert money_fen(text, unit) == expected


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("4.35%", "", 43_500),
        ("4.35", "", 43_500),
        ("4.35", "%", 43_500),
        ("0.0435", "", 43_500),
        ("0.35", "%", 3_500),
        ("4.35‰", "", 52_200),
        ("4.35", "‰", 52_200),
        ("年利率4.35%", "‰", 43_500),
        ("50%", "", 500_000),
        ("1", "", 1_000_000),
        ("100", "", 1_000_000),
        ("-4", "", None),
        ("99999", "", None),
        ("约4%", "", None),
    ],
)
def test_rates_are_millionths_a_year(
    text: str, unit: str, expected: int | None
) -> None:
    assert rate_ppm(text, unit) == expected


@settings(max_examples=100, deadline=None)
@given(ppm=st.integers(0, 10_000_000))
def test_a_percentage_is_read_back_to_the_millionth(ppm: int) -> None:
    assert rate_ppm(f"{Decimal(ppm) / 10_000:f}%") == ppm


@pytest.mark.parametrize(
    ("text", "count", "milli"),
    [
        ("12", 12, 12_000),
        ("12.0", 12, 12_000),
        ("1,000", 1000, 1_000_000),
        ("3.25亩", None, 3_250),
        ("12人", 12, None),
        ("1.5", None, 1_500),
        ("9999999999", None, 9_999_999_999_000),
    ],
)
def test_counts_and_quantities(text: str, count: int | None, milli: int | None) -> None:
    assert (whole_count(text), quantity_milli(text)) == (count, milli)


def test_each_row_is_read_by_the_unit_of_its_own_heading() -> None:
    amounts = pl.Series("amount_fen", ["1", "1", None, "1"])
    units = pl.Series(["万元", None, "元", ""])
    assert read_money(amounts, units).to_list() == [1_000_000, 100, None, 100]
    assert read_rates(pl.Series(["5", "5"]), pl.Series(["‰", "%"])).to_list() == [
        60_000,
        50_000,
    ]
