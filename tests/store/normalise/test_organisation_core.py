"""A name of an organisation taken apart: place, core, form, branch."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.normalise.organisation_core import Gazetteer, organisation_parts
from store.normalise.organisation_words import FORMS

PLACES = ("永沟镇", "张家湾村", "幸福社区", "赵县")
REGISTERED = ("云溪县民政局", "云溪县教育局", "湖北省云溪县甲公司")
GAZETTEER = Gazetteer(PLACES, REGISTERED)


def canonical(name: str) -> str | None:
    parts = organisation_parts(name, GAZETTEER)
    return None if parts is None else parts.canonical


@pytest.mark.parametrize(
    ("name", "place", "core", "form"),
    [
        ("湖北省云溪县宏祥装饰有限责任公司", ("湖北", "云溪"), "宏祥装饰", "公司"),
        ("云溪宏祥装饰公司", ("云溪",), "宏祥装饰", "公司"),
        ("宏祥装饰〔云溪县〕股份有限公司", ("云溪",), "宏祥装饰", "公司"),
        ("永沟宏祥经营部（个体工商户）", ("永沟",), "宏祥", "经营部"),
        ("云溪县永沟镇茶叶专业合作社", ("云溪", "永沟"), "茶叶", "合作社"),
        ("云溪县茶葉農民專業合作社", ("云溪",), "茶叶", "合作社"),
        ("永沟镇张家湾村村民委员会", ("永沟", "张家湾"), "", "村委会"),
        ("云溪县永沟镇张家湾村委会", ("云溪", "永沟", "张家湾"), "", "村委会"),
        ("县民政局", (), "民政局", ""),
        ("云溪县民政局（本级）", ("云溪",), "民政局", ""),
        ("中共云溪县纪律检查委员会", ("云溪",), "中共纪律检查委员会", ""),
        ("黄石市迎宾酒店", ("黄石",), "迎宾酒店", ""),
        ("国网云溪县供电公司", (), "国网云溪供电", "公司"),
        ("惠民超市有限公司", (), "惠民超市", "公司"),
        ("赵县农家乐", ("赵县",), "", "农家乐"),
        ("新源公司（原云溪县砖厂）", (), "新源", "公司"),
        ("宏祥（集团）有限公司", (), "宏祥", "公司"),
        ("村委会", (), "村委会", ""),
    ],
)
def test_parts(name: str, place: tuple[str, ...], core: str, form: str) -> None:
    parts = organisation_parts(name, GAZETTEER)
    assert parts is not None
    assert (parts.place, parts.core, parts.form) == (place, core, form)
    assert parts.branch == ""


@pytest.mark.parametrize(
    ("name", "head", "branch"),
    [
        ("湖北宏祥有限公司云溪县分公司", "湖北宏祥有限公司", "云溪分公司"),
        ("云溪农村商业银行永沟镇支行", "云溪农村商业银行", "永沟支行"),
        ("康民大药房（永沟店）", "康民大药房", "永沟店"),
        ("康民大药房第二门店", "康民大药房", "第二门店"),
    ],
)
def test_a_branch_keeps_what_tells_it_from_its_head_office(
    name: str, head: str, branch: str
) -> None:
    parts = organisation_parts(name, GAZETTEER)
    assert parts is not None
    assert (parts.head, parts.branch) == (head, branch)
    assert canonical(name) != canonical(head)


def test_a_former_name_in_brackets_is_told() -> None:
    parts = organisation_parts("新源公司（原云溪县砖厂）", GAZETTEER)
    assert parts is not None
    assert parts.former == "云溪县砖厂"


def test_a_short_form_counts_only_where_names_often_begin_with_it() -> None:
    seldom = Gazetteer((), REGISTERED[:2])
    parts = organisation_parts("云溪宏祥公司", seldom)
    assert parts is not None
    assert (parts.place, parts.core) == ((), "云溪宏祥")


@pytest.mark.parametrize("name", ["", "无", "——", "（）", "個人"])
def test_nobody_is_named(name: str) -> None:
    assert organisation_parts(name, GAZETTEER) is None


names = st.tuples(
    st.sampled_from(["", "湖北省", "云溪县", "湖北省云溪县", "云溪", "黄石市"]),
    st.sampled_from(["", "永沟镇", "永沟", "永沟镇张家湾村"]),
    st.text("宏祥康民金鑫茶叶建材云溪", min_size=2, max_size=6),
    st.sampled_from(["", *(word for word, _ in FORMS)]),
).map("".join)


@settings(max_examples=300, deadline=None)
@given(name=names)
def test_a_canonical_name_is_its_own(name: str) -> None:
    once = canonical(name)
    assert once is not None
    assert canonical(once) == once


@settings(max_examples=200, deadline=None)
@given(name=st.text(max_size=24))
def test_no_text_raises_and_the_core_has_no_marks(name: str) -> None:
    parts = organisation_parts(name, GAZETTEER)
    assert parts is None or not set("() ·-") & set(parts.core)
