"""Model files: those of the product, an office's own, and every mistake in one."""

from pathlib import Path

import pytest

from identity.matcher.model_file import MODELS, load_model
from store.errors import MatchError

RESIDENT = (MODELS / "resident.toml").read_text(encoding="utf-8")
ANCHOR = 'anchor = ["name.sound", "birth_date.day", "village.key"]'


def written(folder: Path, text: str, name: str = "own.toml") -> str:
    """Write a model file; return its path."""
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def changed(old: str, new: str) -> str:
    """Return the resident model with one place changed."""
    assert RESIDENT.count(old) >= 1
    return RESIDENT.replace(old, new, 1)


def test_an_own_file_is_named_after_itself(tmp_path: Path) -> None:
    own = load_model(written(tmp_path, RESIDENT))
    assert own.name == "own"
    same = load_model(written(tmp_path, f"# 说明\n{RESIDENT}"))
    assert same.digest == own.digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("accept_milli = 0", "accept_milli = 1"),
        ("version = 2", "version = 3"),
        ("left_records = 200", "left_records = 199"),
        ('title = "姓名"', 'title = "名字"'),
        ("members = 3", "members = 4"),
    ],
)
def test_every_change_has_another_digest(tmp_path: Path, old: str, new: str) -> None:
    before = load_model(written(tmp_path, RESIDENT)).digest
    assert load_model(written(tmp_path, changed(old, new))).digest != before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("version = 2", "version = 2\nzzz = 1", "zzz：没有这一项"),
        ("version = 2", 'version = 2\nname = "x"', "name：没有这一项"),
        ("version = 2\n", "", "version：缺这一项"),
        ("version = 2", 'version = "一"', "version：写的值不对"),
        ("match_share = 0.8", "match_share = 1.5", "prior.match_share：写的值不对"),
        ('kind = "day"', 'kind = "dai"', "字段类型 dai"),
        ('kind = "equal"', 'kind = "eqal"', "比较方法 eqal"),
        ('"turned"', '"turnt"', "person_name.turnt"),
        ('"turned"', '"measure"', "person_name.measure"),
        ('"turned"', '"name_relation"', "person_name.name_relation"),
        ('known = "text"', 'known = "txt"', "没有列 id_number.txt"),
        ('stated = "day"', 'stated = "dai"', "没有列 birth_date.dai"),
        ('frequency = "sound"', 'frequency = "sond"', "没有列 name.sond"),
        ('u = "head15"', 'u = "hed15"', "没有列 id_number.hed15"),
        (ANCHOR, 'anchor = ["name.sond"]', "没有列 name.sond"),
        (ANCHOR, "", "要写 anchor"),
        ('key = "id_number.number"', 'key = "id_number.no"', "没有列 id_number.no"),
        ('level = "same_number" }', 'level = "same" }', "没有级别 same"),
        ('"name.head", "village.now"', '"name.hed"', "没有列 name.hed"),
        ('"name.head", "village.now"', '"nam.head"', "没有字段 nam"),
        ('right = { "id_number.kind"', 'right = { "id_number.kid"', "id_number.kid"),
        ('neighbours = "id_number.text"', 'neighbours = "x.text"', "没有列 x.text"),
        ('either = { "id_number.kind"', 'either = { "id_number.kid"', "T3.either"),
        ('"birth_date", "address", "village"', '"birth_day"', "里没有 birth_day"),
        (
            'fallback = "id_number.sex"',
            'fallback = "id_number.sx"',
            "没有列 id_number.sx",
        ),
        ('share = "phone"', 'share = "phon"', "没有列 phon.key"),
        ('share = "phone"', 'share = "name"', "两个级别"),
        ("shared_milli = 500", "shared_milli = 1000", "1 到 999"),
        ("members = 3", "members = 0", "至少是 1"),
        ('fallback = "id_number.sex"', 'fallback = "phone.key"', "写在它前面"),
        ('"address.house"', '"address.door"', "没有列 address.door"),
        ('rival = { name = ["same_name"] }', 'rival = { name = ["x"] }', "没有级别 x"),
        ('phone = ["same_value"], account', 'phon = ["same_value"], account', "phon"),
        ("owned = false", "owned = 3", "owned：写的值不对"),
        ('village = ["same_value", "renamed"]', 'phone = ["same_value"]', "写在它前面"),
        ('name = "sex"', 'name = "name"', "没有字段 sex"),
        ('title = "姓名读音和村"', 'title = "电话和姓氏读音"', "写了两次"),
        ('village = ["same_value", "renamed"]', 'village = ["same"]', "没有级别 same"),
    ],
)
def test_a_mistake_is_named_when_the_file_is_read(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    with pytest.raises(MatchError, match=said) as raised:
        load_model(written(tmp_path, changed(old, new)))
    assert "匹配模型" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_what_is_no_model_file(tmp_path: Path) -> None:
    with pytest.raises(MatchError, match="不是有效的 TOML"):
        load_model(written(tmp_path, "title = "))
    (tmp_path / "own.toml").write_bytes(RESIDENT.encode("gb18030"))
    with pytest.raises(MatchError, match="UTF-8"):
        load_model(str(tmp_path / "own.toml"))
    with pytest.raises(MatchError, match="可用：resident、western"):
        load_model(str(tmp_path / "nothing.toml"))
    with pytest.raises(MatchError, match="没有匹配模型“residents”"):
        load_model("residents")
