"""Names are one number when they are read alike, on every machine."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.normalise.name_sound import sound, sound_keys
from store.normalise.name_tables import COMPOUND_SURNAMES
from store.normalise.person_name import name_keys, pinyin_key
from store.normalise.romanised import SYLLABLES, syllables

# Few readings, so that names often sound alike; rare ones and unknown ones too.
CHARACTERS = st.sampled_from("王汪忘曾增单珊于余欧阳洋尉迟池小晓笑明铭㛃𬱖·?é")
KEYS = st.lists(st.text(CHARACTERS, max_size=5), min_size=1, max_size=20)


def _sounds(*names: str | None) -> list[tuple[int | None, ...]]:
    return sound_keys(name_keys(pl.Series(names, dtype=pl.String))).rows()


@settings(max_examples=200, deadline=None)
@given(keys=KEYS)
def test_numbers_are_equal_exactly_where_readings_are(keys: list[str]) -> None:
    numbers = sound_keys(pl.Series(keys, dtype=pl.String))["sound"].to_list()
    assert numbers == [_expected(key) for key in keys]


def _expected(key: str) -> int | None:
    return sound(tuple(pinyin_key(key).split(" "))) if key and "?" not in key else None


@pytest.mark.parametrize(
    ("chinese", "latin"),
    [
        ("王晓明", "WANG XIAOMING"),
        ("王小明", "Wang Xiaoming"),
        ("曾铭", "ZENG MING"),
        ("欧阳修", "Ouyang Xiu"),
        ("单雄", "SHAN XIONG"),
        ("吕丽", "LYU LI"),
        ("吕丽", "LV LI"),
        ("范刚", "FANGANG"),
        ("习安", "XI AN"),
    ],
)
def test_a_name_in_latin_letters_sounds_as_its_pinyin(chinese: str, latin: str) -> None:
    first, second = _sounds(chinese, latin)
    assert first == second


def test_an_apostrophe_parts_syllables() -> None:
    assert syllables("zhang en'an") == ("zhang", "en", "an")


def test_numbers_do_not_depend_on_the_process() -> None:
    assert _sounds("王明") == [
        (8553861937730724172, 7647881620725152590, 12759052637691476966),
    ]


def test_compound_surnames_are_one_surname() -> None:
    ou_yang, ouyang, ou = _sounds("欧阳小明", "殴洋晓铭", "欧小明")
    assert ou_yang[0] == ouyang[0]
    assert ou_yang[1] not in (ouyang[1], ou[1])
    assert ou_yang[2] == ou[2]


def test_what_is_unknown_has_no_number() -> None:
    known, given, surname, lone, nobody, null = _sounds(
        "王明", "王□", "□明", "王", "  ", None
    )
    assert given == (None, known[1], None)
    assert surname == (None, None, known[2])
    assert lone == (known[1], known[1], None)
    assert nobody == null == (None, None, None)


def test_a_foreign_name_sounds_but_has_no_surname() -> None:
    john, jane = _sounds("John Smith", "Jane Smith")
    assert john[0] != jane[0]
    assert john[1:] == jane[1:] == (None, None)


def test_an_empty_column_has_no_sounds() -> None:
    empty = sound_keys(pl.Series([], dtype=pl.String))
    assert empty.schema == dict.fromkeys(empty.columns, pl.UInt64)
    assert empty.is_empty()


@settings(max_examples=200, deadline=None)
@given(parts=st.lists(st.sampled_from(sorted(SYLLABLES)), min_size=2, max_size=4))
def test_spaced_syllables_are_read_back(parts: list[str]) -> None:
    assert len(syllables(" ".join(parts).upper())) == len(parts)


@settings(max_examples=200, deadline=None)
@given(word=st.text("abghimnoux' -", max_size=24))
def test_every_parting_spells_the_word(word: str) -> None:
    letters = "".join(c for c in word if c.isalpha())
    assert "".join(syllables(word)) in ("", letters)


def test_compound_surnames_have_two_characters_each_once() -> None:
    assert {len(surname) for surname in COMPOUND_SURNAMES} == {2}
    assert len(set(COMPOUND_SURNAMES)) == len(COMPOUND_SURNAMES)
