"""What is said of the pairs that were missed: given / expect."""

import polars as pl

from bench.identity.inspect_links import missed_by_kind
from bench.identity.scorer import Truth

COLUMNS = ["record_id", "person", "id_number", "birth_date", "village", "phone"]


def table(*rows: tuple[str | int | None, ...]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


TRUTH = Truth(
    left=table(
        ("a1", 1, "11", "1980", "甲村", "1"),
        ("a2", 2, "22", "1981", "乙村", "2"),
        ("a3", 3, "33", "1982", "丙村", "3"),
        ("a4", 4, "44", "1983", "丁村", "4"),
        ("a5", 5, "55", "1984", "戊村", "5"),
    ),
    right=table(
        ("b1", 1, "11", None, None, None),
        ("b2", 2, None, None, None, None),
        ("b3", 3, None, None, "丙村", None),
        ("b4", 4, None, None, "己村", None),
        ("b5", 5, "99", None, None, None),
    ),
)


def test_each_missed_pair_stands_under_what_was_in_its_way() -> None:
    found = pl.DataFrame({"left_id": ["a1"], "right_id": ["b1"], "score": [9.0]})
    proposed = pl.DataFrame(
        {
            "left_id": ["a1", "a2", "a1", "a3", "a1", "a4"],
            "right_id": ["b1", "b2", "b2", "b3", "b3", "b4"],
            "score": [9.0, 1.0, 1.0, 2.0, 3.0, -1.0],
        }
    )
    missed = missed_by_kind(TRUTH.judged(found), proposed, TRUTH)
    assert missed.rows() == [
        ("fits best, but too little agrees", 1, 1),
        ("no key proposed the pair", 1, 0),
        ("somebody else fits as well", 1, 1),
        ("somebody else fits better", 1, 0),
    ]
