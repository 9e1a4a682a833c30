"""Characters that look alike, both ways, and nothing that only sounds alike."""

import pytest

from store.normalise.person_name import simplified
from store.normalise.similar_shapes import SIMILAR_SHAPES, similar_shape

GROUPS = [group for groups in SIMILAR_SHAPES.values() for group in groups]


@pytest.mark.parametrize(
    "pair", ["未末", "己巳", "玮炜", "梅海", "林材", "申甲", "翟瞿"]
)
def test_slips_met_in_registers_are_known_both_ways(pair: str) -> None:
    assert similar_shape(pair[0], pair[1])
    assert similar_shape(pair[1], pair[0])


@pytest.mark.parametrize(
    "pair", ["晓小", "国华", "张李", "伟强", "未己", "明明", "王?"]
)
def test_other_characters_are_not_alike(pair: str) -> None:
    assert not similar_shape(pair[0], pair[1])


def test_every_group_is_written_once_in_characters_of_name_keys() -> None:
    assert len({"".join(sorted(group)) for group in GROUPS}) == len(GROUPS)
    for group in GROUPS:
        assert len(group) >= 2
        assert len(set(group)) == len(group)
        assert simplified(group) == group
