"""One key for the spellings of one village."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.normalise.place_key import (
    Place,
    place_key,
    place_keys,
    place_parts,
    read_place,
    renamed,
)


@pytest.mark.parametrize(
    "text",
    [
        "铺口",
        "铺口村",
        "铺 口 村",
        "铺口村委会",
        "铺口村民委员会",
        "铺口村村民委员会",
        "铺口社区",
        "铺口社区居委会",
        "铺口社区居民委员会",
        "铺口居委会",
        "铺口行政村",
        "铺口村三组",
        "铺口村3组",
        "铺口村第三村民小组",
        "铺口村３组１２号",
        "白泉镇铺口村",
        "白泉镇铺口村委会三组",
        "白泉街道铺口社区",
        "白泉街道办事处铺口社区",
        "云溪县白泉镇铺口村",
        "湖北省云溪县白泉镇铺口村三组12号",
        "湖北省宜昌市云溪县白泉镇铺口村",
        "湖北省恩施土家族苗族自治州云溪县白泉乡铺口村",
        "江北市江北区白泉镇铺口村",
        "铺口村委会李家湾",
    ],
)
def test_spellings_of_a_village_share_its_key(text: str) -> None:
    assert place_key(text) == "铺口"


@pytest.mark.parametrize(
    ("text", "town", "village", "group"),
    [
        ("白泉镇铺口村委会三组", "白泉", "铺口", 3),
        ("白泉镇", "白泉", None, None),
        ("白泉镇人民政府", "白泉", None, None),
        ("白泉街道", "白泉", None, None),
        ("铺口村十二组", None, "铺口", 12),
        ("铺口村二十一组", None, "铺口", 21),
        ("铺口村十组", None, "铺口", 10),
        ("铺口5队", None, "铺口", 5),
        ("铺口八社", None, "铺口", 8),
        ("李村", None, "李", None),
        ("李村村委会", None, "李", None),
        ("村", None, "村", None),
        ("新镇村", None, "新镇", None),
        ("镇东村", None, "镇东", None),
        ("十里村", None, "十里", None),
        ("三组", None, None, 3),
        ("幸福小区社区", None, "幸福小区", None),
        ("", None, None, None),
        ("/", None, None, None),
    ],
)
def test_a_place_is_read_in_parts(
    text: str, town: str | None, village: str | None, group: int | None
) -> None:
    assert read_place(text) == Place(town=town, village=village, group=group)
    assert place_parts(pl.Series([text])).row(0) == (town, village, group)


PARTS = st.sampled_from([*"省市县镇乡村组社区街道委会居民三3十白泉铺口", "村委会"])


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=12) | st.lists(PARTS, max_size=10).map("".join))
def test_no_place_raises_and_a_key_is_never_empty(text: str) -> None:
    assert place_key(text) != ""


def test_different_villages_keep_different_keys() -> None:
    names = ["铺口村", "铺头村", "白泉村", "上铺口村", "铺口上村"]
    assert place_keys(pl.Series(names)).n_unique() == len(names)


def test_old_names_become_the_new_ones() -> None:
    aliases = pl.DataFrame(
        {
            "old": ["李家湾村", "铺口村", "东村", "西村", "分开村", "分开村"],
            "new": ["白泉镇铺口村", "大铺口村", "西村", "东村", "甲村", "乙村"],
        }
    )
    keys = place_keys(pl.Series(["李家湾", "铺口", "东", "西", "分开", "别处", None]))
    assert renamed(keys, aliases).to_list() == [
        *("大铺口", "大铺口", "东", "东", "分开", "别处", None)
    ]


def test_without_aliases_nothing_changes() -> None:
    keys = pl.Series(["铺口", None])
    nothing = pl.DataFrame(schema={"old": pl.String, "new": pl.String})
    assert renamed(keys, nothing).to_list() == ["铺口", None]
