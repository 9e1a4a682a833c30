"""Linking a register and claims: right, one of each, and bounded by its caps."""

from collections.abc import Callable

import polars as pl
import pytest

import identity
from identity.matcher.result import COLUMNS, link_table, summary
from store.errors import MatchError
from tests.identity.matcher.people import People, people

RESIDENTS, CLAIMS = 4000, 1500


@pytest.fixture(scope="module")
def made() -> People:
    return people(RESIDENTS, CLAIMS)


@pytest.fixture(scope="module")
def linked(made: People) -> identity.Linked:
    return identity.link(made.register, made.claims, "resident")


def accepted(linked: identity.Linked) -> dict[str, str]:
    pairs = linked.pairs.filter(pl.col("decision") == "accept")
    assert pairs["right_id"].is_unique().all()
    return dict(pairs.select("right_id", "left_id").iter_rows())


def test_links_are_right(made: People, linked: identity.Linked) -> None:
    found = accepted(linked)
    right = sum(made.truth[claim] == left for claim, left in found.items())
    known = sum(left is not None for left in made.truth.values())
    assert right / len(found) > 0.998
    assert right / known > 0.99


def test_every_kind_of_error_is_seen_through(
    made: People, linked: identity.Linked
) -> None:
    found = accepted(linked)
    for kind in sorted(set(made.errors.values())):
        claims = [c for c, k in made.errors.items() if k == kind and made.truth[c]]
        right = sum(found.get(claim) == made.truth[claim] for claim in claims)
        assert right / len(claims) > 0.9, kind


def test_certain_links_are_never_wrong(made: People, linked: identity.Linked) -> None:
    sure = linked.pairs.filter(
        pl.col("certain").is_not_null() & (pl.col("decision") == "accept")
    )
    assert sure.height > CLAIMS / 2
    assert all(
        made.truth[claim] == left
        for claim, left in sure.select("right_id", "left_id").iter_rows()
    )


def test_table_is_as_agreed(linked: identity.Linked) -> None:
    table = link_table(linked)
    assert tuple(table.columns) == COLUMNS
    assert set(table["decision"]) <= {"accept", "review"}
    assert set(link_table(linked, every=True)["decision"]) == {
        "accept",
        "review",
        "reject",
    }
    assert table["probability"].is_between(0, 1).all()
    assert table["tier"].is_in(["T1", "T2", "T3", "T4", "T5", "T6"]).all()
    assert table["explanation"].str.contains("合计").all()


def test_row_order_does_not_matter(made: People, linked: identity.Linked) -> None:
    other = identity.link(made.register.reverse(), made.claims.reverse(), "resident")
    assert link_table(other).equals(link_table(linked))


def test_number_and_name_alone_are_enough(made: People) -> None:
    few = ["record_id", "id_number", "name"]
    linked = identity.link(
        made.register.select(few), made.claims.select(few), "resident"
    )
    found = accepted(linked)
    assert summary(linked)["accepted"] == len(found) > CLAIMS / 2
    wrong = [claim for claim, left in found.items() if made.truth[claim] != left]
    assert len(wrong) <= len(found) // 200
    tiers = dict(linked.pairs.select("right_id", "tier").iter_rows())
    assert {tiers[claim] for claim in wrong} <= {"T6"}  # a namesake, nothing else known


def test_one_table_with_itself(made: People) -> None:
    claims = made.claims.filter(pl.col("id_number").is_not_null())
    linked = identity.link(claims, None, "resident")
    pairs = linked.pairs.filter(pl.col("decision") == "accept")
    assert pairs.height
    assert (pairs["left_id"] < pairs["right_id"]).all()
    wrong = [
        (one, other)
        for one, other in pairs.select("left_id", "right_id").iter_rows()
        if made.truth[one] != made.truth[other]
    ]
    assert len(wrong) <= pairs.height // 200


@pytest.mark.parametrize("side", ["left", "right", "both"])
def test_an_empty_side_links_nobody(made: People, side: str) -> None:
    left = made.register.clear() if side != "right" else made.register
    right = made.claims.clear() if side != "left" else made.claims
    assert not identity.link(left, right, "resident").pairs.height


def test_columns_of_nulls_and_of_other_types(made: People) -> None:
    odd = made.register.with_columns(
        pl.col("birth_date").str.to_date("%Y%m%d"),
        pl.col("phone").cast(pl.Int64),
        pl.lit(None).alias("village"),
        pl.lit(value=True).alias("sex"),
    )
    linked = identity.link(odd, made.claims, "resident")
    found = accepted(linked)
    right = sum(made.truth[claim] == left for claim, left in found.items())
    assert right > 0.9 * len([c for c in made.truth.values() if c])


def without_ids(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.drop("record_id")


def with_two_twice(rows: pl.DataFrame) -> pl.DataFrame:
    return pl.concat([rows, rows.head(2)])


def with_empty_ids(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(pl.lit(None, pl.String).alias("record_id"))


def with_listed_ids(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(pl.concat_list("record_id"))


def with_lists(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(pl.concat_list("name"))


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (without_ids, "没有列“record_id”"),
        (with_two_twice, "有 2 个重复"),
        (with_empty_ids, "没有记录编号"),
        (with_lists, "不能比较"),
        (with_listed_ids, "不能比较"),
    ],
)
def test_what_cannot_be_linked_is_said(
    made: People, broken: Callable[[pl.DataFrame], pl.DataFrame], message: str
) -> None:
    with pytest.raises(MatchError, match=message):
        identity.link(broken(made.register), made.claims, "resident")


def test_one_value_everywhere_is_bounded(made: People) -> None:
    same = {"id_number": "420526199001010019", "phone": "13800000000"}
    crowd = [
        frame.with_columns(pl.lit(value).alias(name) for name, value in same.items())
        for frame in (made.register, made.claims)
    ]
    linked = identity.link(crowd[0], crowd[1], "resident")
    assert linked.pairs.height < 60 * CLAIMS
    assert int(str(summary(linked)["capped_pairs"])) >= RESIDENTS * CLAIMS


def test_a_crowd_of_one_name_is_bounded(made: People) -> None:
    crowd = [
        frame.with_columns(pl.lit("张伟").alias("name"))
        for frame in (made.register, made.claims)
    ]
    linked = identity.link(crowd[0], crowd[1], "resident")
    assert linked.pairs.height < 100 * CLAIMS
