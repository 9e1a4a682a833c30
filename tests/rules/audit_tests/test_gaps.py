"""Gaps in numbering: prefixes, leading zeros, long numbers."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rules.audit_tests.gaps import JUMP_ABOVE, gaps
from tests.rules.audit_tests.rows import asked, records, table


def test_each_prefix_is_a_series_and_zeros_do_not_part_it() -> None:
    numbers = ["A0008", "A0011", "B07", "B09", "A0009", "A0012", "B10"]
    result = gaps(table(numbers), asked())
    found = result.tables["断号"].select("prefix", "missing_from", "missing_to")
    assert found.rows() == [("A", "A0010", "A0010"), ("B", "B08", "B08")]
    assert result.sentence == "「所查列」中断 2 处，共缺 2 个号。"
    assert records(result) == ["r004", "r001", "r002", "r003"]
    assert result.records["side"].to_list() == ["断号前一号", "断号后一号"] * 2


def test_zeros_run_over_into_a_longer_number() -> None:
    result = gaps(table(["098", "099", "100", "102", "9", "11"]), asked())
    found = result.tables["断号"].select("missing_from", "missing_to", "missing")
    assert found.rows() == [("10", "10", 1), ("12", "97", 86), ("101", "101", 1)]


def test_keys_part_the_series() -> None:
    result = gaps(table(["1", "2", "3", "5"], ["甲", "乙", "甲", "乙"]), asked())
    found = result.tables["断号"].select("key_1", "missing_from", "missing_to")
    assert found.rows() == [("乙", "3", "4"), ("甲", "2", "2")]
    assert result.sentence.startswith("按「分组列」分组，")


def test_what_cannot_be_numbered_is_named() -> None:
    result = gaps(table(["1", "作废", None, " ", "2"]), asked())
    assert result.left_out == (
        "2 行没有号码或分组列为空，未计入",
        "1 行的号码不以数字结尾，未计入",
    )
    assert result.tables["断号"].is_empty()


def test_a_number_on_two_rows_is_counted_once_and_named() -> None:
    totals = gaps(table(["007", "7", "8"]), asked()).tables["号段"].to_dicts()
    assert [(t["present"], t["repeated"], t["missing"]) for t in totals] == [(2, 1, 0)]


def test_a_long_number_keeps_its_last_digits_apart() -> None:
    numbers = ["4202810000000000000000001", "4202810000000000000000003"]
    (found,) = gaps(table(numbers), asked()).tables["断号"].to_dicts()
    assert found["missing_from"] == "4202810000000000000000002"


def test_a_great_distance_is_a_change_of_series() -> None:
    result = gaps(table([1, 3, 3 + JUMP_ABOVE + 2]), asked())
    assert result.tables["断号"]["is_jump"].to_list() == [False, True]
    assert "另有 1 处" in result.sentence


@given(st.sets(st.integers(0, 400), min_size=1))
def test_gaps_and_what_is_there_are_the_whole_range(present: set[int]) -> None:
    result = gaps(table([f"票{n:04}" for n in sorted(present)]), asked())
    spans = result.tables["断号"].select("missing_from", "missing_to").rows()
    missing = {n for a, b in spans for n in range(int(a[1:]), int(b[1:]) + 1)}
    assert missing | present == set(range(min(present), max(present) + 1))
    assert not missing & present
    assert len(spans) == sum(b - a > 1 for a, b in pairwise(sorted(present)))
