"""By what two different name keys could be one person's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity.name_relation import name_relation
from store.normalise.person_name import UNKNOWN

RELATIONS = {
    "same_sound", "unshown_character", "similar_shape", "character_missing",
    "one_character", "turned", None,
}  # fmt: skip
keys = st.text("张章王李晓小伟玮红日曰明欧阳" + UNKNOWN + "ABC", min_size=1, max_size=6)
any_text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("张晓伟", "张小伟", "same_sound"),
        ("张伟", f"张{UNKNOWN}", "unshown_character"),
        (UNKNOWN * 2, UNKNOWN * 2 + "伟", None),
        ("张日", "张曰", "similar_shape"),
        ("张晓伟", "张伟", "character_missing"),
        ("张晓伟", "晓伟", None),
        ("张晓伟", "张伟晓", "one_character"),
        ("张晓伟", "晓伟张", "turned"),
        ("张伟", "张红", None),
        ("张晓伟", "李红梅", None),
    ],
)
def test_relations(one: str, other: str, expected: str | None) -> None:
    assert name_relation(one, other) == expected


@given(keys | any_text, keys | any_text)
def test_a_relation_has_no_direction(one: str, other: str) -> None:
    found = name_relation(one, other)
    assert found in RELATIONS
    assert name_relation(other, one) == found
