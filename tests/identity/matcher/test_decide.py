"""From weights to decisions: rivals, tiers, lines; and what is said of them."""

import re

import polars as pl
import pytest

import identity
from identity.matcher.choose import NO_RIVAL, choose
from identity.matcher.epoch import ANCHORED, SETTLED
from identity.matcher.model import Model
from identity.matcher.model_file import load_model
from identity.matcher.result import link_table, summary
from identity.matcher.weigh import probability
from tests.identity.matcher.people import people

MODEL = load_model("resident")
STRICT_MARGIN, LINE_OF_NAMES, REVIEW = 300, 2000, -6000
Pair = tuple[str, int, str | None]
HELD = ("birth_date", "village")


def weighed(*pairs: Pair, speaking: tuple[str, ...] = HELD) -> pl.DataFrame:
    """Return weighed pairs (left id, weight, certain tier) of one right record."""
    rows = [
        {"left": at, "right": 0, "left_id": name, "right_id": "B1"}
        | {"weight_milli": weight, "certain": certain}
        for at, (name, weight, certain) in enumerate(pairs)
    ]
    frame = pl.DataFrame(rows, schema_overrides={"certain": pl.String})
    return frame.with_columns(
        column
        for spec in MODEL.comparisons
        for column in (
            pl.lit(0 if spec.field in speaking else -1, pl.Int8).alias(spec.field),
            pl.lit(1000 if spec.field in speaking else 0).alias(f"{spec.field}.milli"),
        )
    )


def decided(
    frame: pl.DataFrame, *, model: Model = MODEL, method: str = ANCHORED
) -> dict[str, str]:
    """Return the decision on each left record."""
    found = choose(frame, model, method, many=False)
    return dict(found.select("left_id", "decision").iter_rows())


@pytest.mark.parametrize(
    ("weight", "expected"),
    [
        (0, "accept"),
        (-1, "review"),
        (REVIEW, "review"),
        (REVIEW - 1, "reject"),
    ],
)
def test_lines(weight: int, expected: str) -> None:
    assert decided(weighed(("A1", weight, None))) == {"A1": expected}


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        # The best must lead the second by the margin.
        ([("A1", 5000, None), ("A2", 4700, None)], {"A1": "accept", "A2": "review"}),
        ([("A1", 5000, None), ("A2", 4701, None)], {"A1": "review", "A2": "review"}),
        ([("A1", 5000, None), ("A2", 5000, None)], {"A1": "review", "A2": "review"}),
        ([("A1", 5000, None), ("A2", -7000, None)], {"A1": "accept", "A2": "reject"}),
        # Who needs no weighing comes first, however heavy the others are.
        ([("A1", -900, "T1"), ("A2", 9000, None)], {"A1": "accept", "A2": "review"}),
        ([("A1", -9000, "T1")], {"A1": "accept"}),
        # Of two that need no weighing, one: the heavier, then the lower id.
        ([("A1", 5, "T1"), ("A2", 9, "T1")], {"A1": "review", "A2": "accept"}),
        ([("A2", 5, "T1"), ("A1", 5, "T1")], {"A1": "accept", "A2": "review"}),
    ],
)
def test_rivals(pairs: list[Pair], expected: dict[str, str]) -> None:
    assert decided(weighed(*pairs)) == expected
    assert decided(weighed(*reversed(pairs))) == expected


def test_margins_are_leads_over_the_best_rival() -> None:
    frame = weighed(("A1", 5000, None), ("A2", 3000, None), ("A3", 1000, None))
    found = choose(frame, MODEL, ANCHORED, many=False).sort("place")
    assert found["margin_milli"].to_list() == [2000, -2000, -4000]
    assert found["probability"].sum() < 1
    alone = choose(weighed(("A1", 5000, None)), MODEL, ANCHORED, many=False)
    assert alone["margin_milli"].to_list() == [NO_RIVAL]
    assert alone["probability"].equals(probability(alone["weight_milli"]))


def test_many_persons_are_no_rivals() -> None:
    frame = weighed(("A1", 5000, None), ("A2", 5000, None))
    found = choose(frame, MODEL, ANCHORED, many=True)
    assert found["decision"].to_list() == ["accept", "accept"]


@pytest.mark.parametrize(
    ("speaking", "weight", "method", "expected"),
    [
        (("name",), LINE_OF_NAMES, ANCHORED, ("T6", "accept")),
        (("name",), LINE_OF_NAMES - 1, ANCHORED, ("T6", "review")),
        (("name",), 90_000, SETTLED, ("T6", "review")),
        (("name", "village"), 0, ANCHORED, ("T5", "accept")),
        (("name", "village"), 0, SETTLED, ("T5", "accept")),
        (("id_number", "name"), 0, ANCHORED, ("T2", "accept")),
    ],
)
def test_a_name_alone_has_a_line_of_its_own(
    speaking: tuple[str, ...], weight: int, method: str, expected: tuple[str, str]
) -> None:
    frame = weighed(("A1", weight, None), speaking=speaking)
    found = choose(frame, MODEL, method, many=False)
    assert found.select("tier", "decision").row(0) == expected


@pytest.mark.parametrize(
    ("level", "tier"),
    [
        ("same_number", "T2"),
        ("one_digit_wrong", "T4"),
        ("cut_by_spreadsheet", "T4"),
        ("shown_digits_agree", "T4"),
        ("two_digits_wrong", "T4"),
        ("both_valid_but_different", "T5"),
        ("different_number", "T5"),
    ],
)
def test_a_tier_is_the_first_that_fits(level: str, tier: str) -> None:
    place = MODEL.places("id_number", [level])[0]
    frame = weighed(("A1", 0, None)).with_columns(
        pl.lit(place, pl.Int8).alias("id_number")
    )
    assert choose(frame, MODEL, ANCHORED, many=False)["tier"].to_list() == [tier]


@pytest.fixture(scope="module")
def linked() -> identity.Linked:
    made = people(1500, 600, seed=17)
    return identity.link(made.register, made.claims, MODEL)


def test_prior_and_parts_are_the_weight(linked: identity.Linked) -> None:
    pairs = linked.pairs
    parts = [f"{spec.field}.milli" for spec in MODEL.comparisons]
    total = pairs.select(
        pl.sum_horizontal(*parts, "household_milli") + linked.epoch.prior_milli
    ).to_series()
    assert total.cast(pl.Int32).equals(pairs["weight_milli"], check_names=False)
    assert (pairs["household_milli"] <= 0).all()
    for spec in MODEL.comparisons:
        unknown = pairs.filter(pl.col(spec.field) < 0)
        assert (unknown[f"{spec.field}.milli"] == 0).all()


def test_probabilities_of_rivals_sum_to_no_more_than_one(
    linked: identity.Linked,
) -> None:
    pairs = linked.pairs
    assert pairs["probability"].is_between(0, 1).all()
    totals = pairs.group_by("right_id").agg(pl.col("probability").sum())
    assert (totals["probability"] <= 1.00001).all()
    accepted = pairs.filter(pl.col("decision") == "accept")
    assert accepted["right_id"].is_unique().all()


def test_rare_names_weigh_more_than_frequent_ones(linked: identity.Linked) -> None:
    same = linked.pairs.filter(pl.col("name") == 0)
    held = linked.sides.left.rows["name.key"].value_counts(name="held")
    names = linked.sides.left.rows["name.key"].gather(same["left"])
    counted = same.with_columns(names.alias("name.key")).join(held, on="name.key")
    by = "held", pl.col("name.key").str.len_chars().alias("length")
    by_count = counted.group_by(*by).agg(pl.col("name.milli").unique())
    assert by_count["name.milli"].list.len().to_list() == [1] * by_count.height
    for _, same_length in by_count.sort("held").group_by("length"):
        weights = same_length["name.milli"].list.first().to_list()
        assert len(weights) > 1
        assert weights == sorted(weights, reverse=True)


BITS = re.compile(r"[+−]\d+\.\d")


def test_an_explanation_names_each_fact_with_its_bits(linked: identity.Linked) -> None:
    told = link_table(linked, every=True)
    for sentence in told["explanation"]:
        *facts, prior, total = sentence.split("；")
        assert prior.startswith("起点 ")
        assert total.startswith("合计 ")
        bits = [BITS.findall(part) for part in (*facts, prior, total)]
        assert all(len(found) == 1 for found in bits)
        said = [float(found[0].replace("−", "-")) for found in bits]
        assert sum(said[:-1]) == pytest.approx(said[-1], abs=0.05 * len(said))
    assert told["explanation"].str.contains("姓名一致 +", literal=True).any()
    assert not told["explanation"].str.contains(r"[a-zA-Z0-9]{5,}").any()


def test_the_table_is_sorted_and_the_numbers_are_its_own(
    linked: identity.Linked,
) -> None:
    told, shown = link_table(linked, every=True), summary(linked)
    assert told.equals(told.sort("right_id", "decision", "left_id"))
    counts = dict(told["decision"].value_counts().iter_rows())
    assert shown["accepted"] == counts.get("accept", 0)
    assert shown["review"] == counts.get("review", 0)
    assert shown["scored"] == told.height
    assert link_table(linked).height == told.height - counts.get("reject", 0)
