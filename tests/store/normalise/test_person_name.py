"""One key for the spellings of one name; readings as families say them."""

import polars as pl
import pypinyin
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.normalise.name_tables import (
    CHARACTER_VARIANTS,
    COMPOUND_READINGS,
    SURNAME_READINGS,
    SURNAME_VARIANTS,
)
from store.normalise.person_name import (
    name_key,
    name_keys,
    pinyin_key,
    reading_sets,
    variant_key,
)

CHINESE = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
NAMES = st.text(CHINESE, min_size=2, max_size=4)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("张 伟", "张伟"),
        ("　张伟\ufeff", "张伟"),
        ("張偉", "张伟"),
        ("乾隆", "乾隆"),
        ("於梨華", "於梨华"),
        ("麴文", "麴文"),
        ("张伟(户主)", "张伟"),
        ("张伟（已故）", "张伟"),
        ("张伟【低保】", "张伟"),
        ("张伟(户主", "张伟"),
        ("（张伟）", "张伟"),
        ("张伟已故", "张伟"),
        ("张三丰先生", "张三丰"),
        ("张先生", "张先生"),
        ("张伟2", "张伟"),
        ("张伟A", "张伟"),
        ("买买提·吐尔逊", "买买提吐尔逊"),
        ("买买提•吐尔逊", "买买提吐尔逊"),
        ("买买提.吐尔逊", "买买提吐尔逊"),
        ("张□", "张?"),
        ("张*明", "张?明"),
        ("张某某", "张??"),
        ("张XX", "张??"),
        ("张WEI", "张?"),
        ("张\ue123明", "张?明"),
        ("Zhang Wei", "ZHANGWEI"),
        ("㛃𬱖", "㛃𬱖"),
        ("***", None),
        ("无", None),
        ("/", None),
        ("  ", None),
    ],
)
def test_spellings_share_a_key(name: str, key: str | None) -> None:
    assert name_key(name) == key


@settings(max_examples=100, deadline=None)
@given(name=st.text(max_size=16))
def test_no_name_raises_and_a_key_is_its_own_key(name: str) -> None:
    key = name_key(name)
    if key is not None:
        assert name_key(key) == key
        assert len(reading_sets(key)) == len(key)
        assert pinyin_key(key)


@settings(max_examples=100, deadline=None)
@given(
    name=NAMES, mark=st.sampled_from(["(户主)", " ", "·", "1", "（已故）", "\u200b"])
)
def test_annotations_never_change_a_key(name: str, mark: str) -> None:
    assert name_key(name + mark) == name_key(name)


@pytest.mark.parametrize(
    ("left", "right"), [("萧堃", "肖坤"), ("傅昇", "付升"), ("钟喆", "锺哲")]
)
def test_variants_share_a_variant_key(left: str, right: str) -> None:
    assert variant_key(left) == variant_key(right)


def test_a_given_name_is_not_read_as_a_surname_variant() -> None:
    assert variant_key("王萧") != variant_key("王肖")


@pytest.mark.parametrize(
    ("key", "reading"),
    [
        ("曾小明", "zeng xiao ming"),
        ("单雄", "shan xiong"),
        ("任华", "ren hua"),
        ("华罗庚", "hua luo geng"),
        ("尉迟恭", "yu chi gong"),
        ("万俟卨", "mo qi xie"),
        ("翟志刚", "zhai zhi gang"),
    ],
)
def test_surnames_are_read_as_families_say_them(key: str, reading: str) -> None:
    assert pinyin_key(key) == reading


def test_every_reading_in_our_table_differs_from_the_packages() -> None:
    for character, reading in SURNAME_READINGS.items():
        assert pypinyin.lazy_pinyin(character) != [reading], character
    for surname, readings in COMPOUND_READINGS.items():
        single = [pypinyin.lazy_pinyin(character)[0] for character in surname]
        assert tuple(single) != readings, surname


def test_no_character_stands_in_two_classes_of_variants() -> None:
    for table in (SURNAME_VARIANTS, CHARACTER_VARIANTS):
        characters = "".join(table)
        assert len(set(characters)) == len(characters)


def test_a_character_with_two_readings_keeps_both() -> None:
    assert {"le", "yue"} <= reading_sets("张乐")[1]


def test_a_column_keeps_order_and_nulls() -> None:
    assert name_keys(pl.Series(["張偉", None, "张 伟"])).to_list() == [
        "张伟",
        None,
        "张伟",
    ]


@settings(max_examples=200, deadline=None)
@given(
    names=st.lists(
        st.none()
        | NAMES
        | st.text("王张李张國户主先生不详某无囗A· ", max_size=5)
        | st.text(max_size=5),
        max_size=10,
    )
)
def test_a_column_has_the_keys_of_its_names(names: list[str | None]) -> None:
    column = pl.Series("name", names, dtype=pl.String)
    found = name_keys(column)
    assert found.to_list() == [None if n is None else name_key(n) for n in names]
    assert found.name == "name"
    assert found.dtype == pl.String
