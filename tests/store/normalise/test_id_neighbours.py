"""Every slip of one key is among the neighbours, and every neighbour holds."""

from datetime import date

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from store.normalise.id_neighbours import neighbours
from store.normalise.id_number import check_character, judge_id_numbers

BIRTHS = st.dates(date(1900, 1, 1), date(2026, 12, 31))
DIGIT = "0123456789"


@st.composite
def numbers(draw: st.DrawFn) -> str:
    region = draw(st.sampled_from(["420281", "422726", "110105"]))
    body = f"{region}{draw(BIRTHS):%Y%m%d}{draw(st.integers(1, 995)):03}"
    return body + check_character(body)


def _near(text: str) -> list[str]:
    found = neighbours(pl.Series([None, text]))
    assert set(found["row"]) <= {1}
    return found["id18"].to_list()


@settings(max_examples=80, deadline=None)
@given(number=numbers(), place=st.integers(0, 17), wrong=st.sampled_from(DIGIT + "XO?"))
def test_a_wrong_character_is_put_right(number: str, place: int, wrong: str) -> None:
    assume(number[place] != wrong)
    assert number in _near(number[:place] + wrong + number[place + 1 :])


@settings(max_examples=80, deadline=None)
@given(number=numbers(), place=st.integers(0, 16), apart=st.integers(1, 2))
def test_exchanged_digits_are_put_right(number: str, place: int, apart: int) -> None:
    other = place + apart
    assume(other < 18 and number[place] != number[other] and number[other] != "X")
    swapped = list(number)
    swapped[place], swapped[other] = number[other], number[place]
    assert number in _near("".join(swapped))


@settings(max_examples=50, deadline=None)
@given(number=numbers(), place=st.integers(0, 17), digit=st.sampled_from(DIGIT))
def test_lost_and_doubled_digits_are_put_right(
    number: str, place: int, digit: str
) -> None:
    assert number in _near(number[:place] + number[place + 1 :])
    assert number in _near(number[:place] + digit + number[place:])


@settings(max_examples=50, deadline=None)
@given(number=numbers(), place=st.integers(8, 13), digit=st.sampled_from(DIGIT))
def test_an_old_number_with_an_impossible_date_is_put_right(
    number: str, place: int, digit: str
) -> None:
    assume(number.startswith("19", 6))
    wrong = number[:place] + digit + number[place + 1 : 17]
    old = wrong[:6] + wrong[8:]
    impossible = judge_id_numbers(pl.Series([old]))["id_kind"].item() == "bad_date"
    assert (number in _near(old)) == impossible
    assert impossible or _near(old) == []


@settings(max_examples=80, deadline=None)
@given(texts=st.lists(st.text("0123456789XO张", max_size=20) | st.none(), max_size=6))
def test_every_neighbour_is_valid_and_another_number(texts: list[str | None]) -> None:
    found = neighbours(pl.Series(texts, dtype=pl.String))
    assert found.schema == {"row": pl.UInt32, "id18": pl.String}
    assert set(judge_id_numbers(found["id18"])["id_kind"]) <= {"valid", "placeholder"}
    rows: list[int] = found["row"].to_list()
    numbers: list[str] = found["id18"].to_list()
    assert all(n != texts[row] for row, n in zip(rows, numbers, strict=True))
    assert found.equals(found.unique().sort("row", "id18"))


@pytest.mark.parametrize(
    "text", ["", "张三李四王五", "4202811990X1011X3X", "护照E12345678", "X" * 18]
)
def test_what_is_no_number_has_no_neighbours(text: str) -> None:
    assert _near(text) == []


def test_a_wrong_number_has_few_neighbours() -> None:
    near = _near("420281199001011238")
    assert "420281199001011237" in near
    assert len(near) <= 18 + 33
