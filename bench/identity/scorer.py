"""Score links against the truth, the same way for every system."""

from dataclasses import asdict, dataclass

import polars as pl

STRICT_PROBABILITY = 0.99
DEFAULT_PROBABILITY = 0.5
PLACES = 4


@dataclass(frozen=True, kw_only=True)
class Quality:
    """How many links were right, and how many were missed."""

    f1: float
    precision: float
    recall: float
    false: int

    def as_row(self) -> dict[str, float | int]:
        """Return the figures by name."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Truth:
    """Which pairs are the same person; tables hold `record_id, person`.

    `within` is true where one table is searched for duplicates: then the pair's
    order says nothing, and each pair is stated once with the lower id first.
    """

    left: pl.DataFrame
    right: pl.DataFrame
    within: bool = False

    def pairs(self) -> pl.DataFrame:
        """Return `left_id, right_id` of every true pair."""
        left = self.left.select("person", left_id="record_id")
        right = self.right.select("person", right_id="record_id")
        both = left.join(right, on="person").select("left_id", "right_id")
        if self.within:
            both = both.filter(pl.col("left_id") < pl.col("right_id"))
        return both

    def judged(self, links: pl.DataFrame) -> pl.DataFrame:
        """Return the links with the column `is_true`."""
        truth = self.pairs().with_columns(pl.lit(value=True).alias("is_true"))
        joined = links.join(truth, on=["left_id", "right_id"], how="left")
        return joined.with_columns(pl.col("is_true").fill_null(value=False))


def quality(true: int, false: int, wanted: int) -> Quality:
    """Return F1, precision and recall of `true` and `false` links out of `wanted`."""
    precision = true / (true + false) if true + false else 0.0
    recall = true / wanted if wanted else 0.0
    total = precision + recall
    return Quality(
        f1=round(2 * precision * recall / total, PLACES) if total else 0.0,
        precision=round(precision, PLACES),
        recall=round(recall, PLACES),
        false=false,
    )


def at_least(judged: pl.DataFrame, wanted: int, threshold: float) -> Quality:
    """Return the quality of the links with at least this `score`."""
    kept = judged.filter(pl.col("score") >= threshold)
    true = int(kept["is_true"].sum())
    return quality(true, kept.height - true, wanted)


def best(judged: pl.DataFrame, wanted: int) -> tuple[float, Quality]:
    """Return the threshold of the highest F1, and the quality there."""
    steps = (
        judged.group_by("score")
        .agg(pl.len().alias("rows"), pl.col("is_true").sum().alias("right"))
        .sort("score", descending=True)
        .with_columns(pl.col("rows", "right").cum_sum())
    )
    if steps.is_empty():
        return 0.0, quality(0, 0, wanted)
    f1 = 2 * pl.col("right") / (pl.col("rows") + wanted)
    top = steps.with_columns(f1.alias("f1")).sort(
        ["f1", "score"], descending=[True, True]
    )
    score, rows, right = top.select("score", "rows", "right").row(0)
    return float(score), quality(right, rows - right, wanted)


def best_of_each(links: pl.DataFrame, *, margin: float = 0.0) -> pl.DataFrame:
    """Return the best link of each right record that is `margin` ahead of the next.

    Two of the same score cancel each other out.
    """
    ranked = links.sort(
        ["right_id", "score", "left_id"], descending=[False, True, False]
    )
    first = ranked.group_by("right_id", maintain_order=True).agg(
        pl.col("left_id").first(),
        pl.col("score").first(),
        pl.col("score").slice(1, 1).first().alias("next"),
    )
    ahead = pl.col("score") - pl.col("next")
    return first.filter(
        pl.col("next").is_null() | ((ahead >= margin) & (ahead > 0))
    ).select("left_id", "right_id", "score")
