"""Names of organisations and their credit codes."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from store.normalise.credit_code import (
    ALPHABET,
    check_character,
    credit_code,
    organisation_code,
    registration_number,
)
from store.normalise.organisation_name import organisation_key

# Published by its holder; the standard's own example is not a valid code.
PUBLISHED = "91350100M000100Y43"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("某某（赤县）有限责任公司", "某某赤县有限公司"),
        ("某某(赤县) 有限公司", "某某赤县有限公司"),
        ("赤县敎育局（本级）", "赤县教育局"),
        ("ＡＢＣ公司", "ABC公司"),
        ("無", None),
        ("无", None),
        ("", None),
        ("——", None),
    ],
)
def test_spellings_share_a_key(name: str, key: str | None) -> None:
    assert organisation_key(name) == key


@settings(max_examples=100, deadline=None)
@given(name=st.text(max_size=20))
def test_a_key_is_its_own_key(name: str) -> None:
    key = organisation_key(name)
    assert key is None or organisation_key(key) == key


@st.composite
def codes(draw: st.DrawFn) -> str:
    tail = draw(st.text(ALPHABET, min_size=9, max_size=9))
    body = draw(st.sampled_from(["91420281", "12420281", "93420281"])) + tail
    return body + check_character(body)


@settings(max_examples=100, deadline=None)
@given(code=codes(), place=st.integers(8, 16), other=st.sampled_from(ALPHABET))
def test_a_valid_code_is_read_and_a_wrong_character_found(
    code: str, place: int, other: str
) -> None:
    assert credit_code(f" '{code.lower()}") == code
    assume(other != code[place])
    assert credit_code(code[:place] + other + code[place + 1 :]) is None


@settings(max_examples=50, deadline=None)
@given(text=st.text(max_size=20))
def test_no_text_raises(text: str) -> None:
    assert credit_code(text) is None


def test_a_published_code_is_valid_and_letters_for_digits_are_read() -> None:
    assert credit_code(PUBLISHED) == PUBLISHED
    assert credit_code(PUBLISHED.replace("0", "O")) == PUBLISHED


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (PUBLISHED[8:17], "M000100Y4"),
        ("M000100Y-4", "M000100Y4"),
        ("420281M000100Y4", "M000100Y4"),
        ("M000100Y5", None),
        ("M000100Y", None),
        (PUBLISHED, None),
    ],
)
def test_organisation_codes_that_came_before(text: str, code: str | None) -> None:
    assert organisation_code(text) == code


@given(digits=st.integers(10**13, 10**14 - 1), place=st.integers(0, 14))
def test_one_check_digit_fits_a_registration_number(digits: int, place: int) -> None:
    found = [n for n in range(10) if registration_number(f"{digits}{n}")]
    assert len(found) == 1
    whole = f"{digits}{found[0]}"
    wrong = whole[:place] + str((int(whole[place]) + 1) % 10) + whole[place + 1 :]
    assert registration_number(wrong) is None


def test_the_example_of_the_registration_standard_is_valid() -> None:
    assert registration_number("110108000000016") == "110108000000016"
