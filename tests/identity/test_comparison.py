"""Which names can be one person's beside one number, and what a reviewer reads."""

import pytest

from identity.comparison import (
    COMPARISONS,
    Comparison,
    agreement,
    cut_short,
    name_not_asked,
    one_typing_error,
    same_name,
    same_name_by_variant,
    same_sound,
    unshown_character,
)
from identity.tier import TIERS, tier_table


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("张伟", "张伟", same_name),
        ("萧堃", "肖坤", same_name_by_variant),
        ("张晓明", "张小明", same_sound),
        ("曾乐", "增月", same_sound),
        ("ZHANGWEI", "张伟", same_sound),
        ("张?", "张伟", unshown_character),
        ("?伟", "张伟", unshown_character),
        ("王建国", "王建军", one_typing_error),
        ("王建国", "王国建", one_typing_error),
        ("买买提吐尔逊", "买买提", cut_short),
        ("", "张伟", name_not_asked),
        ("张伟", "张军", None),
        ("张伟", "李伟", None),
        ("张建国", "张建", None),
        ("王建国", "李建军", None),
        ("?", "张", None),
        ("张?", "李伟", None),
    ],
)
def test_names_agree_by_the_first_comparison_that_holds(
    left: str, right: str, expected: Comparison | None
) -> None:
    assert agreement(left, right) is expected


def test_every_comparison_but_the_last_is_symmetric() -> None:
    names = ["张伟", "萧堃", "肖坤", "张晓明", "张小明", "张?", "ZHANGWEI", "买买提吐"]
    for comparison in COMPARISONS[:-1]:
        for left in names:
            assert [comparison(left, n) for n in names] == [
                comparison(n, left) for n in names
            ]


def test_every_comparison_and_tier_has_its_sentence() -> None:
    for comparison in COMPARISONS:
        assert str(comparison.__doc__).endswith("。")
    for tier in TIERS:
        assert tier.sentence.endswith("。")


def test_each_case_belongs_to_one_tier() -> None:
    cases = tier_table()
    assert cases.select("id_kind", "comparison").is_unique().all()
    assert set(cases["tier"]) == {"T1", "T2", "T3"}
