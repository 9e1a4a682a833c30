"""Where links go wrong: by kind of error, in families, beyond any system's reach."""

import polars as pl

from bench.identity.ours import CERTAIN
from bench.identity.scorer import Truth

KNOWN = ("id_number", "birth_date", "village", "phone")


def by_error(judged: pl.DataFrame, truth: Truth, kind: str) -> pl.DataFrame:
    """Return true pairs, found ones, recall and false links of each kind of error."""
    kinds = truth.right.select(kind, right_id="record_id")
    wanted = truth.pairs().join(kinds, on="right_id").group_by(kind).len("pairs")
    found = (
        judged.join(kinds, on="right_id")
        .group_by(kind)
        .agg(
            pl.col("is_true").sum().alias("found"),
            (~pl.col("is_true")).sum().alias("false"),
        )
    )
    both = wanted.join(found, on=kind, how="left").fill_null(0)
    recall = (pl.col("found") / pl.col("pairs")).round(4)
    return both.with_columns(recall.alias("recall")).sort(kind)


def in_families(judged: pl.DataFrame, truth: Truth) -> int:
    """Return how many false links are to another person of the same household.

    The household of a claim is known only where its person is in the register.
    """
    home = truth.left.select("person", "household")
    right = truth.right.select("person", right_id="record_id").join(home, on="person")
    left = truth.left.select(left_id="record_id", left_home="household")
    false = judged.filter(~pl.col("is_true"))
    met = false.join(right, on="right_id").join(left, on="left_id")
    return met.filter(pl.col("household") == pl.col("left_home")).height


def blocking_recall(proposed: pl.DataFrame, truth: Truth) -> tuple[int, float]:
    """Return how many true pairs the first tiers left over, and the share compared."""
    pair = ["left_id", "right_id"]
    certain = pl.col("tier").is_in(CERTAIN) & (pl.col("decision") == "accept")
    linked = proposed.filter(certain)
    rest = truth.pairs().join(linked.select("right_id"), on="right_id", how="anti")
    compared = rest.join(proposed, on=pair, how="semi").height
    return rest.height, round(compared / rest.height, 4) if rest.height else 1.0


def namesakes_only(judged: pl.DataFrame, truth: Truth) -> tuple[int, int]:
    """Return how many true pairs were missed, and of these the irreducible ones.

    Irreducible: no ID number, day of birth, village or telephone of the claim is known
    and equal to the resident's, so that nothing but a name is left.
    """
    pair = ["left_id", "right_id"]
    missed = truth.pairs().join(judged.filter("is_true"), on=pair, how="anti")
    left = truth.left.select(pl.col("record_id").alias("left_id"), *KNOWN)
    right = truth.right.select(pl.col("record_id").alias("right_id"), *KNOWN)
    both = missed.join(left, on="left_id").join(right, on="right_id", suffix="_right")
    nothing = [
        (pl.col(name) != pl.col(f"{name}_right")).fill_null(value=True)
        for name in KNOWN
    ]
    vague = pl.col("id_number_right").is_null()
    born = pl.col("birth_date_right").is_null()
    return missed.height, both.filter(*nothing, vague, born).height
