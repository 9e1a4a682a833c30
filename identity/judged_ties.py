"""How judged records are tied: as surely as the number or the best of their fellows."""

import polars as pl

from identity.known import Known
from identity.mention import PROFILE
from identity.weigh_untied import MOST_CERTAIN

JUDGED_SAME, JUDGED_DIFFERENT = "judged_same", "judged_different"
TIER, LINK_MILLI = "T2", 900  # what an analyst confirmed counts as a firm tie
WEAK_TIER = "T5"  # nobody's number stands behind it
FOLLOWED = pl.Schema(
    {
        "source": pl.Int32,
        "record_id": pl.String,
        "person_id": pl.String,
        "tier": pl.String,
        "link_milli": pl.Int32,
        "reason": pl.String,
    }
)


def judged_ties(placed: pl.DataFrame, together: pl.DataFrame) -> pl.DataFrame:
    """Return `source`, `PROFILE` and the tie of those whose tie judgements change.

    `placed` are the judged nodes with their `cluster` and its `target`; `together`
    the pairs `left, right` judged the same. Whose fellow is tied by a valid number is
    tied firmly, whose fellow is tied by weight as surely as that.
    """
    told = placed.join(_best(placed), on="cluster", how="left").with_columns(
        stays=pl.col("person_id").eq(pl.col("target")).fill_null(value=False),
        is_firm=_is_firm("best_milli"),
        is_told=pl.col("node").is_in(_with_fellows(placed, together).implode()),
    )
    is_raised = pl.col("is_told") & pl.col("is_firm") & ~_is_firm("link_milli")
    is_moved = pl.any_horizontal(pl.col("person_id", "target").is_not_null())
    changed = pl.when("stays").then(is_raised).otherwise(is_moved)
    tied, firm = pl.col("target").is_not_null(), pl.col("is_firm")
    tier = pl.when(firm).then(pl.lit(TIER)).otherwise("best_tier")
    milli = pl.when(firm).then(LINK_MILLI).otherwise("best_milli")
    reason = pl.when(tied).then(pl.lit(JUDGED_SAME))
    return told.filter(changed).select(
        "source",
        *PROFILE,
        person_id="target",
        tier=pl.when(tied).then(tier.fill_null(WEAK_TIER)),
        link_milli=pl.when(tied).then(milli.fill_null(MOST_CERTAIN)),
        reason=reason.otherwise(pl.lit(JUDGED_DIFFERENT)),
    )


def tied_records(known: Known, ties: pl.DataFrame) -> pl.DataFrame:
    """Return the records (`FOLLOWED`) that say what the judged ones say, as tied."""
    found = [FOLLOWED.to_frame()]
    for (at,), here in ties.group_by("source", maintain_order=True):
        rows = known.sources[int(str(at))].profiles()
        own = rows.join(here.lazy(), on=PROFILE, how="inner", nulls_equal=True)
        found.append(own.select(FOLLOWED.names()).collect().cast(FOLLOWED))
    return pl.concat(found).sort("source", "record_id")


def _is_firm(column: str) -> pl.Expr:
    return (pl.col(column) > MOST_CERTAIN).fill_null(value=False)


def _best(placed: pl.DataFrame) -> pl.DataFrame:
    """Return the surest tie of each cluster to the person that it is."""
    own = placed.filter(pl.col("person_id") == pl.col("target"))
    order = own.sort("cluster", "link_milli", "node", descending=[False, True, False])
    best = order.unique("cluster", keep="first", maintain_order=True)
    return best.select("cluster", best_tier="tier", best_milli="link_milli")


def _with_fellows(placed: pl.DataFrame, together: pl.DataFrame) -> pl.Series:
    """Return the nodes that stand in a cluster with one that they are judged to be."""
    where = placed.select("node", "cluster")
    left = where.rename({"node": "left", "cluster": "one"})
    right = where.rename({"node": "right", "cluster": "other"})
    beside = together.join(left, on="left").join(right, on="right")
    held = beside.filter(
        pl.col("one") == pl.col("other"), pl.col("left") != pl.col("right")
    )
    return pl.concat([held["left"], held["right"]])
