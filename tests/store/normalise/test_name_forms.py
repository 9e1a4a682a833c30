"""Other forms of a name, and siblings who are somebody else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.normalise.name_forms import (
    is_cut_of,
    is_turned,
    name_forms,
    shares_generation_character,
)
from store.normalise.person_name import name_key


@pytest.mark.parametrize(
    ("raw", "forms"),
    [
        ("张三", ("张三",)),
        ("张三（曾用名李四）", ("张三", "李四")),
        ("张三(曾用名:李四)", ("张三", "李四")),
        ("王五 曾用名:王六", ("王五", "王六")),
        ("王五曾用名王六", ("王五", "王六")),
        ("王五，又名王六、王七", ("王五", "王六", "王七")),
        ("王五(原名王六,乳名狗蛋)", ("王五", "王六", "狗蛋")),
        ("張三（又名張四）（户主）", ("张三", "张四")),
        ("阿依古丽·买买提", ("阿依古丽买买提", "阿依古丽")),
        ("阿依古丽.买买提", ("阿依古丽买买提", "阿依古丽")),
        ("王原名", ("王原名",)),
        ("张三(户主)", ("张三",)),
        ("张三(曾用名)", ("张三",)),
        ("", ()),
        ("/", ()),
    ],
)
def test_names_written_together_are_told_apart(
    raw: str, forms: tuple[str, ...]
) -> None:
    assert name_forms(raw) == forms


@settings(max_examples=200, deadline=None)
@given(raw=st.text(max_size=14) | st.text("王李张()曾用名又:·、 ", max_size=14))
def test_every_form_is_a_key_and_named_once(raw: str) -> None:
    forms = name_forms(raw)
    assert len(set(forms)) == len(forms)
    assert all(name_key(form) == form for form in forms)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("李建国", "李建华", True),
        ("王晓玲", "王美玲", True),
        ("欧阳建国", "欧阳建华", True),
        ("李建国", "李建国", False),
        ("李建国", "张建华", False),
        ("李建国", "李国建", False),
        ("李建国", "李建", False),
        ("李建国", "李建?", False),
        ("李国", "李国", False),
    ],
)
def test_siblings_share_a_character(left: str, right: str, *, expected: bool) -> None:
    assert shares_generation_character(left, right) is expected
    assert shares_generation_character(right, left) is expected


@pytest.mark.parametrize(
    ("cut", "whole", "expected"),
    [
        ("阿依古丽", "阿依古丽买买提", True),
        ("阿依古丽买买", "阿依古丽买买提", True),
        ("阿依古?", "阿依古丽买买提", True),
        ("买买提", "买买提吐尔逊", True),
        ("ZHANGXIAOM", "ZHANGXIAOMING", True),
        ("ZHANG", "ZHANGXIAOMING", False),
        ("王晓", "王晓明", False),
        ("阿依古丽买买提", "阿依古丽", False),
        ("阿依古丽", "阿依古丽", False),
        ("古丽", "阿依古丽买买提", False),
        ("?", "阿依古丽买买提", False),
    ],
)
def test_a_cut_name_is_the_beginning(cut: str, whole: str, *, expected: bool) -> None:
    assert is_cut_of(cut, whole) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("王晓明", "晓明王", True),
        ("王明", "明王", True),
        ("欧阳修文", "修文欧阳", True),
        ("WANGXIAOMING", "XIAOMINGWANG", True),
        ("WANG XIAOMING", "Xiaoming Wang", True),
        ("王晓明", "王明晓", False),
        ("王晓明", "王晓明", False),
        ("JOHNSMITH", "SMITHJOHN", False),
        ("", "", False),
    ],
)
def test_turned_names_are_seen(left: str, right: str, *, expected: bool) -> None:
    assert is_turned(left, right) is expected
    assert is_turned(right, left) is expected
