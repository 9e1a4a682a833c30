"""Levels of Latin words: typing errors, likeness, and columns filled in wrongly."""

import pytest

from identity.matcher.model_file import load_model
from tests.identity.matcher.pairs import agreement

MODEL = load_model("western")


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Mitchell", "mitchell", "same_text"),
        ("O'Brien", "obrien", "same_text"),
        ("mitchell", "mitchel", "one_typing_error"),
        ("mitchell", "mithcell", "one_typing_error"),
        ("mitchell", "mitcehlx", "close"),
        ("katherine", "kathryn", "near"),
        ("elizabeth", "elisabet", "close"),
        ("jonathan", "johnathn", "close"),
        ("mitchell", "green", "different_text"),
        ("mitchell", "--", None),
        ("mitchell", None, None),
    ],
)
def test_given_names(left: str, right: str | None, expected: str | None) -> None:
    found = agreement({"given_name": left}, {"given_name": right}, MODEL)
    assert found.get("given_name") == expected
    turned = agreement({"given_name": right}, {"given_name": left}, MODEL)
    assert turned.get("given_name") == expected


def test_columns_filled_in_the_wrong_way_round_are_said_once() -> None:
    left = {"given_name": "grace", "surname": "mitchell"}
    right = {"given_name": "mitchell", "surname": "grace"}
    assert agreement(left, right, MODEL) == {"given_name": "swapped"}
    half = {"given_name": "mitchell", "surname": "green"}
    assert agreement(left, half, MODEL)["given_name"] == "different_text"


def test_an_order_of_levels_is_the_order_of_the_model() -> None:
    found = agreement({"postcode": "2612"}, {"postcode": "2613"}, MODEL)
    assert found == {"postcode": "one_typing_error"}
    far = agreement({"postcode": "2612"}, {"postcode": "9075"}, MODEL)
    assert far == {"postcode": "different_text"}
