"""Rows that agree, wholly, in part, or nearly."""

import pytest

from rules.audit_tests import near
from rules.audit_tests.near import near_duplicates
from rules.audit_tests.repeated import duplicates, same_same_different
from store.errors import SettingsError
from tests.rules.audit_tests.rows import asked, records, table


def test_duplicates_agree_in_every_column() -> None:
    rows = table(
        ["票1", "票2", "票1", None, "票1", None], ["甲", "甲", "甲", "甲", "乙", "甲"]
    )
    result = duplicates(rows, asked())
    assert records(result) == ["r000", "r002"]
    assert result.tables["重复的组"].rows() == [(1, "票1", "甲", 2)]
    assert result.left_out == ("2 行所查的列有空，未计入",)
    assert result.sentence == "「所查列」「分组列」完全相同的有 1 组，共 2 行。"


def test_same_same_different() -> None:
    rows = table(
        ["张三", "李四", "张三", "张三", "王五", None],
        ["票1", "票1", "票2", "票2", "票3", "票3"],
    )
    result = same_same_different(rows, asked())
    assert records(result) == ["r000", "r001"]
    assert result.tables["同同异的组"].rows() == [(1, "票1", 2, 2)]


def test_the_largest_group_comes_first() -> None:
    rows = table(["乙", "甲", "乙", "甲", "乙"])
    assert duplicates(rows, asked()).tables["重复的组"]["value_1"].to_list() == [
        "乙",
        "甲",
    ]


def test_near_texts_are_found_and_rows_of_both_listed() -> None:
    texts = ["宏发建材有限公司", "宏发建村有限公司", "宏达 建材有限公司", "县第一中学"]
    result = near_duplicates(table(texts), asked())
    pairs = result.tables["相近的写法"].select("value_1", "near_1", "alike_milli")
    assert set(pairs.rows()) == {
        ("宏发建材有限公司", "宏发建村有限公司", 875),
        ("宏发建材有限公司", "宏达 建材有限公司", 875),
    }
    assert set(records(result)) == {"r000", "r001", "r002"}


def test_the_same_but_for_spaces_and_width_is_alike() -> None:
    result = near_duplicates(table(["Ａ栋 101", "A栋101"]), asked())
    assert result.tables["相近的写法"]["alike_milli"].to_list() == [1000]


def test_keys_part_what_is_compared() -> None:
    texts = ["宏发建材公司", "宏发建村公司"]
    apart = near_duplicates(table(texts, ["甲", "乙"]), asked())
    together = near_duplicates(table(texts, ["甲", "甲"]), asked())
    assert records(apart) == []
    assert records(together) == ["r000", "r001"]


@pytest.mark.parametrize("keys", [(), ["甲"] * 203])
def test_a_large_block_is_compared_with_its_neighbours(keys: list[str]) -> None:
    others = [f"{chr(0x4E00 + 7 * n)}{chr(0x5E00 + 11 * n)}商行" for n in range(200)]
    texts = [*others, "宏发建材有限公司", "宏发建材有限公司。", "红发建材有限公司"]
    result = near_duplicates(table(texts, keys), asked())
    # 红 and the full stop together are two errors in nine characters: too far apart.
    assert result.tables["相近的写法"].height == 2
    assert any("相邻的 20 个" in text for text in result.left_out)


def test_too_many_texts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near, "TEXTS_AT_MOST", 2)
    with pytest.raises(SettingsError, match="上限 2"):
        near_duplicates(table(["甲甲", "乙乙", "丙丙"]), asked())
