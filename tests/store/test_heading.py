"""Headings in one spelling, units apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.heading import heading_unit, plain_heading

PLAIN = [
    ("姓　名", "姓名"),
    ("*身份证号码：", "身份证号码"),
    ("银行帐号", "银行账号"),
    ("金额（元）", "金额"),
    ("补贴标准（元/亩）", "补贴标准"),
    ("合计(单位：万元)", "合计"),
    ("乡（镇）", "乡(镇)"),
    ("ＡＡＣ００２", "aac002"),
    ("身份证_x000D_\n号", "身份证号"),
    ("", ""),
]


@pytest.mark.parametrize(("heading", "expect"), PLAIN)
def test_brings_a_heading_to_one_spelling(heading: str, expect: str) -> None:
    assert plain_heading(heading) == expect


UNITS = [
    ("金额（元）", "元"),
    ("金额（万元）", "万元"),
    ("补贴标准（元/亩）", "元"),
    ("金额(人民币元)", "元"),
    ("利率（%）", "%"),
    ("利率‰（‰）", "‰"),
    ("面积（亩）", "亩"),
    ("金额", ""),
    ("乡（镇）", ""),
]


@pytest.mark.parametrize(("heading", "expect"), UNITS)
def test_reads_the_unit_in_brackets(heading: str, expect: str) -> None:
    assert heading_unit(heading) == expect


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
def test_spaces_never_matter(heading: str) -> None:
    spaced = "\u3000".join(heading)
    assert plain_heading(f" {heading} ") == plain_heading(heading)
    assert isinstance(plain_heading(spaced), str)
