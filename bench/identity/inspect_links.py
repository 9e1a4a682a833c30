"""Where links go wrong: by kind of error, in families, beyond any system's reach."""

import polars as pl

from bench.identity.ours import CERTAIN
from bench.identity.scorer import Truth

PAIR = ["left_id", "right_id"]
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
    certain = pl.col("tier").is_in(CERTAIN) & (pl.col("decision") == "accept")
    linked = proposed.filter(certain)
    rest = truth.pairs().join(linked.select("right_id"), on="right_id", how="anti")
    compared = rest.join(proposed, on=PAIR, how="semi").height
    return rest.height, round(compared / rest.height, 4) if rest.height else 1.0


def missed_by_kind(
    judged: pl.DataFrame, proposed: pl.DataFrame, truth: Truth
) -> pl.DataFrame:
    """Return how many true pairs were missed, by `kind`, and of these the `bare` ones.

    Bare: no ID number and no day of birth is stated, and neither village nor
    telephone is the resident's, so that nothing but a name is left: beyond any
    system's reach where others bear it.
    """
    missed = truth.pairs().join(judged.filter("is_true"), on=PAIR, how="anti")
    own = proposed.select(*PAIR, "score")
    rivals = own.join(truth.pairs(), on=PAIR, how="anti").group_by("right_id")
    met = missed.join(own, on=PAIR, how="left").join(
        rivals.agg(pl.col("score").max().alias("rival")), on="right_id", how="left"
    )
    mine, rival = pl.col("score"), pl.col("rival")
    kind = (
        pl.when(mine.is_null())
        .then(pl.lit("no key proposed the pair"))
        .when(rival > mine)
        .then(pl.lit("somebody else fits better"))
        .when(rival == mine)
        .then(pl.lit("somebody else fits as well"))
        .otherwise(pl.lit("fits best, but too little agrees"))
    )
    counted = met.with_columns(kind.alias("kind"), _bare(met, truth).alias("bare"))
    return (
        counted.group_by("kind")
        .agg(pl.len().alias("pairs"), pl.sum("bare"))
        .sort("kind")
    )


def _bare(pairs: pl.DataFrame, truth: Truth) -> pl.Series:
    left = truth.left.select(pl.col("record_id").alias("left_id"), *KNOWN)
    right = truth.right.select(pl.col("record_id").alias("right_id"), *KNOWN)
    both = pairs.select(PAIR).join(
        left, on="left_id", how="left", maintain_order="left"
    )
    both = both.join(
        right, on="right_id", how="left", suffix="_right", maintain_order="left"
    )
    unlike = [
        (pl.col(name) != pl.col(f"{name}_right")).fill_null(value=True)
        for name in KNOWN
    ]
    stated = [pl.col(f"{name}_right").is_null() for name in ("id_number", "birth_date")]
    return both.select(pl.all_horizontal(*unlike, *stated)).to_series()
