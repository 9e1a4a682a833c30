"""Codes, numbers and free text."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.normalise.plain import is_absent, plain, plain_unspaced
from store.normalise.words import (
    account_number,
    as_delivered,
    phone,
    plain_number,
    read_codes,
    read_places,
)

TEXTS = st.text(max_size=24)
CODES = {"已支付": ("1", "成功", "支付成功"), "退回": ("失败",)}


def test_codes_become_the_value_of_the_list_and_unknown_ones_stay() -> None:
    text = pl.Series(
        "payment_flag", ["1", "1.0", " 成 功", "已支付", "失败", "9", None]
    )
    assert read_codes(text, CODES).to_list() == [
        *["已支付"] * 4,
        "退回",
        "9",
        None,
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'6217 0012 3456 789", "621700123456789"),
        ("6217-0012-3456", "621700123456"),
        ("６２１７００", "621700"),
        ("621700.0", "621700"),
        ("6.21700123E+18", None),
        ("-", None),
        ("", None),
    ],
)
def test_accounts_lose_gaps_and_damaged_ones_are_null(
    text: str, expected: str | None
) -> None:
    assert account_number(text) == expected


def test_phones_lose_the_country_code() -> None:
    assert phone("+86 138-0000-0000") == phone("008613800000000") == "13800000000"
    assert phone("0715-5221234") == "07155221234"


def test_numbers_keep_their_hyphens_and_gain_one_case() -> None:
    assert plain_number("（2024）借字 ht-0１") == "(2024)借字HT-01"
    assert plain_number("1024.0") == "1024"


@settings(max_examples=100, deadline=None)
@given(text=TEXTS)
def test_reading_twice_is_reading_once(text: str) -> None:
    for read in (account_number, phone, plain_number, as_delivered):
        once = read(text)
        assert once is None or read(once) == once
    assert plain_unspaced(plain_unspaced(text)) == plain_unspaced(text)
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize("text", ["", " ", "—", "/", "NULL", "\\N", "\ufeff", "n/a"])
def test_marks_of_nothing_are_absent(text: str) -> None:
    assert is_absent(text)
    assert as_delivered(text) is None


def test_places_are_folded_and_text_is_not() -> None:
    assert read_places(pl.Series(["城关镇　１ 组", None, "/"])).to_list() == [
        "城关镇1组",
        None,
        None,
    ]
    assert as_delivered("  种植 （水稻）") == "种植 （水稻）"
