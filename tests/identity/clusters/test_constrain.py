"""Clusters: constraints hold always, and the order of rows changes nothing."""

from collections.abc import Sequence
from random import Random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity.clusters import Clustered, constrained_clusters
from store.errors import MatchError

Edges = list[tuple[str, str, int]]
Pairs = list[tuple[str, str]]
NAMES = "abcdefgh"


def cluster(
    identities: dict[str, str | None],
    edges: Edges,
    apart: Sequence[tuple[str, str]] = (),
    together: Sequence[tuple[str, str]] = (),
    renumbered: Sequence[tuple[str, str]] = (),
) -> Clustered:
    text = {"left": pl.String, "right": pl.String}
    return constrained_clusters(
        pl.DataFrame(
            {"node": list(identities), "identity": list(identities.values())},
            schema={"node": pl.String, "identity": pl.String},
        ),
        pl.DataFrame(edges, schema=text | {"weight_milli": pl.Int32}, orient="row"),
        apart=pl.DataFrame(list(apart), schema=text, orient="row"),
        together=pl.DataFrame(list(together), schema=text, orient="row"),
        renumbered=pl.DataFrame(
            list(renumbered),
            schema={"old": pl.String, "new": pl.String},
            orient="row",
        ),
    )


def groups(found: Clustered) -> dict[str, str]:
    return dict(found.clusters.rows())


def nobody(names: str) -> dict[str, str | None]:
    return dict.fromkeys(names)


def test_links_make_one_person_named_by_the_smallest() -> None:
    found = cluster(nobody("abc"), [("b", "a", 9), ("c", "b", 8)])
    assert groups(found) == {"a": "a", "b": "a", "c": "a"}
    assert found.cuts.is_empty()


def test_two_valid_numbers_are_cut_at_the_weakest_link() -> None:
    found = cluster({"a": "1", "b": None, "c": "2"}, [("a", "b", 5), ("b", "c", 9)])
    assert groups(found) == {"a": "a", "b": "b", "c": "b"}
    assert found.cuts.rows() == [("a", "b", 5, "identity")]


def test_a_documented_renumbering_makes_two_numbers_one() -> None:
    found = cluster({"a": "1", "b": "2"}, [("a", "b", 5)], renumbered=[("1", "2")])
    assert groups(found) == {"a": "a", "b": "a"}


def test_the_word_apart_holds_across_others() -> None:
    found = cluster(nobody("abc"), [("a", "b", 9), ("b", "c", 8)], apart=[("c", "a")])
    assert groups(found) == {"a": "a", "b": "a", "c": "c"}
    assert found.cuts.rows() == [("b", "c", 8, "apart")]


def test_the_word_same_needs_no_link_but_never_two_numbers() -> None:
    assert groups(cluster(nobody("ab"), [], together=[("a", "b")])) == {
        "a": "a",
        "b": "a",
    }
    found = cluster({"a": "1", "b": "2"}, [], together=[("a", "b")])
    assert found.cuts.rows() == [("a", "b", None, "identity")]


def test_one_weak_link_does_not_chain_two_groups() -> None:
    pairs = [("a", "b", 9), ("a", "c", 9), ("b", "c", 9)]
    pairs += [("d", "e", 9), ("d", "f", 9), ("e", "f", 9), ("c", "d", 3)]
    found = cluster(nobody("abcdef"), pairs)
    assert groups(found)["d"] == "d"
    assert found.cuts.rows() == [("c", "d", 3, "weak")]
    assert groups(cluster(nobody("abcdef"), [*pairs, ("b", "e", 2)]))["d"] == "a"


def test_a_record_given_twice_or_missing_is_an_error() -> None:
    with pytest.raises(MatchError, match="不存在"):
        cluster(nobody("a"), [("a", "z", 1)])
    nodes = pl.DataFrame({"node": ["a", "a"], "identity": [None, None]})
    pairs = pl.DataFrame(schema={"left": pl.String, "right": pl.String})
    with pytest.raises(MatchError, match="两次"):
        constrained_clusters(
            nodes,
            pairs.with_columns(pl.lit(1).alias("weight_milli")),
            apart=pairs,
            together=pairs,
            renumbered=pl.DataFrame(schema={"old": pl.String, "new": pl.String}),
        )


PAIR = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES))
LINKS = st.lists(st.tuples(PAIR, st.integers(1, 4)), max_size=14)
NUMBERS = st.lists(st.sampled_from([None, None, "1", "2"]), min_size=8, max_size=8)
APART = st.lists(PAIR.filter(lambda pair: pair[0] != pair[1]), max_size=3)


@given(NUMBERS, LINKS, APART, st.lists(PAIR, max_size=2), st.randoms())
def test_any_order_is_the_same_and_constraints_hold(
    numbers: list[str | None],
    links: list[tuple[tuple[str, str], int]],
    apart: Pairs,
    together: Pairs,
    chance: Random,
) -> None:
    identities = dict(zip(NAMES, numbers, strict=True))
    edges = [(*pair, weight) for pair, weight in links]
    found = cluster(identities, edges, apart, together)
    group = groups(found)
    assert all(group[one] != group[other] for one, other in apart)
    for name in set(group.values()):
        held = {identities[one] for one in NAMES if group[one] == name} - {None}
        assert len(held) <= 1
    turned = [(right, left, weight) for left, right, weight in edges]
    chance.shuffle(turned)
    mixed = list(identities.items())
    chance.shuffle(mixed)
    again = cluster(dict(mixed), turned, apart[::-1], together[::-1])
    assert again.clusters.equals(found.clusters)
    assert again.cuts.equals(found.cuts)
    more = cluster(
        {**identities, "y": None, "z": None}, [*edges, ("y", "z", 2)], apart, together
    )
    assert {name: groups(more)[name] for name in NAMES} == group
