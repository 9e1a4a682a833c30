"""Judged pairs: what they change in a linking, what is asked, and what is refused."""

from random import Random

import numpy as np
import polars as pl
import pytest

import identity
from identity.ask import pairs_worth_asking, question_sheet
from identity.labels import Labelled, read_labels, with_labels
from identity.matcher.weigh import weigh
from store.errors import MatchError
from tests.identity.matcher.people import People, people

LABELS = pl.Schema(
    {"left_id": pl.String(), "right_id": pl.String(), "verdict": pl.String()}
)
NONE = pl.DataFrame(schema=LABELS)


@pytest.fixture(scope="module")
def made() -> People:
    return people(2000, 800)


@pytest.fixture(scope="module")
def linked(made: People) -> identity.Linked:
    return identity.link(made.register, made.claims, "resident")


def labels(*rows: tuple[str, str, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=LABELS, orient="row")


def by_truth(made: People, linked: identity.Linked, count: int) -> pl.DataFrame:
    """Return verdicts, all true, on the pairs most worth asking about."""
    fields = [spec.field for spec in linked.model.comparisons]
    asked = pairs_worth_asking(linked.pairs, count, levels=fields, accept_milli=0)
    return labels(
        *(
            (left, right, "same" if made.truth[right] == left else "different")
            for left, right in asked.select("left_id", "right_id").iter_rows()
        )
    )


def doubted(made: People, linked: identity.Linked) -> Labelled:
    """Return what sixty labels do of which analysts call every fourth the opposite."""
    other = {"same": "different", "different": "same"}
    told = by_truth(made, linked, 60).rows()
    given = [
        (left, right, verdict if at % 4 else other[verdict])
        for at, (left, right, verdict) in enumerate(told)
    ]
    return with_labels(linked, labels(*given), many=False)


def test_labels_that_contradict_the_model_lower_its_loss(
    made: People, linked: identity.Linked
) -> None:
    found = doubted(made, linked)
    assert found.method == "platt"
    assert found.same > 0
    assert found.different > 0
    assert found.loss_after < found.loss_before / 2


def test_labels_that_the_model_knew_leave_its_probability(
    made: People, linked: identity.Linked
) -> None:
    found = with_labels(linked, by_truth(made, linked, 60), many=False)
    assert found.method == "own"
    assert found.loss_after < 0.001


def test_twenty_labels_move_few_decisions(
    made: People, linked: identity.Linked
) -> None:
    after = with_labels(linked, by_truth(made, linked, 20), many=False).linked
    beside = linked.pairs.join(after.pairs, on=["left_id", "right_id"])
    assert beside.height == linked.pairs.height
    moved = beside.filter(pl.col("decision") != pl.col("decision_right"))
    assert moved.height <= 20
    for spec in linked.model.comparisons:
        was, now = (
            np.array(one.epoch.comparisons[spec.field].m) for one in (linked, after)
        )
        common = was > 10_000_000
        assert abs(np.log2(now[common] / was[common])).max() < 1


def test_weights_are_those_of_the_updated_m(
    made: People, linked: identity.Linked
) -> None:
    after = doubted(made, linked).linked
    assert after.epoch.comparisons["name"].m != linked.epoch.comparisons["name"].m
    again = weigh(after.sides, after.pairs, after.model, after.epoch)
    assert again["weight_milli"].equals(after.pairs["weight_milli"])
    assert after.pairs["probability"].is_between(0, 1).all()


def test_rivals_still_share_one_probability(
    made: People, linked: identity.Linked
) -> None:
    after = doubted(made, linked).linked
    together = after.pairs.group_by("right").agg(pl.col("probability").sum())
    assert (together["probability"] <= 1.001).all()


def test_what_cannot_be_used_is_counted(made: People, linked: identity.Linked) -> None:
    given = labels(
        ("A1", "B1", "different"), ("A1", "B2", "unsure"), ("A1", "Z", "same")
    )
    found = with_labels(linked, given, many=False)
    assert (found.different, found.unsure, found.unknown) == (1, 1, 1)
    assert found.record["labels"] == 1


def test_labels_of_other_tables_are_an_error(linked: identity.Linked) -> None:
    with pytest.raises(MatchError, match="没有一对可用"):
        with_labels(linked, labels(("X", "Y", "same")), many=False)


def test_within_one_table_the_order_of_ids_does_not_matter(made: People) -> None:
    one = identity.link(made.claims, None, "resident")
    left, right = one.pairs.select("left_id", "right_id").row(0)
    found = [
        with_labels(one, labels((a, b, "different")), many=False).linked.pairs
        for a, b in ((left, right), (right, left))
    ]
    assert found[0].equals(found[1])
    with pytest.raises(MatchError, match="对调"):
        with_labels(
            one, labels((left, right, "same"), (right, left, "different")), many=False
        )


def test_reads_verdicts_in_chinese_and_leaves_out_empty_ones() -> None:
    table = pl.DataFrame(
        {
            "left_id": ["A1", "A2", "'=A3"],
            "right_id": ["B1", "B2", "B3"],
            "verdict": ["同一人", None, " different "],
        }
    )
    found = read_labels(table, "判定.csv")
    assert found.rows() == [("A1", "B1", "same"), ("=A3", "B3", "different")]


@pytest.mark.parametrize(
    ("verdicts", "told"),
    [
        (["same", "也许"], "判定.csv 第 3 行：verdict 不是判定"),
        (["same", "different"], "判定.csv 第 3 行：同一对"),
    ],
)
def test_a_mistaken_row_is_named(verdicts: list[str], told: str) -> None:
    rows = {"left_id": ["A", "A"], "right_id": ["B", "B"], "verdict": verdicts}
    with pytest.raises(MatchError, match=told):
        read_labels(pl.DataFrame(rows), "判定.csv")


def test_a_missing_column_is_named() -> None:
    with pytest.raises(MatchError, match="缺少列 right_id、verdict"):
        read_labels(pl.DataFrame({"left_id": ["A"]}), "判定.csv")


def weighed(*rows: tuple[str, int, int]) -> pl.DataFrame:
    """Return pairs of a right record, a level of one field and a weight in bits."""
    return pl.DataFrame(
        {
            "left_id": ["A"] * len(rows),
            "right_id": [row[0] for row in rows],
            "name": [row[1] for row in rows],
            "weight_milli": [row[2] * 1000 for row in rows],
            "certain": pl.Series([None] * len(rows), dtype=pl.String),
        }
    )


def asked(pairs: pl.DataFrame, count: int) -> list[str]:
    found = pairs_worth_asking(pairs, count, levels=["name"], accept_milli=0)
    return found["right_id"].to_list()


def test_asks_one_of_each_pattern_first_then_the_nearest() -> None:
    pairs = weighed(("a", 0, 0), ("b", 0, 1), ("c", 1, 3), ("d", 2, -5), ("e", 0, 30))
    assert asked(pairs, 3) == ["a", "c", "d"]
    assert asked(pairs, 9) == ["a", "c", "d", "b", "e"]


def test_never_asks_about_certain_pairs() -> None:
    sure = weighed(("a", 0, 0)).with_columns(certain=pl.lit("T1"))
    assert asked(sure, 5) == []


def test_asks_the_same_in_any_order_of_rows() -> None:
    pairs = weighed(*((f"r{at}", at % 3, at % 4) for at in range(40)))
    mixed = pairs[Random(3).sample(range(40), 40)]
    assert asked(mixed, 12) == asked(pairs, 12)


def test_the_sheet_masks_numbers_and_asks_nothing_twice(
    made: People, linked: identity.Linked
) -> None:
    tables = (made.register, made.claims)
    first = question_sheet(linked, tables, 10, NONE)
    assert first.height == 10
    assert first["verdict"].null_count() == 10
    text = first.write_csv()
    numbers = [*made.register["id_number"], *made.claims["id_number"].drop_nulls()]
    assert not any(
        number in text for number in numbers if len(number) == 18 and "*" not in number
    )
    judged = first.select("left_id", "right_id", verdict=pl.lit("unsure"))
    second = question_sheet(linked, tables, 10, judged)
    assert not second.join(first, on=["left_id", "right_id"]).height
