"""Samples: exact in size, the same for any order of the rows, certain for the large."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from rules.audit_tests.sampling import monetary_unit_sample, random_sample
from tests.rules.audit_tests.rows import asked, records, table

AMOUNTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=60)


def test_a_random_sample_is_of_the_size_asked() -> None:
    rows = table(range(500))
    drawn = records(random_sample(rows, asked(size=40, seed="甲")))
    assert len(drawn) == len(set(drawn)) == 40
    assert drawn == records(random_sample(rows, asked(size=40, seed="甲")))
    assert drawn != records(random_sample(rows, asked(size=40, seed="乙")))


def test_a_larger_sample_of_a_seed_holds_the_smaller() -> None:
    rows = table(range(100))
    few = records(random_sample(rows, asked(size=10)))
    assert records(random_sample(rows, asked(size=30)))[:10] == few


def test_each_row_is_as_likely_as_another() -> None:
    rows = table(range(10))
    drawn = [
        one
        for seed in range(500)
        for one in records(random_sample(rows, asked(size=3, seed=str(seed))))
    ]
    counts = [drawn.count(f"r{n:03d}") for n in range(10)]
    assert sum(counts) == 1_500
    assert all(109 < count < 191 for count in counts)  # 150, within four deviations


def test_with_keys_each_group_gives_its_own() -> None:
    rows = table(range(30), ["甲"] * 20 + ["乙"] * 8 + ["丙"] * 2)
    result = random_sample(rows, asked(size=5))
    taken = {r["key_1"]: r["taken"] for r in result.tables["抽样"].to_dicts()}
    assert taken == {"甲": 5, "乙": 5, "丙": 2}
    assert result.left_out == ("1 组不足 5 行，已全部抽取",)


@given(AMOUNTS, st.integers(1, 30), st.integers(0, 999))
def test_a_sample_does_not_depend_on_the_order_of_rows(
    amounts: list[int], size: int, turn: int
) -> None:
    rows = table(amounts)
    turned = rows.sample(fraction=1, shuffle=True, seed=turn)
    for draw in (random_sample, monetary_unit_sample):
        one, other = draw(rows, asked(size=size)), draw(turned, asked(size=size))
        assert one.records.rows() == other.records.rows()
        assert one.sentence == other.sentence


@given(AMOUNTS, st.integers(1, 30), st.text(max_size=3))
def test_a_row_of_an_interval_or_more_is_certain(
    amounts: list[int], size: int, seed: str
) -> None:
    result = monetary_unit_sample(table(amounts), asked(size=size, seed=seed))
    hits = dict(result.records.select("record_id", "hits").rows())
    total = sum(amounts)
    assert sum(hits.values()) == (size if total else 0)
    for place, amount in enumerate(amounts):
        at_most = -(-amount * size // total) + 1 if total else 0
        least = amount * size // total if total else 0
        assert least <= hits.get(f"r{place:03d}", 0) <= at_most
    assert all(amounts[int(one[1:])] > 0 for one in hits)


def test_the_large_row_is_named_as_certain() -> None:
    result = monetary_unit_sample(table([100, 100, 100, 700, -50, 0]), asked(size=5))
    certain = result.records.filter(pl.col("is_certain"))
    assert certain["record_id"].to_list() == ["r003"]
    assert certain["hits"].item() in {3, 4}
    assert "其中 1 行不小于间隔，必然抽到" in result.sentence
    assert len(result.left_out) == 2


def test_nothing_above_zero_gives_no_sample() -> None:
    result = monetary_unit_sample(table([0, -5, None]), asked(size=5))
    assert records(result) == []
    assert result.tables["抽样"]["hits"].to_list() == [0]
