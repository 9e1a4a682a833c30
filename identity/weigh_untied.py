"""The fuzzy tier: untied profiles are weighed against all known people.

What is accepted gets tier T2, T4 or T5 and a certainty below that of every tie by
number and name. Two names that cannot be one person's are never tied by weight,
whatever else agrees: it may be a relative with a number mistyped into another's.
"""

import polars as pl

from identity.decide import NAME_CONFLICT
from identity.facts import FACTS
from identity.known import Known
from identity.matcher.choose import ACCEPT, REVIEW
from identity.matcher.epoch import Epoch
from identity.matcher.link import link
from identity.matcher.model_file import load_model
from identity.mention import PROFILE
from identity.portrait import portraits
from identity.profile import read_profiles
from identity.tier import TIERS

MODEL = "resident"
REVIEW_REASON = "review"  # 待核身份：候选不唯一或分量不足
TYING_TIERS = ("T2", "T3", "T4", "T5")  # T6, the name alone, never ties
OTHER_NAMES = ("same_surname", "different_name")
MOST_CERTAIN = min(tier.link_milli for tier in TIERS) - 1
WEIGHED = pl.Schema(
    {
        "source": pl.Int32,
        **dict.fromkeys(PROFILE, pl.String),
        "rows": pl.Int64,
        "person_id": pl.String,
        "tier": pl.String,
        "link_milli": pl.Int32,
        "reason": pl.String,
        "comparison": pl.String,
    }
)
FACED = ("number", "person_name", *FACTS)


def nothing_weighed() -> pl.DataFrame:
    """Return what weighing said where there are no weights: nothing."""
    return WEIGHED.to_frame()


def weigh_untied(known: Known, epoch: Epoch) -> pl.DataFrame:
    """Return what the untied records' profiles weigh against the known people.

    One row for each profile of each source, columns `WEIGHED`.
    """
    profiles = read_profiles(known)
    faced = faces(profiles.untied)
    found = _chosen(portraits(known.people, profiles.claims), faced, epoch)
    beside = profiles.untied.drop("person_id").join(
        faced.join(found, on="record_id", how="left"),
        on=FACED,
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    stays = pl.col("person_id").is_null()
    conflict = pl.col("reason") == NAME_CONFLICT
    open_ = pl.col("is_open").fill_null(value=False) & ~conflict
    reason = pl.when(open_).then(pl.lit(REVIEW_REASON)).otherwise("reason")
    told = beside.with_columns(pl.when(stays).then(reason).alias("reason"))
    return told.select(WEIGHED.names()).cast(WEIGHED)


def faces(profiles: pl.DataFrame) -> pl.DataFrame:
    """Return the distinct profiles under the model's names, numbered and sorted."""
    distinct = profiles.select(FACED).unique().sort(FACED)
    return distinct.with_columns(
        pl.col("number").alias("id_number"),
        pl.int_range(pl.len()).cast(pl.String).alias("record_id"),
    )


def _chosen(left: pl.DataFrame, faced: pl.DataFrame, epoch: Epoch) -> pl.DataFrame:
    """Return for each profile with a candidate who it is, or that it is open."""
    model = load_model(MODEL)
    pairs = link(left, faced, model, epoch=epoch).pairs
    best = pairs.filter(pl.col("place") == 0)
    names = dict(enumerate(model.comparison("name").names))
    named = best.with_columns(
        pl.col("name")
        .replace_strict(names, default=None, return_dtype=pl.String)
        .alias("comparison")
    )
    other = pl.col("comparison").is_in(OTHER_NAMES) | pl.col("comparison").is_null()
    tied = (pl.col("decision") == ACCEPT) & pl.col("tier").is_in(TYING_TIERS) & ~other
    certainty = (pl.col("probability") * 1000).floor().clip(0, MOST_CERTAIN)
    return named.select(
        record_id="right_id",
        person_id=pl.when(tied).then("left_id"),
        tier=pl.when(tied).then("tier"),
        link_milli=pl.when(tied).then(certainty.cast(pl.Int32)),
        comparison=pl.when(tied).then("comparison"),
        is_open=pl.col("decision").is_in([ACCEPT, REVIEW]),
    )
