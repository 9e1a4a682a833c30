"""Links against the truth: given / expect."""

import polars as pl
import pytest

from bench.identity.scorer import Truth, at_least, best, best_of_each, quality

LEFT = pl.DataFrame({"record_id": ["a1", "a2", "a3"], "person": [1, 2, 3]})
RIGHT = pl.DataFrame({"record_id": ["b1", "b2", "b9"], "person": [1, 2, 9]})
Link = tuple[str, str, float]


def links(*rows: Link) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["left_id", "right_id", "score"], orient="row")


def test_truth_is_every_pair_of_a_person() -> None:
    truth = Truth(left=LEFT, right=RIGHT)
    assert sorted(truth.pairs().rows()) == [("a1", "b1"), ("a2", "b2")]


def test_within_one_table_each_pair_counts_once() -> None:
    table = pl.DataFrame({"record_id": ["r1", "r2", "r3"], "person": [1, 1, 1]})
    assert Truth(left=table, right=table, within=True).pairs().height == 3


def test_a_wrong_link_and_a_missed_one() -> None:
    found = Truth(left=LEFT, right=RIGHT).judged(
        links(("a1", "b1", 5.0), ("a3", "b9", 1.0))
    )
    assert found["is_true"].to_list() == [True, False]
    assert at_least(found, 2, 0.0).as_row() == {
        "f1": 0.5, "precision": 0.5, "recall": 0.5, "false": 1,
    }  # fmt: skip
    assert best(found, 2) == (5.0, quality(1, 0, 2))


@pytest.mark.parametrize(
    ("given", "margin", "expect"),
    [
        ([("a1", "b1", 5.0), ("a2", "b1", 4.0)], 0.0, ["a1"]),
        ([("a1", "b1", 5.0), ("a2", "b1", 5.0)], 0.0, []),
        ([("a1", "b1", 5.0), ("a2", "b1", 4.0)], 2.0, []),
        ([("a1", "b1", 5.0)], 2.0, ["a1"]),
    ],
)
def test_one_link_for_each_right_record(
    given: list[Link], margin: float, expect: list[str]
) -> None:
    assert best_of_each(links(*given), margin=margin)["left_id"].to_list() == expect


def test_no_link_at_all() -> None:
    judged = Truth(left=LEFT, right=RIGHT).judged(links(("a1", "b1", 1.0)).clear())
    assert best(judged, 2)[1] == quality(0, 0, 2)
