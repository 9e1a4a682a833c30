"""Resident IDs: every clerk's slip is found, every clerk's spelling is read."""

from datetime import date

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from store.normalise.id_number import (
    KINDS,
    USABLE_KINDS,
    birth_dates,
    check_character,
    judge_id_numbers,
    sexes,
    upgraded,
)

VALID, VALID_X = "420281199001011237", "11010519491231002X"
BIRTHS = st.dates(date(1900, 1, 1), date(2026, 12, 31))


@st.composite
def numbers(draw: st.DrawFn) -> str:
    region = draw(st.sampled_from(["420281", "422726", "420526", "110105"]))
    sequence = draw(st.integers(1, 995))
    body = f"{region}{draw(BIRTHS):%Y%m%d}{sequence:03}"
    return body + check_character(body)


def _judged(text: str | None) -> tuple[str, str | None]:
    kind, id18 = (
        judge_id_numbers(pl.Series([text], dtype=pl.String))
        .select("id_kind", "id18")
        .row(0)
    )
    return str(kind), id18


@pytest.mark.parametrize(
    ("text", "kind", "id18"),
    [
        (VALID, "valid", VALID),
        (VALID_X.lower(), "valid", VALID_X),
        (f"'{VALID}", "valid", VALID),
        (f"\ufeff {VALID[:6]} {VALID[6:14]} {VALID[14:]}\t", "valid", VALID),
        ("４２０２８１１９９００１０１１２３７", "valid", VALID),
        ("11010519491231002×", "valid", VALID_X),
        (VALID.replace("0", "O"), "valid", VALID),
        (VALID.replace("1", "l"), "valid", VALID),
        (f"{VALID}(户主)", "valid", VALID),
        ("420281900101123", "valid15", VALID),
        ("420281900101123.0", "valid15", VALID),
        (f"{VALID}43", "disability", VALID),
        (f"{VALID}43B1", "disability", VALID),
        ("42028119900101123843", "bad_check_digit", None),
        ("420281199001011238", "bad_check_digit", None),
        ("420281O99001011238", "other", None),
        ("420281199002301236", "bad_date", None),
        ("420281900230123", "bad_date", None),
        ("420281199001011000", "excel_damaged", None),
        ("4.20281199001011E+17", "excel_damaged", None),
        (f"{VALID}.0", "excel_damaged", None),
        ("420281********1237", "masked", None),
        ("4202811990****1237", "masked", None),
        ("000000000000000000", "placeholder", None),
        ("111111111111111111", "placeholder", None),
        ("123456789012345678", "placeholder", None),
        ("H12345678", "foreign", None),
        ("护照", "other", None),
        ("4202811990010112", "other", None),
        ("无", "missing", None),
        ("  ", "missing", None),
        (None, "missing", None),
    ],
)
def test_each_number_is_graded(text: str | None, kind: str, id18: str | None) -> None:
    assert _judged(text) == (kind, id18)


@settings(max_examples=100, deadline=None)
@given(number=numbers(), place=st.integers(0, 16), digit=st.integers(0, 9))
def test_every_single_wrong_digit_is_found(number: str, place: int, digit: int) -> None:
    assume(number[place] != str(digit))
    wrong = number[:place] + str(digit) + number[place + 1 :]
    assert _judged(wrong)[1] is None


@settings(max_examples=100, deadline=None)
@given(number=numbers(), place=st.integers(0, 16))
def test_every_swap_of_neighbours_is_found(number: str, place: int) -> None:
    assume(number[place] != number[place + 1])
    pair = number[place + 1] + number[place]
    assert _judged(number[:place] + pair + number[place + 2 :])[1] is None


@settings(max_examples=100, deadline=None)
@given(number=numbers())
def test_a_number_of_the_old_form_is_upgraded_to_itself(number: str) -> None:
    assume(number[6:8] == "19")
    old = number[:6] + number[8:17]
    assert upgraded(pl.Series([old])).to_list() == [number]
    assert _judged(old) == ("valid15", number)


def test_a_centenarians_old_number_gets_its_own_century() -> None:
    found = upgraded(pl.Series(["420281950101996", "420281050101996"]))
    assert [str(number)[6:10] for number in found] == ["1895", "1905"]


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=24) | numbers())
def test_judging_never_raises_and_judging_again_changes_nothing(text: str) -> None:
    first = judge_id_numbers(pl.Series([text]))
    assert first["id_kind"].item() in KINDS
    assert (first["id18"].item() is not None) == (
        first["id_kind"].item() in USABLE_KINDS
    )
    again = judge_id_numbers(first["id_text"])
    if first["id_kind"].item() != "excel_damaged":
        assert again.equals(first)


def test_rows_keep_their_order_and_repeats() -> None:
    column = pl.Series("id_number", [VALID, None, "x", VALID])
    judged = judge_id_numbers(column)
    assert judged["id18"].to_list() == [VALID, None, None, VALID]
    assert judged["id_kind"].to_list() == ["valid", "missing", "other", "valid"]


@settings(max_examples=200, deadline=None)
@given(
    texts=st.lists(
        numbers()
        | st.text("0123456789X", min_size=18, max_size=18)
        | st.from_regex(r"(0{6}|1{6}|123456|420281)(19|20)[0-9]{7}(000|0X|[0-9]{3})")
        | st.text("身份证OIX* 0", max_size=18)
        | st.none(),
        max_size=12,
    )
)
def test_clean_numbers_are_judged_at_once_as_they_are_among_others(
    texts: list[str | None],
) -> None:
    column = pl.Series(texts, dtype=pl.String)
    # A mark that is read over keeps a number from being judged at once.
    slowly = judge_id_numbers("\u200b" + column)
    assert judge_id_numbers(column).equals(slowly)


def test_an_empty_column_gives_an_empty_frame() -> None:
    judged = judge_id_numbers(pl.Series([], dtype=pl.String))
    assert judged.columns == ["id_text", "id18", "id_kind"]
    assert judged.is_empty()


def test_the_check_character_follows_the_standard() -> None:
    # The example of GB 11643-1999 itself.
    assert check_character("11010519491231002") == "X"


def test_birth_and_sex_stand_in_the_number() -> None:
    column = pl.Series([VALID, VALID_X, None])
    assert birth_dates(column).to_list() == [date(1990, 1, 1), date(1949, 12, 31), None]
    assert sexes(column).to_list() == ["男", "女", None]
