"""Person ids stay with the largest part, and every change is told."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from identity.clusters import Carried, carry_over
from identity.pseudonym import pseudonyms

KEY = b"a key of a test home"
NAMES = "abcdefgh"


def carried(
    groups: dict[str, str], past: dict[str, str], number: str | None = None
) -> Carried:
    clusters = pl.DataFrame(
        {"node": list(groups), "cluster": list(groups.values())},
        schema={"node": pl.String, "cluster": pl.String},
    ).with_columns(pl.lit(number, pl.String).alias("identity"))
    previous = pl.DataFrame(
        {"node": list(past), "person_id": list(past.values())},
        schema={"node": pl.String, "person_id": pl.String},
    )
    return carry_over(clusters, previous, KEY)


def test_a_new_person_with_a_number_has_the_id_of_today() -> None:
    found = carried({"a": "a"}, {}, "11010519491231002X")
    wanted = pseudonyms("P", pl.Series(["person|11010519491231002X"]), KEY)[0]
    assert found.people.rows() == [("a", wanted)]
    assert found.changes.rows() == [("new", wanted, None, 1)]


def test_two_clusters_with_one_number_have_two_ids() -> None:
    found = carried({"a": "a", "b": "b"}, {}, "11010519491231002X")
    assert found.people["person_id"].n_unique() == 2


def test_the_largest_part_keeps_the_id_and_the_rest_is_a_split() -> None:
    past = dict.fromkeys("abc", "P1")
    found = carried({"a": "a", "b": "b", "c": "b"}, past)
    people = dict(found.people.rows())
    assert people["b"] == people["c"] == "P1" != people["a"]
    assert found.changes.rows() == [("split", people["a"], "P1", 1)]


def test_merged_people_keep_the_larger_id() -> None:
    past = {"a": "P1", "b": "P2", "c": "P2"}
    found = carried(dict.fromkeys("abc", "a"), past)
    assert set(found.people["person_id"]) == {"P2"}
    assert found.changes.rows() == [("merge", "P2", "P1", 1)]


def test_a_record_that_changes_hands_has_moved_and_who_left_is_gone() -> None:
    past = {"a": "P1", "b": "P1", "c": "P1", "d": "P2", "e": "P2", "f": "P3"}
    found = carried({"a": "a", "b": "a", "c": "c", "d": "c", "e": "c"}, past)
    assert found.changes.rows() == [("gone", "P3", None, 1), ("moved", "P2", "P1", 1)]


GROUPS = st.lists(st.sampled_from("abc"), min_size=8, max_size=8).map(
    lambda names: {
        node: min(n for n, m in zip(NAMES, names, strict=True) if m == name)
        for node, name in zip(NAMES, names, strict=True)
    }
)
PAST = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["P1", "P2", "P3"]))


@given(GROUPS, PAST)
def test_a_second_night_with_nothing_new_changes_nothing(
    groups: dict[str, str], past: dict[str, str]
) -> None:
    first = carried(groups, past)
    assert first.people.group_by("person_id").len().height == len(set(groups.values()))
    second = carried(groups, dict(first.people.rows()))
    assert second.people.equals(first.people)
    assert second.changes.is_empty()
