"""Masking: one format, and nothing short is given away."""

import pytest

from store.mask import masked_account, masked_name, masked_number


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", ""),
        (None, ""),
        ("张", "张"),
        ("张三", "张*"),
        ("张三丰", "张*丰"),
        ("欧阳修", "欧阳*"),
        ("欧阳小修", "欧阳**"),
        ("阿依古丽", "阿**丽"),
    ],
)
def test_a_name_keeps_its_surname(given: str | None, expected: str) -> None:
    assert masked_name(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, ""),
        ("", ""),
        ("420281199001011234", "420281********1234"),
        ("1234567890", "**********"),
        ("12345", "*****"),
    ],
)
def test_a_number_keeps_six_and_four(given: str | None, expected: str) -> None:
    assert masked_number(given) == expected


@pytest.mark.parametrize(
    ("given", "expected"), [(None, ""), ("", ""), ("6228480012345678", "****5678")]
)
def test_an_account_keeps_its_last_four(given: str | None, expected: str) -> None:
    assert masked_account(given) == expected
