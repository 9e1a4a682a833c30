"""The open world: who bears no number is not taken for as well known as the others."""

import polars as pl
import pytest

import identity
from identity.matcher.epoch import Epoch
from tests.identity.matcher.people import People, people


@pytest.fixture(scope="module")
def made() -> People:
    return people(3000, 3000, seed=11)


def share_of(epoch: Epoch) -> float:
    """Return how many records are taken to have their person on the left."""
    return 2 ** (epoch.prior_milli / 1000) * epoch.left_records


def with_numberless(made: People, known: int, unknown: int) -> pl.DataFrame:
    """Return the claims with a number, and so many without of either kind."""
    is_known = pl.col("record_id").replace_strict(
        {claim: left is not None for claim, left in made.truth.items()}
    )
    facts = made.claims.with_columns(is_known=is_known)
    numbered = facts.filter(pl.col("is_known"), pl.col("id_number").is_not_null())
    bare = facts.with_columns(
        pl.lit(None, pl.String).alias("id_number"),
        ("bare-" + pl.col("record_id")).alias("record_id"),
    )
    few = [
        bare.filter(pl.col("is_known") == flag).head(many)
        for flag, many in ((True, known), (False, unknown))
    ]
    return pl.concat([numbered, *few]).drop("is_known")


@pytest.mark.parametrize(("known", "unknown"), [(60, 180), (30, 220), (120, 120)])
def test_the_share_of_the_numberless_is_found(
    made: People, known: int, unknown: int
) -> None:
    claims = with_numberless(made, known, unknown)
    learnt = identity.link(made.register, claims, "resident").epoch
    assert share_of(learnt) == pytest.approx(known / (known + unknown), abs=0.12)


def test_it_is_never_above_what_numbers_taught(made: People) -> None:
    counted, bare = (
        identity.link(made.register, with_numberless(made, known, 0), "resident").epoch
        for known in (0, 200)
    )
    assert counted.prior_milli >= bare.prior_milli
    assert share_of(bare) == pytest.approx(share_of(counted), abs=0.05)


def test_too_few_numberless_teach_nothing(made: People) -> None:
    none, few, many = (
        identity.link(made.register, with_numberless(made, 0, bare), "resident").epoch
        for bare in (0, 40, 200)
    )
    assert many.prior_milli < few.prior_milli == none.prior_milli


def test_the_order_of_rows_does_not_matter(made: People) -> None:
    claims = with_numberless(made, 60, 180)
    one = identity.link(made.register, claims, "resident").epoch
    other = identity.link(made.register.reverse(), claims.reverse(), "resident").epoch
    assert one.prior_milli == other.prior_milli
